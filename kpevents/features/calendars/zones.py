"""Time zones said as yearly rules, for calendar files: a VTIMEZONE (RFC 5545, 3.6.5) made from zoneinfo.

RDATE lists are never written: ical.js, vobject, ts-ics and Outlook misread them. A zone that no rule can say
gives None, and its events are then written in UTC.
"""

import calendar
import importlib.metadata
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from kpevents.features.calendars.clocks import SECOND, Change, Clock, changes, clock_at

# Rules are followed back to 1996 (Europe's present ones began then), so that one zone has one text whatever
# year a feed begins with, and years ahead, so that "the last" and "the fourth" of a month are told apart.
SINCE = 1996
YEARS_AHEAD = 12
# Changes outside any rule that are still written one by one; more of them is a zone without a rule.
MOST_SINGLES = 6
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

RULED = (2014, 2032)
"""The years for which a zone's rules must hold to be written at all. One span for all files: one text for a zone."""

STATE_ZONES = (
    *("Africa/Addis_Ababa", "Africa/Asmara", "Africa/Cairo", "Africa/Djibouti", "Africa/Juba"),
    *("Africa/Kampala", "Africa/Khartoum", "Africa/Mogadishu", "Africa/Nairobi", "Africa/Tripoli"),
    *("Africa/Tunis", "Asia/Nicosia", "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin"),
    *("Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest", "Europe/Budapest"),
    *("Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Lisbon", "Europe/Ljubljana"),
    *("Europe/London", "Europe/Luxembourg", "Europe/Madrid", "Europe/Malta", "Europe/Oslo"),
    *("Europe/Paris", "Europe/Prague", "Europe/Riga", "Europe/Rome", "Europe/Sofia"),
    *("Europe/Stockholm", "Europe/Tallinn", "Europe/Vienna", "Europe/Vilnius", "Europe/Warsaw"),
    *("Europe/Zagreb", "Europe/Zurich"),
)
"""The zones of the 41 states, which the digest falls back on."""


@dataclass(frozen=True, order=True)
class Rule:
    """A day of the year and an hour: the nth (from the end when negative) weekday of a month.

    `early` is the second by which the onset is moved when the law says 24:00, an hour that RFC 5545 has not.
    """

    early: timedelta
    nth: int
    weekday: int
    month: int
    hour: timedelta

    def text(self) -> str:
        """The rule as the value of an RRULE (RFC 5545, 3.3.10)."""
        return f"FREQ=YEARLY;BYDAY={self.nth}{WEEKDAYS[self.weekday]};BYMONTH={self.month}"


@dataclass(frozen=True)
class Run:
    """Changes of consecutive years that one rule says."""

    changes: tuple[Change, ...]
    rules: frozenset[Rule]

    @property
    def single(self) -> bool:
        """Whether it is one change only."""
        return len(self.changes) == 1

    def goes_on(self, change: Change) -> "Run | None":
        """The run with this change added, or None where no rule of the run says it."""
        rules = self.rules & frozenset(_rules_of(change.onset))
        if not rules or not change.follows(self.changes[-1]):
            return None
        return Run((*self.changes, change), rules)


