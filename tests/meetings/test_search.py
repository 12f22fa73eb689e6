"""Search finds the same on SQLite and PostgreSQL, however the reader spells."""

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.meetings import queries
from kpevents.features.meetings.finding import Wanted
from tests.factories import FIRST_DAY, change, make_meeting, make_partner, make_role, settle


def found(words: str) -> list[str]:
    rows = queries.find(Wanted(words=words), FIRST_DAY, page=1, size=50).rows
    return sorted(meeting.title.en for meeting in rows)


@pytest.fixture
def meetings(db):
    mombasa = make_meeting(
        title=Trilingual(en="Legal Pathways", fr="Voies légales", ar="المسارات القانونية"),
        summary=Trilingual(en="Skills for labour markets, 4Ps and e-learning."),
        city=Trilingual(en="Mombasa"),
        country="ke",
    )
    make_role(mombasa, make_partner(name=Trilingual(en="Ethiopia", fr="Éthiopie", ar="إثيوبيا")))
    cairo = make_meeting(title=Trilingual(en="Labour Migration", fr="Migration de travail"), country="eg")
    settle(mombasa, cairo)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("legal", ["Legal Pathways"]),
        ("LÉGALES", ["Legal Pathways"]),
        ("ethiopie", ["Legal Pathways"]),
        ("اثيوبيا", ["Legal Pathways"]),
        ("القانونيه", ["Legal Pathways"]),
        ("labour", ["Labour Migration", "Legal Pathways"]),
        ("labour migration", ["Labour Migration"]),
        ("migr trav", ["Labour Migration"]),
        ("egypte", ["Labour Migration"]),
        ("مصر", ["Labour Migration"]),
        ("4ps", ["Legal Pathways"]),
        ("e-learning", ["Legal Pathways"]),
        ("nothing of this", []),
        ("thematic", ["Labour Migration", "Legal Pathways"]),
        ("2026", ["Labour Migration", "Legal Pathways"]),
    ],
)
def test_words_find_meetings_in_every_language_and_spelling(meetings, words, expected):
    assert found(words) == expected


@pytest.mark.parametrize("words", ['"', "'", "a AND b", "NEAR(", "*", "\\", "%", "a:b", "-legal", "(", "!", "&|", "😀"])
def test_signs_of_query_languages_are_words_or_nothing(meetings, words):
    assert found(words) in ([], ["Labour Migration", "Legal Pathways"], ["Legal Pathways"])


def test_search_without_a_word_finds_everything(meetings):
    assert found(" … ") == ["Labour Migration", "Legal Pathways"]


def test_meeting_is_found_by_its_new_title_and_no_longer_by_the_old(db, now):
    meeting = make_meeting(title=Trilingual(en="Asylum"), settled=True)
    change(meeting, now=now, title=Trilingual(en="Protection"))
    assert (found("asylum"), found("protection")) == ([], ["Protection"])


def test_restricted_meeting_is_not_found_by_what_is_not_public(db):
    from_title = Trilingual(en="Closed session")
    make_meeting(title=from_title, summary=Trilingual(en="secret"), visibility="restricted", settled=True)
    assert found("secret") == []
    assert found("closed") == []
