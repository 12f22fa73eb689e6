"""Files that people uploaded: kept under names of our own, and in step with the transaction that names them."""

import os
import re
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from sqlalchemy import event
from sqlalchemy.orm import Session

from kpevents.infra.db import db

_NAME = re.compile(r"[a-z]+/[0-9a-f]{32}", re.ASCII)
_MADE, _DROPPED = "files made", "files dropped"


class Files:
    """The folder of one installation's uploads. Nobody but this class writes there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, shelf: str) -> str:
        """Written at once, whole or not at all; taken away again when the transaction does not commit.

        ``shelf`` is a word in small letters. Gives the name under which it is found again.
        """
        name = f"{shelf}/{token_hex(16)}"
        path = self.path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _noted(_MADE).append(path)
        _write(path, content)
        return name

    def drop(self, name: str) -> None:
        """Gone once the transaction has committed, and not before."""
        _noted(_DROPPED).append(self.path(name))

    def names(self, shelf: str, *, before: datetime) -> list[str]:
        """Of all files of a shelf that were written before this instant."""
        found = (self._folder / shelf).glob("[!.]*")
        return [f"{shelf}/{path.name}" for path in found if path.stat().st_mtime < before.timestamp()]

    def path(self, name: str) -> Path:
        """Where it lies. Raises ValueError for a name that was not made here: it could lead out of the folder."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of an uploaded file.")
        return self._folder / name


def _noted(what: str) -> list[Path]:
    noted: list[Path] = db.session.info.setdefault(what, [])
    return noted


def _write(path: Path, content: bytes) -> None:
    """Beside its place first, under a name that backups pass over; on the disk before anybody is told of it."""
    beside = path.with_name(f".{path.name}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@event.listens_for(db.session, "after_commit")
def _committed(session: Session) -> None:
    if not session.in_nested_transaction():
        _take_away(session, _DROPPED, other=_MADE)


@event.listens_for(db.session, "after_rollback")
def _taken_back(session: Session) -> None:
    if not session.in_nested_transaction():
        _take_away(session, _MADE, other=_DROPPED)


def _take_away(session: Session, what: str, *, other: str) -> None:
    session.info.pop(other, None)
    for path in session.info.pop(what, []):
        path.unlink(missing_ok=True)
        path.with_name(f".{path.name}").unlink(missing_ok=True)
