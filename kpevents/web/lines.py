"""A meeting as a line of a list: everything its template prints, settled here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.text import N_, Shown
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.listed import Held, Listed
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import (
    FELL_AWAY,
    FORMAT_LABELS,
    ROLE_LABELS,
    STATUS_LABELS,
    Format,
    Mark,
    RoleName,
    Status,
    Visibility,
    shown_status,
)
from kpevents.features.partners.models import Partner
from kpevents.infra import dates
from kpevents.infra.dates import Block
from kpevents.infra.i18n import country, gettext, listed, ngettext
from kpevents.web.addresses import address
from kpevents.web.reading import Reading

MARK_CLASSES = {Mark.POLITICAL: "pol", Mark.THEMATIC: "", Mark.WORKSHOP: "work", Mark.ONLINE: "onl"}

_STATE_CLASSES = {
    Status.DRAFT: "soft",
    Status.SAVE_THE_DATE: "soft",
    Status.CONFIRMED: "ok",
    Status.POSTPONED: "dead",
    Status.CANCELLED: "dead",
    Status.HELD: "",
}


_IN_A_LINE = {
    RoleName.HOST: N_("%(name)s, host"),
    RoleName.CO_HOST: N_("%(name)s, co-host"),
    RoleName.CHAIR: N_("%(name)s, chair"),
    RoleName.CO_CHAIR: N_("%(name)s, co-chair"),
    RoleName.INITIATOR: N_("%(name)s, initiator"),
    RoleName.ORGANISER: N_("%(name)s, organiser"),
    RoleName.RAPPORTEUR: N_("%(name)s, rapporteur"),
    RoleName.JOINT: N_("together with %(name)s"),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is what to a meeting: ``label`` as it stands above the name, ``text`` both in a line."""

    name: str
    label: str
    text: str
    flag: str | None
    url: str | None
    role: RoleName


@dataclass(frozen=True, slots=True)
class Day:
    """A date as it is printed: a block of numerals, or the words that say how little is known."""

    block: Block | None
    word: str = ""
    under: str = ""
    note: str = ""
    machine: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    url: str
    title: Shown
    kind: str
    mark: str
    state: str
    state_class: str
    gone: bool
    day: Day
    place: str
    holders: Sequence[Holder]
    nobody: str
    """What stands in place of holders when there are none."""
    first_day: date | None
    year: int
    restricted: bool


def line(meeting: Listed, read: Reading, *, with_year: bool = True, short: bool = False) -> Line:
    status = shown_status(meeting.status, meeting.list_until, read.today)
    restricted = meeting.visibility is Visibility.RESTRICTED and not read.sees_restricted
    return Line(
        id=meeting.id,
        url=address("meetings.meeting", slug=meeting.slug),
        title=meeting.title.shown(read.language),
        kind=numbered_kind(meeting, read),
        mark=mark_class(meeting, read),
        state=gettext(STATUS_LABELS[status]),
        state_class=_STATE_CLASSES[status],
        gone=status in FELL_AWAY,
        day=day(meeting, read.today, with_year=with_year, short=short),
        place="" if restricted else place(meeting, read.language),
        holders=() if restricted else holders(meeting.roles, read),
        nobody=gettext("Host not on record") if meeting.list_until < read.today else gettext("Host not named yet"),
        first_day=meeting.first_day,
        year=meeting.list_from.year,
        restricted=restricted,
    )


def state(meeting: Listed | Meeting, read: Reading) -> tuple[str, str]:
    """The word for its status, and the class of its mark."""
    status = shown_status(meeting.status, meeting.list_until, read.today)
    return gettext(STATUS_LABELS[status]), _STATE_CLASSES[status]


def mark_class(meeting: Listed | Meeting, read: Reading) -> str:
    """The shape beside the type; none of a meeting of which only title and days are public."""
    if meeting.visibility is Visibility.RESTRICTED and not read.sees_restricted:
        return "loose"
    return MARK_CLASSES[read.reference.types[meeting.type_id].mark]


def numbered_kind(meeting: Listed | Meeting, read: Reading) -> str:
    """Thematic meeting; Webinar, 3 of 4"""
    if meeting.visibility is Visibility.RESTRICTED and not read.sees_restricted:
        return gettext("Meeting")
    kind = read.reference.types[meeting.type_id].name[read.language]
    if not meeting.series_id:
        return kind
    planned, number = read.reference.series[meeting.series_id].planned, dates.digits(meeting.series_number)
    if planned is None:
        return gettext("%(type)s, number %(number)s", type=kind, number=number)
    return gettext("%(type)s, %(number)s of %(planned)s", type=kind, number=number, planned=dates.digits(planned))


def day(meeting: Listed | Meeting, today: date, *, with_year: bool = True, short: bool = False) -> Day:
    if meeting.first_day and meeting.last_day:
        block = dates.block(meeting.first_day, meeting.last_day, with_year=with_year, short=short)
        return Day(block, machine=block.machine)
    if meeting.date_precision is Precision.UNKNOWN or meeting.loosely is None:
        return Day(None, gettext("Undated"), "", gettext("No date on record"))
    return _loose(meeting.loosely, is_over=meeting.loosely.last < today)


def _loose(known: PartialDate, *, is_over: bool) -> Day:
    note = gettext("Days not on record") if is_over else gettext("Days not settled")
    if known.month:
        return Day(None, dates.month(known.first), dates.digits(known.year), note, str(known))
    return Day(None, dates.digits(known.year), "", note, str(known))


def place(meeting: Listed | Meeting, language: str) -> str:
    """Mombasa, Kenya; Online"""
    if meeting.format is Format.ONLINE:
        return gettext(FORMAT_LABELS[Format.ONLINE])
    parts = [meeting.city[language], country(meeting.country) if meeting.country else ""]
    where = listed(dict.fromkeys(parts))  # a city may be called like its country
    if meeting.format is Format.HYBRID:
        return gettext("%(place)s and online", place=where) if where else gettext(FORMAT_LABELS[Format.HYBRID])
    return where


def holders(roles: Sequence[Held], read: Reading) -> list[Holder]:
    return [
        holder(row.role, read.partners.by_id[row.partner_id] if row.partner_id else None, read.language)
        for row in roles
    ]


def holder(role: RoleName, partner: Partner | None, language: str) -> Holder:
    label = gettext(ROLE_LABELS[role])
    if partner is None:
        name = gettext("Secretariat of the Khartoum Process")
        return Holder(name, label, gettext(_IN_A_LINE[role], name=name), None, None, role)
    name, url = partner.name[language], address("partners.partner", code=partner.code)
    in_line = partner.called(language) if role is RoleName.JOINT else name
    text = gettext(_IN_A_LINE[role], name=in_line)
    return Holder(name, label, text, partner.flag, url, role)


def until(first: date, today: date) -> str:
    """How far away a day is, for the next meeting."""
    days = (first - today).days
    if days < 0:
        return ""
    if days == 0:
        return gettext("today")
    months = round(days / 30.4)
    if days <= 60:
        return ngettext("tomorrow", "in %(number)s days", days, number=dates.digits(days))
    return ngettext("in one month", "in %(number)s months", months, number=dates.digits(months))
