"""Reads of any record: the row that is about to change, and what refers to it."""

from collections import Counter
from typing import TypeVar

from sqlalchemy import func, select

from kpevents.core.errors import NotFound
from kpevents.infra.db import Base, db

Row = TypeVar("Row", bound=Base)


def hold(model: type[Row], **by: object) -> Row:
    """The row as it stands now, locked until the commit: whoever comes to refer to it waits. Raises NotFound."""
    asked = select(model).filter_by(**by).with_for_update()
    row = db.session.scalars(asked, execution_options={"populate_existing": True}).one_or_none()
    if row is None:
        raise NotFound()
    return row


def is_there(model: type[Base], **by: object) -> bool:
    return db.session.scalar(select(model).filter_by(**by).limit(1)) is not None


def hanging_on(model: type[Base], row_id: int) -> dict[str, int]:
    """How many rows refer to this one, by the name of their table; read from the tables themselves, all of them."""
    found: Counter[str] = Counter()
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table is model.__table__ for key in column.foreign_keys):
                found[table.name] += db.session.scalar(select(func.count()).where(column == row_id)) or 0
    return dict(+found)
