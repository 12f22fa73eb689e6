"""ics.py: zones by dateutil, from the machine's tables where they know the TZID, else from the file.

It keeps SEQUENCE and everything on recurrences as unread lines (`extra`): they are read here, the rule by
dateutil in the zone that ics.py gave the event. An all-day event's dates come as midnights.
"""

from datetime import datetime
from itertools import chain
from typing import Any

from dateutil.rrule import rrulestr
from ics import Calendar  # type: ignore[import-untyped]
from ics.utils import iso_to_arrow  # type: ignore[import-untyped]

from tests.calendars.readers.shape import Moment, Read, in_order, moment, with_overrides


def read(data: bytes) -> list[Read]:
    """What ics.py reads in the file."""
    calendar = Calendar(data.decode("utf-8"))
    moved: dict[str, dict[Moment, Moment]] = {}
    masters = []
    for event in calendar.events:
        if original := _times(event, "RECURRENCE-ID", calendar):
            moved.setdefault(event.uid, {})[_moment(event, original[0])] = _moment(event, event.begin.datetime)
        else:
            masters.append(event)
    return in_order(_read(event, calendar, moved.get(event.uid, {})) for event in masters)


def _read(event: Any, calendar: Any, moved: dict[Moment, Moment]) -> Read:
    sequence = [line.value for line in event.extra if line.name == "SEQUENCE"]
    return Read(
        uid=event.uid,
        first_start=_moment(event, event.begin.datetime),
        first_end=_moment(event, event.end.datetime),
        all_day=event.all_day,
        summary=event.name or "",
        status=event.status or "",
        sequence=int(sequence[0]) if sequence else 0,
        location=event.location or "",
        description=event.description or "",
        starts=with_overrides(_starts(event, calendar), moved),
    )


def _starts(event: Any, calendar: Any) -> list[Moment]:
    begin = event.begin.datetime
    rules = [rrulestr(line.value, dtstart=begin) for line in event.extra if line.name == "RRULE"]
    left_out = _times(event, "EXDATE", calendar)
    return [_moment(event, start) for start in (rules[0] if rules else [begin]) if start not in left_out]


def _times(event: Any, name: str, calendar: Any) -> list[datetime]:
    """The times of all lines of that name, read by ics.py's own function, which takes one value a line."""
    lines = [line for line in event.extra if line.name == name]
    return list(chain.from_iterable(_values(line, calendar) for line in lines))


def _values(line: Any, calendar: Any) -> list[datetime]:
    times = []
    for value in line.value.split(","):
        single = line.clone()
        single.value = value
        times.append(iso_to_arrow(single, calendar._timezones).datetime)
    return times


def _moment(event: Any, at: datetime) -> Moment:
    return at.date() if event.all_day else moment(at)
