"""Types of meetings: made, changed and deleted by the Secretariat; what shows them is told."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kpevents.core.errors import NotFound
from kpevents.core.text import Trilingual
from kpevents.features.meetings.groups import queries, types
from kpevents.features.meetings.groups.rules import CSS_COLOURS, NotAColour
from kpevents.features.meetings.models import MeetingType
from kpevents.features.meetings.rules import Level, Mark, Visibility
from kpevents.features.records.rules import NotAWord, StillInUse, Taken, Unnamed
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import LOADED, OFFICER, lines, make_meeting, make_type, whole

USUAL = {
    "name": Trilingual(en="Retreat", fr="Retraite", ar="خلوة"),
    "plural": Trilingual(en="Retreats", fr="Retraites", ar="خلوات"),
    "level": Level.POLITICAL,
    "mark": Mark.POLITICAL,
    "colour": "teal",
    "needs_pair": False,
    "position": 12,
}
LATER = LOADED + timedelta(days=1)


def create(slug="retreat", **values):
    with unit_of_work():
        return types.create(slug, USUAL | values, by=OFFICER, now=LATER)


def change(kind, **values):
    as_it_stands = {field: getattr(kind, field) for field in types.FIELDS}
    with unit_of_work():
        return types.change(kind.slug, as_it_stands | values, by=OFFICER, now=LATER)


def delete(kind):
    with unit_of_work():
        types.delete(kind.slug, by=OFFICER, now=LATER)


def test_new_type_can_be_used_at_once_and_is_in_the_journal(db):
    before = current().number
    kind = create()
    assert queries.get_type("retreat").name.fr == "Retraite"
    assert current().number == before + 1
    [line] = lines(subject="type")
    assert (line.deed, line.actor_id, line.subject_id) == ("created", OFFICER.user_id, kind.id)
    assert {"field": "colour", "before": None, "after": "teal"} in line.changes


@pytest.mark.parametrize(
    "slug", ["", "Retreat", "re treat", "retreat-", "-retreat", "re--treat", "r" * 61, "منتجع", "a/b"]
)
def test_address_word_of_a_type_is_small_letters_digits_and_hyphens(db, slug):
    with pytest.raises(NotAWord) as refused:
        create(slug)
    assert refused.value.field == "slug"


def test_address_word_belongs_to_one_type_only(db):
    create()
    with pytest.raises(Taken, match="“retreat” is taken already"):
        create()


@pytest.mark.parametrize("field", ["name", "plural"])
def test_type_without_a_name_is_refused(db, field):
    with pytest.raises(Unnamed) as refused:
        create(**{field: Trilingual(en="  ")})
    assert refused.value.field == field


@pytest.mark.parametrize("colour", ["", "#008080", "tea", "Teal", "transparent", "rebeccapurple", "red; x: y"])
def test_colour_that_calendars_do_not_know_is_refused(db, colour):
    with pytest.raises(NotAColour):
        create(colour=colour)


def test_there_are_as_many_colours_as_css_3_names():
    assert len(CSS_COLOURS) == 147


def test_renamed_type_is_told_to_every_calendar_that_shows_it_and_to_no_other(db):
    kind = make_type()
    shown, other = make_meeting(type_id=kind.id, settled=True), make_meeting(settled=True)
    closed = make_meeting(type_id=kind.id, visibility=Visibility.RESTRICTED, settled=True)
    further = make_meeting(category_id=kind.id, settled=True)
    change(kind, name=Trilingual(en="Renamed"))
    assert [whole(m.id).sequence for m in (shown, other, closed, further)] == [1, 0, 0, 0]
    [line] = lines(subject="type")
    assert [each["field"] for each in line.changes] == ["name"]


def test_change_of_a_type_that_no_subscriber_sees_raises_no_sequence(db):
    kind = make_type()
    meeting = make_meeting(type_id=kind.id, settled=True)
    change(kind, position=3, needs_pair=True, level=Level.POLITICAL)
    assert whole(meeting.id).sequence == 0


def test_meetings_are_found_by_the_new_name_of_their_type(db):
    kind = make_type()
    make_meeting(type_id=kind.id, settled=True)
    change(kind, name=Trilingual(en="Colloquium"))
    words = database.session.connection().exec_driver_sql("SELECT words FROM meeting_words").scalar_one()
    assert "colloquium" in words.split()


def test_nothing_new_is_no_change(db):
    kind, before = make_type(), current()
    change(kind)
    assert (lines(), current()) == ([], before)


def test_type_that_no_meeting_is_of_can_be_deleted(db):
    kind = make_type()
    delete(kind)
    assert database.session.scalar(select(func.count()).select_from(MeetingType)) == 0
    assert [(line.deed, line.name) for line in lines()] == [("deleted", kind.name.as_dict())]


def test_type_in_use_is_not_deleted_and_the_refusal_says_by_how_many(db):
    kind = make_type()
    make_meeting(type_id=kind.id)
    make_meeting(category_id=kind.id)
    with pytest.raises(StillInUse, match="2 of them"):
        delete(kind)
    assert [number for each, number in queries.types() if each.id == kind.id] == [2]


def test_type_that_is_not_there_is_not_found(db):
    with pytest.raises(NotFound), unit_of_work():
        types.change("nothing", USUAL, by=OFFICER, now=LATER)
