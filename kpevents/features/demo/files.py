"""The texts of invented meetings, read from the files beside this one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from kpevents.core.text import Trilingual
from kpevents.features.demo.invention.coming_year import Planned
from kpevents.features.demo.invention.crowd import Vocabulary
from kpevents.infra import plain_yaml

FOLDER = Path(__file__).parent

File = TypeVar("File")


@dataclass(frozen=True, slots=True)
class PlannedSeries:
    slug: str
    title: Trilingual
    about: Trilingual
    planned: int


@dataclass(frozen=True, slots=True)
class ComingYear:
    series: tuple[PlannedSeries, ...]
    meetings: tuple[Planned, ...]


@cache
def coming_year() -> ComingYear:
    return _read("coming_year", ComingYear)


@cache
def vocabulary() -> Vocabulary:
    return _read("vocabulary", Vocabulary)


def _read(name: str, kind: type[File]) -> File:
    return msgspec.convert(plain_yaml.read(FOLDER / f"{name}.yaml"), kind, strict=False)
