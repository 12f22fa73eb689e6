"""``flask data ...``: the real facts of the Process."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from kpevents.cli.plainly import first_line, plainly
from kpevents.features.calendars import actions as calendars
from kpevents.features.calendars.queries import Release
from kpevents.features.facts import actions
from kpevents.features.facts.actions import Report
from kpevents.features.facts.consistency import Broken
from kpevents.features.facts.files import FOLDER
from kpevents.infra import clock, migrations
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings

commands = AppGroup("data", help="The real facts of the Khartoum Process.")


@commands.command()
@click.option(
    "--from", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=FOLDER,
    help="A folder of data files instead of the product's own.",
)  # fmt: skip
@plainly
def load(folder: Path) -> None:
    """Load the facts, or refresh them. Repeating it changes nothing; what a person edited stays."""
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    try:
        report = load_facts(folder)
    except Broken as error:
        raise click.ClickException(f"Nothing was loaded. {error}") from error
    click.echo(told(report))


def load_facts(folder: Path = FOLDER) -> Report:
    """Facts, and the calendar entries that show them. Raises Broken."""
    settings: Settings = current_app.extensions["settings"]
    now = clock.now()
    try:
        with unit_of_work():
            report = actions.load(folder, now=now)
    except IntegrityError as error:
        raise Broken(f"The database refuses it: {first_line(error.orig)}") from error
    with unit_of_work():
        calendars.prepare(Release(settings.base_url), now=now)
    return report


def told(report: Report) -> str:
    lines = [f"Facts: {report.added} added, {report.changed} changed, {len(report.kept)} kept as edited here."]
    return "\n".join([*lines, *(f"  kept: {kept}" for kept in report.kept)])
