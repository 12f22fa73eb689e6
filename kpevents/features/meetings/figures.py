"""How many and how often: counts of meetings, and meetings as marks on a line of time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.finding import Wanted, conditions, published
from kpevents.features.meetings.models import Meeting, MeetingRole
from kpevents.features.meetings.rules import FELL_AWAY, Basis, RoleName, Visibility
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting as a mark on a line of time."""

    first: date
    last: date
    precision: Precision
    type_id: int | None
    """None: of a meeting restricted to its title not even its type is public."""
    counted: bool


class Dates(NamedTuple):
    """When a meeting is, and nothing else: enough to draw it."""

    first_day: date | None
    last_day: date | None
    loosely: PartialDate | None


_COLUMNS_OF_DATES = [Meeting.__table__.c[name] for name in Dates._fields]


def dates_between(first: date, last: date, wanted: Wanted, today: date) -> list[Dates]:
    """All of them, however many: of those of which a day may lie between these, both included."""
    touching = (Meeting.list_from <= last, Meeting.list_until >= first)
    asked = select(*_COLUMNS_OF_DATES).where(*conditions(wanted, today), *touching).order_by(Meeting.list_from)
    return [Dates(*row) for row in db.session.connection().execute(asked)]


def count(wanted: Wanted, today: date) -> int:
    return db.session.scalar(select(func.count()).select_from(Meeting).where(*conditions(wanted, today))) or 0


def count_by_type() -> dict[int, int]:
    """How many published meetings are of each type, or stand under it as a further category."""
    found: Counter[int] = Counter()
    for column in (Meeting.type_id, Meeting.category_id):
        public = (published(), Meeting.visibility == Visibility.PUBLIC)
        counted = select(column, func.count()).where(*public, column.is_not(None)).group_by(column)
        found.update({kind: number for kind, number in db.session.execute(counted) if kind})
    return found


def _took_place(today: date) -> list[ColumnElement[bool]]:
    over = Meeting.list_until < today
    return [published(), Meeting.visibility == Visibility.PUBLIC, Meeting.status.notin_(FELL_AWAY), over]


def roles_held(partner_id: int, today: date) -> dict[RoleName, int]:
    """How often a partner held each role in a public meeting that took place."""
    held = (
        select(MeetingRole.role, func.count())
        .join(Meeting, Meeting.id == MeetingRole.meeting_id)
        .where(*_took_place(today), MeetingRole.partner_id == partner_id)
        .group_by(MeetingRole.role)
    )
    return {role: number for role, number in db.session.execute(held) if number}


def times_hosted(today: date) -> dict[int, int]:
    """For each partner, in how many public meetings that took place it was host or co-host."""
    held = (
        select(MeetingRole.partner_id, func.count(Meeting.id.distinct()))
        .join(Meeting, Meeting.id == MeetingRole.meeting_id)
        .where(*_took_place(today), MeetingRole.partner_id.is_not(None))
        .where(MeetingRole.role.in_([RoleName.HOST, RoleName.CO_HOST]))
        .group_by(MeetingRole.partner_id)
    )
    return {partner: number for partner, number in db.session.execute(held) if partner is not None}


def marks() -> list[Mark]:
    """All published meetings as marks on the line of time."""
    columns = (
        Meeting.list_from, Meeting.list_until, Meeting.date_precision,
        case((Meeting.visibility == Visibility.PUBLIC, Meeting.type_id)), Meeting.counted,
    )  # fmt: skip
    drawn = select(*columns).where(published(), Meeting.status.notin_(FELL_AWAY))
    return [Mark(*row) for row in db.session.execute(drawn.order_by(Meeting.list_from))]


def any_meeting() -> bool:
    """Of whatever status: whether this installation is in use."""
    return db.session.scalar(select(Meeting.id).limit(1)) is not None


def any_invented() -> bool:
    return db.session.scalar(select(Meeting.id).where(Meeting.basis == Basis.INVENTED).limit(1)) is not None
