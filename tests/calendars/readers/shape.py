"""The plain shape into which every reader turns a calendar, so that readings can be compared with ==."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

Moment = datetime | date
"""An instant in UTC, or the date of an all-day event."""


@dataclass(frozen=True)
class Read:
    """One UID as a parser understood it: its first VEVENT, and when it takes place in all.

    `starts` has RRULE, EXDATE and RECURRENCE-ID (RFC 5545, 3.8.4.4 and 3.8.5) applied; absent texts are "".
    """

    uid: str
    first_start: Moment
    first_end: Moment
    all_day: bool
    summary: str
    status: str
    sequence: int
    location: str
    description: str
    starts: tuple[Moment, ...]


def moment(value: datetime | date) -> Moment:
    """An aware datetime in UTC as Python's own class; a date as it is. Floating time is refused."""
    if not isinstance(value, datetime):
        return date(value.year, value.month, value.day)
    if value.utcoffset() is None:
        message = f"{value} has lost its zone"
        raise ValueError(message)
    return datetime.combine((utc := value.astimezone(UTC)).date(), utc.time(), UTC)


def in_order(reads: Iterable[Read]) -> list[Read]:
    """The readings sorted by start, then UID."""
    return sorted(reads, key=lambda read: (instant(read.first_start), read.uid))


def instant(value: Moment) -> datetime:
    """A moment among others: a date counts as its midnight in UTC."""
    return value if isinstance(value, datetime) else datetime.combine(value, time(), UTC)


def with_overrides(starts: Iterable[Moment], overrides: dict[Moment, Moment]) -> tuple[Moment, ...]:
    """The starts after RECURRENCE-IDs were applied: original start to new start (RFC 5545, 3.8.4.4).

    For parsers that expand rules but leave it to their user to match overrides.
    """
    return tuple(sorted((overrides.get(start, start) for start in starts), key=instant))


def from_json(text: str | bytes) -> list[Read]:
    """The readings that a script of another language has printed: an array of objects with Read's fields."""
    return in_order(_read(told) for told in json.loads(text))


def _read(told: dict[str, Any]) -> Read:
    first_start, first_end = _parsed(told["first_start"]), _parsed(told["first_end"])
    starts = sorted(map(_parsed, told["starts"]), key=instant)
    return Read(**{**told, "first_start": first_start, "first_end": first_end, "starts": tuple(starts)})


def _parsed(text: str) -> Moment:
    return moment(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
