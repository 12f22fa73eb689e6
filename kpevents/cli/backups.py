"""``flask backup`` and ``flask restore``: the whole installation in one file, and back."""

import os
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext

from kpevents.features.backups import actions
from kpevents.features.backups.archive import Contents, Reader, Unusable
from kpevents.features.meetings import figures
from kpevents.infra import clock, memo, migrations
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings

_File = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_File)
@with_appcontext
def backup(file: Path) -> None:
    """Write the whole installation (database and uploads) to one FILE. Keys are not in it."""
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    os.umask(0o077)  # for the eyes of the one who keeps it
    contents = actions.back_up(file, _uploads(), now=clock.now())
    click.echo(f"{file}: {_told(contents)}.")


@click.command()
@click.argument("file", type=_File)
@click.option("--replace", is_flag=True, help="Put it in place of an installation that already holds meetings.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put an installation back from FILE, on SQLite or PostgreSQL, whichever wrote it; rows and files are compared."""
    try:
        reader = Reader(file)
        flask_migrate.upgrade()
        if figures.any_meeting() and not replace:
            raise Unusable("This installation holds meetings already: add --replace to put the backup in their place.")
        with unit_of_work():
            actions.restore(reader, now=clock.now())
    except Unusable as error:
        raise click.ClickException(str(error)) from error
    memo.forget()
    wrong = [*actions.differences(reader.contents), *_put_files(reader)]
    if wrong:
        raise click.ClickException(f"Restored, but not the same as the backup: {', '.join(wrong)}.")
    click.echo(f"Restored and compared: {_told(reader.contents)}.")


def _put_files(reader: Reader) -> list[str]:
    """Those that are not there afterwards as they were."""
    for name in reader.contents.files:
        path = _uploads() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reader.upload(name))
    return [name for name in reader.contents.files if (_uploads() / name).read_bytes() != reader.upload(name)]


def _uploads() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.instance / "uploads"


def _told(contents: Contents) -> str:
    rows = sum(part.rows for part in contents.tables.values())
    return f"{rows} rows of {len(contents.tables)} tables, {len(contents.files)} files"
