"""The balance of the two sides as a picture: a row a year, African hosts on one side of a line, European on the other.

A mark is a meeting, filled for a host and hollow for a co-host. There is no text in the drawing: it is mirrored for
Arabic, and each row says its figures as its title. The same figures stand in a table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpevents.features.hosting.rules.turns import YearOfHosts
from kpevents.features.meetings.pairing import SIDES
from kpevents.features.partners.rules import Side
from kpevents.infra import dates
from kpevents.infra.i18n import gettext

HALF, MIDDLE, GAP = 300, 310, 10
"""The drawing is 620 wide, with the line in its middle."""
WIDEST, NARROWEST = 34, 6
HOSTS, CO_HOSTS = (4, 9), (16, 6)
"""Where the marks of a row begin, from above, and how high they are."""


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers as this language writes them; ``hosts`` and ``co_hosts``: African, European, on neither side."""

    year: str
    title: str
    filled: str
    hollow: str
    hosts: tuple[str, str, str]
    co_hosts: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Balance:
    rows: Sequence[Row]
    hosts: tuple[int, int]
    """Of the whole period: African, European."""
    co_hosts: tuple[int, int]
    any_on_neither: bool


def picture(years: Sequence[YearOfHosts]) -> Balance:
    most = max((n for year in years for of in (year.hosts, year.co_hosts) for n in of.values()), default=1)
    each = min(WIDEST, HALF / max(most, 1))
    return Balance(
        rows=[_row(year, each) for year in years],
        hosts=_total(year.hosts for year in years),
        co_hosts=_total(year.co_hosts for year in years),
        any_on_neither=any(of.get(Side.NEITHER) for year in years for of in (year.hosts, year.co_hosts)),
    )


def _total(years: Iterable[Mapping[Side, int]]) -> tuple[int, int]:
    counted = list(years)
    african, european = (sum(of.get(side, 0) for of in counted) for side in SIDES)
    return african, european


def _row(year: YearOfHosts, each: float) -> Row:
    name = dates.digits(year.year) if year.year else gettext("Undated")
    hosts, co_hosts = _numbers(year.hosts), _numbers(year.co_hosts)
    title = gettext(
        "%(year)s. Hosts: %(african)s African, %(european)s European. Co-hosts: %(african_too)s African,"
        " %(european_too)s European.",
        year=name,
        african=hosts[0],
        european=hosts[1],
        african_too=co_hosts[0],
        european_too=co_hosts[1],
    )
    return Row(name, title, _path(year.hosts, each, *HOSTS), _path(year.co_hosts, each, *CO_HOSTS), hosts, co_hosts)


def _numbers(of: Mapping[Side, int]) -> tuple[str, str, str]:
    african, european, neither = (dates.digits(of.get(side, 0)) for side in (*SIDES, Side.NEITHER))
    return african, european, neither


def _path(of: Mapping[Side, int], each: float, top: int, height: int) -> str:
    """One mark a meeting, away from the line; where they would be too narrow to tell apart, one bar a side."""
    african, european = (of.get(side, 0) for side in SIDES)
    if each < NARROWEST:
        return _bars(african * each, european * each, top, height)
    apart = min(8, each / 4)
    starts = [MIDDLE - GAP - (n + 1) * each + apart for n in range(african)]
    starts += [MIDDLE + GAP + n * each for n in range(european)]
    return "".join(_mark(x, each - apart, top, height) for x in starts)


def _bars(african: float, european: float, top: int, height: int) -> str:
    bars = [(MIDDLE - GAP - african, african), (MIDDLE + GAP, european)]
    return "".join(_mark(x, width, top, height) for x, width in bars if width)


def _mark(x: float, width: float, top: int, height: int) -> str:
    return f"M{x:.4g} {top}h{width:.4g}v{height}h-{width:.4g}z"
