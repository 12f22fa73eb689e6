"""Writes the journal. The only rows of it that ever change are those of a person who was erased."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update

from kpevents.core.crossing import Card, ensure_uncrossed
from kpevents.core.policy import Actor
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import NAMELESS, Change, Line, differences, found_by, stored
from kpevents.infra.db import Base, db


def note(line: Line, *, by: Actor, now: datetime) -> None:
    """In the transaction of the change itself: both are there, or neither is. No name of a person is kept."""
    name = {} if line.subject in NAMELESS else dict(line.name)
    db.session.add(
        JournalLine(
            at=now,
            actor_id=by.user_id,
            actor_name="" if by.user_id else by.name,
            subject=line.subject,
            subject_id=line.subject_id,
            name=name,
            deed=line.deed,
            changes=[change.as_dict() for change in line.changes],
            reason=line.reason,
            words=found_by(name, line.reason),
            meeting_id=line.meeting_id,
            partner_id=line.partner_id,
            person_id=line.person_id,
        )
    )


def card(row: Base, fields: Iterable[str]) -> dict[str, Any]:
    """How these columns stand, as JSON can hold them: what the journal keeps, and what two edits are compared by."""
    return {name: stored(getattr(row, name)) for name in fields}


def write(
    row: Base, values: Mapping[str, Any], *, opened: Card | None = None, personal: frozenset[str] = frozenset()
) -> list[Change]:
    """Puts the values into the columns of these names, and gives a change for each that was another before.

    ``opened``: how the row stood when the person who writes opened it. Raises Crossed when it does no longer.
    """
    before, after = card(row, values), {name: stored(value) for name, value in values.items()}
    if opened is not None:
        ensure_uncrossed(opened, after, before)
    for name, value in values.items():
        setattr(row, name, value)
    return differences(before, after, personal=personal)


def erase(user_id: int) -> None:
    """The name of a person who was erased leaves every line; what was done stays on record.

    ``note`` keeps no name, so this finds only what an earlier release wrote. A reason is what an officer typed: it
    stays as it is, and whoever erases a person reads the reasons in that person's journal.
    """
    db.session.execute(update(JournalLine).where(JournalLine.actor_id == user_id).values(actor_name=""))
