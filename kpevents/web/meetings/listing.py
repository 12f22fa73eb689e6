"""The years of the list of meetings."""

from collections.abc import Sequence
from itertools import groupby

from kpevents.infra import dates
from kpevents.web.lines import Line


def by_year(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [(dates.digits(year), list(group)) for year, group in groupby(lines, key=lambda line: line.year)]
