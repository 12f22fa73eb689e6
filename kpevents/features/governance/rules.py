"""Who sat where on which day, from terms whose bounds may be known only in part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto
from itertools import zip_longest

from kpevents.core.text import N_
from kpevents.core.timespan import Bound, Certainty, PartialDate, holds_on


class BodySlug(StrEnum):
    PROCESS = "process"
    STEERING_COMMITTEE = "steering-committee"
    CHAIR = "chair"


class Evidence(StrEnum):
    FOUNDING_TEXTS = auto()
    OUTSIDE = auto()
    SECRETARIAT = auto()


EVIDENCE_LABELS = {
    Evidence.FOUNDING_TEXTS: N_("From the texts of the Process"),
    Evidence.OUTSIDE: N_("From another public source"),
    Evidence.SECRETARIAT: N_("Entered by the Secretariat"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The bounds of one term. ``ends`` is None while it runs."""

    begins: Bound
    ends: Bound | None


def span(
    starts: PartialDate | None,
    ends: PartialDate | None,
    *,
    ongoing: bool,
    handover: tuple[date, date] | None = None,
) -> Span:
    """A chairmanship begins at its handover meeting: where its days are known, they are nearer than the date."""
    begins = Bound(*handover) if handover and not _is_exact(starts) else Bound.of(starts)
    return Span(begins, None if ongoing else Bound.of(ends))


def _is_exact(partial: PartialDate | None) -> bool:
    return partial is not None and partial.day is not None


def in_turn(spans: Sequence[Span]) -> list[Span]:
    """One at a time, first to last: each ends where the next begins, if that is known more closely."""
    ended: list[Span] = []
    for this, following in zip_longest(spans, spans[1:]):
        if following and this.ends and following.begins.latest and following.begins.earliest:
            closer = _width(following.begins) < _width(this.ends)
            this = replace(this, ends=following.begins) if closer else this
        ended.append(this)
    return ended


def _width(bound: Bound) -> int:
    if bound.earliest is None or bound.latest is None:
        return 10**6
    return (bound.latest - bound.earliest).days


def holders_on(day: date, spans: Sequence[Span]) -> list[tuple[int, Certainty]]:
    """Positions of those who held on this day. Where one did for certain, those who only may have are left out."""
    held = [(n, holds_on(day, s.begins, s.ends)) for n, s in enumerate(spans)]
    certain = [pair for pair in held if pair[1] is Certainty.YES]
    return certain or [pair for pair in held if pair[1] is Certainty.MAYBE]


def nearest_snapshot(day: date, seen: Sequence[PartialDate]) -> PartialDate | None:
    """The latest record that is not later than the day; before the first record, nothing is said."""
    return max((s for s in set(seen) if s.first <= day), key=lambda s: (s.first, s.last), default=None)
