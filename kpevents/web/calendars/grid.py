"""A month as weeks of days, each meeting one bar across its days, kept on its own lane from cell to cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from kpevents.features.meetings.listed import Listed
from kpevents.infra import dates
from kpevents.infra.i18n import locale
from kpevents.web.lines import Line, line
from kpevents.web.reading import Reading

WEEK = 7
MOST_IN_A_DAY = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """``line`` is None for a gap: a lane taken by a bar that began in an earlier cell of the week."""

    line: Line | None
    span: int = 1
    goes_on: bool = False
    continued: bool = False
    days: str = ""
    """All its days in words, for phones, where a bar does not reach across cells."""


@dataclass(slots=True)
class Cell:
    day: date
    number: str
    weekday: str
    outside: bool
    weekend: bool
    today: bool
    bars: list[Bar] = field(default_factory=list)
    more: int = 0
    """How many meetings of this day have no room here."""

    @property
    def has_meetings(self) -> bool:
        return self.more > 0 or any(bar.line for bar in self.bars)


def week_days() -> list[str]:
    """Their names, from the reader's first day of the week."""
    monday = date(2024, 1, 1)
    return [dates.weekday(monday + timedelta(days=locale().first_week_day + n)) for n in range(WEEK)]


def weeks_of(first: date) -> list[list[date]]:
    """All weeks that touch the month, whole."""
    start = first - timedelta(days=(first.weekday() - locale().first_week_day) % WEEK)
    following = (first + timedelta(days=31)).replace(day=1)
    weeks = []
    while start < following:
        weeks.append([start + timedelta(days=n) for n in range(WEEK)])
        start += timedelta(days=WEEK)
    return weeks


def grid(first: date, meetings: Sequence[Listed], read: Reading) -> list[list[Cell]]:
    """``first`` is the month's first day; meetings known to the day alone are drawn."""
    drawn = [(m.first_day, m.last_day, line(m, read)) for m in meetings if m.first_day and m.last_day]
    return [_week(days, first, drawn, read.today) for days in weeks_of(first)]


def _week(days: list[date], month: date, drawn: Sequence[tuple[date, date, Line]], today: date) -> list[Cell]:
    cells = [_cell(day, month, today, starts=n == 0) for n, day in enumerate(days)]
    lanes: list[date] = []
    """For each lane the last day it is taken."""
    for begins, ends, shown in sorted(drawn, key=lambda each: (each[0], each[0] - each[1])):
        first, last = max(begins, days[0]), min(ends, days[-1])
        if first > last:
            continue
        lane = next((n for n, taken in enumerate(lanes) if taken < first), len(lanes))
        if lane >= MOST_IN_A_DAY:
            for n in range((first - days[0]).days, (last - days[0]).days + 1):
                cells[n].more += 1
            continue
        lanes[lane : lane + 1] = [last]
        in_words = dates.days(begins, ends) if ends > begins else ""
        bar = Bar(shown, (last - first).days + 1, ends > last, begins < first, in_words)
        _put(cells, (first - days[0]).days, lane, bar)
    return cells


def _put(cells: list[Cell], start: int, lane: int, bar: Bar) -> None:
    for n in range(start, start + bar.span):
        bars = cells[n].bars
        bars.extend(Bar(None) for _ in range(lane - len(bars)))
        if lane < len(bars):
            bars[lane] = bar if n == start else Bar(None)
        else:
            bars.append(bar if n == start else Bar(None))


def _cell(day: date, month: date, today: date, *, starts: bool) -> Cell:
    outside = day.month != month.month
    named = day.day == 1 or (outside and starts)
    first, last = locale().weekend_start, locale().weekend_end
    length = (last - first) % WEEK
    return Cell(
        day=day,
        number=f"{dates.digits(day.day)} {dates.month_short(day)}" if named else dates.digits(day.day),
        weekday=dates.weekday_short(day),
        outside=outside,
        weekend=(day.weekday() - first) % WEEK <= length,
        today=day == today,
    )
