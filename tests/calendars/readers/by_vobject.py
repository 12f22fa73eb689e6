"""vobject: zones from the file's VTIMEZONEs by dateutil, recurrences by its own rruleset.

It leaves RECURRENCE-ID to its user, and gives the occurrences of an all-day event as naive midnights.
"""

from datetime import date
from typing import Any

import vobject  # type: ignore[import-untyped]

from tests.calendars.readers.shape import Moment, Read, in_order, moment, with_overrides


def read(data: bytes) -> list[Read]:
    """What vobject reads in the file."""
    _forget_zones()
    calendar = vobject.readOne(data.decode("utf-8"))
    events = calendar.contents.get("vevent", [])
    moved: dict[str, dict[Moment, Moment]] = {}
    for event in events:
        if "recurrence-id" in event.contents:
            original = moment(event.recurrence_id.value)
            moved.setdefault(event.uid.value, {})[original] = moment(event.dtstart.value)
    masters = (event for event in events if "recurrence-id" not in event.contents)
    return in_order(_read(event, moved.get(event.uid.value, {})) for event in masters)


def _forget_zones() -> None:
    """vobject keeps each TZID as the first file of the process told it: every file shall stand for itself."""
    known = vars(vobject.icalendar)["__tzidMap"]
    for tzid in known.keys() - {"UTC"}:
        del known[tzid]


def _read(event: Any, moved: dict[Moment, Moment]) -> Read:
    start = event.dtstart.value
    all_day = type(start) is date
    rules = event.getrruleset(addRDate=True)
    starts = [start] if rules is None else [at.date() if all_day else at for at in rules]
    return Read(
        uid=event.uid.value,
        first_start=moment(start),
        first_end=moment(event.dtend.value),
        all_day=all_day,
        summary=_text(event, "summary"),
        status=_text(event, "status"),
        sequence=int(_text(event, "sequence") or 0),
        location=_text(event, "location"),
        description=_text(event, "description"),
        starts=with_overrides(map(moment, starts), moved),
    )


def _text(event: Any, name: str) -> str:
    return str(event.contents[name][0].value) if name in event.contents else ""
