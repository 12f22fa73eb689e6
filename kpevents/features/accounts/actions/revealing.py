"""Shows the secret link of a message to an administrator who has to pass it on by another way."""

from datetime import datetime

from kpevents.core.links import Purpose
from kpevents.core.policy import Actor
from kpevents.features.accounts import queries
from kpevents.features.accounts.rules import LinkOfAnotherAdministrator
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import MessageHasNoLink, SecretLink
from kpevents.infra.links import Links


def reveal(message: Message, links: Links, *, by: Actor, now: datetime) -> str:
    """The path to which the link leads, made now as it is made at delivery; a line in the journal says who saw it.

    Raises MessageHasNoLink, LinkOfAnotherAdministrator.
    """
    link = message.link
    if link is None:
        raise MessageHasNoLink()
    for person_id in _whose(message, link):
        if person_id != by.user_id and queries.is_administrator(person_id):
            raise LinkOfAnotherAdministrator()
    line = Line(Subject.MESSAGE, message.id, Deed.REVEALED, name={}, person_id=message.person_id)
    journal.note(line, by=by, now=now)
    return link.leading_to(links.make(link.purpose, link.subject_id, link.generation, now=now))


def _whose(message: Message, link: SecretLink) -> set[int]:
    """The account the message is for, and the one the link opens: they are the same, unless somebody erred."""
    of_link = {link.subject_id} if link.purpose is not Purpose.CONFIRM_REQUEST else set()
    return of_link | ({message.person_id} if message.person_id is not None else set())
