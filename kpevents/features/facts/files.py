"""Reads the data files, or refuses all of them: a broken one is named with its entry and its field."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from kpevents.core.timespan import PartialDate
from kpevents.features.facts import consistency
from kpevents.features.facts.consistency import Broken
from kpevents.features.facts.entries import (
    BodiesFile,
    Entry,
    Facts,
    MeetingsFile,
    PagesFile,
    PartnersFile,
    TypesFile,
)
from kpevents.infra import plain_yaml

FOLDER = Path(__file__).parents[2] / "data"
NAMES = ("partners", "bodies", "types", "pages", "meetings")

File = TypeVar("File", bound=Entry)
_PLACE = re.compile(r" - at `\$\.?(.*)`$")
_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def digest(folder: Path = FOLDER) -> str:
    """The same as long as no data file changes. Raises Broken when one is not there."""
    try:
        return sha256(b"".join((folder / f"{name}.yaml").read_bytes() for name in NAMES)).hexdigest()
    except OSError as error:
        raise Broken(f"{Path(error.filename).name}: {error.strerror}") from error


def read(folder: Path = FOLDER) -> Facts:
    """All facts, checked one by one and against each other. Raises Broken."""
    partners = _file(folder, "partners", PartnersFile)
    bodies = _file(folder, "bodies", BodiesFile)
    types = _file(folder, "types", TypesFile)
    facts = Facts(
        partners=[*partners.states, *partners.organisations],
        bodies=bodies.bodies,
        terms=bodies.terms,
        types=types.types,
        domains=types.domains,
        series=types.series,
        pages=_file(folder, "pages", PagesFile).pages,
        meetings=_file(folder, "meetings", MeetingsFile).meetings,
    )
    consistency.check(facts)
    return facts


def _file(folder: Path, name: str, kind: type[File]) -> File:
    path = folder / f"{name}.yaml"
    try:
        raw = plain_yaml.read(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Broken(f"{path.name}: {' '.join(str(error).split())}") from error
    try:
        return msgspec.convert(raw, kind, strict=False, dec_hook=_reduced_date)
    except msgspec.ValidationError as error:
        raise Broken(f"{path.name}: {_explained(str(error), raw)}") from error


def _reduced_date(kind: type, value: Any) -> Any:
    if kind is PartialDate:
        return PartialDate.parse(str(value))
    raise NotImplementedError(kind)


def _explained(message: str, raw: Any) -> str:
    """The library's ``$.meetings[3].date.first`` becomes: entry som-rome-2017, field date.first."""
    found = _PLACE.search(message)
    if not found:
        return message
    said = message[: found.start()].replace("`", "")
    steps = list(_STEP.finditer(found[1]))
    entry, field = _entry(raw, steps), _field(steps)
    return f"entry {entry}, field {field}: {said}" if entry else f"{found[1]}: {said}"


def _entry(raw: Any, steps: list[re.Match[str]]) -> str:
    if not steps or steps[0][2] is None:
        return ""
    row = raw[steps[0][1]][int(steps[0][2])]
    names = [row[key] for key in ("slug", "key", "code", "number") if isinstance(row, dict) and key in row]
    return str(names[0]) if names else f"number {int(steps[0][2]) + 1}"


def _field(steps: list[re.Match[str]]) -> str:
    return ".".join(step[0] for step in steps[1:]) or "(the entry itself)"
