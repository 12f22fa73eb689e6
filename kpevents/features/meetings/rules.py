"""What a meeting can be, who may see how much of it, and what a calendar makes of it."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum, auto

from kpevents.core.errors import RuleBroken
from kpevents.core.policy import Actor, Permission, allows
from kpevents.core.text import N_
from kpevents.core.timespan import Precision

DOMAIN_OF_UIDS = "events.khartoum-process"
"""The right-hand side of every UID: a name, not the host of this installation, which may move."""


class Level(StrEnum):
    POLITICAL = auto()
    TECHNICAL = auto()


class Mark(StrEnum):
    """The shape by which a type is told from the others, without colour."""

    POLITICAL = auto()
    THEMATIC = auto()
    WORKSHOP = auto()
    ONLINE = auto()


class Format(StrEnum):
    IN_PERSON = auto()
    ONLINE = auto()
    HYBRID = auto()


class Status(StrEnum):
    DRAFT = auto()
    SAVE_THE_DATE = auto()
    CONFIRMED = auto()
    POSTPONED = auto()
    CANCELLED = auto()
    HELD = auto()


FELL_AWAY = (Status.CANCELLED, Status.POSTPONED)
"""Not held on the days it has."""


class Visibility(StrEnum):
    PUBLIC = auto()
    PARTNERS = auto()
    RESTRICTED = auto()
    """The public sees title and days, and nothing else."""
    HIDDEN = auto()


class RoleName(StrEnum):
    HOST = auto()
    CO_HOST = auto()
    CHAIR = auto()
    CO_CHAIR = auto()
    INITIATOR = auto()
    ORGANISER = auto()
    RAPPORTEUR = auto()
    JOINT = auto()
    """Another dialogue that holds the meeting together with the Process."""


class Basis(StrEnum):
    """Where the facts of a meeting come from."""

    FOUNDING_TEXTS = auto()
    OUTSIDE = auto()
    SECRETARIAT = auto()
    INVENTED = auto()


class DomainsBasis(StrEnum):
    STATED = auto()
    INFERRED = auto()


class Qualifier(StrEnum):
    EXACTLY = auto()
    ABOUT = auto()
    OVER = auto()
    NEARLY = auto()


class Sight(StrEnum):
    FULL = auto()
    TITLE = auto()
    NONE = auto()


class NoticeOf(StrEnum):
    """What the notice to readers speaks of, so that it is known when it is no news any more."""

    NOTHING = auto()
    MOVE = auto()
    FALL = auto()
    """That the meeting was cancelled or postponed, and why."""
    OWN_WORDS = auto()
    """An officer's: nothing but an officer changes them."""


class Certain(StrEnum):
    """What a calendar is told of a meeting: RFC 5545, 3.8.1.11, knows these three and no others."""

    TENTATIVE = auto()
    CONFIRMED = auto()
    CANCELLED = auto()


STATUS_LABELS = {
    Status.DRAFT: N_("Draft"),
    Status.SAVE_THE_DATE: N_("Save the date"),
    Status.CONFIRMED: N_("Confirmed"),
    Status.POSTPONED: N_("Postponed"),
    Status.CANCELLED: N_("Cancelled"),
    Status.HELD: N_("Held"),
}

FORMAT_LABELS = {
    Format.IN_PERSON: N_("In person"),
    Format.ONLINE: N_("Online"),
    Format.HYBRID: N_("In person and online"),
}

ROLE_LABELS = {
    RoleName.HOST: N_("Host"),
    RoleName.CO_HOST: N_("Co-host"),
    RoleName.CHAIR: N_("Chair of the meeting"),
    RoleName.CO_CHAIR: N_("Co-chair of the meeting"),
    RoleName.INITIATOR: N_("Initiator"),
    RoleName.ORGANISER: N_("Organiser"),
    RoleName.RAPPORTEUR: N_("Rapporteur"),
    RoleName.JOINT: N_("Held together with"),
}

MARK_LABELS = {
    Mark.POLITICAL: N_("Dark rule, as meetings at political level"),
    Mark.THEMATIC: N_("Plain rule, as thematic meetings"),
    Mark.WORKSHOP: N_("Double rule, as workshops"),
    Mark.ONLINE: N_("Dotted rule, as meetings online"),
}

LEVEL_LABELS = {Level.POLITICAL: N_("Political level"), Level.TECHNICAL: N_("Technical level")}

_CERTAIN = {
    Status.SAVE_THE_DATE: Certain.TENTATIVE,
    Status.CONFIRMED: Certain.CONFIRMED,
    Status.HELD: Certain.CONFIRMED,
    Status.POSTPONED: Certain.CANCELLED,
    Status.CANCELLED: Certain.CANCELLED,
}


class DaysDiffer(RuleBroken):
    message = N_("The days of the meeting “%(meeting)s” do not run from its first to its last day.")


def ensure_days(meeting: str, first: date | None, last: date | None, days: Sequence[date]) -> None:
    """Days between may be free, but the first and the last are days of the meeting. Raises DaysDiffer."""
    if not days or (days[0], days[-1]) != (first, last):
        raise DaysDiffer(meeting=meeting)


def shown_status(status: Status, until: date, today: date) -> Status:
    """A confirmed meeting counts as held from the day after its last day."""
    return Status.HELD if status is Status.CONFIRMED and until < today else status


def sight(status: Status, visibility: Visibility, actor: Actor, meeting_id: int | None = None) -> Sight:
    """How much of a meeting this person may see; ``meeting_id`` for those who follow one meeting alone."""
    if allows(actor, Permission.SEE_HIDDEN) or allows(actor, Permission.FOLLOW_MEETING, meeting=meeting_id):
        return Sight.FULL
    if visibility is Visibility.HIDDEN or (status is Status.DRAFT and not allows(actor, Permission.SEE_PLANNED)):
        return Sight.NONE
    if visibility is Visibility.PUBLIC or allows(actor, Permission.SEE_FOR_PARTNERS):
        return Sight.FULL
    return Sight.TITLE if visibility is Visibility.RESTRICTED else Sight.NONE


def calendar_status(status: Status, visibility: Visibility, precision: Precision) -> Certain | None:
    """What public calendars are told; None: the meeting is in none of them.

    A meeting that is not known to the day is in no calendar: no day is made up for it. One that was postponed and
    has no new days yet is cancelled on its old ones, since calendars know no third word.
    """
    shown = visibility in (Visibility.PUBLIC, Visibility.RESTRICTED)
    return _CERTAIN.get(status) if shown and precision is Precision.DAY else None
