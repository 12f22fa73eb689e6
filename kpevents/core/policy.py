"""Who may do what: the whole authorisation policy, on one page and without a database.

A grant gives a role: everywhere, for one partner, or for one meeting. A role carries permissions.
``allows`` asks whether some grant of the actor carries the permission where it is needed; ``reach`` says where all
it does, so that a list shows exactly what its pages would open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum, auto

from kpevents.core.text import N_


class Permission(StrEnum):
    SEE_FOR_PARTNERS = auto()
    """Meetings and papers that partners may read before, or instead of, the public."""
    SEE_PLANNED = auto()
    """Drafts, and the Committee's papers: what the Steering Committee sees before it is announced."""
    SEE_HIDDEN = auto()
    FOLLOW_MEETING = auto()
    """One meeting whole, its own papers included, whatever its visibility."""
    ANSWER_FOR_PARTNER = auto()
    """Speak for a partner: offer to host, follow its offers."""
    USE_DESK = auto()
    PLAN_MEETINGS = auto()
    """Meetings, their hosts, papers and offers."""
    KEEP_RECORDS = auto()
    """Types, series, texts, partners, terms of the chair and the Committee."""
    MANAGE_PEOPLE = auto()
    MANAGE_ADMINISTRATORS = auto()
    READ_JOURNAL = auto()
    READ_OUTBOX = auto()
    REVEAL_LINKS = auto()
    """The secret link inside a message that waits."""


class Role(StrEnum):
    ADMINISTRATOR = auto()
    SECRETARIAT = auto()
    COMMITTEE_READER = auto()
    FOCAL_POINT = auto()
    DEPUTY = auto()
    """Stands in for a focal point, and may do the same."""
    HOST_LIAISON = auto()


ROLE_LABELS = {
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.SECRETARIAT: N_("Secretariat"),
    Role.COMMITTEE_READER: N_("Committee reader"),
    Role.FOCAL_POINT: N_("Focal point"),
    Role.DEPUTY: N_("Deputy of a focal point"),
    Role.HOST_LIAISON: N_("Host liaison"),
}

OF_A_PARTNER = (Role.FOCAL_POINT, Role.DEPUTY)
OF_A_MEETING = (Role.HOST_LIAISON,)
OF_THE_STAFF = (Role.ADMINISTRATOR, Role.SECRETARIAT)
"""Those who can change what others see: they show a second factor."""

_SHARED = frozenset({Permission.SEE_FOR_PARTNERS})
"""What a partner may see is no secret among partners: it holds beyond the partner or meeting of a grant."""
_FOR_ADMINISTRATORS = frozenset({Permission.MANAGE_ADMINISTRATORS, Permission.REVEAL_LINKS})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.SECRETARIAT: frozenset(Permission) - _FOR_ADMINISTRATORS,
    Role.COMMITTEE_READER: _SHARED | {Permission.SEE_PLANNED},
    Role.FOCAL_POINT: _SHARED | {Permission.ANSWER_FOR_PARTNER},
    Role.DEPUTY: _SHARED | {Permission.ANSWER_FOR_PARTNER},
    Role.HOST_LIAISON: _SHARED | {Permission.FOLLOW_MEETING},
}


@dataclass(frozen=True)
class Grant:
    """Neither partner nor meeting: the grant holds everywhere."""

    role: Role
    partner_id: int | None = None
    meeting_id: int | None = None

    @property
    def is_everywhere(self) -> bool:
        return self.partner_id is None and self.meeting_id is None


@dataclass(frozen=True)
class Actor:
    """``user_id`` None: nobody signed in, or the product itself, which then has a name."""

    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()


ANONYMOUS = Actor(user_id=None, name="")
PRODUCT = Actor(user_id=None, name=N_("the product"))
"""What is done of itself: facts that are loaded, what falls due."""


@dataclass(frozen=True)
class Reach:
    """Where a permission holds."""

    everywhere: bool
    partner_ids: frozenset[int] = frozenset()
    meeting_ids: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.partner_ids or self.meeting_ids)


def reach(actor: Actor, permission: Permission) -> Reach:
    carrying = [grant for grant in actor.grants if permission in ROLE_PERMISSIONS[grant.role]]
    return Reach(
        everywhere=any(grant.is_everywhere or permission in _SHARED for grant in carrying),
        partner_ids=_known(grant.partner_id for grant in carrying),
        meeting_ids=_known(grant.meeting_id for grant in carrying),
    )


def _known(ids: Iterable[int | None]) -> frozenset[int]:
    return frozenset(each for each in ids if each is not None)


def allows(actor: Actor, permission: Permission, *, partner: int | None = None, meeting: int | None = None) -> bool:
    """Whether this person may do it: for this partner, for this meeting, or at all. Ids of partner and meeting."""
    where = reach(actor, permission)
    return where.everywhere or partner in where.partner_ids or meeting in where.meeting_ids


def is_staff(actor: Actor) -> bool:
    return any(grant.role in OF_THE_STAFF for grant in actor.grants)
