"""A partner's offer to host: what it says, how it may stand, and who may change that."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_
from kpevents.core.timespan import PartialDate

LETTERS_OF_A_THEME = 300
LETTERS_OF_A_NOTE = 2000


class OfferedRole(StrEnum):
    HOST = auto()
    CO_HOST = auto()
    EITHER = auto()


class Standing(StrEnum):
    MADE = auto()
    KEPT = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()


OFFERED_ROLE_LABELS = {
    OfferedRole.HOST: N_("to host"),
    OfferedRole.CO_HOST: N_("to co-host"),
    OfferedRole.EITHER: N_("to host or co-host"),
}
STANDING_LABELS = {
    Standing.MADE: N_("Waits for an answer"),
    Standing.KEPT: N_("Kept for later"),
    Standing.ACCEPTED: N_("Accepted"),
    Standing.DECLINED: N_("Declined"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}

OPEN = (Standing.MADE, Standing.KEPT)
"""Not answered for good."""

_ANSWERS = {Standing.KEPT, Standing.ACCEPTED, Standing.DECLINED, Standing.WITHDRAWN}
_NEXT = {standing: _ANSWERS if standing in OPEN else set() for standing in Standing}


class OfferChanged(RuleBroken):
    message = N_(
        "This offer has changed since you opened it: it now stands as “%(standing)s”. Read it again before you decide."
    )


class OfferClosed(RuleBroken):
    message = N_("This offer stands as “%(standing)s”, and that is final. The partner may make a new one.")


class ReasonMissing(RuleBroken):
    message = N_("An offer is declined with a reason, which the partner reads. Write it, or keep the offer for later.")
    field = "answer"


class OnlyAcceptedHasMeeting(RuleBroken):
    message = N_("A meeting is named only when the offer is accepted. Accept it, or leave the meeting out.")
    field = "meeting"


class PeriodBackwards(RuleBroken):
    message = N_("The period ends before it begins: from %(begins)s to %(ends)s. Exchange the two.")
    field = "ends"


class PeriodOver(RuleBroken):
    message = N_("The period of the offer is over: it ended on %(ends)s. Choose one that is still to come.")
    field = "ends"


@dataclass(frozen=True, slots=True)
class Period:
    """As far as it is known. Without ``ends`` it is the one year, month or day."""

    begins: PartialDate
    ends: PartialDate | None = None

    @property
    def first(self) -> date:
        return self.begins.first

    @property
    def last(self) -> date:
        return (self.ends or self.begins).last

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and self.last >= first


def ensure_to_come(period: Period, today: date) -> None:
    """Raises PeriodBackwards and PeriodOver."""
    if period.last < period.first:
        raise PeriodBackwards(begins=period.begins, ends=period.ends)
    if period.last < today:
        raise PeriodOver(ends=period.ends or period.begins)


def ensure_may_become(wanted: Standing, standing: Standing, *, turn: int, seen: int) -> None:
    """``turn`` counts the changes of an offer, ``seen`` is the turn that whoever decides had before them.

    Raises OfferClosed for what is final, and OfferChanged where somebody else was quicker.
    """
    label = STANDING_LABELS[standing]
    if turn != seen:
        raise OfferChanged(standing=label)
    if wanted not in _NEXT[standing]:
        raise OfferClosed(standing=label)


def ensure_answered(wanted: Standing, answer: str, *, names_meeting: bool) -> None:
    """Raises ReasonMissing and OnlyAcceptedHasMeeting."""
    if wanted is Standing.DECLINED and not answer.strip():
        raise ReasonMissing()
    if names_meeting and wanted is not Standing.ACCEPTED:
        raise OnlyAcceptedHasMeeting()
