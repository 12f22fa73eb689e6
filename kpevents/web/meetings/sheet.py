"""Everything that the page of one meeting prints, settled here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kpevents.core.text import Shown, Trilingual
from kpevents.features.governance.queries import Governance
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import (
    FELL_AWAY,
    FORMAT_LABELS,
    Basis,
    DomainsBasis,
    Qualifier,
    RoleName,
    Sight,
    calendar_status,
    shown_status,
)
from kpevents.features.meetings.whole import Day as Hours
from kpevents.features.meetings.whole import Parts
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, listed, locale
from kpevents.web.chairs import Chair, chair_of
from kpevents.web.lines import Day, Holder, day, holders, mark_class, numbered_kind, place, state, until
from kpevents.web.meetings.adding import Adding, adding
from kpevents.web.meetings.windows import windows
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Clock:
    """One day's hours: at the venue, and as instants that a reader's browser can turn into its own."""

    day: str
    hours: str
    machine_day: str
    begins_utc: datetime
    ends_utc: datetime


NOTHING = Shown("", "en", False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands there with a default is told only of a meeting that is public in full."""

    slug: str
    title: Shown
    kind: str
    mark: str
    state: str
    state_class: str
    gone: bool
    day: Day
    away: str
    unofficial: bool
    outside: bool
    invented: bool
    counted: bool
    adding: Adding | None
    full: bool = False
    date_note: Shown = NOTHING
    notice: Shown = NOTHING
    place: str = ""
    building: Shown = NOTHING
    zone: str = ""
    clocks: Sequence[Clock] = ()
    hosts: Sequence[Holder] = ()
    others: Sequence[Holder] = ()
    summary: Shown = NOTHING
    domains: Sequence[str] = ()
    domains_inferred: bool = False
    ordinal: Shown = NOTHING
    head_count: str = ""
    interpretation: str = ""
    format: str = ""
    contact: str = ""
    doubts: Sequence[Shown] = ()
    sources: Sequence[tuple[str, Shown]] = ()
    chair: Chair | None = None
    windows: Sequence[str] = ()


def sheet(meeting: Meeting, parts: Parts, seen: Sight, governed: Governance, read: Reading) -> Sheet:
    """Of a meeting that is restricted to its title, nothing but title, kind, state and days."""
    announced = _announced(meeting, parts, seen, read)
    return _in_full(announced, meeting, parts, governed, read) if seen is Sight.FULL else announced


def _announced(meeting: Meeting, parts: Parts, seen: Sight, read: Reading) -> Sheet:
    spoken = read.language
    gone = shown_status(meeting.status, meeting.list_until, read.today) in FELL_AWAY
    word, css = state(meeting, read)
    return Sheet(
        slug=meeting.slug,
        title=meeting.title.shown(spoken),
        kind=numbered_kind(meeting, read),
        mark=mark_class(meeting, read),
        state=word,
        state_class=css,
        gone=gone,
        day=day(meeting, read.today),
        away=until(meeting.first_day, read.today) if meeting.first_day and not gone else "",
        unofficial=meeting.translations_unofficial and spoken != "en",
        outside=meeting.basis is Basis.OUTSIDE,
        invented=meeting.basis is Basis.INVENTED,
        counted=meeting.counted,
        adding=_adding(meeting, parts, seen is Sight.FULL, spoken),
    )


def _in_full(announced: Sheet, meeting: Meeting, parts: Parts, governed: Governance, read: Reading) -> Sheet:
    spoken = read.language
    hosts, others = _hosts_and_others(parts, read)
    return replace(
        announced,
        full=True,
        date_note=meeting.date_note.shown(spoken),
        notice=meeting.notice.shown(spoken),
        place=place(meeting, spoken),
        building=meeting.building.shown(spoken),
        zone=_zone(meeting, parts.days),
        clocks=_clocks(meeting, parts.days),
        hosts=hosts,
        others=others,
        summary=meeting.summary.shown(spoken),
        domains=[read.reference.domains[each].name[spoken] for each in parts.domains],
        domains_inferred=meeting.domains_basis is DomainsBasis.INFERRED,
        ordinal=meeting.ordinal.shown(spoken),
        head_count=_head_count(meeting, spoken),
        interpretation=_interpretation(meeting),
        format=gettext(FORMAT_LABELS[meeting.format]),
        contact=meeting.contact,
        doubts=[doubt.shown(spoken) for doubt in meeting.doubts],
        sources=_sources(meeting, spoken),
        chair=_chair(meeting, governed, read),
        windows=windows(meeting, read),
    )


def _hosts_and_others(parts: Parts, read: Reading) -> tuple[list[Holder], list[Holder]]:
    everyone = holders(parts.roles, read)
    hosting = {RoleName.HOST, RoleName.CO_HOST}
    return [each for each in everyone if each.role in hosting], [each for each in everyone if each.role not in hosting]


def _chair(meeting: Meeting, governed: Governance, read: Reading) -> Chair | None:
    """Of days to come nobody knows."""
    known = meeting.first_day is not None and meeting.first_day <= read.today
    return chair_of(governed, read, meeting.first_day) if known and meeting.first_day else None


def _sources(meeting: Meeting, spoken: str) -> list[tuple[str, Shown]]:
    return [(source["url"], Trilingual(**source["says"]).shown(spoken)) for source in meeting.sources]


def _zone(meeting: Meeting, days: Sequence[Hours]) -> str:
    timed = next((each for each in days if each.begins), None)
    if timed is None or not meeting.zone or not timed.begins:
        return ""
    return dates.zone_and_offset(meeting.zone, datetime.combine(timed.day, timed.begins, ZoneInfo(meeting.zone)))


def _clocks(meeting: Meeting, days: Sequence[Hours]) -> list[Clock]:
    return [clock for each in days if (clock := _clock(each, meeting.zone)) is not None]


def _clock(each: Hours, zone: str | None) -> Clock | None:
    if each.begins is None or each.ends is None or not zone:
        return None
    begins, ends = (datetime.combine(each.day, hour, ZoneInfo(zone)) for hour in (each.begins, each.ends))
    return Clock(
        dates.short_day(each.day),
        dates.hours(each.begins, each.ends),
        str(each.day),
        begins.astimezone(UTC),
        ends.astimezone(UTC),
    )


def _head_count(meeting: Meeting, spoken: str) -> str:
    if meeting.head_count is None:
        return ""
    number, unit = dates.number(meeting.head_count), meeting.head_count_unit[spoken]
    values = {"number": number, "unit": unit}
    match meeting.head_count_qualifier:
        case Qualifier.OVER:
            return gettext("over %(number)s %(unit)s", **values)
        case Qualifier.ABOUT:
            return gettext("about %(number)s %(unit)s", **values)
        case Qualifier.NEARLY:
            return gettext("nearly %(number)s %(unit)s", **values)
        case _:
            return gettext("%(number)s %(unit)s", **values)


def _interpretation(meeting: Meeting) -> str:
    return listed(str(locale().languages.get(code, code)) for code in meeting.interpretation)


def _adding(meeting: Meeting, parts: Parts, full: bool, spoken: str) -> Adding | None:
    if calendar_status(meeting.status, meeting.visibility, meeting.date_precision) is None:
        return None
    return adding(meeting, parts.days if full else [], place(meeting, spoken) if full else "", spoken)
