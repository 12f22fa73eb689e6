"""The coming year, written by hand and dated from today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpevents.features.demo.invention.days_in_words import moved
from kpevents.features.demo.invention.sketches import Invented, Sketch
from kpevents.features.demo.invention.weeks import days_from, next_month, working_week


@dataclass(frozen=True, slots=True)
class When:
    """Days of a week counted from today's, or the next such month. An entry of ``hours`` is a day: "09:00-17:30"."""

    week: int = 0
    first: str = "tue"
    hours: tuple[str, ...] = ()
    moved_by: int = 0
    month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Sketch):
    """A meeting of the coming year, as it was written by hand."""

    when: When


def coming_year(planned: Sequence[Planned], today: date) -> list[Invented]:
    return [_dated(each, each.when, today) for each in planned]


def _dated(planned: Planned, when: When, today: date) -> Invented:
    if when.month:
        return Invented(planned, loosely=next_month(when.month, today))
    days = days_from(working_week(today + timedelta(weeks=when.week)), when.first, when.hours)
    if not when.moved_by:
        return Invented(planned, days)
    first, last = days[0].day, days[-1].day
    back = timedelta(weeks=when.moved_by)
    notice = moved(planned.notice, (first - back, last - back), (first, last))
    return Invented(replace(planned, notice=notice), days)
