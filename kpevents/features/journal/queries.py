"""Reads the journal, newest line first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, Select, exists, func, select

from kpevents.core.text import searchable
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import Deed, Subject
from kpevents.infra.db import db

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every filter is optional; all that are given must hold. ``since``, ``until``: days of UTC, both included."""

    ids: Sequence[int] = ()
    subject: Subject | None = None
    deed: Deed | None = None
    meeting_id: int | None = None
    partner_id: int | None = None
    person_id: int | None = None
    """Whom it was done to."""
    actor_id: int | None = None
    by_the_product: bool = False
    since: date | None = None
    until: date | None = None
    words: str = ""
    """Of what the subject is called, and of the reason. All must be there, or begin a word that is."""


def find(wanted: Wanted, *, page: int, size: int) -> tuple[Sequence[JournalLine], int]:
    """One page, and how many lines there are on all. Pages count from 1."""
    rows = _newest_first(wanted).limit(size).offset((page - 1) * size)
    return db.session.scalars(rows).all(), count(wanted)


def count(wanted: Wanted) -> int:
    return db.session.scalar(select(func.count()).select_from(JournalLine).where(*_conditions(wanted))) or 0


def ids(wanted: Wanted) -> Sequence[int]:
    return db.session.scalars(select(JournalLine.id).where(*_conditions(wanted)).order_by(JournalLine.id.desc())).all()


def every(wanted: Wanted) -> Iterator[Sequence[JournalLine]]:
    """All lines, some hundred at once: so that the whole journal never stands in memory."""
    before: int | None = None
    while True:
        asked = _newest_first(wanted).limit(_AT_ONCE)
        lines = db.session.scalars(asked if before is None else asked.where(JournalLine.id < before)).all()
        if not lines:
            return
        before = lines[-1].id
        yield lines


def actors() -> Sequence[int]:
    """The ids of all who did something."""
    asked = select(JournalLine.actor_id).where(JournalLine.actor_id.is_not(None)).distinct()
    return [each for each in db.session.scalars(asked) if each is not None]


def names_person(user_id: int) -> bool:
    """Whether a line is about this person, who may be erased by now."""
    return bool(db.session.scalar(select(exists().where(JournalLine.person_id == user_id))))


def _newest_first(wanted: Wanted) -> Select[JournalLine]:
    return select(JournalLine).where(*_conditions(wanted)).order_by(JournalLine.id.desc())


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    same = {
        JournalLine.subject: wanted.subject,
        JournalLine.deed: wanted.deed,
        JournalLine.meeting_id: wanted.meeting_id,
        JournalLine.partner_id: wanted.partner_id,
        JournalLine.person_id: wanted.person_id,
        JournalLine.actor_id: wanted.actor_id,
    }
    asked = [column == value for column, value in same.items() if value is not None]
    if wanted.ids:
        asked.append(JournalLine.id.in_(wanted.ids))
    if wanted.by_the_product:
        asked.append(JournalLine.actor_id.is_(None))
    if wanted.since:
        asked.append(JournalLine.at >= datetime.combine(wanted.since, time.min, UTC))
    if wanted.until:
        asked.append(JournalLine.at <= datetime.combine(wanted.until, time.max, UTC))
    return [*asked, *(JournalLine.words.contains(f" {word}") for word in searchable(wanted.words).split())]
