"""Meetings as lists show them: read past the mapper, since a list is what most readers come for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.models import Meeting, MeetingRole
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility
from kpevents.infra.db import db


class Held(NamedTuple):
    """A role in a meeting. No partner: the Secretariat of the Process."""

    role: RoleName
    partner_id: int | None


class Listed(NamedTuple):
    """What a line in a list shows, and no more."""

    id: int
    slug: str
    title: Trilingual
    type_id: int
    format: Format
    city: Trilingual
    country: str | None
    date_precision: Precision
    first_day: date | None
    last_day: date | None
    loosely: PartialDate | None
    list_from: date
    list_until: date
    status: Status
    visibility: Visibility
    series_id: int | None
    series_number: int | None
    cluster: str | None
    roles: Sequence[Held] = ()


class Called(NamedTuple):
    """Enough to name a meeting and to find its pages, whatever its status."""

    id: int
    slug: str
    title: Trilingual


_MEETINGS, _OF_ROLES = Meeting.__table__.c, MeetingRole.__table__.c
_COLUMNS = [_MEETINGS[name] for name in Listed._fields if name != "roles"]
_ROLES = (
    select(_OF_ROLES.meeting_id, _OF_ROLES.role, _OF_ROLES.partner_id)
    .where(_OF_ROLES.meeting_id.in_(bindparam("ids", expanding=True)))
    .order_by(_OF_ROLES.meeting_id, _OF_ROLES.position)
)


def of_meetings() -> Select[*tuple[Any, ...]]:
    """To be narrowed and ordered, then given to ``read``."""
    return select(*_COLUMNS)


def read(asked: Select[*tuple[Any, ...]], values: Mapping[str, Any] | None = None) -> list[Listed]:
    """Two statements, however many lines. ``values`` are those of a statement that is made once."""
    connection = db.session.connection()
    rows = connection.execute(asked, values).all()
    roles: dict[int, list[Held]] = defaultdict(list)
    if rows:
        for meeting_id, role, partner_id in connection.execute(_ROLES, {"ids": [row.id for row in rows]}):
            roles[meeting_id].append(Held(role, partner_id))
    return [Listed._make((*row, roles.get(row.id, ()))) for row in rows]


def roles_of(meeting_id: int) -> list[Held]:
    found = db.session.connection().execute(_ROLES, {"ids": [meeting_id]})
    return [Held(role, partner_id) for _, role, partner_id in found]


def called(meeting_ids: Sequence[int]) -> dict[int, Called]:
    """By id, of whatever status: for those who may see every meeting. One that was deleted is not there."""
    asked = select(*(_MEETINGS[name] for name in Called._fields)).where(_MEETINGS.id.in_(meeting_ids))
    return {row.id: Called._make(row) for row in db.session.connection().execute(asked)}
