"""What stands in a public calendar, as bytes ready to go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import selectinload

from kpevents.core.timespan import Precision
from kpevents.features.calendars import ical, zones
from kpevents.features.calendars.feeds import MOST_EVENTS, Entry
from kpevents.features.calendars.models import CalendarEntry
from kpevents.features.meetings import announcement
from kpevents.features.meetings.finding import Wanted, conditions, published
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import FELL_AWAY
from kpevents.features.partners.queries import every as all_partners
from kpevents.infra.db import db
from kpevents.infra.i18n import speaking, wording

TOMBSTONE = timedelta(days=90)
"""How long after its days a cancelled meeting stays in calendars, so that each reader has seen it go."""


@dataclass(frozen=True, slots=True)
class Release:
    """How this installation writes calendars: with the same content, another release may write other bytes."""

    base_url: str

    @property
    def name(self) -> str:
        return f"{ical.FORM} {zones.rules_digest()} {wording()[:16]} {self.base_url}"

    def link(self, slug: str) -> str:
        return f"{self.base_url}/meetings/{slug}/"


@dataclass(frozen=True, slots=True)
class Made:
    """Entries that had to be made now, to be kept."""

    entries: list[Entry]
    new: list[CalendarEntry]


def entries(wanted: Wanted, today: date, language: str, release: Release) -> Made:
    """In the order of their first day and UID, so that the same meetings give the same bytes."""
    asked = [
        *conditions(wanted, today),
        or_(Meeting.status.notin_(FELL_AWAY), Meeting.last_day >= today - TOMBSTONE),
    ]
    return _made(asked, language, release)


def entry(meeting_id: int, language: str, release: Release) -> Made:
    """One meeting; the caller knows that it may be seen."""
    return _made([Meeting.id == meeting_id], language, release)


def last_exit(wanted: Wanted, today: date) -> date | None:
    """The latest day on which time alone changed what stands in a calendar.

    A cancelled meeting dropped out of it; or a meeting was over, for a calendar of what is coming or past.
    """
    gone = select(func.max(Meeting.last_day)).where(Meeting.status.in_(FELL_AWAY), Meeting.last_day < today - TOMBSTONE)
    left = db.session.scalar(gone)
    days = [left + TOMBSTONE + timedelta(days=1)] if left else []
    if wanted.when:
        over = select(func.max(Meeting.list_until)).where(published(), Meeting.list_until < today)
        ended = db.session.scalar(over)
        days += [ended + timedelta(days=1)] if ended else []
    return max(days, default=None)


def _made(asked: Sequence[ColumnElement[bool]], language: str, release: Release) -> Made:
    name = release.name
    columns = (
        Meeting.id, Meeting.announced, Meeting.sequence, Meeting.created_at, Meeting.changed_at,
        Meeting.first_day, Meeting.last_day, Meeting.zone, CalendarEntry.revision, CalendarEntry.content,
    )  # fmt: skip
    of_language = and_(CalendarEntry.meeting_id == Meeting.id, CalendarEntry.language == language)
    newest_first = (
        select(*columns)
        .outerjoin(CalendarEntry, of_language)
        .where(Meeting.announced.is_not(None), Meeting.date_precision == Precision.DAY, *asked)
        .order_by(Meeting.first_day.desc(), Meeting.uid.desc())
        .limit(MOST_EVENTS)
    )
    found = db.session.execute(newest_first).all()[::-1]
    revisions = {row.id: _revision(row.announced, row.sequence, row.changed_at, name) for row in found}
    stale = [row.id for row in found if row.revision != revisions[row.id]]
    new = {e.meeting_id: e for e in _write(stale, revisions, language, release)}
    return Made(
        [
            _entry(row, new[row.id].content if row.id in new else row.content)
            for row in found
            if row.id in new or row.revision == revisions[row.id]
        ],
        list(new.values()),
    )


def _revision(announced: str, sequence: int, changed_at: datetime, release: str) -> str:
    return sha256(f"{announced} {sequence} {changed_at} {release}".encode()).hexdigest()


def _entry(row: Row[*tuple[Any, ...]], content: bytes) -> Entry:
    zone = row.zone if b";TZID=" in content else None
    return Entry(content, zone)


def _write(ids: Sequence[int], revisions: dict[int, str], language: str, release: Release) -> list[CalendarEntry]:
    partners = {partner.id: partner for partner in all_partners()} if ids else {}
    whole = [selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.type, Meeting.series)]
    written = []
    with speaking(language):
        for meeting in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)).options(*whole)) if ids else ():
            if (told := announcement.content(meeting, partners)) is not None:
                content = ical.vevents(told, _stamp(meeting), language, release.link(meeting.slug))
                kept = {"meeting_id": meeting.id, "language": language, "revision": revisions[meeting.id]}
                written.append(CalendarEntry(**kept, content=content))
    return written


def _stamp(meeting: Meeting) -> ical.Stamp:
    return ical.Stamp(meeting.uid, meeting.sequence, meeting.created_at, meeting.changed_at)
