"""SEQUENCE and LAST-MODIFIED: every visible change is told once, and nothing else is."""

from datetime import timedelta

import pytest

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.rules import DaysDiffer, Format, Status, Visibility
from kpevents.features.revisions.queries import current
from tests.factories import (
    FIRST_DAY,
    LOADED,
    change,
    make_meeting,
    make_partner,
    make_role,
    make_series,
    make_type,
    settle,
    whole,
)

VISIBLE = {
    "title": {"title": Trilingual(en="Another title")},
    "translation of the title": {"title": Trilingual(en="Meeting", fr="Réunion")},
    "summary": {"summary": Trilingual(en="About something")},
    "notice": {"notice": Trilingual(en="Moved from 4–5 to 11–12 March")},
    "city": {"city": Trilingual(en="Mombasa")},
    "country": {"country": "ke"},
    "building": {"building": Trilingual(en="Conference centre")},
    "zone": {"zone": "Africa/Cairo"},
    "format": {"format": Format.HYBRID},
    "cancelled": {"status": Status.CANCELLED},
    "postponed": {"status": Status.POSTPONED},
    "save the date": {"status": Status.SAVE_THE_DATE},
    "restricted": {"visibility": Visibility.RESTRICTED},
    "address": {"slug": "another-address"},
}
INVISIBLE = {
    "private join link": {"join_link": "https://meet.example.org/1"},
    "head count": {"head_count": 60, "head_count_qualifier": "over"},
    "interpretation": {"interpretation": ("en", "fr")},
    "contact": {"contact": "secretariat@example.org"},
    "doubts": {"doubts": (Trilingual(en="Host?"),)},
    "nothing": {},
}


@pytest.fixture
def meeting(db):
    return make_meeting(title=Trilingual(en="Meeting"), settled=True)


def stamps(meeting):
    fresh = whole(meeting.id)
    return fresh.sequence, fresh.changed_at


def test_first_publication_has_sequence_zero(meeting):
    assert stamps(meeting) == (0, LOADED)


@pytest.mark.parametrize("what", VISIBLE)
def test_visible_change_raises_the_sequence_by_one(meeting, what, now):
    change(meeting, now=now, **VISIBLE[what])
    assert stamps(meeting) == (1, now)


@pytest.mark.parametrize("what", INVISIBLE)
def test_change_that_no_subscriber_sees_is_not_told(meeting, what, now):
    change(meeting, now=now, **INVISIBLE[what])
    assert stamps(meeting) == (0, LOADED)


def test_changes_of_other_rows_that_are_shown_are_told_too(db, now):
    kind, series, partner = make_type(), make_series(), make_partner()
    meeting = make_meeting(type_id=kind.id, series_id=series.id, series_number=1)
    make_role(meeting, partner)
    settle(meeting)
    for n, row in enumerate((kind, series, partner), start=1):
        name = "title" if row is series else "name"
        setattr(db.session.merge(row), name, Trilingual(en=f"Renamed {n}"))
        db.session.commit()
        settle(meeting, now=now)
        assert stamps(meeting)[0] == n


def test_several_changes_in_one_commit_are_one_step(meeting, now):
    change(meeting, now=now, title=Trilingual(en="Both"), city=Trilingual(en="Cairo"))
    assert stamps(meeting)[0] == 1


def test_draft_has_no_sequence_to_raise_until_it_is_announced(db, now):
    draft = make_meeting(status=Status.DRAFT, settled=True)
    change(draft, now=now, title=Trilingual(en="Better"))
    assert stamps(draft)[0] == 0
    change(draft, now=now, status=Status.CONFIRMED)
    assert stamps(draft)[0] == 0
    change(draft, now=now, title=Trilingual(en="Best"))
    assert stamps(draft)[0] == 1


def test_meeting_that_loses_its_days_and_gets_new_ones_keeps_counting(meeting, now):
    loose = {"date_precision": Precision.MONTH, "first_day": None, "last_day": None, "loosely": PartialDate(2026, 9)}
    change(meeting, now=now, **loose)
    assert stamps(meeting)[0] == 0
    days = {"first_day": FIRST_DAY, "last_day": FIRST_DAY + timedelta(days=1), "loosely": None}
    change(meeting, now=now, date_precision=Precision.DAY, title=Trilingual(en="On the same days"), **days)
    assert stamps(meeting)[0] == 1


def test_instant_of_the_last_change_never_stands_still_or_goes_back(meeting):
    seen = [current().changed_at]
    for later in (LOADED, LOADED - timedelta(days=9), LOADED + timedelta(seconds=0.4)):
        change(meeting, now=later, title=Trilingual(en=f"At {later}"))
        seen.append(current().changed_at)
    assert seen == sorted(set(seen))


def test_meeting_whose_days_do_not_fit_is_refused_and_nothing_is_kept(meeting, now):
    with pytest.raises(DaysDiffer):
        change(meeting, now=now, last_day=FIRST_DAY + timedelta(days=9), title=Trilingual(en="Longer"))
    assert whole(meeting.id).title.en == "Meeting"


def test_mark_that_a_person_set_stays(meeting, now):
    change(meeting, now=now, needs_checking=True)
    change(meeting, now=now, title=Trilingual(en="Another"))
    assert whole(meeting.id).needs_checking is True
