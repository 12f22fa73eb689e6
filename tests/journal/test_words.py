"""A line of the journal in words: who, when, what, from and to, in each language."""

import pytest
from flask import g
from sqlalchemy import select

from kpevents.core.policy import PRODUCT, Actor
from kpevents.core.text import LANGUAGES, Trilingual
from kpevents.core.timespan import Precision
from kpevents.features.accounts.models import User
from kpevents.features.journal import actions, queries
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.queries import Wanted
from kpevents.features.journal.rules import Change, Deed, Subject
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from kpevents.infra.i18n import speaking
from kpevents.web.journal.telling import told
from kpevents.web.reading import reading
from tests.cast import make_person
from tests.factories import make_domain, make_meeting, make_partner, make_type
from tests.journal.lines import note


@pytest.fixture(autouse=True)
def in_a_request(app, db):
    with app.test_request_context("/"):
        yield


def tell(language="en"):
    """The newest line."""
    lines, _ = queries.find(Wanted(), page=1, size=1)
    with speaking(language):
        (line,) = told(lines, reading_in(language))
        return str(line.what), line.texts(), line


def reading_in(language):
    g.pop("reading", None)
    with speaking(language):
        return reading()


def changes(*given, language="en", **more):
    note(*given, **more)
    return tell(language)[1]


def test_line_is_a_sentence_in_each_language():
    anna = make_person(name="Anna Berg")
    note(by=anna)
    assert {language: tell(language)[0] for language in LANGUAGES} == {
        "en": "Anna Berg changed the meeting “Legal Pathways”.",
        "fr": "Anna Berg a modifié la réunion «\u00a0Voies légales\u00a0».",
        "ar": "تعديل الاجتماع «المسارات القانونية» بواسطة Anna Berg.",
    }


def test_no_name_of_a_person_is_kept():
    anna, paul = make_person(name="Anna Berg"), make_person(name="Paul Ito")
    note(by=anna, subject=Subject.PERSON, subject_id=paul, deed=Deed.CLOSED, name={"en": "Paul Ito"}, person_id=paul)
    assert tell()[0] == "Anna Berg closed the account of Paul Ito."
    line = database.session.scalars(select(JournalLine).order_by(JournalLine.id.desc())).first()
    assert (line.actor_name, line.name, line.words) == ("", {}, " ")


def test_person_has_the_name_they_have_now():
    anna = make_person(name="Anna Berg")
    note(by=anna)
    with unit_of_work():
        database.session.get_one(User, anna).name = "Anna Berg-Okafor"
    assert tell()[0].startswith("Anna Berg-Okafor changed")


def test_own_account_is_called_so():
    anna = make_person(name="Anna Berg")
    note(by=anna, subject=Subject.PERSON, subject_id=anna, deed=Deed.PASSWORD_SET, person_id=anna)
    assert tell()[0] == "Anna Berg set a new password for their own account."


def test_person_who_was_erased_is_nobody():
    anna, paul = make_person(name="Anna Berg"), make_person(name="Paul Ito")
    note(by=anna, subject=Subject.PERSON, subject_id=paul, deed=Deed.CLOSED, person_id=paul)
    with unit_of_work():
        for user_id in (anna, paul):
            actions.erase(user_id)
            database.session.delete(database.session.get_one(User, user_id))
    sentence, _, line = tell()
    assert sentence == "A person who was erased closed the account of a person who was erased."
    assert line.who == "A person who was erased"


def test_name_that_an_earlier_release_kept_leaves_with_its_person():
    note(by=5)
    with unit_of_work():
        database.session.scalars(select(JournalLine)).one().actor_name = "Anna Berg"
    with unit_of_work():
        actions.erase(5)
    assert database.session.scalars(select(JournalLine)).one().actor_name == ""


@pytest.mark.parametrize(
    ("by", "who"),
    [
        (PRODUCT, "The product"),
        (Actor(None, ""), "The product"),
        (Actor(None, "its own hand"), "Its own hand"),
    ],
)
def test_what_the_product_does_itself_is_said_so(by, who):
    note(by=by)
    assert tell()[2].who == who


def test_contact_is_called_after_its_partner_and_a_message_after_its_reader():
    kenya, anna = make_partner(name=Trilingual(en="Kenya")), make_person(name="Anna Berg")
    note(subject=Subject.CONTACT, name={"en": "Somebody"}, partner_id=kenya.id)
    assert "a contact of Kenya." in tell()[0]
    note(subject=Subject.MESSAGE, deed=Deed.REVEALED, person_id=anna)
    assert tell()[0].endswith("looked at the secret link in a message to Anna Berg.")


def test_word_of_another_release_stands_as_it_is():
    note(Change("title", None, "x"))
    with unit_of_work():
        line = database.session.scalars(select(JournalLine)).one()
        line.deed, line.subject, line.changes = "teleported", "spaceship", [{"field": "warp", "before": 1, "after": 2}]
    sentence, texts, _ = tell()
    assert "something without a name (spaceship): teleported" in sentence
    assert texts == ["warp: from 1 to 2"]


def test_from_and_to_are_in_the_words_of_the_reader():
    moved = [Change("status", Status.DRAFT, Status.CONFIRMED)]
    assert changes(*moved) == ["Status: from Draft to Confirmed"]
    assert tell("fr")[1] == ["Statut\u00a0: avant, Brouillon\u00a0; désormais, Dates confirmées"]
    assert tell("ar")[1] == ["الحالة: من مسودة إلى موعد مؤكَّد"]


def test_what_came_and_what_went():
    assert changes(Change("city", None, {"en": "Nairobi"}), Change("zone", "Africa/Nairobi", None)) == [
        "City (English): Nairobi",
        "Time zone: Africa/Nairobi, taken out",
    ]


