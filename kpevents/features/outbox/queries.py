"""Reads the outbox, for the desk and for the commands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select

from kpevents.core.errors import NotFound
from kpevents.core.text import searchable
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import STILL_HERE, State
from kpevents.infra.db import db

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every filter is optional; all that are given must hold. ``words`` are looked for in address and subject."""

    ids: Sequence[int] = ()
    state: State | None = None
    kind: str | None = None
    words: str = ""


def get(message_id: int) -> Message:
    """Raises NotFound."""
    found = db.session.get(Message, message_id)
    if found is None:
        raise NotFound()
    return found


def find(wanted: Wanted, *, page: int, size: int) -> tuple[Sequence[Message], int]:
    """One page, the newest first, and how many there are on all. Pages count from 1."""
    rows = _newest_first(wanted).offset((page - 1) * size).limit(size)
    total = db.session.scalar(select(func.count()).select_from(Message).where(*_conditions(wanted))) or 0
    return db.session.scalars(rows).all(), total


def ids(wanted: Wanted) -> Sequence[int]:
    return db.session.scalars(_newest_first(wanted).with_only_columns(Message.id)).all()


def every(wanted: Wanted) -> Iterator[Message]:
    """Some hundred at once: so that the whole outbox never stands in memory."""
    before: int | None = None
    while True:
        asked = _newest_first(wanted).limit(_AT_ONCE)
        rows = db.session.scalars(asked if before is None else asked.where(Message.id < before)).all()
        if not rows:
            return
        before = rows[-1].id
        yield from rows


def still_here(message_ids: Collection[int]) -> Sequence[int]:
    """Of these, those that may be tried again, the newest first."""
    asked = select(Message.id).where(Message.id.in_(message_ids), Message.state.in_(STILL_HERE))
    return db.session.scalars(asked.order_by(Message.id.desc())).all()


def _newest_first(wanted: Wanted) -> Select[Message]:
    return select(Message).where(*_conditions(wanted)).order_by(Message.id.desc())


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
