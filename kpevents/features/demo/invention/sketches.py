"""What an invented meeting is."""

from dataclasses import dataclass
from datetime import date, time

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.meetings.rules import Format, RoleName, Status, Visibility

NOTHING = Trilingual()


@dataclass(frozen=True, slots=True)
class Venue:
    city: Trilingual
    country: str
    zone: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a partner is to a meeting. No partner: the Secretariat of the Process."""

    role: RoleName
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceInSeries:
    slug: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """An invented meeting but for its days. ``venue`` names one of the known venues; online it has a zone only."""

    slug: str
    type: str
    title: Trilingual
    format: Format
    status: Status
    summary: Trilingual = NOTHING
    notice: Trilingual = NOTHING
    venue: str = ""
    building: Trilingual = NOTHING
    zone: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    roles: tuple[Part, ...] = ()
    domains: tuple[int, ...] = ()
    series: PlaceInSeries | None = None
    cluster: str | None = None
    head_count: int | None = None
    interpretation: tuple[str, ...] = ()
    contact: str = ""
    join_link: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its hours at the venue, or without."""

    day: date
    begins: time | None
    ends: time | None


@dataclass(frozen=True, slots=True)
class Invented:
    """Known to the day, or else by its month."""

    sketch: Sketch
    days: tuple[Day, ...] = ()
    loosely: PartialDate | None = None
