from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, exists, func, literal_column, select

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.finding import Wanted, conditions, published
from kpevents.features.meetings.listed import Held, Listed, of_meetings, read, roles_of
from kpevents.features.meetings.models import (
    Domain,
    Meeting,
    MeetingDay,
    MeetingRole,
    MeetingType,
    Series,
    meeting_domains,
)
from kpevents.features.meetings.rules import FELL_AWAY, Basis, RoleName, Sight, Visibility, sight
from kpevents.features.revisions.queries import Current
from kpevents.infra.db import db, for_reading_only
from kpevents.infra.memo import kept


@dataclass(frozen=True, slots=True)
class Reference:
    """Types, domains and series as they stand at one revision, for reading only."""

    types: dict[int, MeetingType]
    type_by_slug: dict[str, MeetingType]
    domains: dict[int, Domain]
    domain_by_number: dict[int, Domain]
    series: dict[int, Series]
    series_by_slug: dict[str, Series]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list. ``total`` counts all pages."""

    rows: Sequence[Listed]
    total: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting as a mark on a line of time."""

    first: date
    last: date
    precision: Precision
    type_id: int | None
    """None: of a meeting restricted to its title not even its type is public."""
    counted: bool


def reference(revision: Current) -> Reference:
    return kept(revision, "reference", _read_reference)


def _read_reference() -> Reference:
    types = for_reading_only(select(MeetingType).order_by(MeetingType.position))
    domains = for_reading_only(select(Domain).order_by(Domain.number))
    series = for_reading_only(select(Series).order_by(Series.id))
    return Reference(
        {t.id: t for t in types},
        {t.slug: t for t in types},
        {d.id: d for d in domains},
        {d.number: d for d in domains},
        {s.id: s for s in series},
        {s.slug: s for s in series},
    )


