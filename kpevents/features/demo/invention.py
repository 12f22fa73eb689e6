"""What an invented meeting is, and when it is: days count from a given one, and fall on working days for all members."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.demo.days_in_words import moved
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility

SECRETARIAT = "secretariat"
"""Stands for the Secretariat of the Process where a role is not held by a partner."""

WORKING_DAYS = {"tue": 1, "wed": 2, "thu": 3}
"""Worked in administrations that rest on Friday and Saturday as in those that rest on Saturday and Sunday."""


@dataclass(frozen=True, slots=True)
class Venue:
    city: Trilingual
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a partner is to a meeting."""

    partner: str
    role: RoleName


@dataclass(frozen=True, slots=True)
class PlaceInSeries:
    slug: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An invented meeting but for its days. ``venue`` names one of the known venues; online it has a zone only."""

    slug: str
    type: str
    title: Trilingual
    format: Format
    status: Status
    summary: Trilingual = Trilingual()
    notice: Trilingual = Trilingual()
    venue: str = ""
    building: Trilingual = Trilingual()
    zone: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    roles: tuple[Part, ...] = ()
    domains: tuple[int, ...] = ()
    series: PlaceInSeries | None = None
    cluster: str | None = None
    head_count: int | None = None
    interpretation: tuple[str, ...] = ()
    contact: str = ""
    join_link: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its hours at the venue, or without."""

    day: date
    begins: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class Invented:
    """Known to the day, or else by its month."""

    sketch: Sketch
    days: tuple[Day, ...] = ()
    loosely: PartialDate | None = None


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
    days = days_from(monday(today) + timedelta(weeks=when.week), when.first, when.hours)
    if not when.moved_by:
        return Invented(planned, days)
    first, last = days[0].day, days[-1].day
    back = timedelta(weeks=when.moved_by)
    notice = moved(planned.notice, (first - back, last - back), (first, last))
    return Invented(replace(planned, notice=notice), days)


def days_from(week: date, first: str, hours: Sequence[str]) -> tuple[Day, ...]:
    """One day after the other in the week that begins on this Monday."""
    start = week + timedelta(days=WORKING_DAYS[first])
    return tuple(_day(start + timedelta(days=n), each) for n, each in enumerate(hours))


def _day(day: date, hours: str) -> Day:
    begins, _, ends = hours.partition("-")
    return Day(day, time.fromisoformat(begins), time.fromisoformat(ends)) if hours else Day(day, None, None)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_month(month: int, today: date) -> PartialDate:
    """The next such month that has not begun."""
    return PartialDate(today.year + (month <= today.month), month)
