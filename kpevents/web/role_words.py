"""Roles as people read them: what somebody is, for whom or for which meeting, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.policy import ROLE_LABELS
from kpevents.features.accounts.models import UserGrant
from kpevents.features.meetings import whole as meetings
from kpevents.infra.i18n import gettext
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class HeldRole:
    id: int
    role: str
    where: str
    until: date | None
    is_over: bool


def held_roles(grants: Sequence[UserGrant], read: Reading) -> list[HeldRole]:
    """Of one person or of many: the meetings among them are read in one statement."""
    titles = meetings.titles({row.meeting_id for row in grants if row.meeting_id})
    shown = []
    for row in grants:
        place = read.partners.by_id[row.partner_id].name if row.partner_id else titles.get(row.meeting_id or 0)
        over = row.ends_on is not None and row.ends_on < read.today
        where = place[read.language] if place else ""
        shown.append(HeldRole(row.id, gettext(ROLE_LABELS[row.role]), where, row.ends_on, over))
    return shown
