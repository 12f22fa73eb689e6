"""How a field of an entry is read from a row and written into it: what a load compares and changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.facts.entries import Texts


@dataclass(frozen=True, slots=True)
class Field:
    read: Callable[[Any], Any]
    """From a row to the plain value that the entry would have."""
    write: Callable[[Any, Any], None]
    """An entry's value into a row. Raises LookupError, with the name, for what it refers to and does not find."""
    clear: Callable[[Any], None] | None = None
    """Gives up a value that no two rows may have."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Entries of one kind, the model they become, and the fields they are compared by."""

    name: str
    key: Callable[[Any], str]
    find: Callable[[str], Any]
    new: Callable[[Any], Any]
    fields: dict[str, Field]


def plain(value: Any) -> Any:
    """As JSON keeps it, so that what was loaded once can be compared with what is there now."""
    if isinstance(value, Trilingual):
        return {"en": value.en, "fr": value.fr, "ar": value.ar}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return msgspec.to_builtins(value, enc_hook=str)


def typed(value: Any) -> Any:
    """As a column takes it."""
    if isinstance(value, Texts):
        return Trilingual(value.en, value.fr, value.ar)
    return tuple(typed(each) for each in value) if isinstance(value, list) else value


def same(name: str) -> Field:
    """A column of the same name and meaning."""
    return Field(
        read=lambda row: plain(getattr(row, name)),
        write=lambda row, value: setattr(row, name, typed(value)),
    )


def reference(column: str, ids: Callable[[], dict[str, int]]) -> Field:
    """A column with the id of another row, which the entry names by its slug."""

    def read(row: Any) -> str | None:
        names = {number: name for name, number in ids().items()}
        return names.get(getattr(row, column))

    def write(row: Any, name: str | None) -> None:
        setattr(row, column, ids()[name] if name else None)

    return Field(read, write)


def each(*names: str) -> dict[str, Field]:
    return {name: same(name) for name in names}


def partial(text: PartialDate | None) -> str | None:
    return None if text is None else str(text)
