"""What can be done to the types of meetings. A type keeps its slug: addresses and feeds carry it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.features.meetings.actions import settle
from kpevents.features.meetings.groups.rules import ensure_colour
from kpevents.features.meetings.models import Meeting, MeetingType
from kpevents.features.records import queries as records
from kpevents.features.records.rules import Taken, ensure_named, ensure_unused, ensure_word
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

FIELDS = ("name", "plural", "level", "mark", "colour", "needs_pair", "position")


def create(slug: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> MeetingType:
    """``values``: all ``FIELDS``. Raises NotAWord, Taken, Unnamed, NotAColour."""
    revisions.hold()
    ensure_word(slug, "slug")
    if records.is_there(MeetingType, slug=slug):
        raise Taken("slug", word=slug)
    _ensure(values)
    kind = MeetingType(slug=slug)
    changes = journal.write(kind, values)
    db.session.add(kind)
    db.session.flush()
    _note(kind, Deed.CREATED, changes, by, now)
    revisions.rise(now=now)
    return kind


def change(
    slug: str, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime
) -> MeetingType:
    """Tells every calendar that shows it. Raises NotFound, Crossed, Unnamed, NotAColour."""
    revisions.hold()
    kind = records.hold(MeetingType, slug=slug)
    _ensure(values)
    if changes := journal.write(kind, values, opened=opened):
        _note(kind, Deed.CHANGED, changes, by, now)
        settle(_shown_by(kind), now=now)
    return kind


def delete(slug: str, *, by: Actor, now: datetime) -> None:
    """Only one that no meeting is of. Raises NotFound, StillInUse."""
    revisions.hold()
    kind = records.hold(MeetingType, slug=slug)
    ensure_unused(kind.name, sum(records.hanging_on(MeetingType, kind.id).values()))
    _note(kind, Deed.DELETED, [], by, now)
    db.session.delete(kind)
    revisions.rise(now=now)


def _ensure(values: Mapping[str, Any]) -> None:
    ensure_named(values["name"], "name")
    ensure_named(values["plural"], "plural")
    ensure_colour(values["colour"])


def _shown_by(kind: MeetingType) -> list[int]:
    return list(db.session.scalars(select(Meeting.id).where(Meeting.type_id == kind.id).order_by(Meeting.id)))


def _note(kind: MeetingType, deed: Deed, changes: list[Change], by: Actor, now: datetime) -> None:
    journal.note(Line(Subject.TYPE, kind.id, deed, kind.name.as_dict(), changes), by=by, now=now)
