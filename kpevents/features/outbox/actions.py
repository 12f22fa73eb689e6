"""Puts messages into the outbox."""

from datetime import datetime

from kpevents.core.text import searchable
from kpevents.features.outbox import rules
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import Letter
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


def _checked(address: str) -> str:
    try:
        return mailboxes.checked(address)
    except ValueError as error:
        raise rules.AddressRefused(address=address[:80]) from error
