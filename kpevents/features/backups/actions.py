"""Backs up, and puts back. Keys are in no backup: whoever restores brings their own."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select

from kpevents.features.backups import queries
from kpevents.features.backups.archive import Contents, Part, Reader, Unusable, Writer, part_of
from kpevents.features.backups.plain import read
from kpevents.features.revisions import actions as revisions
from kpevents.infra import migrations
from kpevents.infra.db import db, snapshot

_AT_ONCE = 500


def back_up(path: Path, uploads: Path, *, now: datetime) -> Contents:
    """All rows as they stand at one moment, and the files uploaded; ``path`` is replaced only when it is whole."""
    writer = Writer(path, step=migrations.newest() or "", made=now.isoformat())
    try:
        with snapshot() as connection:
            for table in queries.tables():
                writer.table(table.name, queries.rows(table, connection))
        for name, file in files_in(uploads).items():
            with suppress(FileNotFoundError):  # its paper was deleted since the folder was looked at
                writer.upload(name, file)
    except BaseException:
        writer.abandon()
        raise
    return writer.close()


def files_in(uploads: Path) -> dict[str, Path]:
    """By their names inside the folder, in order; what is only being written (``.name``) is not there yet."""
    there = uploads.rglob("[!.]*") if uploads.is_dir() else []
    found = sorted(file for file in there if file.is_file())
    return {file.relative_to(uploads).as_posix(): file for file in found}


def lay_out(reader: Reader, folder: Path) -> None:
    """The uploads of a backup into an empty folder."""
    folder.mkdir(parents=True)
    for name in reader.contents.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(reader.upload(name))


def restore(reader: Reader, *, now: datetime) -> None:
    """Puts the rows in place of all there are; the caller puts the files. Raises Unusable before it changes anything.

    The revision goes on from the later of the two, so that nobody takes what they kept for what is there now.
    """
    if reader.contents.step != migrations.newest():
        raise Unusable(
            f"The backup stands at migration {reader.contents.step}, this release at {migrations.newest()}:"
            " restore it with the release that wrote it, then start this one."
        )
    before = revisions.hold()
    number, changed_at = before.number, before.changed_at
    db.session.expunge_all()
    tables = [table for table in queries.tables() if table.name in reader.contents.tables]
    for table in reversed(queries.tables()):
        db.session.execute(table.delete())
    for table in tables:
        _put(table, reader.rows(table.name))
    _count_on(tables)
    restored = revisions.hold()
    restored.number = max(restored.number, number)
    restored.changed_at = max(restored.changed_at, changed_at)
    revisions.rise(now=now)


def _put(table: Table, rows: Iterator[dict[str, Any]]) -> None:
    dialect = db.engine.dialect
    while some := list(islice(rows, _AT_ONCE)):
        made = [{name: read(table.c[name], value, dialect) for name, value in row.items()} for row in some]
        db.session.execute(insert(table), made)


def _count_on(tables: list[Table]) -> None:
    """PostgreSQL hands out ids from a sequence of its own, which knows nothing of rows that brought theirs."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            db.session.execute(select(func.setval(sequence, func.coalesce(func.max(column), 0) + 1, False)))


def differences(contents: Contents, uploads: Path) -> list[str]:
    """Tables and files that are not those of the backup; the revision has gone on, and is left out."""
    there = {name: sha256(file.read_bytes()).hexdigest() for name, file in files_in(uploads).items()}
    expected = {name: part.digest for name, part in contents.files.items()}
    wrong = sorted(name for name in there.keys() | expected.keys() if there.get(name) != expected.get(name))
    with snapshot() as connection:
        for table in queries.tables():
            known = contents.tables.get(table.name, Part(0, ""))
            if table.name != "revisions" and part_of(queries.rows(table, connection)) != known:
                wrong.append(table.name)
    return wrong
