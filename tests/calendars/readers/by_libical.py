"""libical 3 (Evolution, KDE), called through ctypes, with zones from the file's VTIMEZONEs.

Recurrences are its own; RECURRENCE-ID it leaves to its user.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from tests.calendars.readers.shape import Moment, Read, in_order, with_overrides

Handle = ctypes.c_void_p


class Time(ctypes.Structure):
    """struct icaltimetype of libical 3's icaltime.h."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        *((name, ctypes.c_int) for name in ("is_date", "is_daylight")),
        ("zone", ctypes.c_void_p),
    )


class Span(ctypes.Structure):
    """struct icaltime_span of icaltime.h."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


FOUND = ctypes.CFUNCTYPE(None, Handle, ctypes.POINTER(Span), Handle)
SIGNATURES: dict[str, tuple[Any, ...]] = {
    "icalparser_parse_string": (Handle, ctypes.c_char_p),
    "icalcomponent_count_errors": (ctypes.c_int, Handle),
    "icalcomponent_free": (None, Handle),
    "icalcomponent_get_first_component": (Handle, Handle, ctypes.c_int),
    "icalcomponent_get_next_component": (Handle, Handle, ctypes.c_int),
    **{f"icalcomponent_get_{name}": (ctypes.c_char_p, Handle) for name in ("uid", "summary", "location")},
    "icalcomponent_get_description": (ctypes.c_char_p, Handle),
    **{f"icalcomponent_get_{name}": (ctypes.c_int, Handle) for name in ("status", "sequence")},
    **{f"icalcomponent_get_{name}": (Time, Handle) for name in ("dtstart", "dtend")},
    "icalcomponent_get_first_property": (Handle, Handle, ctypes.c_int),
    "icalcomponent_string_to_kind": (ctypes.c_int, ctypes.c_char_p),
    "icalproperty_string_to_kind": (ctypes.c_int, ctypes.c_char_p),
    "icalproperty_status_to_string": (ctypes.c_char_p, ctypes.c_int),
    "icalproperty_get_datetime_with_component": (Time, Handle, Handle),
    "icalcomponent_foreach_recurrence": (None, Handle, Time, Time, FOUND, Handle),
    "icaltime_as_timet_with_zone": (ctypes.c_long, Time, Handle),
    "icaltimezone_get_utc_timezone": (Handle,),
}


@cache
def library() -> Any:
    """libical 3 with its functions' types declared; raises LookupError where it is not installed."""
    name = ctypes.util.find_library("ical")
    if name is None or not name.endswith(".so.3"):
        raise LookupError("libical 3 is not installed")
    loaded = ctypes.CDLL(name)
    for function, (result, *arguments) in SIGNATURES.items():
        getattr(loaded, function).restype = result
        getattr(loaded, function).argtypes = arguments
    return loaded


def read(data: bytes) -> list[Read]:
    """What libical reads in the file; what it marks as wrong in its tree is raised."""
    ical = library()
    calendar = ical.icalparser_parse_string(data)
    if not calendar:
        raise ValueError("libical reads no calendar")
    try:
        if errors := ical.icalcomponent_count_errors(calendar):
            raise ValueError(f"libical sees {errors} errors")
        return _reads(list(_events(calendar)))
    finally:
        ical.icalcomponent_free(calendar)


def _events(calendar: int) -> Iterator[int]:
    kind = library().icalcomponent_string_to_kind(b"VEVENT")
    event = library().icalcomponent_get_first_component(calendar, kind)
    while event:
        yield event
        event = library().icalcomponent_get_next_component(calendar, kind)


def _reads(events: list[int]) -> list[Read]:
    moved: dict[str, dict[Moment, Moment]] = {}
    masters = []
    kind = library().icalproperty_string_to_kind(b"RECURRENCE-ID")
    for event in events:
        if original := library().icalcomponent_get_first_property(event, kind):
            # icalcomponent_get_recurrenceid() forgets the line's zone; this function looks it up.
            at = library().icalproperty_get_datetime_with_component(original, event)
            start = library().icalcomponent_get_dtstart(event)
            moved.setdefault(_text("uid", event), {})[_moment(at)] = _moment(start)
        else:
            masters.append(event)
    return in_order(_read(event, moved.get(_text("uid", event), {})) for event in masters)


def _read(event: int, moved: dict[Moment, Moment]) -> Read:
    start, end = library().icalcomponent_get_dtstart(event), library().icalcomponent_get_dtend(event)
    return Read(
        uid=_text("uid", event),
        first_start=_moment(start),
        first_end=_moment(end),
        all_day=bool(start.is_date),
        summary=_text("summary", event),
        status=_status(event),
        sequence=library().icalcomponent_get_sequence(event),
        location=_text("location", event),
        description=_text("description", event),
        starts=with_overrides(_starts(event, bool(start.is_date)), moved),
    )


def _starts(event: int, all_day: bool) -> list[Moment]:
    utc = library().icaltimezone_get_utc_timezone()
    since, until = Time(1970, 1, 1, zone=utc), Time(2100, 1, 1, zone=utc)
    instants: list[datetime] = []
    found = FOUND(lambda _event, span, _data: instants.append(datetime.fromtimestamp(span[0].start, UTC)))
    library().icalcomponent_foreach_recurrence(event, since, until, found, None)
    return [at.date() if all_day else at for at in instants]


def _moment(at: Time) -> Moment:
    if at.is_date:
        return date(at.year, at.month, at.day)
    if not at.zone:
        raise ValueError("libical found no zone for a time")
    return datetime.fromtimestamp(library().icaltime_as_timet_with_zone(at, at.zone), UTC)


def _status(event: int) -> str:
    told = library().icalcomponent_get_status(event)
    name = library().icalproperty_status_to_string(told) if told else None
    return name.decode("ascii") if name else ""


def _text(name: str, event: int) -> str:
    told = getattr(library(), f"icalcomponent_get_{name}")(event)
    return told.decode("utf-8") if told else ""
