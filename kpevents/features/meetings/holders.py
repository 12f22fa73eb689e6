"""A partner is changed together with the meetings in which it holds a role: they show its name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.meetings.actions import settle
from kpevents.features.meetings.models import MeetingRole
from kpevents.features.partners import actions as partners
from kpevents.features.partners.models import Partner
from kpevents.features.records import queries as records
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


def change(code: str, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime) -> Partner:
    """``values``: all of ``partners.actions.FIELDS``. Raises NotFound, Crossed, and the rules' refusals."""
    revisions.hold()
    partner = records.hold(Partner, code=code)
    if partners.write(partner, values, opened=opened, by=by, now=now):
        held = select(MeetingRole.meeting_id).where(MeetingRole.partner_id == partner.id).distinct()
        settle(list(db.session.scalars(held.order_by(MeetingRole.meeting_id))), now=now)
    return partner
