"""Values of a column as JSON writes them, and back: the same on every database."""

import base64
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Column, Dialect, LargeBinary, TypeDecorator


def written(column: Column[Any], value: Any, dialect: Dialect) -> Any:
    """A value as it was read, without anything that only Python knows."""
    kind = column.type
    if isinstance(kind, TypeDecorator):
        value = kind.process_bind_param(value, dialect)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def read(column: Column[Any], value: Any, dialect: Dialect) -> Any:
    """As the column takes it."""
    if value is None:
        return None
    kind = column.type
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    made = base64.b64decode(value) if isinstance(plain, LargeBinary) else _moment(plain, value)
    return kind.process_result_value(made, dialect) if isinstance(kind, TypeDecorator) else made


_MOMENTS: dict[type, Callable[[str], Any]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    time: time.fromisoformat,
}


def _moment(kind: Any, value: Any) -> Any:
    try:
        parse = _MOMENTS.get(kind.python_type)
    except NotImplementedError:
        parse = None
    return parse(value) if parse else value