def vtimezone(zone: str, first_year: int, last_year: int) -> bytes | None:
    """The VTIMEZONE of an IANA zone, true from the first year to the end of the year after the last one.

    Gives lines ended by CRLF (none reaches the 75 octets of RFC 5545, 3.1), BEGIN and END included, or None
    where no yearly rule says the zone over these years. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    # The cached function takes plain positions: called by keyword it would keep every answer twice.
    return _vtimezone(zone, first_year, last_year)


def has_rules(zone: str, first_year: int, last_year: int) -> bool:
    """Whether events of these years can be written in local time of the zone; otherwise they go in UTC."""
    return vtimezone(zone, first_year, last_year) is not None


@cache
def rules_digest() -> str:
    """A short hash that changes with the time zone rules in use: calendar bytes are stored under it."""
    rules = (_release() or "").encode()
    if not rules:
        rules = b"".join(vtimezone(zone, 2014, 2040) or zone.encode() for zone in STATE_ZONES)
    return sha256(rules).hexdigest()[:12]


def _release() -> str | None:
    """The release of the tables that zoneinfo reads: the system's where it has some, else the package's."""
    for folder in map(Path, zoneinfo.TZPATH):
        if (folder / "tzdata.zi").is_file():
            with (folder / "tzdata.zi").open(encoding="ascii") as table:
                return table.readline()
        if (folder / "UTC").is_file():
            return None  # tables without a word on their release
    try:
        return importlib.metadata.version("tzdata")
    except importlib.metadata.PackageNotFoundError:
        return None


@cache
def _vtimezone(zone: str, first_year: int, last_year: int) -> bytes | None:
    place = ZoneInfo(zone)
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 2, 1, 1, tzinfo=UTC)
    start -= timedelta(days=1)  # the year begins east of Greenwich before it does there
    since = min(start, datetime(SINCE, 1, 1, tzinfo=UTC))
    ahead = datetime(last_year + 2 + YEARS_AHEAD, 1, 1, tzinfo=UTC)
    known = list(changes(place, since, ahead))
    runs = [run for run in _runs(known) if run.changes[-1].at > start]
    if not _is_regular(runs, last_year):
        return None
    runs = [run for run in runs if run.changes[0].at < end]
    observances = [_observance(run, ahead) for run in runs]
    observances += _beforehand(place, start, [change for change in known if change.at <= start], runs)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for _, observance in sorted(observances):
        lines += observance
    return "".join(f"{line}\r\n" for line in [*lines, "END:VTIMEZONE"]).encode("ascii")


def _rules_of(onset: datetime) -> Iterator[Rule]:
    """Every rule that says this local time; midnight is also the end, 24:00, of the day before."""
    for early in (timedelta(), SECOND) if onset.time() == datetime.min.time() else (timedelta(),):
        told = onset - early
        hour = told - datetime.combine(told, datetime.min.time())
        last = told.day + 7 > calendar.monthrange(told.year, told.month)[1]
        for nth in [-1] * last + [(told.day + 6) // 7]:
            yield Rule(early, nth, told.weekday(), told.month, hour)


def _runs(known: list[Change]) -> list[Run]:
    """The changes gathered into runs, each as long as one rule holds."""
    closed: list[Run] = []
    growing: list[Run] = []
    for change in known:
        longer = next(((run, grown) for run in growing if (grown := run.goes_on(change))), None)
        if longer:
            growing[growing.index(longer[0])] = longer[1]
        else:
            growing.append(Run((change,), frozenset(_rules_of(change.onset))))
        ended = [run for run in growing if run.changes[-1].onset.year < change.onset.year - 1]
        closed += ended
        growing = [run for run in growing if run not in ended]
    return closed + growing


def _is_regular(runs: list[Run], last_year: int) -> bool:
    """Whether rules say the zone: few changes outside them, and none but a last one in the years to come.

    Egypt's four changes of 2014 pass; summer times that stop for Ramadan, on another day every year, do not.
    """
    singles = [run.changes[0] for run in runs if run.single]
    to_come = [change for change in singles if change.onset.year > last_year]
    yearly = any(later.follows(earlier) for earlier in singles for later in singles)
    return len(singles) <= MOST_SINGLES and len(to_come) <= 1 and not yearly


def _observance(run: Run, ahead: datetime) -> tuple[datetime, list[str]]:
    """Onset and lines of a run; where the law has changed since, an UNTIL closes the rule."""
    rule, first, last = min(run.rules), run.changes[0], run.changes[-1]
    onset = first.onset - rule.early
    text = rule.text()
    if last.at < ahead - timedelta(days=366):
        # A day after the last onset: readers that take this UTC for local time still see that onset.
        text += f";UNTIL={last.at + timedelta(days=1):%Y%m%dT%H%M%SZ}"
    # Not by the sign of dst(): Dublin's winter is the negative summer time of its law.
    rises = first.after.offset > first.before.offset and first.after.summer != first.before.summer
    kind = "DAYLIGHT" if rises else "STANDARD"
    return onset, _lines(kind, onset, None if run.single else text, first.before.offset, first.after)


def _beforehand(
    place: ZoneInfo, start: datetime, earlier: list[Change], runs: list[Run]
) -> list[tuple[datetime, list[str]]]:
    """What the clocks show when the years begin, where none of the runs says it."""
    begun = [run for run in runs if run.changes[0].at <= start]
    if earlier and any(earlier[-1] in run.changes for run in begun):
        return []
    clock = clock_at(place, start)
    # Later than the rules that have begun, if there are any: the latest onset is the one that holds.
    onset = earlier[-1].onset if begun else datetime(1970, 1, 1)  # noqa: DTZ001  local by RFC 5545, 3.6.5
    before = earlier[-1].before.offset if begun else clock.offset
    return [(onset, _lines("STANDARD", onset, None, before, clock))]


def _lines(kind: str, onset: datetime, rule: str | None, before: timedelta, after: Clock) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{onset:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_offset(before)}",
        f"TZOFFSETTO:{_offset(after.offset)}",
        f"TZNAME:{after.name}",
        f"END:{kind}",
    ]


def _offset(offset: timedelta) -> str:
    """The offset as RFC 5545, 3.3.14 writes it: +0100, with seconds only where there are some."""
    minutes, seconds = divmod(abs(offset) // SECOND, 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
