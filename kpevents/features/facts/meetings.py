"""Meetings as the data files write them: some fields are rows of their own."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kpevents.core.text import Trilingual
from kpevents.core.timespan import Precision
from kpevents.features.facts.consistency import SECRETARIAT
from kpevents.features.facts.entries import DateEntry, HeadCount, MeetingEntry, PlaceInSeries, VenueEntry
from kpevents.features.facts.fields import Field, Kind, each, partial, plain, reference, typed
from kpevents.features.facts.kinds import ids
from kpevents.features.meetings.models import (
    Domain,
    Meeting,
    MeetingDay,
    MeetingRole,
    MeetingType,
    Series,
)
from kpevents.features.meetings.rules import DOMAIN_OF_UIDS
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db


def find(slug: str) -> Meeting | None:
    """By its UID first, which no person changes; its address one may. With the parts that are compared."""
    parts = [
        selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.domains, Meeting.type, Meeting.series)
    ]
    uid = f"{slug}@{DOMAIN_OF_UIDS}"
    either = select(Meeting).where((Meeting.uid == uid) | (Meeting.slug == slug)).options(*parts)
    return db.session.scalars(either.order_by(Meeting.uid != uid).limit(1)).first()


def new(entry: MeetingEntry) -> Meeting:
    """Its UID comes from its id in the data files, so that an installation made anew keeps it."""
    return Meeting(
        uid=f"{entry.slug}@{DOMAIN_OF_UIDS}",
        translations_unofficial=True,
        days=[],
        roles=[],
        domains=[],
        announced=None,
        sequence=0,
    )


def _read_date(row: Meeting) -> dict[str, Any]:
    unknown = row.date_precision is Precision.UNKNOWN
    read = {
        "precision": row.date_precision,
        "first": row.first_day and str(row.first_day),
        "last": row.last_day and str(row.last_day),
        "loosely": partial(row.loosely),
        "near": str(row.list_from) if unknown else None,
        "note": plain(row.date_note),
    }
    return read | {"hours": _hours(row)} if _were_edited(row) else read


def _were_edited(row: Meeting) -> bool:
    """The files know whole days without a gap: hours, or a day between that is free, are somebody's work."""
    days = _days(row.first_day, row.last_day) if row.first_day and row.last_day else []
    return [day.day for day in row.days] != days or any(day.begins for day in row.days)


def _hours(row: Meeting) -> list[str]:
    return [f"{day.day} {day.begins}-{day.ends}" for day in row.days]


def _write_date(row: Meeting, given: DateEntry) -> None:
    row.date_precision, row.loosely = given.precision, given.loosely
    row.first_day, row.last_day = given.first, given.last
    row.date_note = typed(given.note)
    if given.near:
        row.list_from = given.near
    kept = {day.day: day for day in row.days}
    wanted = _days(given.first, given.last) if given.first and given.last else []
    row.days = [kept.get(day) or MeetingDay(day=day, begins=None, ends=None) for day in wanted]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _read_venue(row: Meeting) -> dict[str, Any]:
    return {"city": plain(row.city), "country": row.country, "building": plain(row.building)}


def _write_venue(row: Meeting, given: VenueEntry) -> None:
    row.city, row.country, row.building = typed(given.city), given.country, typed(given.building)


_partners = ids(Partner, "code")


def _read_roles(row: Meeting) -> list[dict[str, Any]]:
    codes = {number: code for code, number in _partners().items()}
    return [
        {"partner": codes[role.partner_id] if role.partner_id else SECRETARIAT, "role": role.role} for role in row.roles
    ]


def _write_roles(row: Meeting, given: list[Any]) -> None:
    codes = _partners()
    row.roles.clear()
    db.session.flush()
    row.roles += [
        MeetingRole(role=g.role, partner_id=None if g.partner == SECRETARIAT else codes[g.partner], position=n)
        for n, g in enumerate(given)
    ]


_series = ids(Series, "slug")


def _read_series(row: Meeting) -> dict[str, Any] | None:
    slugs = {number: slug for slug, number in _series().items()}
    return {"slug": slugs[row.series_id], "number": row.series_number} if row.series_id else None


def _write_series(row: Meeting, given: PlaceInSeries | None) -> None:
    row.series_id = _series()[given.slug] if given else None
    row.series_number = given.number if given else None


def _leave_series(row: Meeting) -> None:
    row.series_id = row.series_number = None


def _read_head_count(row: Meeting) -> dict[str, Any] | None:
    if row.head_count is None:
        return None
    return {
        "number": row.head_count,
        "qualifier": row.head_count_qualifier,
        "unit": plain(row.head_count_unit),
    }


def _write_head_count(row: Meeting, given: HeadCount | None) -> None:
    row.head_count = given.number if given else None
    row.head_count_qualifier = given.qualifier if given else None
    row.head_count_unit = typed(given.unit) if given else row.head_count_unit


def _write_domains(row: Meeting, numbers: list[int]) -> None:
    wanted = select(Domain).where(Domain.number.in_(numbers)).order_by(Domain.number)
    row.domains = list(db.session.scalars(wanted))


def _write_doubts(row: Meeting, given: list[Any]) -> None:
    row.doubts = typed(given)
    row.needs_checking = bool(given)


def _read_sources(row: Meeting) -> list[dict[str, Any]]:
    return [{"url": source["url"], "says": plain(Trilingual(**source["says"]))} for source in row.sources]


def _write_sources(row: Meeting, given: list[Any]) -> None:
    row.sources = [{"url": source.url, "says": typed(source.says).as_dict()} for source in given]


MEETINGS = Kind(
    "meeting",
    lambda entry: str(entry.slug),
    find,
    new,
    {
        **each(
            "slug", "title", "summary", "format", "zone", "status", "visibility", "basis", "cluster",
            "domains_basis", "ordinal", "counted",
        ),
        "type": reference("type_id", ids(MeetingType, "slug")),
        "category": reference("category_id", ids(MeetingType, "slug")),
        "date": Field(_read_date, _write_date),
        "venue": Field(_read_venue, _write_venue),
        "roles": Field(_read_roles, _write_roles),
        "series": Field(_read_series, _write_series, _leave_series),
        "head_count": Field(_read_head_count, _write_head_count),
        "domains": Field(lambda row: [domain.number for domain in row.domains], _write_domains),
        "sources": Field(_read_sources, _write_sources),
        "doubts": Field(lambda row: plain(row.doubts), _write_doubts),
    },
)  # fmt: skip
