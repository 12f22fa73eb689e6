"""Who hosted, with whom and when: all roles that count towards hosting, read once for a page."""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import bindparam, select

from kpevents.core.policy import Actor
from kpevents.features.hosting.rules.turns import Turn, shares
from kpevents.features.meetings.listed import Held, Listed, of_meetings, read
from kpevents.features.meetings.models import Meeting, MeetingRole, MeetingType
from kpevents.features.meetings.pairing import HOSTING
from kpevents.features.meetings.rules import FELL_AWAY, Level, RoleName, Sight, sight
from kpevents.infra.db import db

_MEETING, _ROLE = Meeting.__table__.c, MeetingRole.__table__.c
_ROLES = (
    select(
        _ROLE.meeting_id, _ROLE.role, _ROLE.partner_id,
        _MEETING.list_from, _MEETING.list_until, _MEETING.date_precision, _MEETING.status,
    )
    .join(Meeting.__table__, _MEETING.id == _ROLE.meeting_id)
    .where(_ROLE.role.in_([*HOSTING, RoleName.INITIATOR]), _ROLE.partner_id.is_not(None))
    .where(_MEETING.counted.is_(True), _MEETING.status.notin_(FELL_AWAY))
    .order_by(_MEETING.list_from, _ROLE.meeting_id, _ROLE.position)
)  # fmt: skip
_MOST_CHOICES = 200
"""In a select of meetings."""
_THESE = of_meetings().where(Meeting.id.in_(bindparam("ids", expanding=True)))


def turns() -> list[Turn]:
    """Of all meetings of the Process but those that fell away, drafts and hidden ones too, oldest first."""
    return list(_turns())


def _turns() -> Iterator[Turn]:
    rows = db.session.connection().execute(_ROLES).all()
    for meeting_id, of_meeting in groupby(rows, key=lambda row: row.meeting_id):
        held = list(of_meeting)
        facts = (held[0].list_from, held[0].list_until, held[0].date_precision, held[0].status)
        for partner_id, share in shares([Held(row.role, row.partner_id) for row in held]).items():
            yield Turn(meeting_id, partner_id, share, *facts)


def meetings(ids: Collection[int]) -> dict[int, Listed]:
    """By id, as lists show them, whoever may see them: for the desk."""
    return {row.id: row for row in read(_THESE, {"ids": list(ids)})} if ids else {}


def seen_by(actor: Actor, ids: Collection[int]) -> dict[int, Listed]:
    """Those of them that this person may see whole."""
    return {
        row.id: row for row in meetings(ids).values() if sight(row.status, row.visibility, actor, row.id) is Sight.FULL
    }


def open_to_hosts(today: date) -> list[Listed]:
    """What is still to come and did not fall away, drafts too: an offer may become one of these. The nearest first."""
    coming = of_meetings().where(Meeting.list_until >= today, Meeting.status.notin_(FELL_AWAY))
    return read(coming.order_by(Meeting.list_from, Meeting.id).limit(_MOST_CHOICES))


def of_the_political_level(first: date, last: date) -> list[Listed]:
    """Of which a day may lie between these, and that did not fall away: where chairs are endorsed and handed over."""
    touching = (Meeting.list_from <= last, Meeting.list_until >= first, Meeting.status.notin_(FELL_AWAY))
    political = Meeting.type_id.in_(select(MeetingType.id).where(MeetingType.level == Level.POLITICAL))
    asked = of_meetings().where(*touching, political).order_by(Meeting.list_from.desc(), Meeting.id)
    return read(asked.limit(_MOST_CHOICES))
