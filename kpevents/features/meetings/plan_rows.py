"""A plan as rows, and rows as a plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Trilingual
from kpevents.core.timespan import Precision
from kpevents.features.meetings.models import Domain, Meeting, MeetingDay, MeetingRole, MeetingType, Series
from kpevents.features.meetings.plan import Day, Heads, Holder, Plan, Window
from kpevents.features.meetings.rules import DomainsBasis
from kpevents.features.partners import queries as partners
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db

_ALIKE = (
    "title", "summary", "cluster", "ordinal", "loosely", "date_note", "format", "city", "country", "building", "zone",
    "join_link", "pair_reason", "visibility", "notice", "interpretation", "contact",
    "translations_unofficial",
)  # fmt: skip
"""What a row calls as the plan does."""


class TypeUnknown(RuleBroken):
    message = N_("This type of meeting does not exist, or no longer. Choose another.")
    field = "type"


class SeriesUnknown(RuleBroken):
    message = N_("This series does not exist, or no longer. Choose another.")
    field = "series"


class PartnerUnknown(RuleBroken):
    message = N_("A partner “%(code)s” is not on record.")
    field = "roles"


class NumberTaken(RuleBroken):
    message = N_("Number %(number)s of this series is “%(meeting)s”. Give another number.")
    field = "series_number"


@dataclass(frozen=True, slots=True)
class Known:
    """What plans call by a name, as it is in the database in this transaction."""

    types: Mapping[str, MeetingType]
    series: Mapping[str, Series]
    domains: Mapping[int, Domain]
    partners: Mapping[str, Partner]

    def type(self, slug: str) -> MeetingType:
        """Raises TypeUnknown."""
        if slug not in self.types:
            raise TypeUnknown()
        return self.types[slug]

    def partner(self, code: str) -> Partner:
        """Raises PartnerUnknown."""
        if code not in self.partners:
            raise PartnerUnknown(code=code[:40])
        return self.partners[code]

    def code_of(self, partner_id: int | None) -> str:
        return next((code for code, partner in self.partners.items() if partner.id == partner_id), "")


def known() -> Known:
    return Known(
        {row.slug: row for row in db.session.scalars(select(MeetingType))},
        {row.slug: row for row in db.session.scalars(select(Series))},
        {row.number: row for row in db.session.scalars(select(Domain))},
        {row.code: row for row in partners.every()},
    )


def plan_of(meeting: Meeting, known: Known) -> Plan:
    """The meeting has its days, roles, type, series and domains loaded."""
    return Plan(
        **{name: getattr(meeting, name) for name in _ALIKE},
        type=meeting.type.slug,
        domains=tuple(domain.number for domain in meeting.domains),
        series=meeting.series.slug if meeting.series else None,
        series_number=meeting.series_number,
        precision=meeting.date_precision,
        days=tuple(Day(row.day, row.begins, row.ends) for row in meeting.days),
        roles=tuple(Holder(row.role, known.code_of(row.partner_id)) for row in meeting.roles),
        nominations=Window(opens=meeting.nominations_open, closes=meeting.nominations_close),
        registration=Window(opens=meeting.registration_open, closes=meeting.registration_close),
        heads=_heads(meeting),
    )


def _heads(meeting: Meeting) -> Heads | None:
    if meeting.head_count is None or meeting.head_count_qualifier is None:
        return None
    return Heads(meeting.head_count, meeting.head_count_qualifier, meeting.head_count_unit)


def write(plan: Plan, meeting: Meeting, known: Known) -> None:
    """Into the row and its parts; ``settle`` follows.

    Raises TypeUnknown, SeriesUnknown, PartnerUnknown, NumberTaken.
    """
    for name in _ALIKE:
        setattr(meeting, name, getattr(plan, name))
    meeting.type = known.type(plan.type)
    if meeting.category_id == meeting.type.id:
        meeting.category_id = None
    _write_series(plan, meeting, known)
    _write_domains(plan, meeting, known)
    _write_days(plan, meeting)
    _write_roles(plan, meeting, known)
    meeting.nominations_open, meeting.nominations_close = plan.nominations.opens, plan.nominations.closes
    meeting.registration_open, meeting.registration_close = plan.registration.opens, plan.registration.closes
    meeting.head_count = plan.heads.number if plan.heads else None
    meeting.head_count_qualifier = plan.heads.qualifier if plan.heads else None
    meeting.head_count_unit = plan.heads.unit if plan.heads else Trilingual()


def _write_series(plan: Plan, meeting: Meeting, known: Known) -> None:
    if plan.series is None:
        meeting.series, meeting.series_number = None, None
        return
    if plan.series not in known.series:
        raise SeriesUnknown()
    series = known.series[plan.series]
    asked = select(Meeting).where(Meeting.series_id == series.id, Meeting.series_number == plan.series_number)
    with db.session.no_autoflush:
        other = db.session.scalar(asked)
    if other is not None and other is not meeting:
        raise NumberTaken(number=plan.series_number, meeting=other.title)
    meeting.series, meeting.series_number = series, plan.series_number


def _write_domains(plan: Plan, meeting: Meeting, known: Known) -> None:
    before = [domain.number for domain in meeting.domains]
    if before == list(plan.domains):
        return
    meeting.domains = [known.domains[number] for number in plan.domains if number in known.domains]
    meeting.domains_basis = DomainsBasis.STATED if meeting.domains else None


def _write_days(plan: Plan, meeting: Meeting) -> None:
    """A day that stays keeps its row."""
    days = plan.days if plan.precision is Precision.DAY else ()
    kept = {row.day: row for row in meeting.days}
    for row in list(meeting.days):
        if row.day not in {each.day for each in days}:
            meeting.days.remove(row)
    for each in days:
        if each.day in kept:
            kept[each.day].begins, kept[each.day].ends = each.begins, each.ends
        else:
            meeting.days.append(MeetingDay(day=each.day, begins=each.begins, ends=each.ends))
    meeting.date_precision = plan.precision
    meeting.first_day, meeting.last_day = (days[0].day, days[-1].day) if days else (None, None)
    meeting.loosely = None if plan.precision in (Precision.DAY, Precision.UNKNOWN) else plan.loosely


def _write_roles(plan: Plan, meeting: Meeting, known: Known) -> None:
    wanted = [(each.role, known.partner(each.code).id if each.code else None) for each in plan.roles]
    if [(row.role, row.partner_id) for row in meeting.roles] == wanted:
        return
    meeting.roles.clear()
    db.session.flush()  # the rows before must be gone: a partner stands once among the hosts
    meeting.roles += [
        MeetingRole(role=role, partner_id=partner, position=n) for n, (role, partner) in enumerate(wanted)
    ]