def test_what_was_empty_and_is_empty_is_not_worth_a_word():
    assert changes(Change("short_name", None, ""), Change("about", None, {}), Change("weekend", None, [])) == []


def test_text_in_three_languages_tells_each_that_changed():
    before, after = {"en": "A", "fr": "B", "ar": "ج"}, {"en": "A", "fr": "C"}
    assert changes(Change("title", before, after)) == ["Title (Français): from B to C", "Title (العربية): ج, taken out"]


def test_personal_field_says_that_it_changed_and_nothing_else():
    assert changes(Change("email", "a@example.org", "b@example.org", personal=True)) == [
        "E-mail address: changed; no value is kept here"
    ]


def test_long_text_shows_where_it_begins_to_differ():
    before, after = "word " * 300 + "the old end", "word " * 300 + "the new end"
    (said,) = changes(Change("body", {"en": before}, {"en": after}))
    assert said.startswith("Text (English): from …")
    assert ("the old end" in said, "the new end" in said, len(said) < 600) == (True, True, True)


def test_values_are_said_by_what_they_are():
    make_partner(code="ke", name=Trilingual(en="Kenya"))
    make_type(slug="webinar", name=Trilingual(en="Webinar"))
    make_domain(number=2, short=Trilingual(en="Legal migration"))
    said = changes(
        Change("type", None, "webinar"),
        Change("domains", [], [2]),
        Change("country", "ke", "dj"),
        Change("roles", [], [[RoleName.HOST, "ke"], [RoleName.CO_HOST, ""]]),
        Change("days", [["2026-07-14", None, None]], [["2026-07-14", "09:00:00", "17:30:00"]]),
        Change("loosely", "2026-07", "2026"),
        Change("nominations", {"opens": None, "closes": None}, {"opens": "2026-05-01T08:00:00+00:00", "closes": None}),
        Change("interpretation", ["en"], ["en", "ar"]),
        Change("heads", None, [120, "about", {"en": "participants"}]),
        Change("visibility", Visibility.PUBLIC, Visibility.HIDDEN),
        Change("format", Format.ONLINE, Format.HYBRID),
        Change("precision", Precision.MONTH, Precision.DAY),
        Change("weekend", ["sat"], ["fri", "sat"]),
        Change("needs_pair", False, True),
        Change("planned", 4, 5),
    )
    assert said == [
        "Type: Webinar",
        "Domains: Legal migration",
        "Country: from Kenya to Djibouti",
        "Who does what: Kenya, host, Secretariat of the Khartoum Process, co-host",
        "Days: from 14 July 2026 to 14 July 2026 09:00–17:30",
        "Month or year: from July 2026 to 2026",
        "Nominations: opens 1 May 2026, 08:00 (UTC)",
        "Interpretation: from English to English, Arabic",
        "Participants: about 120 participants",
        "Who may see it: from everybody to the Secretariat alone",
        "Form: from Online to In person and online",
        "How exactly the date is known: from to the month to to the day",
        "Weekend: from Saturday to Friday, Saturday",
        "Asks for an African and a European host: from no to yes",
        "Meetings planned: from 4 to 5",
    ]


@pytest.mark.parametrize(
    ("subject", "field", "value", "word"),
    [
        (Subject.PERSON, "role", "focal_point", "Focal point"),
        (Subject.OFFER, "role", "either", "to host or co-host"),
        (Subject.OFFER, "standing", "kept", "Kept for later"),
        (Subject.PAPER, "status", "final", "Final"),
        (Subject.PAPER, "kind", "agenda", "Agenda"),
        (Subject.CONTACT, "kind", "deputy", "Deputy of a focal point"),
        (Subject.PARTNER, "kind", "agency", "Agency"),
        (Subject.MEETING, "status", "held", "Held"),
    ],
)
def test_field_that_several_things_have_is_said_by_whose_it_is(subject, field, value, word):
    (said,) = changes(Change(field, None, value), subject=subject)
    assert said.endswith(f": {word}")


@pytest.mark.parametrize("value", ["gone", ["x"], {"y": 1}, 7, [[]], {"en": 3}, [["a", "b", "c"]]])
@pytest.mark.parametrize(
    "field", ["type", "roles", "days", "heads", "country", "status", "starts", "nominations", "handover"]
)
def test_value_of_another_release_breaks_no_page(field, value):
    assert isinstance(changes(Change(field, None, value)), list)


def test_title_in_no_language_of_the_reader_stands_in():
    note(name={"fr": "Voies légales"})
    assert "“Voies légales”" in tell("en")[0]


def test_line_leads_to_the_journals_it_stands_in():
    meeting = make_meeting(title=Trilingual(en="Legal Pathways"))
    kenya = make_partner(name=Trilingual(en="Kenya"))
    note(subject=Subject.OFFER, name={"en": "A theme"}, meeting_id=meeting.id, partner_id=kenya.id)
    assert [link.text for link in tell()[2].in_journals] == ["Legal Pathways", "Kenya"]
    note(meeting_id=meeting.id)
    line = tell()[2]
    assert line.in_journals == []
    assert f"/desk/meetings/{meeting.slug}/journal/" in line.what.__html__()


def test_what_somebody_typed_is_text_in_a_page_and_keeps_its_direction():
    note(Change("zone", None, "<b>x</b>"), name={"en": "<script>"})
    line = tell()[2]
    assert "<bdi>&lt;script&gt;</bdi>" in line.what.__html__()
    assert "<bdi>&lt;b&gt;x&lt;/b&gt;</bdi>" in line.changes[0].__html__()
