"""The list of meetings: its years, its pages, and what was asked of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kpevents.infra import dates
from kpevents.web.filters import Filters
from kpevents.web.lines import Line


@dataclass(frozen=True, slots=True)
class Pager:
    page: int
    pages: int
    before: str | None
    after: str | None


def by_year(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [(dates.digits(year), list(group)) for year, group in groupby(lines, key=lambda line: line.year)]


def pager(filters: Filters, page: int, total: int, size: int) -> Pager:
    pages = max(1, -(-total // size))
    before = filters.query(page=page - 1 if page > 2 else None) or "?" if page > 1 else None
    return Pager(page, pages, before, filters.query(page=page + 1) if page < pages else None)
