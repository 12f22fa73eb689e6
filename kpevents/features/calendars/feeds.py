"""A whole calendar file: its head, the zones it needs, and the entries that are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from icalendar import Calendar, vDuration, vText, vUri

from kpevents.core.text import without_controls
from kpevents.features.calendars import zones

MOST_EVENTS = 1000
MOST_BYTES = 1_000_000
"""Google refuses a calendar of more than a megabyte; the oldest meetings then drop out one by one."""

PRODUCER = "-//Khartoum Process//KP Events//EN"
_NAIROBI = "Africa/Nairobi"
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """What a calendar says of itself. ``source`` is its own address; a download has none."""

    name: str
    about: str = ""
    page: str = ""
    source: str = ""
    colour: str = "darkslategray"


@dataclass(frozen=True, slots=True)
class Entry:
    """The kept bytes of one meeting, and what the file around them must know. ``zone`` is None without local hours."""

    content: bytes
    zone: str | None


def whole(head: Head, entries: Sequence[Entry]) -> bytes:
    """``entries`` stand in the order in which they are written; the newest are kept when there are too many."""
    kept = _newest(entries)
    parts = [_head(head), *_zones(kept), *(entry.content for entry in kept), _END]
    return b"".join(parts)


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    room, number = MOST_BYTES - 20_000, 0
    for entry in reversed(entries):
        room -= len(entry.content)
        if room < 0 or number == MOST_EVENTS:
            break
        number += 1
    return entries[len(entries) - number :]


def _head(head: Head) -> bytes:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCER)
    calendar.add("CALSCALE", "GREGORIAN")
    for names, text in ((("NAME", "X-WR-CALNAME"), head.name), (("DESCRIPTION", "X-WR-CALDESC"), head.about)):
        for name in names if text else ():
            calendar[name] = vText(without_controls(text))
    if head.source:
        calendar["REFRESH-INTERVAL"] = _four_hours()
        calendar["X-PUBLISHED-TTL"] = vText("PT4H")
        calendar["SOURCE"] = vUri(head.source, params={"VALUE": "URI"})
    if head.page:
        calendar["URL"] = vUri(head.page)
    calendar["COLOR"] = vText(head.colour)
    calendar["X-APPLE-CALENDAR-COLOR"] = vText("#0A4E50")
    calendar["X-WR-TIMEZONE"] = vText(_NAIROBI)
    written: bytes = calendar.to_ical(sorted=False)
    return written.removesuffix(_END)


def _four_hours() -> vDuration:
    """How often a reader may ask again: RFC 7986, 5.7, wants VALUE, which the library leaves out."""
    duration = vDuration(timedelta(hours=4))
    duration.params["VALUE"] = "DURATION"
    return duration


def _zones(entries: Sequence[Entry]) -> list[bytes]:
    """One VTIMEZONE for each zone in use, before the events; one in any case, since RFC 5545 wants a component."""
    used = {entry.zone for entry in entries if entry.zone} if entries else {_NAIROBI}
    return [written for zone in sorted(used) if (written := zones.vtimezone(zone, *zones.RULED)) is not None]
