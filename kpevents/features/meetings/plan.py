"""A meeting as it is planned: everything an officer says of it, and what must hold of that before it is stored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time
from enum import StrEnum, auto
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.rules import Format, Qualifier, RoleName, Visibility

MOST_DAYS = 60
YEARS = (2000, 2100)


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


class Bring(StrEnum):
    """What may come along when a meeting is copied."""

    TEXT = auto()
    VENUE = auto()
    HOSTS = auto()
    SUBJECT = auto()
    SERIES = auto()
    WORK = auto()


BRING_LABELS = {
    Bring.TEXT: N_("What it is about"),
    Bring.VENUE: N_("Form and venue"),
    Bring.HOSTS: N_("Who does what"),
    Bring.SUBJECT: N_("Domains"),
    Bring.SERIES: N_("The series, with the next number"),
    Bring.WORK: N_("Interpretation and contact"),
}

_BRINGS = {
    Bring.TEXT: ("summary",),
    Bring.VENUE: ("format", "city", "country", "building", "zone"),
    Bring.HOSTS: ("roles", "pair_reason"),
    Bring.SUBJECT: ("domains",),
    Bring.SERIES: ("series",),
    Bring.WORK: ("interpretation", "contact"),
}


def copied(plan: Plan, title: Trilingual, days: tuple[Day, ...], bring: Collection[Bring], number: int | None) -> Plan:
    """Another meeting like this one. ``number`` is its own in the series. The private link never comes along."""
    names = [name for each in bring for name in _BRINGS[each]]
    brought = {name: getattr(plan, name) for name in names}
    zone = brought.get("zone", plan.zone)  # hours that are copied mean the same hours
    return Plan(
        **{**brought, "zone": zone},
        type=plan.type,
        title=title,
        days=days,
        visibility=plan.visibility,
        series_number=number if brought.get("series") else None,
    )


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


class NoDays(RuleBroken):
    message = N_("Give the days of the meeting, or say that only its month or year is known.")
    field = "days"


class DayTwice(RuleBroken):
    message = N_("%(day)s stands there twice.")
    field = "days"


class TooManyDays(RuleBroken):
    message = N_("A meeting has at most %(most)s days.")
    field = "days"


class YearUnlikely(RuleBroken):
    message = N_("The year %(year)s is not one in which the Process meets. Look at the date again.")
    field = "days"


class EndsTooEarly(RuleBroken):
    message = N_("On %(day)s the meeting would end before it begins. Give an end later than %(begins)s.")
    field = "days"


class HalfAnHour(RuleBroken):
    message = N_("On %(day)s give both hours, or neither.")
    field = "days"


class HourSkipped(RuleBroken):
    message = N_("On %(day)s there is no %(hour)s in %(zone)s: the clocks jump over it to summer time.")
    field = "days"


class ZoneUnknown(RuleBroken):
    message = N_("“%(zone)s” is no time zone. Choose one such as Africa/Nairobi or Europe/Brussels.")
    field = "zone"


class ZoneMissing(RuleBroken):
    message = N_("Hours mean nothing without a time zone. Give the zone of the venue.")
    field = "zone"


class LooselyMissing(RuleBroken):
    message = N_("Give the month or the year in which it is planned.")
    field = "loosely"


class NumberMissing(RuleBroken):
    message = N_("A meeting of a series has a number in it, and a number needs its series.")
    field = "series_number"


class RoleTwice(RuleBroken):
    message = N_("The same partner stands twice in the same role.")
    field = "roles"


class ClosesTooEarly(RuleBroken):
    message = N_("It would close before it opens.")


def ensure_sound(plan: Plan) -> None:
    """What must hold of any plan, whatever its status. Raises a RuleBroken that names the field."""
    ensure_zone(plan.zone)
    if plan.precision is Precision.DAY:
        _ensure_days(plan.days, plan.zone)
    elif plan.precision is not Precision.UNKNOWN and (
        plan.loosely is None or plan.loosely.precision is not plan.precision
    ):
        raise LooselyMissing()
    if (plan.series is None) != (plan.series_number is None):
        raise NumberMissing()
    if len(set(plan.roles)) < len(plan.roles):
        raise RoleTwice()
    _ensure_windows({"nominations_close": plan.nominations, "registration_close": plan.registration})


def ensure_zone(zone: str | None) -> None:
    """Raises ZoneUnknown for what is no name of the IANA database."""
    if zone is not None and zone not in available_timezones():
        raise ZoneUnknown(zone=zone[:60])


def _ensure_days(days: Sequence[Day], zone: str | None) -> None:
    if not days:
        raise NoDays()
    if len(days) > MOST_DAYS:
        raise TooManyDays(most=MOST_DAYS)
    for before, after in pairwise(days):
        if before.day == after.day:
            raise DayTwice(day=after.day)
    for each in days:
        _ensure_hours(each, zone)


def _ensure_hours(each: Day, zone: str | None) -> None:
    if not YEARS[0] <= each.day.year <= YEARS[1]:
        raise YearUnlikely(year=str(each.day.year))
    if (each.begins is None) != (each.ends is None):
        raise HalfAnHour(day=each.day)
    if each.begins is None or each.ends is None:
        return
    if each.ends <= each.begins:
        raise EndsTooEarly(day=each.day, begins=f"{each.begins:%H:%M}")
    if zone is None:
        raise ZoneMissing()
    for hour in (each.begins, each.ends):
        if not exists(each.day, hour, zone):
            raise HourSkipped(day=each.day, hour=f"{hour:%H:%M}", zone=zone)


def exists(day: date, hour: time, zone: str) -> bool:
    """False for an hour that the clocks of the zone jump over. One that comes twice is taken for its first coming."""
    there = datetime.combine(day, hour, ZoneInfo(zone))
    return there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == there.replace(tzinfo=None)


def _ensure_windows(windows: Mapping[str, Window]) -> None:
    for name, window in windows.items():
        if window.opens and window.closes and window.closes <= window.opens:
            broken = ClosesTooEarly()
            broken.field = name
            raise broken