class Day(NamedTuple):
    """Hours are of the meeting's zone; none of them: all day."""

    day: date
    begins: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to one meeting and stands in rows of its own. ``domains``: their ids."""

    days: Sequence[Day]
    roles: Sequence[Held]
    domains: Sequence[int]


_BY_SLUG = select(Meeting).where(Meeting.slug == bindparam("slug"))
_OF_DAYS = MeetingDay.__table__.c
_DAYS = (
    select(_OF_DAYS.day, _OF_DAYS.begins, _OF_DAYS.ends)
    .where(_OF_DAYS.meeting_id == bindparam("id"))
    .order_by(_OF_DAYS.day)
)
_DOMAINS = (
    select(meeting_domains.c.domain_id)
    .where(meeting_domains.c.meeting_id == bindparam("id"))
    .order_by(meeting_domains.c.domain_id)
)


def get_visible(slug: str, actor: Actor) -> tuple[Meeting, Sight]:
    """Without its parts. Raises NotFound for what this person may not see at all."""
    meeting = db.session.scalar(_BY_SLUG, {"slug": slug})
    seen = sight(meeting.status, meeting.visibility, actor) if meeting else Sight.NONE
    if meeting is None or seen is Sight.NONE:
        raise NotFound()
    return meeting, seen


def parts(meeting_id: int) -> Parts:
    connection, of_meeting = db.session.connection(), {"id": meeting_id}
    return Parts(
        days=[Day(*row) for row in connection.execute(_DAYS, of_meeting)],
        roles=roles_of(meeting_id),
        domains=list(connection.scalars(_DOMAINS, of_meeting)),
    )


class Opening(NamedTuple):
    """When a meeting begins, in its own zone."""

    day: date
    begins: time
    zone: str


_OPENING = (
    select(_OF_DAYS.day, _OF_DAYS.begins, Meeting.__table__.c.zone)
    .join(Meeting.__table__, Meeting.__table__.c.id == _OF_DAYS.meeting_id)
    .where(_OF_DAYS.meeting_id == bindparam("id"))
    .order_by(_OF_DAYS.day)
    .limit(1)
)


def opening(meeting_id: int) -> Opening | None:
    """None without hours on the first day."""
    row = db.session.connection().execute(_OPENING, {"id": meeting_id}).first()
    return Opening(*row) if row and row.begins and row.zone else None


def find(wanted: Wanted, today: date, *, page: int, size: int, oldest_first: bool = False) -> Found:
    """One page of the meetings wanted; newest first unless asked otherwise. Pages count from 1."""
    asked = conditions(wanted, today)
    order = (Meeting.list_from, Meeting.id) if oldest_first else (Meeting.list_from.desc(), Meeting.id.desc())
    rows = of_meetings().where(*asked).order_by(*order).limit(size).offset((page - 1) * size)
    total = db.session.scalar(select(func.count()).select_from(Meeting).where(*asked)) or 0
    return Found(read(rows), total)


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


def coming(today: date, limit: int) -> Sequence[Listed]:
    """Those that are not over, the nearest first."""
    return read(
        of_meetings()
        .where(published(), Meeting.list_until >= today)
        .order_by(Meeting.list_until, Meeting.list_from, Meeting.id)
        .limit(limit)
    )


def latest(today: date, limit: int) -> Sequence[Listed]:
    """Those that are over and were held, the last first."""
    over = of_meetings().where(published(), Meeting.list_until < today, Meeting.status.notin_(FELL_AWAY))
    return read(over.order_by(Meeting.list_until.desc(), Meeting.id.desc()).limit(limit))


def between(first: date, last: date, wanted: Wanted, today: date, limit: int) -> Sequence[Listed]:
    """Those of which a day may lie between these, both included, oldest first."""
    touching = (Meeting.list_from <= last, Meeting.list_until >= first)
    asked = of_meetings().where(*conditions(wanted, today), *touching)
    return read(asked.order_by(Meeting.list_from, Meeting.id).limit(limit))


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


def in_other_years(day: date, limit: int) -> Sequence[Listed]:
    """Held in this month of earlier years, the last first; only those known to the day."""
    month = func.extract("month", Meeting.first_day)
    asked = of_meetings().where(published(), Meeting.first_day < day.replace(day=1), month == day.month)
    return read(asked.where(Meeting.status.notin_(FELL_AWAY)).order_by(Meeting.first_day.desc()).limit(limit))


def siblings(meeting: Meeting) -> Sequence[Listed]:
    """The others of its series and of its trip, oldest first."""
    together = []
    if meeting.series_id:
        together.append(Meeting.series_id == meeting.series_id)
    if meeting.cluster:
        together.append(Meeting.cluster == meeting.cluster)
    if not together:
        return []
    either = together[0] if len(together) == 1 else together[0] | together[1]
    beside = (published(), Meeting.visibility == Visibility.PUBLIC, Meeting.id != meeting.id)
    asked = of_meetings().where(*beside, either)
    return read(asked.order_by(Meeting.list_from, Meeting.series_number, Meeting.id).limit(60))


_SHARES_A_DOMAIN = exists().where(
    meeting_domains.c.meeting_id == Meeting.id,
    meeting_domains.c.domain_id.in_(bindparam("domains", expanding=True)),
)
_ON_THE_SAME_SUBJECT = (
    of_meetings()
    .where(published(), Meeting.visibility == literal_column("'public'"), _SHARES_A_DOMAIN)
    .where(Meeting.list_from < bindparam("before"), Meeting.series_id.is_distinct_from(bindparam("series")))
    .order_by(Meeting.list_from.desc(), Meeting.id.desc())
    .limit(bindparam("limit"))
)
"""Walks the meetings backwards from a day and stops when enough were found: it costs the same among many."""


def on_the_same_subject(meeting: Meeting, domains: Sequence[int], limit: int) -> Sequence[Listed]:
    """The nearest earlier meetings that share a domain, the last first; those of its own series stand elsewhere."""
    if not domains:
        return []
    no_series = 0
    asked = {"domains": domains, "before": meeting.list_from, "series": meeting.series_id or no_series}
    return read(_ON_THE_SAME_SUBJECT, asked | {"limit": limit})


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


def any_invented() -> bool:
    return db.session.scalar(select(Meeting.id).where(Meeting.basis == Basis.INVENTED).limit(1)) is not None
