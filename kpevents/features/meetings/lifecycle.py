"""How the status of a meeting may change, and what each status needs."""

from datetime import date

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_
from kpevents.core.timespan import Precision
from kpevents.features.meetings.plan import Plan
from kpevents.features.meetings.rules import STATUS_LABELS, Format, Status, Visibility

NEXT: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.SAVE_THE_DATE, Status.CONFIRMED),
    Status.SAVE_THE_DATE: (Status.CONFIRMED, Status.POSTPONED, Status.CANCELLED),
    Status.CONFIRMED: (Status.HELD, Status.SAVE_THE_DATE, Status.POSTPONED, Status.CANCELLED),
    Status.POSTPONED: (Status.SAVE_THE_DATE, Status.CONFIRMED, Status.CANCELLED),
    Status.CANCELLED: (Status.SAVE_THE_DATE, Status.CONFIRMED),
    Status.HELD: (Status.CONFIRMED,),
}
"""From each status to those that may follow. None leads back to a draft: what was announced is cancelled, or hidden."""

AT_FIRST = (Status.DRAFT, Status.SAVE_THE_DATE, Status.CONFIRMED)
"""What a new meeting may be."""

GIVE_A_REASON = (Status.CANCELLED, Status.POSTPONED)
"""Readers are told why."""

ANNOUNCED = (Status.SAVE_THE_DATE, Status.CONFIRMED)


class NoWay(RuleBroken):
    message = N_("A meeting that is “%(before)s” cannot become “%(after)s”.")


class DateMissing(RuleBroken):
    message = N_("Nothing is announced without a date: give at least the month or the year.")
    field = "days"


class DaysMissing(RuleBroken):
    message = N_("A confirmed meeting is known to the day. Give its days, or announce it as a save-the-date.")
    field = "days"


class VenueMissing(RuleBroken):
    message = N_("A confirmed meeting has a venue: give its city and country, or say that it is held online.")
    field = "city"


class ZoneNeeded(RuleBroken):
    message = N_("A confirmed meeting has a time zone: give that of the venue.")
    field = "zone"


class ReasonMissing(RuleBroken):
    message = N_("Say why: readers of the calendar see the reason.")
    field = "reason"


class NotOverYet(RuleBroken):
    message = N_("The last day of the meeting is %(day)s: it cannot have been held yet.")


def ensure_may_become(before: Status, after: Status) -> None:
    """Raises NoWay."""
    if after not in NEXT[before]:
        raise NoWay(before=STATUS_LABELS[before], after=STATUS_LABELS[after])


def ensure_ready(status: Status, plan: Plan, *, today: date) -> None:
    """That a plan has what its status needs. Raises a RuleBroken that names the field."""
    if status in ANNOUNCED and plan.precision is Precision.UNKNOWN:
        raise DateMissing()
    if status is Status.CONFIRMED:
        _ensure_confirmable(plan)
    if status is Status.HELD and plan.days and plan.days[-1].day > today:
        raise NotOverYet(day=plan.days[-1].day)


def _ensure_confirmable(plan: Plan) -> None:
    if plan.precision is not Precision.DAY:
        raise DaysMissing()
    if plan.format is not Format.ONLINE and not (plan.city and plan.country):
        raise VenueMissing()
    if plan.zone is None:
        raise ZoneNeeded()


def is_announced(status: Status, visibility: Visibility) -> bool:
    """Whether anybody outside can have taken note of its days and venue."""
    return status is not Status.DRAFT and visibility is not Visibility.HIDDEN
