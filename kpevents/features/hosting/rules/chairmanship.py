"""How the chair passes on: a candidature is endorsed, and becomes the next term at its handover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_
from kpevents.core.timespan import PartialDate
from kpevents.features.meetings.pairing import SIDES
from kpevents.features.partners.rules import Side


class Step(StrEnum):
    """How far a candidature has come."""

    OFFERED = auto()
    ENDORSED = auto()
    IN_THE_CHAIR = auto()
    WITHDRAWN = auto()


STEP_LABELS = {
    Step.OFFERED: N_("Candidate"),
    Step.ENDORSED: N_("Endorsed"),
    Step.IN_THE_CHAIR: N_("Chair handed over"),
    Step.WITHDRAWN: N_("Withdrawn"),
}


class NotAState(RuleBroken):
    message = N_("%(name)s is no state: the Process is chaired by a state. Choose one.")
    field = "partner"


class AlreadyCandidate(RuleBroken):
    message = N_("%(name)s is a candidate already. Its candidature must be withdrawn or handed over first.")
    field = "partner"


class NotInOrder(RuleBroken):
    message = N_("This candidature stands as “%(step)s”. A candidate is endorsed, then the chair is handed over.")


class CandidatureChanged(RuleBroken):
    message = N_("This candidature has changed since you opened it: it now stands as “%(step)s”. Read it again.")


class EndorsedTooEarly(RuleBroken):
    message = N_(
        "The endorsement (%(endorsed)s) is earlier than the candidature (%(offered)s). Correct one of the two."
    )
    field = "on"


class HandedOverTooEarly(RuleBroken):
    message = N_("The handover (%(handover)s) is earlier than the endorsement (%(endorsed)s). Correct one of the two.")
    field = "on"


class NotYet(RuleBroken):
    message = N_("%(when)s is still to come. What comes is planned; it is recorded once it has taken place.")
    field = "on"


class DateMissing(RuleBroken):
    message = N_("No date is given. Name the meeting, or write the date as far as it is known.")
    field = "on"


class ChairsOverlap(RuleBroken):
    message = N_(
        "%(name)s and %(other)s would both hold the chair on %(day)s. Correct the date, or the other term first."
    )
    field = "on"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dated facts of a candidature, as far as they are known."""

    offered: PartialDate
    endorsed: PartialDate | None = None
    withdrawn: PartialDate | None = None
    took_the_chair: bool = False


def step(dates: Dates) -> Step:
    if dates.took_the_chair:
        return Step.IN_THE_CHAIR
    if dates.withdrawn:
        return Step.WITHDRAWN
    return Step.ENDORSED if dates.endorsed else Step.OFFERED


def ensure_step(wanted: Sequence[Step], dates: Dates, *, turn: int, seen: int) -> None:
    """``turn`` counts the changes, ``seen`` is the one that the officer had before them.

    Raises CandidatureChanged and NotInOrder.
    """
    label = STEP_LABELS[step(dates)]
    if turn != seen:
        raise CandidatureChanged(step=label)
    if step(dates) not in wanted:
        raise NotInOrder(step=label)


def as_far_as_known(
    given: PartialDate | None, first: date | None, last: date | None, loosely: PartialDate | None
) -> PartialDate:
    """The date of a step: as given, or else that of its meeting. Of a meeting of several days nobody said on which:
    its month or its year is known, and no day is made up. Raises DateMissing.
    """
    known = given or (_in_common(first, last) if first and last else loosely)
    if known is None:
        raise DateMissing()
    return known


def _in_common(first: date, last: date) -> PartialDate | None:
    if first == last:
        return PartialDate.of(first)
    if first.year != last.year:
        return None
    return PartialDate(first.year, first.month if first.month == last.month else None)


def ensure_has_come(when: PartialDate, today: date) -> None:
    """Raises NotYet."""
    if when.first > today:
        raise NotYet(when=when)


def ensure_endorsed_after(offered: PartialDate, endorsed: PartialDate) -> None:
    """Raises EndorsedTooEarly: only what is known to be earlier is refused."""
    if endorsed.last < offered.first:
        raise EndorsedTooEarly(offered=offered, endorsed=endorsed)


def ensure_handed_over_after(endorsed: PartialDate, handover: PartialDate) -> None:
    """Raises HandedOverTooEarly."""
    if handover.last < endorsed.first:
        raise HandedOverTooEarly(endorsed=endorsed, handover=handover)


def whose_turn(sides: Sequence[Side]) -> Side | None:
    """By alternation, after these chairs from first to last; None where none is on record, or the last has no side."""
    if not sides or sides[-1] not in SIDES:
        return None
    return next(side for side in SIDES if side is not sides[-1])
