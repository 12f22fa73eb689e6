"""Who could host: every partner with the reasons for its place in the list, and an order anyone can follow.

The order, each step only where the steps before it are equal:

1. on the side that is missing (where one is),
2. has offered for this period,
3. is not already busy within thirty days,
4. fewest times host, co-host or partner of the host,
5. longest ago,
6. by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum, auto

from kpevents.features.hosting.rules.turns import Share, Tally, Turn
from kpevents.features.meetings.pairing import SIDES
from kpevents.features.partners.rules import Side

NEAR = timedelta(days=30)
SHORT = timedelta(days=60)
"""What is known to the month is shorter."""


class Why(StrEnum):
    """A reason that a reader can check. ``Reason.values`` holds what fills its sentence."""

    COMPLETES_THE_PAIR = auto()
    """``side``"""
    ON_THE_SAME_SIDE = auto()
    """``side``: with this partner the meeting needs a reason for the exception."""
    ON_NEITHER_SIDE = auto()
    OFFERED = auto()
    """``offer``: its id"""
    BUSY = auto()
    """``meeting``: the id of another meeting near the wanted days; ``share``"""
    NEVER = auto()
    HOSTED = auto()
    """``times``, and ``year`` of the last or None; so the next two."""
    CO_HOSTED = auto()
    STOOD_BESIDE = auto()
    CHAIRS = auto()
    ON_COMMITTEE = auto()
    NOT_ON_COMMITTEE = auto()


@dataclass(frozen=True, slots=True)
class Reason:
    why: Why
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record of a partner. ``name`` is in the form in which names are put in order."""

    partner_id: int
    name: str
    side: Side
    tally: Tally = field(default_factory=Tally)
    busy: tuple[Turn, ...] = ()
    offers: tuple[int, ...] = ()
    on_committee: bool = False
    chairs: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    partner_id: int
    reasons: tuple[Reason, ...]


def missing_beside(side: Side | None, needs_pair: bool) -> frozenset[Side]:
    """Which sides a partner must be found on: ``side`` is that of the one who is there, None where nobody is."""
    return frozenset(each for each in SIDES if each is not side) if needs_pair else frozenset()


def could_host(records: Iterable[Record], missing: frozenset[Side]) -> list[Candidate]:
    """In order. Whoever stands on neither side is among them only if it has offered, or hosted before."""
    eligible = [each for each in records if each.side in SIDES or each.offers or each.tally.times]
    ordered = sorted(eligible, key=lambda record: _place(record, missing))
    return [Candidate(record.partner_id, tuple(_reasons(record, missing))) for record in ordered]


def _place(record: Record, missing: frozenset[Side]) -> tuple[bool, bool, bool, int, date, str]:
    return (
        bool(missing) and record.side not in missing,
        not record.offers,
        bool(record.busy),
        record.tally.times,
        record.tally.last or date.min,
        record.name,
    )


def _reasons(record: Record, missing: frozenset[Side]) -> Iterable[Reason]:
    if missing:
        yield _of_side(record.side, missing)
    yield from (Reason(Why.OFFERED, {"offer": offer}) for offer in record.offers)
    yield from (Reason(Why.BUSY, {"meeting": turn.meeting_id, "share": turn.share}) for turn in record.busy)
    yield from _of_times(record.tally)
    if record.chairs:
        yield Reason(Why.CHAIRS)
    yield Reason(Why.ON_COMMITTEE if record.on_committee else Why.NOT_ON_COMMITTEE)


def _of_side(side: Side, missing: frozenset[Side]) -> Reason:
    if side in missing:
        return Reason(Why.COMPLETES_THE_PAIR, {"side": side})
    return Reason(Why.ON_THE_SAME_SIDE, {"side": side}) if side in SIDES else Reason(Why.ON_NEITHER_SIDE)


def _of_times(tally: Tally) -> Iterable[Reason]:
    if not tally.times:
        yield Reason(Why.NEVER)
    counted = (
        (Why.HOSTED, Share.HOST, tally.hosted),
        (Why.CO_HOSTED, Share.CO_HOST, tally.co_hosted),
        (Why.STOOD_BESIDE, Share.BESIDE, tally.beside),
    )
    for why, share, times in counted:
        if times:
            yield Reason(why, {"times": times, "year": tally.last_year.get(share)})


def near(turn: Turn, first: date, last: date) -> bool:
    """Whether a meeting lies within thirty days of these. One known by its year only is near nothing."""
    within_a_month = turn.year is not None and (turn.last - turn.first) < SHORT
    return within_a_month and turn.first <= last + NEAR and turn.last >= first - NEAR
