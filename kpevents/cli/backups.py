"""``flask backup`` and ``flask restore``: the whole installation in one file, and back."""

import os
import shutil
from pathlib import Path

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext

from kpevents.cli.plainly import plainly
from kpevents.features.backups import actions
from kpevents.features.backups.archive import Contents, Reader, Unusable
from kpevents.features.meetings import figures
from kpevents.infra import clock, memo, migrations
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings

_File = click.Path(dir_okay=False, path_type=Path)
_FOR_ITS_KEEPER_ALONE = 0o077


@click.command()
@click.argument("file", type=_File)
@with_appcontext
@plainly
def backup(file: Path) -> None:
    """Write the whole installation (database and uploads) to one FILE. Keys are not in it."""
    if not migrations.are_done():
        raise click.ClickException("The database is not migrated: run `flask --app app db upgrade`.")
    os.umask(_FOR_ITS_KEEPER_ALONE)
    contents = actions.back_up(file, _uploads(), now=clock.now())
    click.echo(f"{file}: {_told(contents)}.")


@click.command()
@click.argument("file", type=_File)
@click.option("--replace", is_flag=True, help="Put it in place of an installation that already holds meetings.")
@with_appcontext
@plainly
def restore(file: Path, replace: bool) -> None:
    """Put an installation back from FILE, on SQLite or PostgreSQL, whichever wrote it; rows and files are compared."""
    os.umask(_FOR_ITS_KEEPER_ALONE)
    try:
        reader = Reader(file)
        flask_migrate.upgrade()
        if figures.any_meeting() and not replace:
            raise Unusable("This installation holds meetings already: add --replace to put the backup in their place.")
        _restore(reader)
    except Unusable as error:
        raise click.ClickException(str(error)) from error
    memo.forget()
    if wrong := actions.differences(reader.contents, _uploads()):
        raise click.ClickException(f"Restored, but not the same as the backup: {', '.join(wrong)}.")
    click.echo(f"Restored and compared: {_told(reader.contents)}.")


def _restore(reader: Reader) -> None:
    """Files are laid out beside before a row is touched, and take their place when all rows have theirs."""
    beside, before = _uploads().with_name("uploads.new"), _uploads().with_name("uploads.before")
    for left_over in (beside, before):
        shutil.rmtree(left_over, ignore_errors=True)
    actions.lay_out(reader, beside)
    if _uploads().exists() and not _uploads().is_dir():
        raise Unusable(f"{_uploads()} is in the way: it is no folder.")
    with unit_of_work():
        actions.restore(reader, now=clock.now())
    if _uploads().exists():
        _uploads().rename(before)
    beside.rename(_uploads())
    shutil.rmtree(before, ignore_errors=True)


def _uploads() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.uploads


def _told(contents: Contents) -> str:
    rows = sum(part.rows for part in contents.tables.values())
    return f"{rows} rows of {len(contents.tables)} tables, {len(contents.files)} files"
