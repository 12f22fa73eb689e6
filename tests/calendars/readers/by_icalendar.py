"""icalendar, with recurring-ical-events for its recurrences: the parser itself expands none.

Its zones are zoneinfo's wherever it knows the TZID.
"""

from collections import defaultdict
from datetime import date

import recurring_ical_events
from icalendar import Calendar, Event

from tests.calendars.readers.shape import Moment, Read, in_order, instant, moment

EVER = (date(1970, 1, 1), date(2100, 1, 1))


def read(data: bytes) -> list[Read]:
    """What icalendar reads in the file; an error it passes over in silence is raised."""
    calendar = Calendar.from_ical(data)
    if errors := [error for part in calendar.walk() for error in part.errors]:
        raise ValueError(errors)
    starts: dict[str, list[Moment]] = defaultdict(list)
    for occurrence in recurring_ical_events.of(calendar).between(*EVER):
        starts[str(occurrence["UID"])].append(moment(occurrence.start))
    return in_order(_read(event, starts) for event in calendar.events if "RECURRENCE-ID" not in event)


def _read(event: Event, starts: dict[str, list[Moment]]) -> Read:
    uid = str(event["UID"])
    return Read(
        uid=uid,
        first_start=moment(event.start),
        first_end=moment(event.end),
        all_day=type(event.start) is date,
        summary=str(event.get("SUMMARY", "")),
        status=str(event.get("STATUS", "")),
        sequence=int(event.get("SEQUENCE", 0)),
        location=str(event.get("LOCATION", "")),
        description=str(event.get("DESCRIPTION", "")),
        starts=tuple(sorted(starts[uid], key=instant)),
    )
