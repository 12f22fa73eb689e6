"""Letters to send, and the office that sends them."""

from kpevents.core.links import Purpose
from kpevents.features.outbox import actions
from kpevents.features.outbox.delivery import Sender
from kpevents.features.outbox.models import Message
from kpevents.features.outbox.rules import Kind, Letter, SecretLink
from kpevents.infra import mailboxes
from kpevents.infra.db import unit_of_work
from kpevents.infra.links import Links
from kpevents.infra.smtp import Post
from tests.databases import SECRET
from tests.times import BASE, NOW

LINK = SecretLink(Purpose.SET_PASSWORD, subject_id=7, generation=3, path="/password/{token}")
LINKS = Links(SECRET)


def letter(**given) -> Letter:
    usual = {
        "kind": Kind.INVITATION,
        "to": "amina@example.org",
        "language": "en",
        "subject": "Your account",
        "body": "Good morning.",
        "person_id": 7,
    }
    return Letter(**usual | given)


def with_link(**given) -> Letter:
    return letter(body="Set a password:\n\n{link}\n\nIt works for 7 days.", link=LINK, **given)


def queue(*letters: Letter, now=NOW) -> list[Message]:
    with unit_of_work():
        return [actions.queue(each, now=now) for each in letters]


def sender(server, seconds: float = 5) -> Sender:
    mailbox = mailboxes.mailbox("Processus de Khartoum <events@kp.example.org>")
    return Sender(mailbox, BASE, LINKS, Post(server, name=mailbox.domain, seconds=seconds))
