"""Puts messages into the outbox, and sends them on their way again."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, select

from kpevents.core.policy import Actor
from kpevents.core.text import searchable
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.features.outbox import rules
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import STILL_HERE, Letter, State
from kpevents.infra import mailboxes
from kpevents.infra.db import db


def queue(letter: Letter, *, now: datetime) -> Message:
    """In the transaction of what causes it: both are there, or neither is. Raises AddressRefused, SubjectRefused,
    TextRefused; nothing is sent yet.
    """
    letter_for = _checked(letter.to)
    rules.check(letter)
    link = letter.link
    message = Message(
        created_at=now,
        kind=letter.kind,
        person_id=letter.person_id,
        to_address=letter_for,
        language=letter.language,
        subject=letter.subject.strip(),
        body=letter.body,
        words=searchable(letter_for, letter.subject),
        link_purpose=link and link.purpose,
        link_subject_id=link and link.subject_id,
        link_generation=link and link.generation,
        link_path=link and link.path,
        next_try_at=now,
    )
    db.session.add(message)
    db.session.flush()
    return message


def try_again(message_ids: Collection[int], *, by: Actor, now: datetime) -> int:
    """They are due at once, with all attempts before them, as when they were written. Gives how many.

    One that was sent, or that a worker has in hand, stays as it is, also when that came about this moment.
    """
    asked = select(Message).where(Message.id.in_(message_ids), Message.state.in_(STILL_HERE)).order_by(Message.id)
    held = db.session.scalars(asked.with_for_update(), execution_options={"populate_existing": True}).all()
    for message in held:
        message.state, message.attempts, message.tried_at, message.next_try_at = State.WAITING, 0, None, now
        line = Line(Subject.MESSAGE, message.id, Deed.TRIED_AGAIN, name={}, person_id=message.person_id)
        journal.note(line, by=by, now=now)
    db.session.flush()
    return len(held)


def _checked(address: str) -> str:
    try:
        return mailboxes.checked(address)
    except ValueError as error:
        raise rules.AddressRefused(address=address[:80]) from error


def forget(person_id: int, address: str) -> None:
    """Of a person who is erased, and of this address, no message stays: what waits is not sent any more.

    One that a worker has in hand just then leaves, and finds nothing to settle afterwards.
    """
    db.session.execute(delete(Message).where(or_(Message.person_id == person_id, Message.to_address == address)))
