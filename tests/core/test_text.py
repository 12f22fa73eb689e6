"""Texts in three languages, and the words they are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpevents.core.text import Trilingual, has_controls, searchable, without_controls


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Éthiopie", "ethiopie"),
        ("TALENT", "talent"),
        ("إثيوبيا", "اثيوبيا"),
        ("القاهرة", "القاهره"),
        ("مُومباسا", "مومباسا"),
        ("٢٠٢٢", "2022"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("Djibouti‑ville", "djibouti ville"),
        ("l’Ouganda", "l ouganda"),
        ("ﻻجئ", "لاجي"),
    ],
)
def test_spelling_does_not_stand_between_a_reader_and_a_meeting(written, sought):
    assert searchable(written) == searchable(sought)


@given(st.text())
def test_plain_words_are_plain_already(text):
    assert searchable(searchable(text)) == searchable(text)


@given(st.text())
def test_plain_words_hold_letters_and_digits_only(text):
    assert all(word.isalnum() for word in searchable(text).split())


def test_text_is_shown_in_the_language_asked_for():
    shown = Trilingual(en="Mombasa", fr="Mombasa", ar="مومباسا").shown("ar")
    assert (shown.text, shown.language, shown.stands_in) == ("مومباسا", "ar", False)


def test_text_that_is_not_translated_is_shown_in_another_language_and_says_so():
    shown = Trilingual(fr="Réunion").shown("ar")
    assert (shown.text, shown.language, shown.stands_in) == ("Réunion", "fr", True)


@pytest.mark.parametrize("strange", ["\x00", "\x1b", "\u202e", "\u2066", "\x85"])
def test_characters_that_no_person_types_are_seen_and_taken_out(strange):
    assert has_controls(f"Kenya{strange}")
    assert without_controls(f"Ke{strange}nya") == "Kenya"


def test_marks_of_direction_that_people_need_are_kept():
    assert not has_controls("KP \u200fالقاهرة\u200e, l\u200dx\n")
