from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import load_only, selectinload

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.core.timespan import Precision
from kpevents.features.meetings.finding import Wanted, conditions, published
from kpevents.features.meetings.models import (
    Domain,
    Meeting,
    MeetingRole,
    MeetingType,
    Series,
    meeting_domains,
)
from kpevents.features.meetings.rules import Basis, RoleName, Sight, Status, Visibility, sight
from kpevents.features.revisions.queries import Current
from kpevents.infra.db import db, for_reading_only
from kpevents.infra.memo import kept

_ROW = (
    load_only(
        Meeting.id, Meeting.slug, Meeting.title, Meeting.type_id, Meeting.format, Meeting.city, Meeting.country,
        Meeting.date_precision, Meeting.first_day, Meeting.last_day, Meeting.loosely, Meeting.list_from,
        Meeting.list_until, Meeting.status, Meeting.visibility, Meeting.series_id, Meeting.series_number,
        Meeting.cluster, Meeting.counted, Meeting.announced,
    ),
    selectinload(Meeting.roles),
)  # fmt: skip
"""What a line in a list shows, and no more."""


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

    rows: Sequence[Meeting]
    total: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting as a mark on a line of time."""

    first: date
    last: date
    precision: Precision
    type_id: int
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


def get_visible(slug: str, actor: Actor) -> tuple[Meeting, Sight]:
    """With days, roles, sources and domains. Raises NotFound for what this person may not see at all."""
    whole = [selectinload(loaded) for loaded in (Meeting.days, Meeting.roles, Meeting.sources, Meeting.domains)]
    meeting = db.session.scalar(select(Meeting).where(Meeting.slug == slug).options(*whole))
    seen = sight(meeting.status, meeting.visibility, actor) if meeting else Sight.NONE
    if meeting is None or seen is Sight.NONE:
        raise NotFound()
    return meeting, seen


def find(wanted: Wanted, today: date, *, page: int, size: int, oldest_first: bool = False) -> Found:
    """One page of the meetings wanted; newest first unless asked otherwise. Pages count from 1."""
    asked = conditions(wanted, today)
    order = (Meeting.list_from, Meeting.id) if oldest_first else (Meeting.list_from.desc(), Meeting.id.desc())
    rows = select(Meeting).where(*asked).order_by(*order).limit(size).offset((page - 1) * size)
    total = db.session.scalar(select(func.count()).select_from(Meeting).where(*asked)) or 0
    return Found(_lines(rows), total)


def count(wanted: Wanted, today: date) -> int:
    return db.session.scalar(select(func.count()).select_from(Meeting).where(*conditions(wanted, today))) or 0


def coming(today: date, limit: int) -> Sequence[Meeting]:
    """Those that are not over, the nearest first."""
    return _lines(
        select(Meeting)
        .where(published(), Meeting.list_until >= today)
        .order_by(Meeting.list_until, Meeting.list_from, Meeting.id)
        .limit(limit)
    )


def latest(today: date, limit: int) -> Sequence[Meeting]:
    """Those that are over and were held, the last first."""
    over = select(Meeting).where(published(), Meeting.list_until < today, Meeting.status.notin_(_FELL_AWAY))
    return _lines(over.order_by(Meeting.list_until.desc(), Meeting.id.desc()).limit(limit))


_FELL_AWAY = (Status.CANCELLED, Status.POSTPONED)


def between(first: date, last: date, wanted: Wanted, today: date, limit: int) -> Sequence[Meeting]:
    """Those of which a day may lie between these, both included, oldest first."""
    touching = (Meeting.list_from <= last, Meeting.list_until >= first)
    asked = select(Meeting).where(*conditions(wanted, today), *touching)
    return _lines(asked.order_by(Meeting.list_from, Meeting.id).limit(limit))


def in_other_years(day: date, limit: int) -> Sequence[Meeting]:
    """Held in this month of earlier years, the last first; only those known to the day."""
    month = func.extract("month", Meeting.first_day)
    asked = select(Meeting).where(published(), Meeting.first_day < day.replace(day=1), month == day.month)
    return _lines(asked.where(Meeting.status.notin_(_FELL_AWAY)).order_by(Meeting.first_day.desc()).limit(limit))


def siblings(meeting: Meeting) -> Sequence[Meeting]:
    """The others of its series and of its trip, oldest first."""
    together = []
    if meeting.series_id:
        together.append(Meeting.series_id == meeting.series_id)
    if meeting.cluster:
        together.append(Meeting.cluster == meeting.cluster)
    if not together:
        return []
    either = together[0] if len(together) == 1 else together[0] | together[1]
    asked = select(Meeting).where(published(), Meeting.id != meeting.id, either)
    return _lines(asked.order_by(Meeting.list_from, Meeting.series_number, Meeting.id).limit(60))


def on_the_same_subject(meeting: Meeting, limit: int) -> Sequence[Meeting]:
    """The nearest earlier meetings that share a domain, the last first. The meeting has its domains loaded."""
    if not meeting.domains:
        return []
    shared = select(meeting_domains.c.meeting_id).where(
        meeting_domains.c.domain_id.in_([domain.id for domain in meeting.domains])
    )
    asked = select(Meeting).where(published(), Meeting.visibility == Visibility.PUBLIC)
    asked = asked.where(Meeting.id.in_(shared), Meeting.list_from < meeting.list_from)
    if meeting.series_id:
        asked = asked.where(Meeting.series_id.is_distinct_from(meeting.series_id))
    return _lines(asked.order_by(Meeting.list_from.desc(), Meeting.id.desc()).limit(limit))


def roles_held(partner_id: int) -> dict[RoleName, int]:
    """How often a partner held each role in a public meeting."""
    held = (
        select(MeetingRole.role, func.count())
        .join(Meeting, Meeting.id == MeetingRole.meeting_id)
        .where(published(), Meeting.visibility == Visibility.PUBLIC, MeetingRole.partner_id == partner_id)
        .group_by(MeetingRole.role)
    )
    return {role: number for role, number in db.session.execute(held) if number}


def times_hosted() -> dict[int, int]:
    """For each partner, in how many public meetings it was host or co-host."""
    held = (
        select(MeetingRole.partner_id, func.count(Meeting.id.distinct()))
        .join(Meeting, Meeting.id == MeetingRole.meeting_id)
        .where(published(), Meeting.visibility == Visibility.PUBLIC)
        .where(MeetingRole.role.in_([RoleName.HOST, RoleName.CO_HOST]), MeetingRole.partner_id.is_not(None))
        .group_by(MeetingRole.partner_id)
    )
    return {partner: number for partner, number in db.session.execute(held) if partner is not None}


def marks() -> list[Mark]:
    """All published meetings as marks on the line of time."""
    columns = (
        Meeting.list_from, Meeting.list_until, Meeting.date_precision, Meeting.type_id, Meeting.counted,
    )  # fmt: skip
    drawn = select(*columns).where(published(), Meeting.status.notin_(_FELL_AWAY))
    return [Mark(*row) for row in db.session.execute(drawn.order_by(Meeting.list_from))]


def years() -> tuple[int, int] | None:
    """The first and the last year in which a published meeting stands; None before the first meeting."""
    bounds = select(func.min(Meeting.list_from), func.max(Meeting.list_until)).where(published())
    first, last = db.session.execute(bounds).one()
    return (first.year, last.year) if first else None


def by_ids(ids: Sequence[int]) -> dict[int, Meeting]:
    """Whatever their status: for those who already know that the meeting may be named."""
    return {meeting.id: meeting for meeting in _lines(select(Meeting).where(Meeting.id.in_(ids)))}


def any_invented() -> bool:
    return db.session.scalar(select(Meeting.id).where(Meeting.basis == Basis.INVENTED).limit(1)) is not None


def _lines(rows: Select[Meeting]) -> Sequence[Meeting]:
    return db.session.scalars(rows.options(*_ROW)).all()
