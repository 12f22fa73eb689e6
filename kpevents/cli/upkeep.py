"""``flask check``: what is wrong with this installation, said plainly."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpevents.cli.mail import WAITS
from kpevents.cli.plainly import first_line
from kpevents.features.meetings import figures
from kpevents.features.meetings.finding import Wanted
from kpevents.features.outbox.queries import count_by_state
from kpevents.features.outbox.rules import State
from kpevents.infra import clock, mailboxes, migrations
from kpevents.infra.db import db
from kpevents.infra.settings import Settings
from kpevents.infra.smtp import Post, Undelivered

SECONDS = 10
"""For the mail server to answer."""


@click.command()
@with_appcontext
def check() -> None:
    """Settings, database, migrations, mail: what is wrong, said plainly. Non-zero when something is."""
    settings: Settings = current_app.extensions["settings"]
    faults = [*_settings(settings), *_database(), *_mail(settings)]
    for fault in faults:
        click.echo(f"- {fault}", err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} to mend.")
    number = figures.count(Wanted(), clock.now().date())
    click.echo(f"All well: {db.engine.dialect.name}, migrated, {number} public meetings, {settings.base_url}.")
    waiting = count_by_state()[State.WAITING]
    way = f"goes through {settings.smtp.host} as {settings.mail_from}" if settings.smtp else WAITS
    click.echo(f"Mail: {waiting} waiting. {way}")


def _settings(settings: Settings) -> list[str]:
    faults = []
    if len(settings.secret_key) < 32:
        faults.append("KPEVENTS_SECRET_KEY is shorter than 32 letters.")
    if not settings.instance.is_dir():
        faults.append(f"KPEVENTS_INSTANCE: the folder {settings.instance} is not there.")
    return faults


def _database() -> list[str]:
    try:
        db.session.execute(text("SELECT 1"))
    except DBAPIError as error:
        return [f"KPEVENTS_DATABASE_URL: the database does not answer: {first_line(error.orig)}"]
    return [] if migrations.are_done() else ["The database is not migrated: run `flask --app app db upgrade`."]


def _mail(settings: Settings) -> list[str]:
    """Without a server mail waits, which is no fault."""
    server, domain = settings.smtp, mailboxes.mailbox(settings.mail_from).domain
    if server is None:
        return []
    faults = []
    if domain == "localhost" and not server.is_this_machine:
        faults.append(f"KPEVENTS_MAIL_FROM: other machines take no mail from {settings.mail_from}.")
    try:
        Post(server, name=domain, seconds=SECONDS).greet()
    except Undelivered as error:
        faults.append(f"KPEVENTS_SMTP_URL: {server.host}:{server.port} takes no mail: {error.why}")
    return faults
