"""ical (allenporter's, which Home Assistant uses): strict, with its own timeline of recurrences.

Its zones are zoneinfo's where it knows the TZID, else the file's.
"""

from collections import defaultdict
from datetime import UTC, date

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from tests.calendars.readers.shape import Moment, Read, in_order, instant, moment


def read(data: bytes) -> list[Read]:
    """What ical reads in the file."""
    calendar: Calendar = IcsCalendarStream.calendar_from_ics(data.decode("utf-8"))
    starts: dict[str, list[Moment]] = defaultdict(list)
    for occurrence in calendar.timeline_tz(UTC):
        starts[str(occurrence.uid)].append(moment(occurrence.start))
    return in_order(_read(event, starts) for event in calendar.events if event.recurrence_id is None)


def _read(event: Event, starts: dict[str, list[Moment]]) -> Read:
    uid = str(event.uid)
    return Read(
        uid=uid,
        first_start=moment(event.start),
        first_end=moment(event.end),
        all_day=type(event.start) is date,
        summary=event.summary or "",
        status=event.status.value if event.status else "",
        sequence=event.sequence or 0,
        location=event.location or "",
        description=event.description or "",
        starts=tuple(sorted(starts[uid], key=instant)),
    )
