from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from kpevents.features.meetings.figures import count
from kpevents.features.meetings.finding import Wanted, conditions, published
from kpevents.features.meetings.listed import Listed, of_meetings, read
from kpevents.features.meetings.models import Domain, Meeting, MeetingType, Series
from kpevents.features.meetings.rules import FELL_AWAY
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


def find(wanted: Wanted, today: date, *, page: int, size: int, oldest_first: bool = False) -> Found:
    """One page of the meetings wanted; newest first unless asked otherwise. Pages count from 1."""
    asked = conditions(wanted, today)
    order = (Meeting.list_from, Meeting.id) if oldest_first else (Meeting.list_from.desc(), Meeting.id.desc())
    rows = of_meetings().where(*asked).order_by(*order).limit(size).offset((page - 1) * size)
    return Found(read(rows), count(wanted, today))


def every(wanted: Wanted, today: date) -> Sequence[Listed]:
    """All the meetings wanted, newest first."""
    return read(of_meetings().where(*conditions(wanted, today)).order_by(Meeting.list_from.desc(), Meeting.id.desc()))


def ids(wanted: Wanted, today: date) -> Sequence[int]:
    """Of the meetings wanted, newest first."""
    asked = select(Meeting.id).where(*conditions(wanted, today))
    return db.session.scalars(asked.order_by(Meeting.list_from.desc(), Meeting.id.desc())).all()


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


def in_other_years(day: date, limit: int) -> Sequence[Listed]:
    """Held in this month of earlier years, the last first; only those known to the day."""
    month = func.extract("month", Meeting.first_day)
    asked = of_meetings().where(published(), Meeting.first_day < day.replace(day=1), month == day.month)
    return read(
        asked.where(Meeting.status.notin_(FELL_AWAY)).order_by(Meeting.first_day.desc(), Meeting.id.desc()).limit(limit)
    )
