"""Every parser reads one hand-written calendar alike: the ground on which our own feeds are compared."""

import os
from datetime import UTC, date, datetime

import pytest

from kpevents.features.calendars.zones import vtimezone
from tests.calendars.readers.available import READERS, missing
from tests.calendars.readers.shape import Read

ENOUGH = 6

EVENTS = r"""
BEGIN:VEVENT
UID:law-of-2016@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Africa/Khartoum:20161012T090000
DTEND;TZID=Africa/Khartoum:20161012T170000
SUMMARY:Senior Officials’ Meeting
STATUS:CONFIRMED
SEQUENCE:0
END:VEVENT
BEGIN:VEVENT
UID:days@kp.example
DTSTAMP:20250102T030405Z
DTSTART;VALUE=DATE:20250310
DTEND;VALUE=DATE:20250313
SUMMARY:Réunion thématique\; traite\, trafic et protection des victimes
  à l’Union africaine
STATUS:TENTATIVE
SEQUENCE:0
TRANSP:TRANSPARENT
LOCATION:Siège\, Addis-Abeba
DESCRIPTION:Première ligne\nDeuxième ligne\; fin\\début\n\nhttps://kp.ex
 ample/meetings/a/
END:VEVENT
BEGIN:VEVENT
UID:nairobi@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Africa/Nairobi:20250506T090000
DTEND;TZID=Africa/Nairobi:20250506T173000
SUMMARY;LANGUAGE=ar:اجتماع كبار المسؤولين، الدورة
  السابعة\, نيروبي
STATUS:CONFIRMED
SEQUENCE:3
LOCATION:مركز كينياتا الدولي\; القاعة ١
DESCRIPTION:السطر الأول\nالسطر الثاني: أ\, ب\; ج
END:VEVENT
BEGIN:VEVENT
UID:casablanca@kp.example
DTSTAMP:20250102T030405Z
DTSTART:20250602T080000Z
DTEND:20250602T160000Z
SUMMARY:Casablanca workshop
STATUS:CONFIRMED
SEQUENCE:1
END:VEVENT
BEGIN:VEVENT
UID:gone@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Africa/Cairo:20250701T100000
DTEND;TZID=Africa/Cairo:20250701T120000
SUMMARY:ANNULÉ – Table ronde
STATUS:CANCELLED
SEQUENCE:4
TRANSP:TRANSPARENT
END:VEVENT
BEGIN:VEVENT
UID:gap@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Africa/Khartoum:20250909T083000
DTEND;TZID=Africa/Khartoum:20250909T160000
RRULE:FREQ=DAILY;COUNT=4
EXDATE;TZID=Africa/Khartoum:20250910T083000
SUMMARY:Training with a free day
STATUS:CONFIRMED
SEQUENCE:0
END:VEVENT
BEGIN:VEVENT
UID:brussels@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Europe/Brussels:20251024T090000
DTEND;TZID=Europe/Brussels:20251024T170000
RRULE:FREQ=DAILY;COUNT=4
SUMMARY:Steering Committee
STATUS:CONFIRMED
SEQUENCE:2
END:VEVENT
BEGIN:VEVENT
UID:brussels@kp.example
RECURRENCE-ID;TZID=Europe/Brussels:20251027T090000
DTSTAMP:20250102T030405Z
DTSTART;TZID=Europe/Brussels:20251027T100000
DTEND;TZID=Europe/Brussels:20251027T130000
SUMMARY:Steering Committee
STATUS:CONFIRMED
SEQUENCE:2
END:VEVENT
BEGIN:VEVENT
UID:two-days@kp.example
DTSTAMP:20250102T030405Z
DTSTART;TZID=Europe/Brussels:20251025T093000
DTEND;TZID=Europe/Brussels:20251025T170000
RRULE:FREQ=DAILY;COUNT=2
SUMMARY:Two days
STATUS:CONFIRMED
SEQUENCE:0
END:VEVENT
BEGIN:VEVENT
UID:two-days@kp.example
RECURRENCE-ID;TZID=Europe/Brussels:20251026T093000
DTSTAMP:20250102T030405Z
DTSTART;TZID=Europe/Brussels:20251026T080000
DTEND;TZID=Europe/Brussels:20251026T120000
SUMMARY:Two days
STATUS:CONFIRMED
SEQUENCE:0
END:VEVENT
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00").astimezone(UTC)


def meeting(name: str, start: str, end: str, summary: str, *later: str, **more: str | int) -> Read:
    """A timed event: start, end and the later starts in UTC, as `2025-05-06T06:00`."""
    return Read(
        uid=f"{name}@kp.example",
        first_start=at(start),
        first_end=at(end),
        all_day=False,
        summary=summary,
        status=str(more.get("status", "CONFIRMED")),
        sequence=int(more.get("sequence", 0)),
        location=str(more.get("location", "")),
        description=str(more.get("description", "")),
        starts=(at(start), *map(at, later)),
    )


EXPECTED = [
    meeting("law-of-2016", "2016-10-12T06:00", "2016-10-12T14:00", "Senior Officials’ Meeting"),
    Read(
        uid="days@kp.example",
        first_start=date(2025, 3, 10),
        first_end=date(2025, 3, 13),
        all_day=True,
        summary="Réunion thématique; traite, trafic et protection des victimes à l’Union africaine",
        status="TENTATIVE",
        sequence=0,
        location="Siège, Addis-Abeba",
        description="Première ligne\nDeuxième ligne; fin\\début\n\nhttps://kp.example/meetings/a/",
        starts=(date(2025, 3, 10),),
    ),
    meeting(
        *("nairobi", "2025-05-06T06:00", "2025-05-06T14:30"),
        "اجتماع كبار المسؤولين، الدورة السابعة, نيروبي",
        sequence=3,
        location="مركز كينياتا الدولي; القاعة ١",
        description="السطر الأول\nالسطر الثاني: أ, ب; ج",
    ),
    meeting("casablanca", "2025-06-02T08:00", "2025-06-02T16:00", "Casablanca workshop", sequence=1),
    meeting(
        *("gone", "2025-07-01T07:00", "2025-07-01T09:00", "ANNULÉ – Table ronde"),
        status="CANCELLED",
        sequence=4,
    ),
    meeting(
        *("gap", "2025-09-09T06:30", "2025-09-09T14:00", "Training with a free day"),
        *("2025-09-11T06:30", "2025-09-12T06:30"),
    ),
    meeting(
        *("brussels", "2025-10-24T07:00", "2025-10-24T15:00", "Steering Committee"),
        *("2025-10-25T07:00", "2025-10-26T08:00", "2025-10-27T09:00"),
        sequence=2,
    ),
    meeting("two-days", "2025-10-25T07:30", "2025-10-25T15:00", "Two days", "2025-10-26T07:00"),
]


def sample() -> bytes:
    zones = ("Africa/Nairobi", "Africa/Cairo", "Africa/Khartoum", "Europe/Brussels")
    head = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//KP Events//Test//EN\nCALSCALE:GREGORIAN"
    head += "\nNAME:Processus\nX-WR-CALNAME:Processus\nX-WR-TIMEZONE:Africa/Nairobi"
    head += "\nREFRESH-INTERVAL;VALUE=DURATION:PT4H\nSOURCE;VALUE=URI:https://kp.example/feeds/all.ics"
    lines = (head + EVENTS + "END:VCALENDAR\n").replace("\n", "\r\n").encode()
    before, after = lines.split(b"BEGIN:VEVENT", 1)
    return before + b"".join(vtimezone(zone, 2014, 2027) or b"" for zone in zones) + b"BEGIN:VEVENT" + after


def test_enough_parsers_are_here() -> None:
    if len(READERS) >= ENOUGH:
        return
    short = f"only {len(READERS)} parsers; missing: {missing()}"
    if os.environ.get("CI"):
        pytest.fail(short)
    pytest.skip(short)


def test_the_sample_itself_is_folded_as_it_must_be() -> None:
    assert max(len(line) for line in sample().split(b"\r\n")) <= 75
    assert sample().count(b"\r\n ") >= 3


@pytest.mark.parametrize("name", READERS)
def test_a_parser_reads_the_sample_as_it_is_meant(name: str) -> None:
    assert READERS[name](sample()) == EXPECTED
