"""``flask check``: what is wrong with this installation, said plainly."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kpevents.cli.plainly import first_line
from kpevents.features.meetings import figures
from kpevents.features.meetings.finding import Wanted
from kpevents.infra import clock, migrations
from kpevents.infra.db import db
from kpevents.infra.settings import Settings


@click.command()
@with_appcontext
def check() -> None:
    """Settings, database and migrations: what is wrong, said plainly. Non-zero when something is."""
    settings: Settings = current_app.extensions["settings"]
    faults = [*_settings(settings), *_database()]
    for fault in faults:
        click.echo(f"- {fault}", err=True)
    if faults:
        raise click.ClickException(f"{len(faults)} to mend.")
    number = figures.count(Wanted(), clock.now().date())
    click.echo(f"All well: {db.engine.dialect.name}, migrated, {number} public meetings, {settings.base_url}.")


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
