"""Dates that may be known only in part, and what can be said of a day when they are.

A reduced date is written as ISO 8601 writes it: ``2018-05-08``, ``2018-05``, ``2018``. Nothing is filled in.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class Precision(StrEnum):
    DAY = auto()
    MONTH = auto()
    YEAR = auto()
    UNKNOWN = auto()


class Certainty(StrEnum):
    YES = auto()
    MAYBE = auto()
    NO = auto()


_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class PartialDate:
    """A year, a month of a year, or a day. Compared by what it says, and never changed."""

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        self.year, self.month, self.day = year, month, day

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __repr__(self) -> str:
        return f"PartialDate({self})"

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """From ISO 8601 with reduced precision. Raises ValueError for anything else, 30 February included."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not a date like 2018, 2018-05 or 2018-05-08")
        year, month, day = found.groups()
        partial = cls(int(year), int(month) if month else None, int(day) if day else None)
        date(partial.year, partial.month or 1, partial.day or 1)
        return partial

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        if self.day:
            return Precision.DAY
        return Precision.MONTH if self.month else Precision.YEAR

    @property
    def first(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Bound:
    """Between which days a term began or ended; None: nothing is known on that side."""

    earliest: date | None = None
    latest: date | None = None

    @classmethod
    def of(cls, partial: PartialDate | None) -> "Bound":
        return cls(partial.first, partial.last) if partial else cls()


def holds_on(day: date, begins: Bound, ends: Bound | None) -> Certainty:
    """Whether a term held on a day. The day of a handover belongs to the one who takes over.

    ``ends`` is None for a term that still runs.
    """
    if begins.earliest and day < begins.earliest:
        return Certainty.NO
    if ends and is_over(day, begins, ends):
        return Certainty.NO
    begun = begins.latest is not None and day >= begins.latest
    unended = ends is None or (ends.earliest is not None and day < ends.earliest)
    return Certainty.YES if begun and unended else Certainty.MAYBE


def is_over(day: date, begins: Bound, ends: Bound) -> bool:
    """Whether a term was beyond doubt over on a day."""
    if ends.latest is None:
        return False
    known_to_the_day = ends.earliest == ends.latest and ends != begins
    return day >= ends.latest if known_to_the_day else day > ends.latest
