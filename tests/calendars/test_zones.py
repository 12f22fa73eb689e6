"""Every zone in a calendar file says the same as zoneinfo, by rules alone."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from kpevents.features.calendars import zones
from kpevents.features.calendars.zones import has_rules, rules_digest, vtimezone

STATES = {
    **{"AT": "Europe/Vienna", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "HR": "Europe/Zagreb"},
    **{"CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DK": "Europe/Copenhagen", "DJ": "Africa/Djibouti"},
    **{"EG": "Africa/Cairo", "ER": "Africa/Asmara", "EE": "Europe/Tallinn", "ET": "Africa/Addis_Ababa"},
    **{"FI": "Europe/Helsinki", "FR": "Europe/Paris", "DE": "Europe/Berlin", "GR": "Europe/Athens"},
    **{"HU": "Europe/Budapest", "IE": "Europe/Dublin", "IT": "Europe/Rome", "KE": "Africa/Nairobi"},
    **{"LV": "Europe/Riga", "LY": "Africa/Tripoli", "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg"},
    **{"MT": "Europe/Malta", "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw"},
    **{"PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "SK": "Europe/Bratislava", "SI": "Europe/Ljubljana"},
    **{"SO": "Africa/Mogadishu", "SS": "Africa/Juba", "ES": "Europe/Madrid", "SD": "Africa/Khartoum"},
    **{"SE": "Europe/Stockholm", "CH": "Europe/Zurich", "TN": "Africa/Tunis", "UG": "Africa/Kampala"},
    **{"GB": "Europe/London"},
}
FIRST, LAST = 2014, 2027
Onsets = list[tuple[datetime, timedelta]]


def text_of(zone: str, first: int = FIRST, last: int = LAST) -> str:
    made = vtimezone(zone, first, last)
    assert made is not None
    return made.decode("ascii")


@cache
def onsets_of(text: str) -> Onsets:
    """Every change a VTIMEZONE tells, in UTC, with the offset from then on: RFC 5545, 3.6.5, read anew."""
    onsets: Onsets = []
    for part in re.findall(r"BEGIN:(?:STANDARD|DAYLIGHT)\r\n(.*?)END:", text, re.DOTALL):
        told = dict(line.split(":", 1) for line in part.splitlines())
        starts = [datetime.strptime(told["DTSTART"] + told["TZOFFSETFROM"], "%Y%m%dT%H%M%S%z")]
        if rule := told.get("RRULE"):
            end = datetime(LAST + 2, 1, 1, tzinfo=UTC)
            starts = rrulestr(rule, dtstart=starts[0]).between(starts[0], end, inc=True)
        onsets += [(start.astimezone(UTC), offset(told["TZOFFSETTO"])) for start in starts]
    return sorted(onsets)


def offset(text: str) -> timedelta:
    return timedelta(hours=int(text[:3]), minutes=int(text[0] + text[3:5]))


def differences(zone: str, instants: Iterator[datetime]) -> list[datetime]:
    onsets, place = onsets_of(text_of(zone)), ZoneInfo(zone)
    when = [at for at, _ in onsets]
    return [at for at in instants if at.astimezone(place).utcoffset() != onsets[bisect_right(when, at) - 1][1]]


def around_changes_and_daily(zone: str) -> Iterator[datetime]:
    """Every half hour in the three days before and after each change, and every day of all the years."""
    begin, end = datetime(FIRST, 1, 1, tzinfo=UTC), datetime(LAST + 1, 1, 1, tzinfo=UTC)
    yield from (begin + timedelta(days=day) for day in range((end - begin).days))
    for at, _ in onsets_of(text_of(zone)):
        if begin <= at < end:
            whole = at + timedelta(seconds=-at.second % 60)
            yield from (whole + timedelta(minutes=30 * step) for step in range(-144, 145))


def test_the_list_has_all_states() -> None:
    assert len(STATES) == 41
    assert sorted(STATES.values()) == sorted(zones.STATE_ZONES)


@pytest.mark.parametrize("zone", STATES.values())
def test_a_state_s_zone_agrees_with_zoneinfo_over_all_years(zone: str) -> None:
    assert differences(zone, around_changes_and_daily(zone)) == []


@pytest.mark.parametrize("zone", STATES.values())
def test_only_the_second_before_midnight_in_cairo_differs(zone: str) -> None:
    begin, end = datetime(FIRST, 1, 1, tzinfo=UTC), datetime(LAST + 1, 1, 1, tzinfo=UTC)
    changes = [at for at, _ in onsets_of(text_of(zone)) if begin <= at < end]
    beside = (at + timedelta(seconds=second) for at in changes for second in (-1, 0, 1))
    early = [(at.astimezone(ZoneInfo(zone)).isoformat(), zone) for at in differences(zone, beside)]
    days = ("2023-10-26", "2024-10-31", "2025-10-30", "2026-10-29", "2027-10-28")
    assert early == [(f"{day}T23:59:59+03:00", "Africa/Cairo") for day in days if zone == "Africa/Cairo"]


@pytest.mark.parametrize("zone", STATES.values())
def test_a_zone_is_short_lines_of_rules_only(zone: str) -> None:
    made = text_of(zone).encode()
    assert made.endswith(b"END:VTIMEZONE\r\n")
    assert made.count(b"\n") == made.count(b"\r\n") == made.count(b"\r")
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert not re.search(rb"RDATE|COMMENT|X-", made)


@pytest.mark.parametrize("zone", STATES.values())
def test_a_zone_is_read_without_a_complaint(zone: str) -> None:
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//KP//EN\r\n"
    calendar = Calendar.from_ical(head + text_of(zone).encode() + b"END:VCALENDAR\r\n")
    read = calendar.timezones[0]
    assert [part.errors for part in read.walk()] == [[] for _ in read.walk()]
    assert read.tz_name == zone


def test_rules_are_those_of_the_house_s_calendar_page() -> None:
    assert text_of("Europe/Brussels").splitlines() == [
        *("BEGIN:VTIMEZONE", "TZID:Europe/Brussels", "BEGIN:DAYLIGHT", "DTSTART:19960331T020000"),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200"),
        *("TZNAME:CEST", "END:DAYLIGHT", "BEGIN:STANDARD", "DTSTART:19961027T030000"),
        *("RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100"),
        *("TZNAME:CET", "END:STANDARD", "END:VTIMEZONE"),
    ]
    assert text_of("Africa/Cairo", 2024, 2024).splitlines()[2:-1] == [
        *("BEGIN:DAYLIGHT", "DTSTART:20230428T000000", "RRULE:FREQ=YEARLY;BYDAY=-1FR;BYMONTH=4"),
        *("TZOFFSETFROM:+0200", "TZOFFSETTO:+0300", "TZNAME:EEST", "END:DAYLIGHT"),
        *("BEGIN:STANDARD", "DTSTART:20231026T235959", "RRULE:FREQ=YEARLY;BYDAY=-1TH;BYMONTH=10"),
        *("TZOFFSETFROM:+0300", "TZOFFSETTO:+0200", "TZNAME:EET", "END:STANDARD"),
    ]


def test_a_law_that_ended_closes_its_rule() -> None:
    rules = re.findall("RRULE:(.*)\r\n", text_of("America/Mexico_City", 2014, 2027))
    assert rules == [
        "FREQ=YEARLY;BYDAY=1SU;BYMONTH=4;UNTIL=20220404T080000Z",
        "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10;UNTIL=20221031T070000Z",
    ]


def test_one_change_of_law_is_one_onset_without_a_rule() -> None:
    assert re.findall("DTSTART:(.*)\r\n", text_of("Africa/Khartoum")) == [
        "19700101T000000",
        "20171101T000000",
    ]
    assert re.findall("DTSTART:(.*)\r\n", text_of("Africa/Khartoum", 2018, 2027)) == ["19700101T000000"]
    assert "RRULE" not in text_of("Africa/Juba")


@pytest.mark.parametrize("zone", ["Africa/Casablanca", "Africa/El_Aaiun", "Asia/Gaza", "Asia/Hebron"])
def test_a_zone_without_a_yearly_rule_is_not_written(zone: str) -> None:
    assert vtimezone(zone, FIRST, LAST) is None
    assert not has_rules(zone, FIRST, LAST)


@pytest.mark.parametrize("zone", ["Europe/Brussels", "Africa/Nairobi", "Africa/Cairo"])
def test_a_stable_zone_is_one_text_whatever_the_years(zone: str) -> None:
    texts = {text_of(zone, first, last) for first, last in pairwise((2024, 2025, 2027, 2031))}
    assert len(texts) == 1


def test_the_digest_follows_the_release_and_does_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = []
    for release in ("2026a", "2026b", None):
        monkeypatch.setattr(zones, "_release", lambda release=release: release)
        rules_digest.cache_clear()
        digests.append(rules_digest())
    rules_digest.cache_clear()
    assert len(set(digests)) == 3
    assert all(re.fullmatch("[0-9a-f]{12}", digest) for digest in digests)
