"""Who hosted what with whom: times, pairs and the balance of the two sides, from the meetings that count."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, auto
from itertools import combinations
from typing import NamedTuple

from kpevents.core.text import N_
from kpevents.core.timespan import Precision
from kpevents.features.meetings.pairing import Holds, hosting
from kpevents.features.meetings.rules import RoleName, Status
from kpevents.features.partners.rules import Side

COUNTS = (Status.HELD, Status.CONFIRMED)
"""Only these are counted: what was cancelled or postponed was not hosted, and what is not confirmed may not be."""


class Share(StrEnum):
    """What a partner was to a meeting: the first that holds."""

    HOST = auto()
    CO_HOST = auto()
    BESIDE = auto()
    """Co-chair beside a host, or one of those upon whose initiative it was held when nobody hosted."""


SHARE_LABELS = {
    Share.HOST: N_("Host"),
    Share.CO_HOST: N_("Co-host"),
    Share.BESIDE: N_("Co-chair or initiator"),
}

_OF_ROLE = {RoleName.HOST: Share.HOST, RoleName.CO_HOST: Share.CO_HOST}


class Turn(NamedTuple):
    """One partner's share in one meeting. The days are those between which it stands in lists by date."""

    meeting_id: int
    partner_id: int
    share: Share
    first: date
    last: date
    precision: Precision
    status: Status

    @property
    def counts(self) -> bool:
        return self.status in COUNTS

    @property
    def year(self) -> int | None:
        return None if self.precision is Precision.UNKNOWN else self.first.year


@dataclass(frozen=True, slots=True)
class Tally:
    """How often; a meeting counts once. ``last`` is the latest day of all of them, None where no date is known."""

    hosted: int = 0
    co_hosted: int = 0
    beside: int = 0
    last: date | None = None
    last_year: Mapping[Share, int] = field(default_factory=dict)

    @property
    def times(self) -> int:
        return self.hosted + self.co_hosted + self.beside


@dataclass(frozen=True, slots=True)
class Pair:
    """Two partners that held meetings together: the African one first. Their meetings by id, the latest first."""

    partners: tuple[int, int]
    meetings: tuple[int, ...]
    last: date


@dataclass(frozen=True, slots=True)
class YearOfHosts:
    """How often each side hosted and co-hosted in a year; None: the years that are not known. A host and a co-host
    of one meeting are two. Co-chairs and initiators that complete a pair are co-hosts here."""

    year: int | None
    hosts: Mapping[Side, int]
    co_hosts: Mapping[Side, int]


def shares(roles: Sequence[Holds]) -> dict[int, Share]:
    """What each partner was to a meeting, from all its roles."""
    found: dict[int, list[Share]] = defaultdict(list)
    for held in hosting(roles):
        if held.partner_id is not None:
            found[held.partner_id].append(_OF_ROLE.get(held.role, Share.BESIDE))
    order = list(Share)
    return {partner_id: min(several, key=order.index) for partner_id, several in found.items()}


def within(turns: Iterable[Turn], first: date | None, last: date | None) -> list[Turn]:
    """Those of which a day may lie between these, both included. Without a date: only where no bound is given."""
    if first is None and last is None:
        return list(turns)
    return [
        turn
        for turn in turns
        if turn.year is not None and (last is None or turn.first <= last) and (first is None or turn.last >= first)
    ]


def tallies(turns: Iterable[Turn]) -> dict[int, Tally]:
    """By partner. Nobody stands in it who never hosted."""
    by_partner: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.counts:
            by_partner[turn.partner_id].append(turn)
    return {partner_id: _tally(held) for partner_id, held in by_partner.items()}


def _tally(held: Sequence[Turn]) -> Tally:
    number = Counter(turn.share for turn in held)
    dated = [turn for turn in held if turn.year is not None]
    years: dict[Share, int] = {}
    for turn in dated:
        years[turn.share] = max(years.get(turn.share, 0), turn.first.year)
    last = max((turn.last for turn in dated), default=None)
    return Tally(number[Share.HOST], number[Share.CO_HOST], number[Share.BESIDE], last, years)


def pairs(turns: Iterable[Turn], sides: Mapping[int, Side]) -> list[Pair]:
    """Every two that held a meeting together, those that did last first."""
    together: dict[int, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.counts:
            together[turn.meeting_id].append(turn)
    found: dict[tuple[int, int], list[Turn]] = defaultdict(list)
    for of_meeting in together.values():
        for one, other in combinations(sorted(of_meeting, key=lambda turn: _african_first(turn, sides)), 2):
            found[one.partner_id, other.partner_id].append(one)
    made = [_pair(partners, held) for partners, held in found.items()]
    return sorted(made, key=lambda pair: (pair.last, pair.meetings), reverse=True)


def _african_first(turn: Turn, sides: Mapping[int, Side]) -> tuple[int, int]:
    return list(Side).index(sides[turn.partner_id]), turn.partner_id


def _pair(partners: tuple[int, int], held: Sequence[Turn]) -> Pair:
    latest_first = sorted(held, key=lambda turn: (turn.first, turn.meeting_id), reverse=True)
    return Pair(partners, tuple(turn.meeting_id for turn in latest_first), max(turn.last for turn in held))


def balance(turns: Iterable[Turn], sides: Mapping[int, Side]) -> list[YearOfHosts]:
    """The latest year first, none left out between the first and the last; at the end the years not known, if any."""
    hosts: dict[int | None, Counter[Side]] = defaultdict(Counter)
    co_hosts: dict[int | None, Counter[Side]] = defaultdict(Counter)
    for turn in turns:
        if turn.counts:
            (hosts if turn.share is Share.HOST else co_hosts)[turn.year][sides[turn.partner_id]] += 1
    years = sorted(year for year in {*hosts, *co_hosts} if year is not None)
    shown: list[int | None] = list(range(years[-1], years[0] - 1, -1)) if years else []
    if None in hosts or None in co_hosts:
        shown.append(None)
    return [YearOfHosts(year, hosts[year], co_hosts[year]) for year in shown]
