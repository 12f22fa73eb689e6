"""Who may do what: the whole authorisation policy, on one page and without a database.

A grant gives a role, everywhere or for one partner. A role carries permissions.
``allows`` asks whether some grant of the actor carries the permission for the partners asked for.
"""

from dataclasses import dataclass
from enum import StrEnum, auto


class Permission(StrEnum):
    SEE_FOR_PARTNERS = auto()
    """Meetings and papers that partners may read before, or instead of, the public."""
    SEE_PLANNED = auto()
    """Drafts: what the Steering Committee sees before it is announced."""
    SEE_HIDDEN = auto()


class Role(StrEnum):
    ADMINISTRATOR = auto()
    SECRETARIAT = auto()
    COMMITTEE_READER = auto()
    FOCAL_POINT = auto()
    HOST_LIAISON = auto()


_PARTNERS = frozenset({Permission.SEE_FOR_PARTNERS})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.SECRETARIAT: frozenset(Permission),
    Role.COMMITTEE_READER: _PARTNERS | {Permission.SEE_PLANNED},
    Role.FOCAL_POINT: _PARTNERS,
    Role.HOST_LIAISON: _PARTNERS,
}


@dataclass(frozen=True)
class Grant:
    role: Role
    partner_id: int | None = None
    """None: the grant holds everywhere."""


@dataclass(frozen=True)
class Actor:
    user_id: int | None
    name: str
    grants: frozenset[Grant] = frozenset()


ANONYMOUS = Actor(user_id=None, name="")


def allows(actor: Actor, permission: Permission, partner_ids: frozenset[int] = frozenset()) -> bool:
    return any(
        permission in ROLE_PERMISSIONS[grant.role]
        and (grant.partner_id is None or permission in _PARTNERS or grant.partner_id in partner_ids)
        for grant in actor.grants
    )
