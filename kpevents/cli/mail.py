"""``flask mail send``: delivers what waits, once. The worker does the same without end."""

from collections import Counter

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import DBAPIError

from kpevents.cli.ending import Ending
from kpevents.cli.plainly import first_line, plainly
from kpevents.features.outbox import delivery, queries
from kpevents.features.outbox.delivery import InHand, Outcome, Sender
from kpevents.features.outbox.rules import State
from kpevents.infra import clock, mailboxes, migrations
from kpevents.infra.db import begin_anew, unit_of_work
from kpevents.infra.links import Links
from kpevents.infra.logs import log
from kpevents.infra.mail_server import MailServer
from kpevents.infra.settings import Settings
from kpevents.infra.smtp import Post

commands = AppGroup("mail", help="Mail that waits.")

WAITS = "KPEVENTS_SMTP_URL is not set: mail waits, and the desk shows it."


@commands.command()
@plainly
def send() -> None:
    """Deliver what waits, once; say how many messages were sent, wait, or failed."""
    settings: Settings = current_app.extensions["settings"]
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    if settings.smtp is None:
        click.echo(f"{queries.count_by_state()[State.WAITING]} waiting. {WAITS}")
        return
    sender = sender_of(settings, settings.smtp)
    with Ending(sender.post.cut) as ending:
        done = deliver(sender, ending)
    waiting = queries.count_by_state()[State.WAITING]
    click.echo(f"Mail: {done[State.SENT]} sent, {waiting} waiting, {done[State.FAILED]} failed.")


def sender_of(settings: Settings, server: MailServer) -> Sender:
    mailbox = mailboxes.mailbox(settings.mail_from)
    return Sender(mailbox, settings.base_url, Links(settings.secret_key), Post(server, name=mailbox.domain))


def deliver(sender: Sender, ending: Ending) -> Counter[State]:
    """All that is due, one message after the other, until nothing is or it shall end; how many came to what."""
    done: Counter[State] = Counter()
    while not ending and (taken := _next(sender)):
        outcome = delivery.send(taken, sender, now=clock.now())
        state = _settle(taken, outcome, ending)
        log.info("mail", message=taken.id, kind=taken.kind, state=state, why=outcome.why)
        done[state] += 1
    begin_anew()
    return done


def _next(sender: Sender) -> InHand | None:
    """Looks before it locks: on SQLite a worker with nothing to do is in nobody's way."""
    if not queries.is_any_due(clock.now()):
        return None
    with unit_of_work():
        return delivery.claim(sender.mailbox.domain, now=clock.now())


def _settle(taken: InHand, outcome: Outcome, ending: Ending) -> State:
    """A message that left must not leave again because the database was away for a moment: it insists."""
    while True:
        try:
            with unit_of_work():
                return delivery.settle_one(taken, outcome, now=clock.now())
        except DBAPIError as error:
            log.error("mail cannot be settled", message=taken.id, sent=outcome.sent, error=first_line(error.orig))
            if ending:
                raise
            ending.wait(1)
