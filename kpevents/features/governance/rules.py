"""Who sat where on which day, from terms whose bounds may be known only in part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum, auto
from itertools import zip_longest

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Trilingual
from kpevents.core.timespan import Bound, Certainty, PartialDate, holds_on, is_over


class BodySlug(StrEnum):
    PROCESS = "process"
    STEERING_COMMITTEE = "steering-committee"
    CHAIR = "chair"


class Evidence(StrEnum):
    FOUNDING_TEXTS = auto()
    OUTSIDE = auto()
    SECRETARIAT = auto()


BODY_LABELS = {
    BodySlug.CHAIR: N_("Chair of the Process"),
    BodySlug.STEERING_COMMITTEE: N_("Steering Committee"),
    BodySlug.PROCESS: N_("Members of the Process"),
}

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


def has_left(day: date, term: Span, *, since: PartialDate) -> bool:
    """Whether a member whom a source shows at ``since`` was gone by this day: the term ended later than that."""
    if term.ends is None or term.ends.earliest is None:
        return False
    return term.ends.earliest >= since.last and is_over(day, term.begins, term.ends)


FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Beyond these a date of a term is a slip of the pen."""


class NothingKnown(RuleBroken):
    message = N_("Say when the term began or ended, that it still runs, or on which date a source shows it.")
    field = "starts"


class SnapshotHasNoBounds(RuleBroken):
    message = N_(
        "A date on which a source shows a member says nothing of a beginning or an end. Keep one or the other."
    )
    field = "seen_on"


class ChairNeedsBeginning(RuleBroken):
    message = N_("A chairmanship has a beginning: write at least its year.")
    field = "starts"


class StillRuns(RuleBroken):
    message = N_("A term that still runs has no end. Take away the end, or say that it does not run any more.")
    field = "ends"


class EndsBeforeItStarts(RuleBroken):
    message = N_("The term would end (%(ends)s) before it starts (%(starts)s).")
    field = "ends"


class OutOfTime(RuleBroken):
    message = N_("%(day)s cannot be a date of a term: write a year from %(first)s to %(last)s.")

    def __init__(self, field: str, day: PartialDate) -> None:
        super().__init__(day=day, first=PartialDate(FIRST_YEAR), last=PartialDate(LAST_YEAR))
        self.field = field


class SeenAlready(RuleBroken):
    message = N_("%(holder)s is on record for %(day)s already.")
    field = "seen_on"


class TermsOverlap(RuleBroken):
    message = N_(
        "%(holder)s and %(other)s would both be in office from %(first)s to %(last)s. "
        "End the one term before the other begins."
    )
    field = "starts"


class TermsOverlapForGood(RuleBroken):
    """The same for two terms of which neither has an end."""

    message = N_(
        "%(holder)s and %(other)s would both be in office from %(first)s on. End the one term before the other begins."
    )
    field = "starts"


def ensure_dates(
    starts: PartialDate | None,
    ends: PartialDate | None,
    *,
    ongoing: bool,
    seen_on: PartialDate | None,
    of_the_chair: bool,
) -> None:
    """Whether the dates of one term go together. Raises the refusals above."""
    for field, day in (("starts", starts), ("ends", ends), ("seen_on", seen_on)):
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise OutOfTime(field, day)
    if seen_on and (starts or ends or ongoing):
        raise SnapshotHasNoBounds()
    if of_the_chair and not starts:
        raise ChairNeedsBeginning()
    if not (starts or ends or ongoing or seen_on):
        raise NothingKnown()
    if ongoing and ends:
        raise StillRuns()
    if starts and ends and ends.last < starts.first:
        raise EndsBeforeItStarts(starts=starts, ends=ends)


@dataclass(frozen=True, slots=True)
class Days:
    """Both included; ``last`` is None while there is no end."""

    first: date
    last: date | None


def certain_days(of: Span) -> Days | None:
    """The days on which the term held beyond doubt, as ``holds_on`` says; None when no day is certain."""
    begins, ends = of.begins.latest, of.ends
    if begins is None:
        return None
    if ends is None:
        return Days(begins, None)
    if ends.earliest is None or ends.earliest <= begins:
        return None
    return Days(begins, ends.earliest - timedelta(days=1))


def shared_days(one: Span, other: Span) -> Days | None:
    """The days on which both held beyond doubt. What is known only in part never counts against anybody."""
    here, there = certain_days(one), certain_days(other)
    if here is None or there is None:
        return None
    first = max(here.first, there.first)
    last = min((days.last for days in (here, there) if days.last), default=None)
    return Days(first, last) if last is None or first <= last else None


def ensure_apart(holder: Trilingual, this: Span, others: Sequence[tuple[Trilingual, Span]]) -> None:
    """``others``: those who must not be in office on the same day. Raises TermsOverlap, TermsOverlapForGood."""
    for other, theirs in others:
        shared = shared_days(this, theirs)
        if shared and shared.last:
            raise TermsOverlap(holder=holder, other=other, first=shared.first, last=shared.last)
        if shared:
            raise TermsOverlapForGood(holder=holder, other=other, first=shared.first)
