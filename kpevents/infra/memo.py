"""What was read once for a revision of the calendar, kept in the process until the revision changes.

For what is small, shared by all readers and costly to read again for each: partners, types, the look back.
Never for what one person may see and another may not.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from kpevents.infra.db import db

T = TypeVar("T")

_kept: WeakKeyDictionary[Engine, tuple[Hashable, dict[Hashable, Any]]] = WeakKeyDictionary()


def kept(revision: Hashable, name: Hashable, read: Callable[[], T]) -> T:
    """What ``read`` gives, asked at most once for each revision, name and process."""
    known, values = _kept.get(db.engine, (None, {}))
    if known != revision:
        values = {}
        _kept[db.engine] = (revision, values)
    if name not in values:
        values[name] = read()
    result: T = values[name]
    return result


def forget() -> None:
    """Everything that was kept: for whoever changes the database past the product, as a restore does."""
    _kept.pop(db.engine, None)
