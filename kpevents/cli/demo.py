"""``flask demo ...``: invented meetings."""

from hashlib import sha256

import click
from flask import current_app
from flask.cli import AppGroup

from kpevents.cli.plainly import plainly
from kpevents.cli.serve import listen, prepare
from kpevents.core.policy import ROLE_LABELS
from kpevents.features.calendars import actions as calendars
from kpevents.features.calendars.queries import Release
from kpevents.features.demo import actions, files, people
from kpevents.features.demo.actions import FactsMissing
from kpevents.infra import clock, migrations
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings

SEED = 1

commands = AppGroup("demo", help="Invented meetings, for demonstrations and for measuring under load.")


def _coming_year() -> int:
    return len(files.coming_year().meetings)


@commands.command()
@click.option(
    "--meetings", type=click.IntRange(0, 99_999), default=_coming_year, show_default="the coming year",
    help="How many meetings: the coming year first, then any number over ten years back and two ahead.",
)  # fmt: skip
@click.option(
    "--registrations", type=click.IntRange(0), default=0, show_default=True,
    help="Accepted, and does nothing yet: there are no delegations to invent.",
)  # fmt: skip
@click.option(
    "--seed", type=click.IntRange(0), default=SEED, show_default=True,
    help="Another seed gives other meetings beyond the coming year.",
)  # fmt: skip
@plainly
def load(meetings: int, registrations: int, seed: int) -> None:
    """Load invented meetings beside the real facts. Repeating it changes nothing."""
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    try:
        added = load_invented(meetings, seed=seed)
    except FactsMissing as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Invented meetings: {added} added, {meetings - added} already there.")


@commands.command()
@plainly
def serve() -> None:
    """Migrate, load the facts and the invented coming year, and serve until Ctrl-C."""
    prepare()
    load_invented(_coming_year(), seed=SEED)
    password = _password()
    with unit_of_work():
        people.let_in(password, now=clock.now())
    click.echo("This is a demonstration: the meetings of the coming year are invented.")
    click.echo(f"Sign in with the password {password} as")
    for sample in people.SAMPLES:
        click.echo(f"  {sample.email:<28}{ROLE_LABELS[sample.role]}{f' of {sample.partner}' if sample.partner else ''}")
    listen()


def _password() -> str:
    """Of this installation alone, and the same at each start."""
    settings: Settings = current_app.extensions["settings"]
    return f"demo-{sha256(f'demonstration {settings.secret_key}'.encode()).hexdigest()[:16]}"


def load_invented(number: int, *, seed: int) -> int:
    """Meetings, and the calendar entries that show them; gives how many are new. Raises FactsMissing."""
    settings: Settings = current_app.extensions["settings"]
    now = clock.now()
    with unit_of_work():
        added = actions.load(number, seed=seed, today=now.date(), now=now)
    with unit_of_work():
        calendars.prepare(Release(settings.base_url), now=now)
    return added
