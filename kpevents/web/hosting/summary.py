"""Who hosted, how often and with whom, within a period, as tables print it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.text import searchable
from kpevents.features.hosting.queries import history
from kpevents.features.hosting.rules.turns import Pair, Tally, Turn, balance, pairs, tallies, within
from kpevents.features.meetings.pairing import SIDES
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Side
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.chairs import Named, named
from kpevents.web.hosting.picture import Balance, picture
from kpevents.web.met import Met, met
from kpevents.web.reading import Reading

MOST_PAIRS, NAMED = 60, 4
"""Of the meetings of a pair, and of those still to come, the nearest are named and the rest counted."""


@dataclass(frozen=True, slots=True)
class HostRow:
    """How often, in numbers as this language writes them; empty for never. ``more``: still to come, and not named."""

    partner: Named
    hosted: str
    co_hosted: str
    beside: str
    last: str
    coming: Sequence[Met]
    more: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """``more``: how many of their meetings are not named."""

    partners: tuple[Named, Named]
    times: str
    meetings: Sequence[Met]
    more: int


@dataclass(frozen=True, slots=True)
class Summary:
    balance: Balance
    never: Mapping[Side, Sequence[Named]]
    hosts: Sequence[HostRow]
    pairs: Sequence[PairRow]
    more_pairs: int


def summary(first: date | None, last: date | None, read: Reading) -> Summary:
    """Of the meetings of which a day may lie between these; without bounds of all."""
    turns = within(history.turns(), first, last)
    sides = {partner.id: partner.side for partner in read.partners.by_id.values()}
    tally, together = tallies(turns), pairs(turns, sides)
    coming = [turn for turn in turns if turn.year is not None and turn.last >= read.today]
    shown = together[:MOST_PAIRS]
    ids = {turn.meeting_id for turn in coming} | {n for pair in shown for n in pair.meetings[:NAMED]}
    meetings = {n: met(meeting, read) for n, meeting in history.meetings(ids).items()}
    return Summary(
        balance=picture(balance(turns, sides)),
        never={side: _never(side, tally, read) for side in SIDES},
        hosts=_hosts(tally, coming, meetings, read),
        pairs=[_pair(pair, meetings, read) for pair in shown],
        more_pairs=len(together) - len(shown),
    )


def _never(side: Side, tally: Mapping[int, Tally], read: Reading) -> list[Named]:
    partners = [p for p in read.partners.by_id.values() if p.side is side and p.id not in tally]
    return [named(partner.id, read) for partner in _by_name(partners, read)]


def _by_name(partners: Iterable[Partner], read: Reading) -> list[Partner]:
    return sorted(partners, key=lambda partner: (not partner.is_state, searchable(partner.name[read.language])))


def _hosts(
    tally: Mapping[int, Tally], coming: Iterable[Turn], meetings: Mapping[int, Met], read: Reading
) -> list[HostRow]:
    """Most often first; those who have only planned to, last."""
    ahead: dict[int, list[Met]] = defaultdict(list)
    for turn in coming:
        ahead[turn.partner_id].append(meetings[turn.meeting_id])
    partners = _by_name((read.partners.by_id[n] for n in {*tally, *ahead}), read)
    rows = [(partner, tally.get(partner.id, Tally())) for partner in partners]
    ordered = sorted(rows, key=lambda row: -row[1].times)
    return [_host(partner.id, of, ahead.get(partner.id, []), read) for partner, of in ordered]


def _host(partner_id: int, tally: Tally, ahead: Sequence[Met], read: Reading) -> HostRow:
    hosted, co_hosted, beside = (dates.digits(n) if n else "" for n in (tally.hosted, tally.co_hosted, tally.beside))
    last = ""
    if tally.times:
        last = ago(tally.last, read.today) if tally.last else gettext("Undated")
    return HostRow(named(partner_id, read), hosted, co_hosted, beside, last, ahead[:NAMED], max(0, len(ahead) - NAMED))


def ago(day: date, today: date) -> str:
    """2022, 4 years ago; 2026, this year; 2027, still to come"""
    year, years = dates.digits(day.year), today.year - day.year
    if day > today:
        return gettext("%(year)s, still to come", year=year)
    if years == 0:
        return gettext("%(year)s, this year", year=year)
    long = ngettext("one year ago", "%(number)s years ago", years, number=dates.digits(years))
    return gettext("%(year)s, %(ago)s", year=year, ago=long)


def _pair(pair: Pair, meetings: Mapping[int, Met], read: Reading) -> PairRow:
    one, other = pair.partners
    shown = pair.meetings[:NAMED]
    return PairRow(
        partners=(named(one, read), named(other, read)),
        times=dates.digits(len(pair.meetings)),
        meetings=[meetings[meeting_id] for meeting_id in shown],
        more=len(pair.meetings) - len(shown),
    )
