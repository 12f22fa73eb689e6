"""Planning a meeting: what it needs, what readers are told, and what calendars see."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from kpevents.core.crossing import Crossed
from kpevents.core.errors import NotFound, RuleBroken
from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings import planning
from kpevents.features.meetings.lifecycle import (
    DaysMissing,
    NotOverYet,
    NoWay,
    ReasonMissing,
    VenueMissing,
    ZoneNeeded,
)
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.pairing import PairIncomplete, SamePartner
from kpevents.features.meetings.plan import Day, Holder, Window
from kpevents.features.meetings.planning import NotADraft
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility
from kpevents.features.meetings.soundness import HourSkipped
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.meetings.planned import COLLEAGUE, DAYS, LATER, OFFICER, make_world, plan

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(hours=2)
NO_REASON = Trilingual()


@pytest.fixture
def world(db):
    make_world()


def create(given=None, status=Status.CONFIRMED, **more) -> str:
    with unit_of_work():
        return planning.create(given or plan(**more), status, by=OFFICER, now=NOW).slug


def change(slug, given, opened=None, by=OFFICER, now=SOON):
    opened = opened if opened is not None else planning.get(slug).plan.as_card()
    with unit_of_work():
        planning.change(slug, opened, given, by=by, now=now)


def become(slug, before, after, reason=NO_REASON, now=SOON):
    with unit_of_work():
        planning.become(slug, before, after, reason, by=OFFICER, now=now)


def row(slug) -> Meeting:
    database.session.expire_all()
    return planning.get(slug).meeting


def lines() -> list[JournalLine]:
    return list(database.session.scalars(select(JournalLine).order_by(JournalLine.id)))


def test_new_meeting_is_stored_as_it_was_planned(world):
    wanted = plan(
        domains=(), interpretation=("en", "fr"), contact="meetings@example.org", join_link="https://example.org/j",
        nominations=Window(opens=NOW, closes=SOON), ordinal=Trilingual(en="12th thematic meeting"),
    )  # fmt: skip
    assert planning.get(create(wanted)).plan == wanted


def test_address_comes_from_title_and_year_and_is_never_given_twice(world):
    assert [create(), create(), create(title=Trilingual(ar="اجتماع"))] == [
        "skills-that-travel-2026",
        "skills-that-travel-2026-2",
        "thematic-meeting-2026",
    ]


def test_first_publication_is_sequence_0_a_move_1_and_a_cancellation_2(world):
    slug = create()
    seen = [row(slug).sequence]
    change(slug, plan(days=LATER))
    seen.append(row(slug).sequence)
    become(slug, Status.CONFIRMED, Status.CANCELLED, Trilingual(en="the venue is flooded"))
    assert [*seen, row(slug).sequence] == [0, 1, 2]


def test_move_is_told_to_readers_in_each_language(world):
    slug = create()
    change(slug, plan(days=LATER))
    notice = row(slug).notice
    assert notice.en == "Moved from 4–5 March 2026 to 11–12 March 2026."
    assert all("2026" in text or "٢٠٢٦" in text for text in notice)
    assert len(set(notice)) == 3


def test_new_venue_is_told_and_a_new_building_is_not(world):
    slug = create()
    change(slug, plan(building=Trilingual(en="UN compound")))
    quiet = row(slug).notice.en
    change(slug, plan(building=Trilingual(en="UN compound"), city=Trilingual(en="Mombasa")))
    assert (quiet, row(slug).notice.en) == ("", "Moved from Nairobi, Kenya to Mombasa, Kenya.")


def test_own_words_of_an_officer_take_the_place_of_the_notice(world):
    slug = create()
    change(slug, plan(days=LATER, notice=Trilingual(en="One week later, at the wish of the host.")))
    assert row(slug).notice.en == "One week later, at the wish of the host."


def test_draft_moves_in_silence(world):
    slug = create(status=Status.DRAFT)
    change(slug, plan(days=LATER))
    assert (row(slug).notice, row(slug).sequence) == (Trilingual(), 0)


def test_saving_without_a_change_changes_nothing(world):
    slug = create()
    before = row(slug).changed_at, len(lines())
    change(slug, plan())
    assert (row(slug).changed_at, len(lines())) == before


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"precision": Precision.MONTH, "days": (), "loosely": PartialDate(2026, 3)}, DaysMissing),
        ({"city": Trilingual()}, VenueMissing),
        ({"country": None}, VenueMissing),
        ({"zone": None, "days": (Day(date(2026, 3, 4)),)}, ZoneNeeded),
        ({"roles": (Holder(RoleName.HOST, "de"), Holder(RoleName.CO_HOST, "it"))}, PairIncomplete),
        ({"roles": (Holder(RoleName.HOST, "ke"),)}, PairIncomplete),
        ({"roles": ()}, PairIncomplete),
        ({"roles": (Holder(RoleName.HOST, "ke"), Holder(RoleName.CO_HOST, "ke"))}, SamePartner),
    ],
)
def test_confirmed_meeting_has_days_a_venue_a_zone_and_a_pair(world, given, refusal):
    with pytest.raises(refusal):
        create(**given)
    assert lines() == []


def test_draft_becomes_confirmed_when_it_has_what_it_needs(world):
    slug = create(status=Status.DRAFT, city=Trilingual())
    with pytest.raises(VenueMissing):
        become(slug, Status.DRAFT, Status.CONFIRMED)
    change(slug, plan())
    become(slug, Status.DRAFT, Status.CONFIRMED)
    assert (row(slug).status, row(slug).sequence) == (Status.CONFIRMED, 0)


def test_online_meeting_needs_no_city(world):
    slug = create(format=Format.ONLINE, city=Trilingual(), country=None)
    assert row(slug).status is Status.CONFIRMED


def test_exception_to_the_pair_keeps_its_reason(world):
    slug = create(roles=(Holder(RoleName.HOST, "ke"),), pair_reason="No European partner could be found in time.")
    assert row(slug).pair_reason == "No European partner could be found in time."


def test_steering_committee_asks_for_no_pair(world):
    assert row(create(type="steering-committee", roles=())).status is Status.CONFIRMED


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
def test_what_falls_away_says_why(world, status):
    slug = create()
    with pytest.raises(ReasonMissing):
        become(slug, Status.CONFIRMED, status)
    become(slug, Status.CONFIRMED, status, Trilingual(en="the host withdrew."))
    assert row(slug).notice.en == f"{status.capitalize()} on 12 January 2026: the host withdrew."


def test_meeting_that_takes_place_after_all_says_no_more_why_it_did_not(world):
    slug = create()
    become(slug, Status.CONFIRMED, Status.POSTPONED, Trilingual(en="the host asks for more time"))
    become(slug, Status.POSTPONED, Status.CONFIRMED)
    assert (row(slug).notice, row(slug).sequence) == (Trilingual(), 2)


def test_postponed_meeting_that_finds_new_days_says_that_it_was_moved(world):
    slug = create()
    become(slug, Status.CONFIRMED, Status.POSTPONED, Trilingual(en="the host asks for more time"))
    change(slug, replace(planning.get(slug).plan, days=LATER))
    become(slug, Status.POSTPONED, Status.CONFIRMED)
    assert row(slug).notice.en == "Moved from 4–5 March 2026 to 11–12 March 2026."


def test_meeting_is_not_held_before_its_last_day(world):
    slug = create()
    with pytest.raises(NotOverYet):
        become(slug, Status.CONFIRMED, Status.HELD)
    become(slug, Status.CONFIRMED, Status.HELD, now=datetime(2026, 3, 5, 18, 0, tzinfo=UTC))
    assert row(slug).status is Status.HELD


def test_announced_meeting_does_not_become_a_draft_again(world):
    slug = create()
    with pytest.raises(NoWay):
        become(slug, Status.CONFIRMED, Status.DRAFT)


def test_officer_who_saw_another_status_decides_nothing(world):
    slug = create()
    become(slug, Status.CONFIRMED, Status.POSTPONED, Trilingual(en="floods"))
    with pytest.raises(NoWay):
        become(slug, Status.CONFIRMED, Status.CANCELLED, Trilingual(en="floods"))
    assert row(slug).status is Status.POSTPONED


def test_pressing_a_status_twice_changes_it_once(world):
    slug = create()
    for _ in range(2):
        become(slug, Status.CONFIRMED, Status.CANCELLED, Trilingual(en="floods"))
    assert (row(slug).sequence, len(lines())) == (1, 2)


def test_second_officer_is_told_field_by_field_and_nothing_is_overwritten(world):
    slug = create()
    opened = planning.get(slug).plan.as_card()
    change(slug, plan(title=Trilingual(en="Skills on the move"), contact="x@example.org"), by=COLLEAGUE)
    with pytest.raises(Crossed) as crossed:
        change(slug, plan(title=Trilingual(en="Travelling skills"), days=LATER), opened)
    told = {each.field: each for each in crossed.value.crossings}
    assert set(told) == {"title", "contact"}
    assert (told["title"].contested, told["title"].stands) == (True, {"en": "Skills on the move"})
    assert not told["contact"].contested
    merged = crossed.value.merged
    assert (merged["title"], merged["contact"]) == ({"en": "Travelling skills"}, "x@example.org")
    assert merged["days"][0][0] == "2026-03-11"
    assert row(slug).title.en == "Skills on the move"


def test_draft_can_be_deleted_and_what_was_announced_cannot(world):
    draft, announced = create(status=Status.DRAFT), create()
    with unit_of_work():
        planning.delete(draft, by=OFFICER, now=SOON)
    with pytest.raises(NotFound):
        row(draft)
    with pytest.raises(NotADraft), unit_of_work():
        planning.delete(announced, by=OFFICER, now=SOON)


def test_hour_that_the_clocks_jump_over_is_refused(world):
    jump = Day(date(2026, 3, 29), time(2, 30), time(12))
    with pytest.raises(HourSkipped) as refused:
        create(zone="Europe/Brussels", days=(jump,))
    assert (refused.value.field, refused.value.values["hour"]) == ("days", "02:30")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"days": (Day(date(2026, 3, 4), time(17), time(9)),)}, "days"),
        ({"days": (Day(date(2026, 3, 4)), Day(date(2026, 3, 4)))}, "days"),
        ({"days": (Day(date(2026, 3, 4), time(9)),)}, "days"),
        ({"days": (Day(date(1926, 3, 4)),)}, "days"),
        ({"zone": "Africa/Atlantis"}, "zone"),
        ({"type": "gala-dinner"}, "type"),
        ({"series": "no-such-series", "series_number": 2}, "series"),
        ({"series_number": 2}, "series_number"),
        ({"roles": (Holder(RoleName.HOST, "zz"),)}, "roles"),
        ({"nominations": Window(opens=SOON, closes=NOW)}, "nominations_close"),
        ({"precision": Precision.MONTH, "loosely": PartialDate(2026)}, "loosely"),
    ],
)
def test_refusal_names_the_field(world, given, field):
    with pytest.raises(RuleBroken) as refused:
        create(status=Status.DRAFT, **given)
    assert refused.value.field == field
    assert lines() == []


def test_journal_says_from_what_to_what_and_keeps_private_fields_private(world):
    slug = create(status=Status.DRAFT)
    change(slug, plan(days=LATER, join_link="https://example.org/secret"))
    line = lines()[-1]
    assert (line.actor_id, line.subject, line.deed) == (7, "meeting", "changed")
    assert line.changes == [
        {"field": "days", "before": [[str(d.day), str(d.begins), str(d.ends)] for d in DAYS],
         "after": [[str(d.day), str(d.begins), str(d.ends)] for d in LATER]},
        {"field": "join_link", "personal": True},
    ]  # fmt: skip


def test_hiding_takes_a_meeting_out_of_every_calendar(world):
    slug = create()
    change(slug, replace(plan(), visibility=Visibility.HIDDEN))
    assert (row(slug).visibility, row(slug).sequence) == (Visibility.HIDDEN, 0)
