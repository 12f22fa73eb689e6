"""The year at a glance: a line for each type of meeting, a mark for each meeting, drafts too."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.timespan import Precision
from kpevents.features.meetings.listed import Listed
from kpevents.features.meetings.rules import Status
from kpevents.infra import dates
from kpevents.web.addresses import address
from kpevents.web.lines import Line, line
from kpevents.web.reading import Reading

PER_DAY = 2
"""The line is as wide as a leap year, two units a day."""
NARROWEST = 9

_CSS = {
    Status.DRAFT: "draft",
    Status.SAVE_THE_DATE: "tentative",
    Status.CONFIRMED: "sure",
    Status.HELD: "sure",
    Status.POSTPONED: "fell",
    Status.CANCELLED: "fell",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    css: str
    path: str


@dataclass(frozen=True, slots=True)
class TypeRow:
    name: str
    drawings: Sequence[Drawing]
    number: str


@dataclass(frozen=True, slots=True)
class YearAtAGlance:
    """``lines`` are the same meetings in words. ``undrawn`` are known by the year alone."""

    year: int
    rows: Sequence[TypeRow]
    months: Sequence[str]
    today: int | None
    lines: Sequence[tuple[Line, str]]
    undrawn: int


def at_a_glance(year: int, found: Sequence[Listed], read: Reading) -> YearAtAGlance:
    by_type: dict[int, list[Listed]] = defaultdict(list)
    for each in found:
        by_type[each.type_id].append(each)
    return YearAtAGlance(
        year=year,
        rows=[
            TypeRow(kind.plural[read.language], _drawn(by_type[kind.id], year), dates.number(len(by_type[kind.id])))
            for kind in read.reference.types.values()
            if kind.id in by_type
        ],
        months=[dates.month_short(date(2024, month, 1)) for month in range(1, 13)],
        today=_place(read.today) if read.today.year == year else None,
        lines=[(line(each, read), address("scheduling.meeting", slug=each.slug)) for each in found],
        undrawn=sum(each.date_precision not in (Precision.DAY, Precision.MONTH) for each in found),
    )


def _drawn(meetings: Sequence[Listed], year: int) -> list[Drawing]:
    paths: dict[str, str] = defaultdict(str)
    for each in meetings:
        if each.date_precision is Precision.DAY:
            paths[_CSS[each.status]] += _box(each, year)
        elif each.date_precision is Precision.MONTH:
            paths["loose"] += _box(each, year)
    return [Drawing(css, path) for css, path in sorted(paths.items())]


def _box(meeting: Listed, year: int) -> str:
    first, last = max(meeting.list_from, date(year, 1, 1)), min(meeting.list_until, date(year, 12, 31))
    width = max(NARROWEST, (last - first).days * PER_DAY + PER_DAY)
    return f"M{_place(first)} 2h{width}v10h-{width}z"


def _place(day: date) -> int:
    return (day.timetuple().tm_yday - 1) * PER_DAY
