"""The look back: a row a year, a mark a meeting in its place, and who held the chair for most of the year."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.timespan import Precision
from kpevents.features.governance.queries import Governance
from kpevents.features.meetings.figures import Mark
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.addresses import address
from kpevents.web.chairs import Named, named
from kpevents.web.lines import MARK_CLASSES
from kpevents.web.reading import Reading

PER_DAY = 2
"""The line is as wide as a leap year, two units a day."""
STEP = 5 * PER_DAY
"""Meetings of one kind within five days are one mark: a crowded year stays light."""
MOST_YEARS = 15


@dataclass(frozen=True, slots=True)
class Drawing:
    css: str
    path: str


@dataclass(frozen=True, slots=True)
class YearRow:
    year: str
    url: str
    drawings: list[Drawing]
    chair: Named | None
    count: str
    today: int | None
    """How far the year has run, in units of the line; None for other years."""


@dataclass(frozen=True, slots=True)
class Lookback:
    rows: list[YearRow]
    months: list[str]
    undrawn: int
    """Known by the year only, or not at all: counted, not drawn."""


def look_back(marks: Sequence[Mark], governed: Governance, read: Reading) -> Lookback:
    years: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.first <= read.today:
            years[mark.first.year].append(mark)
    if years:
        for year in range(max(min(years), read.today.year - MOST_YEARS + 1), read.today.year + 1):
            years.setdefault(year, [])
    shown = sorted(years, reverse=True)[:MOST_YEARS]
    drawn = (Precision.DAY, Precision.MONTH)
    return Lookback(
        rows=[_row(year, years[year], governed, read) for year in shown],
        months=[dates.month_short(date(2024, month, 1)) for month in range(1, 13)],
        undrawn=sum(mark.precision not in drawn for year in shown for mark in years[year] if mark.counted),
    )


def _row(year: int, marks: Sequence[Mark], governed: Governance, read: Reading) -> YearRow:
    number = sum(mark.counted for mark in marks)
    return YearRow(
        year=dates.digits(year),
        url=f"{address('meetings.index')}?from={year}&to={year}",
        drawings=_drawings(marks, read),
        chair=_chair_of_year(year, governed, read),
        count=_count(number, so_far=year == read.today.year),
        today=_place(read.today) if year == read.today.year else None,
    )


def _count(number: int, *, so_far: bool) -> str:
    if so_far:
        return gettext("%(number)s so far", number=dates.digits(number))
    return ngettext("%(number)s meeting", "%(number)s meetings", number, number=dates.digits(number))


def _drawings(marks: Iterable[Mark], read: Reading) -> list[Drawing]:
    places: dict[str, set[int]] = defaultdict(set)
    spans: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mark in marks:
        kind = _kind(mark, read)
        if mark.precision is Precision.DAY:
            places[kind].add(_place(mark.first) // STEP * STEP)
        elif mark.precision is Precision.MONTH:
            spans[f"loose {kind}" if kind == "pol" else "loose"].add((_place(mark.first), _place(mark.last)))
    drawn = [Drawing(kind, "".join(_shape(kind, x) for x in sorted(xs))) for kind, xs in sorted(places.items())]
    loose = [
        Drawing(css, "".join(f"M{a} 3h{b - a}v8h{a - b}z" for a, b in sorted(both)))
        for css, both in sorted(spans.items())
    ]
    return [*loose, *drawn]


def _kind(mark: Mark, read: Reading) -> str:
    if mark.type_id is None:
        return "loose"
    return MARK_CLASSES[read.reference.types[mark.type_id].mark] or "the"


def _shape(kind: str, x: int) -> str:
    return f"M{x} 2h3v10h-3zM{x + 6} 2h3v10h-3z" if kind == "work" else f"M{x} 2h9v10h-9z"


def _place(day: date) -> int:
    return (day.timetuple().tm_yday - 1) * PER_DAY


def _chair_of_year(year: int, governed: Governance, read: Reading) -> Named | None:
    """Asked in the middle of each month that has begun."""
    held: Counter[int] = Counter()
    for month in range(1, 13):
        day = date(year, month, 15)
        if day <= read.today:
            held.update(term.partner_id for term, _ in governed.chairs_on(day))
    return named(held.most_common(1)[0][0], read) if held else None
