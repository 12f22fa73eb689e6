"""The file of a backup: a ZIP with a table of contents, one file of lines for each table, and the uploads."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import msgspec

CONTENTS = "contents.json"
FORM = 1


_DAMAGE = (OSError, BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)
"""What reading a ZIP may raise when it is none, or when a bit of it is wrong."""


class Unusable(Exception):
    """A file cannot be restored: says why, in one line. Nothing was changed."""


@dataclass(frozen=True)
class Part:
    """A table or an upload: how many lines it has, and the digest of its bytes."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Contents:
    """``step`` is the migration that the tables stand at; ``made`` an ISO 8601 instant."""

    form: int
    step: str
    made: str
    tables: dict[str, Part] = field(default_factory=dict)
    files: dict[str, Part] = field(default_factory=dict)


def part_of(rows: Iterable[dict[str, Any]], write: Callable[[bytes], object] = len) -> Part:
    """A line for each row, handed to ``write``, and what the table of contents says of them all."""
    digest, number = sha256(), 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n"
        digest.update(line)
        write(line)
        number += 1
    return Part(number, digest.hexdigest())


class Writer:
    """Written beside its place and moved there when it is whole: a backup is never half there."""

    def __init__(self, path: Path, *, step: str, made: str) -> None:
        self._path, self._beside = path, path.with_name(path.name + ".part")
        self._zip = ZipFile(self._beside, "w", ZIP_DEFLATED)
        self._contents = Contents(FORM, step, made)

    def table(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        with self._zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as file:
            self._contents.tables[name] = part_of(rows, file.write)

    def upload(self, name: str, path: Path) -> None:
        content = path.read_bytes()
        self._zip.writestr(f"files/{name}", content)
        self._contents.files[name] = Part(1, sha256(content).hexdigest())

    def close(self) -> Contents:
        self._zip.writestr(CONTENTS, json.dumps(asdict(self._contents), indent=1))
        self._zip.close()
        self._beside.replace(self._path)
        return self._contents

    def abandon(self) -> None:
        """What was begun is taken away; the backup before stays."""
        self._zip.close()
        self._beside.unlink(missing_ok=True)


class Reader:
    """Raises Unusable for what is no backup, or no whole one: everything is checked before anything is used."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = ZipFile(path)
            self.contents = msgspec.json.decode(self._zip.read(CONTENTS), type=Contents)
        except (*_DAMAGE, msgspec.DecodeError) as error:
            raise Unusable(f"{path} is not a backup of KP Events.") from error
        if self.contents.form != FORM:
            raise Unusable(f"{path} was written by a later release.")
        self._check()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        with self._zip.open(f"tables/{table}.jsonl") as file:
            for line in file:
                yield json.loads(line)

    def upload(self, name: str) -> bytes:
        return self._zip.read(f"files/{name}")

    def _check(self) -> None:
        tables = {f"tables/{name}.jsonl": part for name, part in self.contents.tables.items()}
        files = {f"files/{name}": part for name, part in self.contents.files.items()}
        for name, part in (tables | files).items():
            if ".." in Path(name).parts or name.startswith("/"):
                raise Unusable(f"The backup names a file outside itself: {name}.")
            try:
                digest = sha256(self._zip.read(name)).hexdigest()
            except _DAMAGE as error:
                raise Unusable(f"The backup is damaged: {name} cannot be read.") from error
            if digest != part.digest:
                raise Unusable(f"The backup is damaged: {name} is not what was written.")
