"""When invented meetings are: weeks and working days counted from a given day, never a weekend."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from kpevents.core.timespan import PartialDate
from kpevents.features.demo.invention.sketches import Day

WORKING_DAYS = {"tue": 1, "wed": 2, "thu": 3}
"""Worked in administrations that rest on Friday and Saturday as in those that rest on Saturday and Sunday."""


def days_from(week: date, first: str, hours: Sequence[str]) -> tuple[Day, ...]:
    """One day after the other in the week that begins on this Monday."""
    start = week + timedelta(days=WORKING_DAYS[first])
    return tuple(_day(start + timedelta(days=n), each) for n, each in enumerate(hours))


def _day(day: date, hours: str) -> Day:
    begins, _, ends = hours.partition("-")
    return Day(day, time.fromisoformat(begins), time.fromisoformat(ends)) if hours else Day(day, None, None)


def working_week(day: date) -> date:
    """The Monday of its week; around the turn of the year, when nobody meets, the first Monday after."""
    monday = day - timedelta(days=day.weekday())
    while any(_is_quiet(monday + timedelta(days=n)) for n in WORKING_DAYS.values()):
        monday += timedelta(weeks=1)
    return monday


def _is_quiet(day: date) -> bool:
    return (day.month, day.day) >= (12, 22) or (day.month, day.day) <= (1, 6)


def next_month(month: int, today: date) -> PartialDate:
    """The next such month that has not begun."""
    return PartialDate(today.year + (month <= today.month), month)
