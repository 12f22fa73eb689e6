"""What stands in a calendar, and what never does."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from recurring_ical_events import of

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.models import MeetingDay
from kpevents.features.meetings.rules import Basis, Format, RoleName, Status, Visibility
from kpevents.infra.db import db, unit_of_work
from tests.factories import FIRST_DAY, make_meeting, make_partner, make_role, make_series, settle, whole

NINE, FIVE = time(9, 0), time(17, 0)


@pytest.fixture(autouse=True)
def spring(today):
    """All of these are read on 2 March 2026."""


def only(subscriber, path="/feeds/all.ics"):
    (event,) = subscriber.events(path).values()
    return event


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.SAVE_THE_DATE, "TENTATIVE"),
        (Status.CONFIRMED, "CONFIRMED"),
        (Status.HELD, "CONFIRMED"),
        (Status.CANCELLED, "CANCELLED"),
        (Status.POSTPONED, "CANCELLED"),
    ],
)
def test_calendars_know_three_words_for_what_becomes_of_a_meeting(subscriber, status, told):
    make_meeting(status=status, settled=True)
    assert only(subscriber)["STATUS"] == told


@pytest.mark.parametrize(
    "kept_out",
    [
        {"status": Status.DRAFT},
        {"visibility": Visibility.HIDDEN},
        {"visibility": Visibility.PARTNERS},
        {"date_precision": Precision.MONTH, "first_day": None, "loosely": PartialDate(2026, 7)},
        {"date_precision": Precision.YEAR, "first_day": None, "loosely": PartialDate(2026)},
        {"date_precision": Precision.UNKNOWN, "first_day": None, "list_from": FIRST_DAY},
    ],
    ids=["draft", "hidden", "for partners", "known by month", "known by year", "undated"],
)
def test_meeting_that_is_not_public_or_not_known_to_the_day_is_in_no_calendar(subscriber, kept_out):
    meeting = make_meeting(**{"last_day": None} | kept_out if "first_day" in kept_out else kept_out, settled=True)
    assert subscriber.events() == {}
    assert subscriber.get(f"/meetings/{meeting.slug}.ics").status_code == 404


def test_restricted_meeting_shows_title_and_days_and_nothing_else(subscriber):
    meeting = make_meeting(
        visibility=Visibility.RESTRICTED,
        title=Trilingual(en="Closed session"),
        summary=Trilingual(en="secret summary"),
        city=Trilingual(en="Mombasa"),
        contact="officer@example.org",
    )
    make_role(meeting, make_partner(name=Trilingual(en="Kenya")))
    settle(meeting)
    event = only(subscriber)
    assert event["SUMMARY"] == "Closed session"
    assert event["DESCRIPTION"] == f"https://kp.example.org/meetings/{meeting.slug}/"
    assert "LOCATION" not in event
    page = subscriber.get(f"/meetings/{meeting.slug}/").text
    assert [word for word in ("secret", "Mombasa", "Kenya", "officer@") if word in page] == []


def test_join_link_is_in_no_calendar_and_on_no_page(subscriber):
    meeting = make_meeting(format=Format.ONLINE, join_link="https://meet.example.org/secret", settled=True)
    for path in ("/feeds/all.ics", f"/meetings/{meeting.slug}.ics", f"/meetings/{meeting.slug}/", "/", "/meetings/"):
        assert "meet.example.org" not in subscriber.get(path).text


def test_entry_says_what_a_reader_needs_who_sees_it_alone(subscriber):
    series = make_series(title=Trilingual(en="The 4Ps"), planned=4)
    meeting = make_meeting(
        title=Trilingual(en="Prevention"),
        summary=Trilingual(en="About prevention."),
        city=Trilingual(en="Mombasa"),
        country="ke",
        building=Trilingual(en="Conference centre"),
        hours=(NINE, FIVE),
        days=1,
        series_id=series.id,
        series_number=3,
    )
    make_role(meeting, make_partner(name=Trilingual(en="Kenya")), RoleName.HOST)
    make_role(meeting, None, RoleName.ORGANISER)
    settle(meeting)
    event = only(subscriber)
    assert event["LOCATION"] == "Conference centre, Mombasa, Kenya"
    assert event["DESCRIPTION"].split("\n\n") == [
        "Thematic meeting, 3 of 4: The 4Ps",
        "About prevention.",
        "Tuesday 14 July 2026, 09:00–17:00 (Nairobi, UTC+3)",
        "Host: Kenya\nOrganiser: Secretariat of the Khartoum Process",
        f"https://kp.example.org/meetings/{meeting.slug}/",
    ]
    assert event["UID"] == meeting.uid
    assert (event["CLASS"], event["TRANSP"], event["SEQUENCE"]) == ("PUBLIC", "TRANSPARENT", 0)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == meeting.changed_at


@pytest.mark.parametrize(
    ("status", "language", "title"),
    [
        (Status.CANCELLED, "en", "CANCELLED – Meeting"),
        (Status.CANCELLED, "fr", "ANNULÉ – Réunion"),
        (Status.CANCELLED, "ar", "ملغى – اجتماع"),
        (Status.POSTPONED, "en", "POSTPONED – Meeting"),
    ],
)
def test_meeting_that_fell_away_says_so_in_its_title(subscriber, status, language, title):
    make_meeting(title=Trilingual(en="Meeting", fr="Réunion", ar="اجتماع"), status=status, settled=True)
    assert only(subscriber, f"/feeds/all.ics?lang={language}")["SUMMARY"] == title


def test_cancelled_meeting_stays_for_ninety_days_and_then_leaves(subscriber, today):
    make_meeting(status=Status.CANCELLED, days=1, settled=True)
    seen = []
    for days in (0, 90, 91):
        today(datetime.combine(FIRST_DAY, time(12), UTC) + timedelta(days=days))
        seen.append(len(subscriber.events()))
    assert seen == [1, 1, 0]


def test_days_without_hours_are_one_banner_with_an_exclusive_end(subscriber):
    make_meeting(days=3, settled=True)
    event = only(subscriber)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (FIRST_DAY, FIRST_DAY + timedelta(days=3))
    assert "RRULE" not in event


def starts(subscriber, path="/feeds/all.ics") -> list[datetime | date]:
    calendar = Calendar.from_ical(subscriber.get(path).data)
    return [event["DTSTART"].dt for event in of(calendar).between(date(2026, 1, 1), date(2027, 1, 1))]


def test_days_with_the_same_hours_are_one_entry_repeated(subscriber):
    make_meeting(days=3, hours=(NINE, FIVE), settled=True)
    event = only(subscriber)
    assert event["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [3]}
    nairobi = ZoneInfo("Africa/Nairobi")
    days = [FIRST_DAY + timedelta(days=n) for n in range(3)]
    assert starts(subscriber) == [datetime.combine(day, NINE, nairobi) for day in days]


def test_meeting_of_one_day_repeats_nothing(subscriber):
    make_meeting(days=1, hours=(NINE, FIVE), settled=True)
    assert "RRULE" not in only(subscriber)


def held_on(*days: tuple[int, time | None, time | None], zone="Africa/Nairobi"):
    """A meeting whose days count from the first, each with its hours."""
    meeting = make_meeting(days=days[-1][0] + 1, zone=zone)
    rows = [MeetingDay(day=FIRST_DAY + timedelta(days=n), begins=b, ends=e) for n, b, e in days]
    with unit_of_work():
        fresh = whole(meeting.id)
        fresh.days.clear()
        db.session.flush()
        fresh.days += rows
    settle(meeting)
    return meeting


def test_day_with_other_hours_is_an_exception_to_the_rule(subscriber):
    held_on((0, NINE, FIVE), (1, NINE, FIVE), (2, time(8, 30), time(12, 0)))
    assert [start.time() for start in starts(subscriber)] == [NINE, NINE, time(8, 30)]


def test_day_between_that_is_free_is_left_out(subscriber):
    held_on((0, NINE, FIVE), (2, NINE, FIVE))
    assert [start.date() for start in starts(subscriber)] == [FIRST_DAY, FIRST_DAY + timedelta(days=2)]


def test_free_day_between_whole_days_is_left_out_too(subscriber):
    held_on((0, None, None), (2, None, None))
    assert starts(subscriber) == [FIRST_DAY, FIRST_DAY + timedelta(days=2)]


def test_hours_across_the_end_of_summer_time_keep_the_wall_clock(subscriber):
    make_meeting(first_day=date(2026, 10, 24), days=2, hours=(NINE, FIVE), zone="Europe/Brussels", settled=True)
    assert [start.astimezone(UTC).hour for start in starts(subscriber)] == [7, 8]


def test_zone_that_no_rule_can_say_is_written_in_universal_time(subscriber):
    make_meeting(days=1, hours=(NINE, FIVE), zone="Africa/Casablanca", settled=True)
    text = subscriber.get("/feeds/all.ics").text
    assert "TZID" not in text
    expected = datetime.combine(FIRST_DAY, NINE, ZoneInfo("Africa/Casablanca")).astimezone(UTC)
    assert starts(subscriber) == [expected]


def test_online_meeting_says_so_in_place_of_a_venue(subscriber):
    make_meeting(format=Format.ONLINE, settled=True)
    assert only(subscriber)["LOCATION"] == "Online"


def test_what_is_not_translated_is_shown_in_the_language_it_is_in(subscriber):
    make_meeting(title=Trilingual(en="Only English"), settled=True)
    assert only(subscriber, "/feeds/all.ics?lang=ar")["SUMMARY"] == "Only English"


def test_unofficial_translation_is_marked_in_the_languages_it_is_in(subscriber):
    make_meeting(translations_unofficial=True, settled=True)
    assert "Unofficial" not in only(subscriber)["DESCRIPTION"]
    assert "Traduction non officielle" in only(subscriber, "/feeds/all.ics?lang=fr")["DESCRIPTION"]


def test_invented_meeting_is_marked_as_such(subscriber):
    make_meeting(basis=Basis.INVENTED, settled=True)
    assert "Invented for demonstration." in only(subscriber)["DESCRIPTION"]


@pytest.mark.parametrize("path", ["/feeds/all.ics", "/feeds/all.ics?lang=fr", "/feeds/all.ics?lang=ar"])
def test_file_is_folded_and_ended_as_the_standard_wants_it(public, path):
    data = public.get(path).data
    lines = data.split(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) <= 75
    assert [line for line in lines if line and not line.decode("utf-8")] == []


def test_feed_without_a_meeting_is_a_calendar_all_the_same(subscriber):
    calendar = Calendar.from_ical(subscriber.get("/feeds/all.ics").data)
    assert (len(calendar.events), len(calendar.timezones)) == (0, 1)


def test_calendar_says_its_name_its_address_and_how_often_to_ask(public):
    calendar = Calendar.from_ical(public.get("/feeds/type/webinar.ics?lang=fr").data)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Processus de Khartoum\u00a0: Webinaires"
    assert calendar["SOURCE"] == "https://kp.example.org/feeds/type/webinar.ics?lang=fr"
    assert calendar["X-PUBLISHED-TTL"] == "PT4H"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H" in public.get("/feeds/all.ics").data
    assert [name for name in ("METHOD", "UID") if name in calendar] == []


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/feeds/all.ics", 49),
        ("/feeds/type/monitoring.ics", 2),
        ("/feeds/partner/ke.ics", 3),
        ("/feeds/series/4ps-revisited.ics", 4),
        ("/feeds/search.ics?level=political&from=2018&to=2018", 3),
        ("/feeds/search.ics?q=ethiopie", 9),
    ],
)
def test_feed_holds_what_the_list_of_the_same_filter_holds(public, path, number):
    assert len(public.events(path)) == number


def test_same_meeting_has_one_uid_in_every_file(public):
    uid = "tm-legalpathways-mombasa-2022@events.khartoum-process"
    paths = ["/feeds/all.ics", "/feeds/partner/ke.ics?lang=ar", "/meetings/tm-legalpathways-mombasa-2022.ics"]
    assert [uid in public.events(path) for path in paths] == [True, True, True]


def test_oldest_meetings_drop_out_of_a_feed_that_grows_too_large(subscriber):
    long = Trilingual(en="long text " * 1900)
    kind = make_meeting().type_id
    meetings = [
        make_meeting(type_id=kind, days=1, first_day=FIRST_DAY + timedelta(days=n), summary=long) for n in range(60)
    ]
    settle(*meetings)
    data = subscriber.get("/feeds/all.ics").data
    assert len(data) <= 1_000_000
    there = subscriber.events()
    kept = [meeting.uid in there for meeting in meetings]
    assert kept == sorted(kept)
    assert 0 < sum(kept) < 60
