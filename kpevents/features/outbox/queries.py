"""Reads the outbox, for the desk and for the commands."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from kpevents.core.errors import NotFound
from kpevents.core.text import searchable
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import State
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every filter is optional; all that are given must hold. ``words`` are looked for in address and subject."""

    ids: Sequence[int] = ()
    state: State | None = None
    kind: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    rows: Sequence[Message]
    total: int


def get(message_id: int) -> Message:
    """Raises NotFound."""
    found = db.session.get(Message, message_id)
    if found is None:
        raise NotFound()
    return found


def find(wanted: Wanted, *, page: int, size: int) -> Found:
    """The newest first; ``page`` counts from 1."""
    asked = _conditions(wanted)
    rows = db.session.scalars(
        select(Message).where(*asked).order_by(Message.id.desc()).offset((page - 1) * size).limit(size)
    ).all()
    return Found(rows, db.session.scalar(select(func.count()).select_from(Message).where(*asked)) or 0)


def ids(wanted: Wanted) -> Sequence[int]:
    """The newest first."""
    return db.session.scalars(select(Message.id).where(*_conditions(wanted)).order_by(Message.id.desc())).all()


def every(wanted: Wanted) -> Iterator[Message]:
    """The newest first, read as they are written into a file."""
    asked = select(Message).where(*_conditions(wanted)).order_by(Message.id.desc())
    yield from db.session.scalars(asked.execution_options(yield_per=500))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.ids:
        asked.append(Message.id.in_(wanted.ids))
    if wanted.state:
        asked.append(Message.state == wanted.state)
    if wanted.kind:
        asked.append(Message.kind == wanted.kind)
    for word in searchable(wanted.words).split():
        asked.append(Message.words.contains(word, autoescape=True))
    return asked


def count_by_state() -> dict[State, int]:
    """With 0 for a state in which no message is."""
    counted = db.session.execute(select(Message.state, func.count()).group_by(Message.state))
    return dict.fromkeys(State, 0) | {row[0]: row[1] for row in counted}


def is_any_due(now: datetime) -> bool:
    """Whether a message waits that may be tried now."""
    due = select(Message.id).where(Message.state == State.WAITING, Message.next_try_at <= now).limit(1)
    return db.session.scalar(due) is not None
