"""The list of meetings: its years, its pages, and what was asked of it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kpevents.core.text import N_
from kpevents.features.meetings.rules import FORMAT_LABELS, LEVEL_LABELS, Format, Level
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.filters import Filters
from kpevents.web.lines import Line
from kpevents.web.reading import Reading


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


_WHEN = {"upcoming": N_("coming"), "past": N_("past")}


def chosen_words(filters: Filters, read: Reading) -> list[tuple[str, str]]:
    """Each filter as it is read aloud, and the address without it."""
    said = filters.given
    named = {
        "q": lambda value: gettext("“%(words)s”", words=value),
        "type": lambda value: read.reference.type_by_slug[value].name[read.language],
        "level": lambda value: gettext(LEVEL_LABELS[Level(value)]),
        "partner": lambda value: read.partners.by_code[value].name[read.language],
        "series": lambda value: read.reference.series_by_slug[value].title[read.language],
        "domain": lambda value: read.reference.domain_by_number[int(value)].short[read.language],
        "format": lambda value: gettext(FORMAT_LABELS[Format(value)]),
        "when": lambda value: gettext(_WHEN[value]),
        "from": lambda value: gettext("from %(date)s", date=dates.digits(value)),
        "to": lambda value: gettext("to %(date)s", date=dates.digits(value)),
    }
    return [(named[name](value), filters.query(**{name: None}) or "?") for name, value in said.items()]
