"""A year as a strip of twelve months: the dates are the marks."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.features.meetings.figures import Dates
from kpevents.infra import dates
from kpevents.web.reading import Reading

WIDTH = 62
"""Two units a day of the longest month."""
MOST_DATES = 4


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    name: str
    marks: str
    """The path of its marks on the line."""
    dates: list[str]
    more: int
    loose: int
    """How many are known by this month only."""
    today: int | None
    today_text: str


def strip(year: int, meetings: Sequence[Dates], read: Reading) -> list[Month]:
    return [_month(date(year, number, 1), meetings, read.today) for number in range(1, 13)]


def _month(first: date, meetings: Sequence[Dates], today: date) -> Month:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    here = [m for m in meetings if m.first_day and m.last_day and m.first_day <= last and m.last_day >= first]
    spans = [(max(m.first_day, first), min(m.last_day, last)) for m in here if m.first_day and m.last_day]
    loose = [m for m in meetings if m.loosely and m.loosely.month and m.loosely.first == first]
    days = sorted(set(spans))
    return Month(
        first=first,
        name=dates.month_short(first),
        marks="".join(f"M{(a.day - 1) * 2} 0h{(b.day - a.day + 1) * 2}v7H{(a.day - 1) * 2}z" for a, b in days),
        dates=[_days(a, b) for a, b in days[:MOST_DATES]],
        more=max(0, len(days) - MOST_DATES),
        loose=len(loose),
        today=(today.day - 1) * 2 if (today.year, today.month) == (first.year, first.month) else None,
        today_text=dates.digits(today.day),
    )


def _days(first: date, last: date) -> str:
    return dates.digits(first.day) if first == last else f"{dates.digits(first.day)}–{dates.digits(last.day)}"
