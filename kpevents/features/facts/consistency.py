"""What the data files must say alike: every name that one uses, another gives."""

from collections import Counter
from collections.abc import Iterable, Iterator
from zoneinfo import available_timezones

from kpevents.core.text import has_controls
from kpevents.core.timespan import Precision
from kpevents.features.facts.entries import DateEntry, Facts, MeetingEntry, PartnerEntry, TermEntry, Texts
from kpevents.features.meetings.rules import RoleName
from kpevents.features.partners.rules import WEEKDAYS, Kind

SECRETARIAT = "secretariat"
"""Stands for the Secretariat of the Process where a role is not held by a partner."""


class Broken(Exception):
    """A data file cannot be used: says which file, which entry and which field. Nothing was loaded."""


_HOSTING = (RoleName.HOST, RoleName.CO_HOST)

Fault = tuple[str, str, str, str]
"""File, entry, field, what is wrong."""


def check(facts: Facts) -> None:
    """Raises Broken for the first fault."""
    for file, entry, field, wrong in _faults(facts):
        raise Broken(f"{file}.yaml: entry {entry}, field {field}: {wrong}")


def _faults(facts: Facts) -> Iterator[Fault]:
    yield from _twice("partners", "code", (p.code for p in facts.partners))
    yield from _twice("partners", "iso3", (p.iso3 for p in facts.partners if p.iso3))
    yield from _twice(
        "partners", "eu_protocol_rank", (str(p.eu_protocol_rank) for p in facts.partners if p.eu_protocol_rank)
    )
    yield from _twice("bodies", "key", (t.key for t in facts.terms))
    yield from _twice("types", "slug", (t.slug for t in facts.types))
    yield from _twice("types", "number", (str(d.number) for d in facts.domains))
    yield from _twice("types", "slug", (s.slug for s in facts.series))
    yield from _twice("pages", "slug", (p.slug for p in facts.pages))
    yield from _twice("meetings", "slug", (m.slug for m in facts.meetings))
    yield from _twice("meetings", "series", (f"{m.series.slug} {m.series.number}" for m in facts.meetings if m.series))
    for partner in facts.partners:
        yield from _of_partner(partner)
    for term in facts.terms:
        yield from _of_term(term, facts)
    for meeting in facts.meetings:
        yield from _of_meeting(meeting, facts)


def _twice(file: str, field: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, times in Counter(names).items():
        if times > 1:
            yield file, name, field, f"stands there {times} times"


def _of_partner(partner: PartnerEntry) -> Iterator[Fault]:
    if strange := set(partner.weekend) - set(WEEKDAYS):
        yield "partners", partner.code, "weekend", f"{', '.join(sorted(strange))} is no day of the week"
    if partner.zone and partner.zone not in available_timezones():
        yield "partners", partner.code, "zone", f"{partner.zone} is no time zone"
    if (partner.kind is Kind.STATE) != (partner.iso3 is not None):
        yield "partners", partner.code, "iso3", "states have one, others have none"
    yield from _named("partners", partner.code, "name", partner.name)


def _of_term(term: TermEntry, facts: Facts) -> Iterator[Fault]:
    if term.partner not in {p.code for p in facts.partners}:
        yield "bodies", term.key, "partner", f"there is no partner {term.partner}"
    if term.handover and term.handover not in {m.slug for m in facts.meetings}:
        yield "bodies", term.key, "handover", f"there is no meeting {term.handover}"
    if term.seen_on and (term.starts or term.ends or term.ongoing):
        yield "bodies", term.key, "seen_on", "a snapshot has no bounds"
    if term.ongoing and term.ends:
        yield "bodies", term.key, "ends", "a term that still runs has no end"
    if term.starts and term.ends and term.ends.last < term.starts.first:
        yield "bodies", term.key, "ends", "it ends before it starts"


def _of_meeting(meeting: MeetingEntry, facts: Facts) -> Iterator[Fault]:
    yield from _named("meetings", meeting.slug, "title", meeting.title)
    yield from (("meetings", meeting.slug, *fault) for fault in _of_date(meeting.date))
    yield from (("meetings", meeting.slug, *fault) for fault in _of_references(meeting, facts))
    if meeting.zone and meeting.zone not in available_timezones():
        yield "meetings", meeting.slug, "zone", f"{meeting.zone} is no time zone"


def _of_references(meeting: MeetingEntry, facts: Facts) -> Iterator[tuple[str, str]]:
    types, partners = {t.slug for t in facts.types}, {p.code for p in facts.partners} | {SECRETARIAT}
    for field, slug in (("type", meeting.type), ("category", meeting.category)):
        if slug and slug not in types:
            yield field, f"there is no type {slug}"
    if meeting.category == meeting.type:
        yield "category", "is the type itself, and no further one"
    for role in meeting.roles:
        if role.partner not in partners:
            yield "roles", f"there is no partner {role.partner}"
    for (holder, name), times in Counter((r.partner, r.role) for r in meeting.roles).items():
        if times > 1:
            yield "roles", f"{holder} is {name} {times} times"
    for holder, times in Counter(r.partner for r in meeting.roles if r.role in _HOSTING).items():
        if times > 1:
            yield "roles", f"{holder} cannot be host and co-host"
    if meeting.series and meeting.series.slug not in {s.slug for s in facts.series}:
        yield "series", f"there is no series {meeting.series.slug}"
    for number in set(meeting.domains) - {d.number for d in facts.domains}:
        yield "domains", f"there is no domain {number}"


def _of_date(given: DateEntry) -> Iterator[tuple[str, str]]:
    wanted = {
        Precision.DAY: ("first", "last"),
        Precision.MONTH: ("loosely",),
        Precision.YEAR: ("loosely",),
        Precision.UNKNOWN: ("near",),
    }[given.precision]
    for field in ("first", "last", "loosely", "near"):
        if (getattr(given, field) is not None) != (field in wanted):
            yield f"date.{field}", f"does not go with precision {given.precision}"
    if given.first and given.last and given.last < given.first:
        yield "date.last", "it ends before it begins"
    if given.loosely and given.loosely.precision is not given.precision:
        yield "date.loosely", f"{given.loosely} does not go with precision {given.precision}"


def _named(file: str, entry: str, field: str, texts: Texts) -> Iterator[Fault]:
    if not texts.en and not texts.fr and not texts.ar:
        yield file, entry, field, "is empty in every language"
    if has_controls(texts.en + texts.fr + texts.ar):
        yield file, entry, field, "holds characters that no person types"
