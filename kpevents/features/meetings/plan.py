"""A meeting as it is planned: everything an officer says of it, and what must hold of that before it is stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.rules import Format, Qualifier, RoleName, Visibility


class Day(NamedTuple):
    """One day of a meeting. Hours are of the meeting's zone; none: all day."""

    day: date
    begins: time | None = None
    ends: time | None = None


class Holder(NamedTuple):
    """Who is what. ``code`` is a partner's; empty: the Secretariat of the Process."""

    role: RoleName
    code: str


class Heads(NamedTuple):
    number: int
    qualifier: Qualifier
    unit: Trilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something is open, as instants; None: no bound is set."""

    opens: datetime | None = None
    closes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``type`` and ``series`` are slugs, ``country`` an ISO 3166-1 code in lower case, ``domains`` numbers 1 to 5."""

    type: str
    title: Trilingual
    summary: Trilingual = field(default_factory=Trilingual)
    domains: tuple[int, ...] = ()
    series: str | None = None
    series_number: int | None = None
    cluster: str | None = None
    ordinal: Trilingual = field(default_factory=Trilingual)
    precision: Precision = Precision.DAY
    days: tuple[Day, ...] = ()
    loosely: PartialDate | None = None
    date_note: Trilingual = field(default_factory=Trilingual)
    format: Format = Format.IN_PERSON
    city: Trilingual = field(default_factory=Trilingual)
    country: str | None = None
    building: Trilingual = field(default_factory=Trilingual)
    zone: str | None = None
    join_link: str = ""
    roles: tuple[Holder, ...] = ()
    pair_reason: str = ""
    nominations: Window = Window()
    registration: Window = Window()
    visibility: Visibility = Visibility.PUBLIC
    notice: Trilingual = field(default_factory=Trilingual)
    translations_unofficial: bool = False
    interpretation: tuple[str, ...] = ()
    contact: str = ""
    heads: Heads | None = None

    def as_card(self) -> dict[str, Any]:
        """Field by field as JSON holds it: for the journal, and for two people who change it at once."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def of_card(cls, card: Mapping[str, Any]) -> "Plan":
        """The way back from ``as_card``."""
        texts: dict[str, Any] = {name: Trilingual.of(card[name]) for name in _TEXTS}
        same: dict[str, Any] = {name: card[name] for name in _SAME}
        heads = card["heads"]
        return cls(
            **texts,
            **same,
            domains=tuple(card["domains"]),
            precision=Precision(card["precision"]),
            days=tuple(Day(date.fromisoformat(day), _time(begins), _time(ends)) for day, begins, ends in card["days"]),
            loosely=PartialDate.parse(card["loosely"]) if card["loosely"] else None,
            format=Format(card["format"]),
            roles=tuple(Holder(RoleName(role), code) for role, code in card["roles"]),
            nominations=_window(card["nominations"]),
            registration=_window(card["registration"]),
            visibility=Visibility(card["visibility"]),
            interpretation=tuple(card["interpretation"]),
            heads=Heads(heads[0], Qualifier(heads[1]), Trilingual.of(heads[2])) if heads else None,
        )


_TEXTS = ("title", "summary", "ordinal", "date_note", "city", "building", "notice")
_SAME = (
    "type",
    "series",
    "series_number",
    "cluster",
    "country",
    "zone",
    "join_link",
    "pair_reason",
    "contact",
    "translations_unofficial",
)


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _window(card: Mapping[str, str | None]) -> Window:
    opens, closes = (datetime.fromisoformat(each) if each else None for each in (card["opens"], card["closes"]))
    return Window(opens=opens, closes=closes)


WINDOWS = ("nominations", "registration")


class NotOpen(RuleBroken):
    message = N_("It is not open: there is nothing to close.")


def closed_at(window: Window, now: datetime) -> Window:
    """Closed early: from now on. Raises NotOpen for what has not opened, or is closed already."""
    opened = window.opens is None or window.opens < now
    if not opened or (window.closes is not None and window.closes <= now):
        raise NotOpen()
    return replace(window, closes=now)


PRIVATE = frozenset({"join_link", "contact"})
"""Of these the journal says that they changed, and not from what to what."""


def _plain(value: Any) -> Any:
    if isinstance(value, Trilingual):
        return value.as_dict()
    if isinstance(value, Window):
        return {name: each and each.astimezone(UTC).isoformat() for name, each in asdict(value).items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date | time | PartialDate):
        return str(value)
    return value
