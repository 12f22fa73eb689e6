"""Papers as readers find them: beside their meeting, in the library of all meetings, and in the gallery."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from kpevents.core.filetypes import FileType
from kpevents.core.policy import Actor, Permission, reach
from kpevents.core.text import LANGUAGES, Trilingual, searchable
from kpevents.features.meetings import words
from kpevents.features.meetings.finding import Wanted, narrowing
from kpevents.features.meetings.listed import Listed
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Sight, Visibility, sight
from kpevents.features.meetings.rules import Status as MeetingStatus
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import KIND_LABELS, Audience, Kind, Status, audiences
from kpevents.features.revisions.queries import Current
from kpevents.infra.db import db
from kpevents.infra.i18n import gettext, speaking
from kpevents.infra.memo import kept


class Readable(NamedTuple):
    """A final paper, as a line of a list shows it."""

    id: int
    kind: Kind
    language: str | None
    title: Trilingual
    version: int
    audience: Audience
    file_type: FileType
    size: int
    width: int | None
    height: int | None
    caption: Trilingual
    credit: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Every filter is optional; all that are given must hold. Of ``wanted`` the words also find papers by their own."""

    wanted: Wanted = field(default_factory=Wanted)
    kind: Kind | None = None
    language: str | None = None
    meeting_id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One page. ``total`` counts all pages."""

    rows: Sequence[tuple[Readable, Listed]]
    """Of the meeting without its roles."""
    total: int


_PAPERS, _MEETINGS = Paper.__table__.c, Meeting.__table__.c
_OF_PAPER = [_PAPERS[name] for name in Readable._fields]
_OF_MEETING = [_MEETINGS[name].label(f"meeting_{name}") for name in Listed._fields if name != "roles"]
_PLACE = case({kind.value: place for place, kind in enumerate(Kind)}, value=Paper.kind)
_LANGUAGE = case({code: place for place, code in enumerate(LANGUAGES)}, value=Paper.language, else_=len(LANGUAGES))
_ORDER: list[ColumnElement[Any]] = [_PLACE, _LANGUAGE, _PAPERS.id]


def meetings_with_papers(revision: Current) -> frozenset[int]:
    """Ids of all that have a final paper for whomever: most have none, and need not be asked."""
    asked = select(Paper.meeting_id).where(Paper.status == Status.FINAL).distinct()
    return kept(revision, "meetings with papers", lambda: frozenset(db.session.scalars(asked)))


def of_meeting(meeting_id: int, seen: Sight, actor: Actor) -> list[Readable]:
    """The final papers and photos of one meeting that this person may read, who sees so much of it."""
    if seen is not Sight.FULL:
        return []
    final = (Paper.meeting_id == meeting_id, Paper.status == Status.FINAL)
    asked = select(*_OF_PAPER).where(*final, Paper.audience.in_(audiences(actor, meeting_id)))
    return [Readable._make(row) for row in db.session.connection().execute(asked.order_by(*_ORDER))]


def documents(asked: Asked, actor: Actor, today: date, *, page: int, size: int) -> Found:
    """All but photos; those of the latest meetings first. Pages count from 1."""
    return _found((Paper.kind != Kind.PHOTO, *_conditions(asked, today)), actor, page, size)


def photos(asked: Asked, actor: Actor, today: date, *, page: int, size: int) -> Found:
    return _found((Paper.kind == Kind.PHOTO, *_conditions(asked, today)), actor, page, size)


def _found(conditions: Sequence[ColumnElement[bool]], actor: Actor, page: int, size: int) -> Found:
    connection = db.session.connection()
    total = connection.scalar(_joined(func.count()).where(readable(actor), *conditions)) or 0
    latest: list[ColumnElement[Any]] = [Meeting.list_from.desc(), Meeting.id.desc(), *_ORDER]
    rows = _joined(*_OF_PAPER, *_OF_MEETING).where(readable(actor), *conditions).order_by(*latest)
    found = connection.execute(rows.limit(size).offset((page - 1) * size))
    return Found([_split(row) for row in found], total)


def _joined(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(Paper).join(Meeting, Meeting.id == Paper.meeting_id)


def _split(row: Sequence[Any]) -> tuple[Readable, Listed]:
    own = len(Readable._fields)
    return Readable._make(row[:own]), Listed._make((*row[own:], ()))


def readable(actor: Actor) -> ColumnElement[bool]:
    """What ``may_read`` says, asked of all final papers at once; the statement joins the meeting."""
    followed = reach(actor, Permission.FOLLOW_MEETING).meeting_ids
    everywhere = and_(_seen_in_full(actor), Paper.audience.in_(audiences(actor, None)))
    of_followed = [
        and_(Paper.meeting_id == meeting_id, Paper.audience.in_(audiences(actor, meeting_id)))
        for meeting_id in followed
    ]
    return and_(Paper.status == Status.FINAL, or_(everywhere, *of_followed))


def _seen_in_full(actor: Actor) -> ColumnElement[bool]:
    """The meetings that the rule shows this person whole, whichever they are."""
    of_each = [
        (visibility, [status for status in MeetingStatus if sight(status, visibility, actor) is Sight.FULL])
        for visibility in Visibility
    ]
    return or_(false(), *(and_(Meeting.visibility == seen, Meeting.status.in_(within)) for seen, within in of_each))


def _conditions(asked: Asked, today: date) -> list[ColumnElement[bool]]:
    conditions = [*narrowing(asked.wanted, today), *_by_words(asked.wanted.words)]
    if asked.kind:
        conditions.append(Paper.kind == asked.kind)
    if asked.language:
        conditions.append(Paper.language == asked.language)
    if asked.meeting_id:
        conditions.append(Paper.meeting_id == asked.meeting_id)
    return conditions


def _by_words(query: str) -> list[ColumnElement[bool]]:
    """Each word begins one of the paper's own, one of its kind, or one of its meeting."""
    return [
        or_(
            Paper.words.contains(f" {word}", autoescape=True),
            Paper.kind.in_([kind for kind, names in _names_of_kinds().items() if f" {word}" in names]),
            *([] if (found := words.found(word)) is None else [found]),
        )
        for word in searchable(query).split()
    ]


@cache
def _names_of_kinds() -> dict[Kind, str]:
    """In all languages."""
    names: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for language in LANGUAGES:
        with speaking(language):
            for kind in Kind:
                names[kind].append(gettext(KIND_LABELS[kind]))
    return {kind: " " + searchable(*said) for kind, said in names.items()}
