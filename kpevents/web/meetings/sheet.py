"""Everything that the page of one meeting prints, settled here."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Clock:
    """One day's hours: at the venue, and as instants that a reader's browser can turn into its own."""

    day: str
    hours: str
    machine_day: str
    begins_utc: datetime
    ends_utc: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    slug: str
    title: Shown
    kind: str
    mark: str
    state: str
    state_class: str
    gone: bool
    full: bool
    day: Day
    date_note: Shown
    away: str
    notice: Shown
    place: str
    building: Shown
    zone: str
    clocks: Sequence[Clock]
    hosts: Sequence[Holder]
    others: Sequence[Holder]
    summary: Shown
    domains: Sequence[str]
    domains_inferred: bool
    ordinal: Shown
    head_count: str
    interpretation: str
    format: str
    contact: str
    unofficial: bool
    outside: bool
    invented: bool
    counted: bool
    doubts: Sequence[Shown]
    sources: Sequence[tuple[str, Shown]]
    chair: Chair | None
    adding: Adding | None


def sheet(meeting: Meeting, parts: Parts, seen: Sight, governed: Governance, read: Reading) -> Sheet:
    """Of a meeting that is restricted to its title, nothing but title and days."""
    spoken, full = read.language, seen is Sight.FULL
    everyone = holders(parts.roles, read) if full else []
    status = shown_status(meeting.status, meeting.list_until, read.today)
    word, css = state(meeting, read)
    nothing = Shown("", spoken, False)
    return Sheet(
        slug=meeting.slug,
        title=meeting.title.shown(spoken),
        kind=numbered_kind(meeting, read),
        mark=mark_class(meeting, read),
        state=word,
        state_class=css,
        gone=status in FELL_AWAY,
        full=full,
        day=day(meeting, read.today),
        date_note=meeting.date_note.shown(spoken) if full else nothing,
        away=until(meeting.first_day, read.today) if meeting.first_day and status not in FELL_AWAY else "",
        notice=meeting.notice.shown(spoken) if full else nothing,
        place=place(meeting, spoken) if full else "",
        building=meeting.building.shown(spoken) if full else nothing,
        zone=_zone(meeting, parts.days) if full else "",
        clocks=_clocks(meeting, parts.days) if full else [],
        hosts=[each for each in everyone if each.role in (RoleName.HOST, RoleName.CO_HOST)],
        others=[each for each in everyone if each.role not in (RoleName.HOST, RoleName.CO_HOST)],
        summary=meeting.summary.shown(spoken) if full else nothing,
        domains=[read.reference.domains[each].name[spoken] for each in parts.domains] if full else [],
        domains_inferred=meeting.domains_basis is DomainsBasis.INFERRED,
        ordinal=meeting.ordinal.shown(spoken) if full else nothing,
        head_count=_head_count(meeting, spoken) if full else "",
        interpretation=_interpretation(meeting) if full else "",
        format=gettext(FORMAT_LABELS[meeting.format]) if full else "",
        contact=meeting.contact if full else "",
        unofficial=meeting.translations_unofficial and spoken != "en",
        outside=meeting.basis is Basis.OUTSIDE,
        invented=meeting.basis is Basis.INVENTED,
        counted=meeting.counted,
        doubts=[doubt.shown(spoken) for doubt in meeting.doubts] if full else [],
        sources=_sources(meeting, spoken) if full else [],
        chair=_chair(meeting, governed, read) if full else None,
        adding=_adding(meeting, parts, full, spoken),
    )


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
