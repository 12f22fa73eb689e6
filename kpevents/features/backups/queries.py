"""All tables as they stand at one moment, row by row."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, select

from kpevents.features.backups.plain import written
from kpevents.features.meetings import words
from kpevents.infra.db import db


def tables() -> list[Table]:
    """In the order in which their rows can be put back: what others refer to comes first."""
    return [*db.metadata.sorted_tables, words.INDEX]


def rows(table: Table, connection: Connection) -> Iterator[dict[str, Any]]:
    """Ordered by key, so that the same rows give the same lines on every database."""
    keys = list(table.primary_key.columns) or [table.c.rowid]
    for row in connection.execute(select(table).order_by(*keys).execution_options(yield_per=500)):
        yield {
            column.name: written(column, value, connection.dialect)
            for column, value in zip(table.columns, row, strict=True)
        }
