"""Takes a message in hand, sends it, and settles what came of it: three steps, of which only two touch the database.

The edge gives the first and the last a transaction each and commits it. Between them no transaction is open, so that
a slow server holds up nobody but its own message.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address

from sqlalchemy import select

from kpevents.features.outbox import rules
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import State
from kpevents.infra import smtp
from kpevents.infra.db import db
from kpevents.infra.links import Links
from kpevents.infra.smtp import Letterhead, Post, Undelivered


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name messages go out, and by which way."""

    mailbox: Address
    base_url: str
    links: Links
    post: Post


@dataclass(frozen=True, slots=True)
class InHand:
    """All that sending needs, so that it asks the database nothing."""

    id: int
    kind: str
    message_id: str
    to_address: str
    language: str
    subject: str
    body: str
    link: tuple[str | None, int | None, int | None, str | None]
    """As it is stored: whether it can be made is for the sending to see, where it stops nobody else."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``for_good``: trying again would come to the same."""

    sent: bool
    for_good: bool = False
    why: str = ""


SENT = Outcome(sent=True)

_TELLING = 12
"""Letters of a token that are too many to let out."""
_LONG = re.compile(rf"[\w.=-]{{{_TELLING},}}")


def claim(domain: str, *, now: datetime) -> InHand | None:
    """The message that has been due longest, marked as being sent; None if none is due.

    Of two workers each gets another one: on PostgreSQL the second passes over the row that the first has locked, on
    SQLite it waits until the first has committed. ``domain`` stands in the Message-ID.
    """
    due = (
        select(Message)
        .where(Message.state == State.WAITING, Message.next_try_at <= now)
        .order_by(Message.next_try_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    message = db.session.scalars(due).first()
    if message is None:
        return None
    message.state, message.attempts, message.tried_at = State.SENDING, message.attempts + 1, now
    # The moment is in it because an installation made anew counts from 1 again.
    message.message_id = message.message_id or f"<{message.created_at:%Y%m%d%H%M%S%f}.{message.id}@{domain}>"
    db.session.flush()
    return InHand(
        message.id,
        message.kind,
        message.message_id,
        message.to_address,
        message.language,
        message.subject,
        message.body,
        (message.link_purpose, message.link_subject_id, message.link_generation, message.link_path),
    )


def send(message: InHand, sender: Sender, *, now: datetime) -> Outcome:
    """Never raises: whatever is wrong with one message is its outcome, and the next one has its turn."""
    secret, body = "", message.body
    try:
        if link := rules.link_of(*message.link):
            secret = sender.links.make(link.purpose, link.subject_id, link.generation, now=now)
            body = rules.with_link(body, sender.base_url + link.leading_to(secret))
        head = Letterhead(sender.mailbox, message.to_address, message.subject, message.message_id, message.language)
        sender.post.send(smtp.written(head, body, now=now))
    except Undelivered as error:
        return Outcome(sent=False, for_good=error.for_good, why=in_a_line(error.why, secret))
    except Exception as error:
        return Outcome(sent=False, for_good=True, why=in_a_line(f"It cannot be written: {error}", secret))
    return SENT


def in_a_line(why: str, secret: str) -> str:
    """Some servers quote in their refusal what they refuse: the link, or the part of it that stood on one line."""
    bare = _LONG.sub(lambda run: rules.MASK if _is_of(run[0], secret) else run[0], why) if secret else why
    return " ".join("".join(each if each.isprintable() else " " for each in bare).split())[:300]


def _is_of(run: str, secret: str) -> bool:
    return any(run[n : n + _TELLING] in secret for n in range(len(run) - _TELLING + 1))


def settle_one(taken: InHand, outcome: Outcome, *, now: datetime) -> State:
    """Writes down what came of it, and when to try again; gives how the message stands now.

    Found by its Message-ID: after a restore another message may have its number, or it may be gone.
    """
    message = db.session.scalars(select(Message).where(Message.message_id == taken.message_id)).one_or_none()
    if message is None:
        return State.SENT if outcome.sent else State.FAILED
    pause = None if outcome.for_good else rules.pause_after(message.attempts)
    message.error = outcome.why
    if outcome.sent:
        message.state, message.sent_at = State.SENT, now
    elif pause:
        message.state, message.next_try_at = State.WAITING, now + pause
    else:
        message.state = State.FAILED
    db.session.flush()
    return message.state
