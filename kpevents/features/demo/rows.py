"""An invented meeting as the rows that are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kpevents.core.timespan import Precision
from kpevents.features.demo import files
from kpevents.features.demo.invention.sketches import NOTHING, Invented, Sketch, Venue
from kpevents.features.meetings.models import (
    Domain,
    Meeting,
    MeetingDay,
    MeetingRole,
    MeetingType,
    Series,
)
from kpevents.features.meetings.rules import DOMAIN_OF_UIDS, Basis, DomainsBasis, Qualifier

_SAME = (
    "slug", "title", "summary", "notice", "format", "status", "visibility", "building", "cluster", "head_count",
    "interpretation", "contact", "join_link",
)  # fmt: skip
"""What a row says as the sketch does."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the database already, by the names that invented meetings call it."""

    types: Mapping[str, MeetingType]
    domains: Mapping[int, Domain]
    series: Mapping[str, Series]
    partners: Mapping[str, int]
    venues: Mapping[str, Venue]


def meeting_of(invented: Invented, known: Known, now: datetime) -> Meeting:
    """With all its parts, as ``settle`` wants it."""
    sketch = invented.sketch
    place = sketch.series
    return Meeting(
        **{name: getattr(sketch, name) for name in _SAME},
        **_when(invented),
        **_where(sketch, known),
        uid=f"{sketch.slug}@{DOMAIN_OF_UIDS}",
        basis=Basis.INVENTED,
        translations_unofficial=False,
        type=known.types[sketch.type],
        series=known.series[place.slug] if place else None,
        series_number=place.number if place else None,
        head_count_qualifier=Qualifier.ABOUT if sketch.head_count else None,
        head_count_unit=files.vocabulary().delegates if sketch.head_count else NOTHING,
        roles=_roles(sketch, known),
        domains=[known.domains[number] for number in sketch.domains],
        domains_basis=DomainsBasis.STATED if sketch.domains else None,
        sequence=0,
        created_at=now,
        changed_at=now,
    )


def _when(invented: Invented) -> dict[str, Any]:
    days = invented.days
    return {
        "date_precision": Precision.DAY if days else Precision.MONTH,
        "first_day": days[0].day if days else None,
        "last_day": days[-1].day if days else None,
        "loosely": invented.loosely,
        "days": [MeetingDay(day=each.day, begins=each.begins, ends=each.ends) for each in days],
    }


def _where(sketch: Sketch, known: Known) -> dict[str, Any]:
    if not sketch.venue:
        return {"zone": sketch.zone}
    venue = known.venues[sketch.venue]
    return {"city": venue.city, "country": venue.country, "zone": venue.zone}


def _roles(sketch: Sketch, known: Known) -> list[MeetingRole]:
    return [
        MeetingRole(role=each.role, partner_id=each.partner and known.partners[each.partner], position=n)
        for n, each in enumerate(sketch.roles)
    ]
