"""What can be done to the series in which meetings are numbered. A series keeps its slug: addresses carry it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.features.meetings.actions import settle
from kpevents.features.meetings.groups.rules import ensure_planned
from kpevents.features.meetings.models import Meeting, Series
from kpevents.features.records import queries as records
from kpevents.features.records.rules import Taken, ensure_named, ensure_unused, ensure_word
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

FIELDS = ("title", "about", "planned")


def create(slug: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Series:
    """``values``: all ``FIELDS``. Raises NotAWord, Taken, Unnamed."""
    revisions.hold()
    ensure_word(slug, "slug")
    if records.is_there(Series, slug=slug):
        raise Taken("slug", word=slug)
    ensure_named(values["title"], "title")
    series = Series(slug=slug)
    changes = journal.write(series, values)
    db.session.add(series)
    db.session.flush()
    _note(series, Deed.CREATED, changes, by, now)
    revisions.rise(now=now)
    return series


def change(slug: str, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime) -> Series:
    """Tells every calendar that shows it. Raises NotFound, Crossed, Unnamed, PlannedTooFew."""
    revisions.hold()
    series = records.hold(Series, slug=slug)
    ensure_named(values["title"], "title")
    ensure_planned(values["planned"], highest_number(series.id))
    if changes := journal.write(series, values, opened=opened):
        _note(series, Deed.CHANGED, changes, by, now)
        settle(_shown_by(series), now=now)
    return series


def delete(slug: str, *, by: Actor, now: datetime) -> None:
    """Only one without meetings. Raises NotFound, StillInUse."""
    revisions.hold()
    series = records.hold(Series, slug=slug)
    ensure_unused(series.title, sum(records.hanging_on(Series, series.id).values()))
    _note(series, Deed.DELETED, [], by, now)
    db.session.delete(series)
    revisions.rise(now=now)


def highest_number(series_id: int) -> int | None:
    return db.session.scalar(select(func.max(Meeting.series_number)).where(Meeting.series_id == series_id))


def _shown_by(series: Series) -> list[int]:
    return list(db.session.scalars(select(Meeting.id).where(Meeting.series_id == series.id).order_by(Meeting.id)))


def _note(series: Series, deed: Deed, changes: list[Change], by: Actor, now: datetime) -> None:
    journal.note(Line(Subject.SERIES, series.id, deed, series.title.as_dict(), changes), by=by, now=now)
