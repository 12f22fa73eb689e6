"""One meeting as a VEVENT, or several when a day has other hours: RFC 5545, with what real calendars need.

Times are written in the meeting's zone where a yearly rule can say it, and in UTC where none can. Nothing here
depends on the time of writing: the same content gives the same bytes.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Event, vUri

from kpevents.core.text import without_controls
from kpevents.features.calendars import zones
from kpevents.features.calendars.wording import categories, description, location, summary
from kpevents.features.meetings.announcement import Content
from kpevents.features.meetings.rules import Certain

FORM = "1"
"""Raised when the same content is to be written in another way: readers then fetch it again."""

Moment = date | datetime


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a VEVENT says of its own history. Instants are UTC, to the second."""

    uid: str
    sequence: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of the meeting as a calendar sees it; ``ends`` is exclusive for whole days (RFC 5545, 3.6.1)."""

    begins: Moment
    ends: Moment


def vevents(told: Content, stamp: Stamp, language: str, link: str) -> bytes:
    """All components of one meeting, one after the other, each line ended by CRLF. Speak ``language`` around it."""
    slots = slots_of(told)
    usual = slots[0]
    main = _event(told, stamp, language, link, usual)
    others = _repeat(main, slots) if len(slots) > 1 else []
    events = [main, *(_override(told, stamp, language, link, slot, usual) for slot in others)]
    return b"".join(event.to_ical(sorted=False) for event in events)


def slots_of(told: Content) -> list[Slot]:
    """The days, in the zone whose VTIMEZONE stands in the file, or in UTC.

    Without hours for each of its days a meeting is one banner over all of them.
    """
    days = [date.fromisoformat(day) for day, _, _ in told["days"]]
    if any(begins is None for _, begins, _ in told["days"]) or not told["zone"]:
        return _whole_days(days)
    zone = told["zone"]
    written = zones.has_rules(zone, *zones.RULED)
    return [_timed(day, begins, ends, zone, written) for day, begins, ends in told["days"]]


def _whole_days(days: list[date]) -> list[Slot]:
    gaps = any(after - before != timedelta(days=1) for before, after in pairwise(days))
    if gaps:
        return [Slot(day, day + timedelta(days=1)) for day in days]
    return [Slot(days[0], days[-1] + timedelta(days=1))]


def _timed(day: str, begins: str, ends: str, zone: str, written: bool) -> Slot:
    def moment(clock: str) -> datetime:
        local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZoneInfo(zone))
        return local if written else local.astimezone(UTC)

    return Slot(moment(begins), moment(ends))


def _event(told: Content, stamp: Stamp, language: str, link: str, slot: Slot) -> Event:
    cancelled = told["certain"] == Certain.CANCELLED
    event = Event()
    event.add("UID", stamp.uid)
    event.add("DTSTAMP", stamp.changed_at)
    event.add("DTSTART", slot.begins)
    event.add("DTEND", slot.ends)
    event.add("SUMMARY", _clean(summary(told, language)))
    for name, text in (("LOCATION", location(told, language)), ("DESCRIPTION", description(told, language, link))):
        if text:
            event.add(name, _clean(text))
    event["URL"] = vUri(link)
    if kinds := categories(told, language):
        event.add("CATEGORIES", [_clean(kind) for kind in kinds])
    event.add("STATUS", told["certain"].upper())
    event.add("SEQUENCE", stamp.sequence)
    event.add("CREATED", stamp.created_at)
    event.add("LAST-MODIFIED", stamp.changed_at)
    event.add("TRANSP", "TRANSPARENT")
    event.add("CLASS", "PUBLIC")
    if told.get("colour") and not cancelled:
        event.add("COLOR", told["colour"])
    return event


def _repeat(main: Event, slots: list[Slot]) -> list[Slot]:
    """A daily rule over all days, without the gaps; returns the days whose hours differ from the first's."""
    first, last = slots[0], slots[-1]
    days = (_day(last.begins) - _day(first.begins)).days + 1
    held = {_day(slot.begins) for slot in slots}
    main.add("RRULE", {"FREQ": "DAILY", "COUNT": days})
    for n in range(days):
        if _day(first.begins) + timedelta(days=n) not in held:
            main.add("EXDATE", _same_hour(first, n))
    return [slot for slot in slots if not _is_usual(slot, first)]


def _override(told: Content, stamp: Stamp, language: str, link: str, slot: Slot, usual: Slot) -> Event:
    event = _event(told, stamp, language, link, slot)
    event.add("RECURRENCE-ID", _same_hour(usual, (_day(slot.begins) - _day(usual.begins)).days))
    return event


def _same_hour(usual: Slot, days: int) -> Moment:
    """The moment that the rule gives for the nth day: the same wall clock, whatever summer time does meanwhile."""
    return usual.begins + timedelta(days=days)


def _is_usual(slot: Slot, usual: Slot) -> bool:
    days = (_day(slot.begins) - _day(usual.begins)).days
    return (slot.begins, slot.ends) == (_same_hour(usual, days), usual.ends + timedelta(days=days))


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _clean(text: str) -> str:
    """Parsers refuse control characters, which the library lets through."""
    return without_controls(text).strip()
