"""What among the meetings waits for an officer."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select, String, cast, func, or_, select

from kpevents.core.text import LANGUAGES
from kpevents.features.meetings.listed import Listed, of_meetings, read
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Status, Visibility
from kpevents.infra.db import db

HORIZON = timedelta(days=90)
"""A save-the-date goes out three months before, and by then a meeting should be settled."""
_MOST = 50


def unsettled(today: date) -> Sequence[Listed]:
    """Neither confirmed nor fallen away, and not later than the horizon, the nearest first."""
    near = (Meeting.list_until >= today, Meeting.list_from <= today + HORIZON)
    return _first(of_meetings().where(Meeting.status.in_((Status.DRAFT, Status.SAVE_THE_DATE)), *near))


def postponed() -> Sequence[Listed]:
    """Waiting for new days."""
    return _first(of_meetings().where(Meeting.status == Status.POSTPONED))


def untranslated(today: date) -> Sequence[Listed]:
    """Announced and still to come, with a title that is not there in every language."""
    announced = (Meeting.status.in_((Status.SAVE_THE_DATE, Status.CONFIRMED)), Meeting.visibility != Visibility.HIDDEN)
    written = cast(Meeting.__table__.c.title, String)
    lacks = or_(*(written.not_like(f'%"{language}":%') for language in LANGUAGES))
    return _first(of_meetings().where(*announced, Meeting.list_until >= today, lacks))


def count_doubtful() -> int:
    """Those whose facts need checking."""
    asked = select(func.count()).select_from(Meeting).where(Meeting.needs_checking)
    return db.session.scalar(asked) or 0


def _first(asked: Select[*tuple[object, ...]]) -> Sequence[Listed]:
    return read(asked.order_by(Meeting.list_from, Meeting.id).limit(_MOST))
