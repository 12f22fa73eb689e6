"""What may stand in the data files, entry by entry and field by field."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.governance.rules import BodySlug, Evidence
from kpevents.features.meetings.rules import (
    Basis,
    DomainsBasis,
    Format,
    Level,
    Mark,
    Qualifier,
    RoleName,
    Status,
    Visibility,
)
from kpevents.features.partners.rules import Kind, Side

Slug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
ShortSlug = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
Title = Annotated[str, Meta(min_length=1, max_length=300)]
Country = Annotated[str, Meta(pattern=r"^[a-z]{2}$")]
Address = Annotated[str, Meta(pattern=r"^https?://\S+$", max_length=500)]
Positive = Annotated[int, Meta(ge=1)]


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all: a field that is not named here is refused."""


class Texts(Entry, frozen=True):
    en: Text = ""
    fr: Text = ""
    ar: Text = ""


class PartnerEntry(Entry, frozen=True):
    code: Slug
    name: Texts
    side: Side
    kind: Kind = Kind.STATE
    iso3: Annotated[str, Meta(pattern=r"^[A-Z]{3}$")] | None = None
    short_name: Annotated[str, Meta(max_length=40)] = ""
    name_in_text: Texts = Texts()
    zone: str | None = None
    weekend: list[str] = []
    weekend_note: Annotated[str, Meta(max_length=500)] = ""
    eu_protocol_rank: Positive | None = None
    about: Texts = Texts()
    note: Texts = Texts()


class BodyEntry(Entry, frozen=True):
    slug: BodySlug
    name: Texts
    about: Texts = Texts()
    began: PartialDate | None = None


class TermEntry(Entry, frozen=True):
    key: Slug
    body: BodySlug
    partner: Slug
    basis: Evidence
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    ongoing: bool = False
    seen_on: PartialDate | None = None
    handover: Slug | None = None
    source: Annotated[str, Meta(max_length=500)] = ""
    note: Texts = Texts()


class TypeEntry(Entry, frozen=True):
    slug: Slug
    name: Texts
    plural: Texts
    level: Level
    mark: Mark
    colour: Annotated[str, Meta(pattern=r"^[a-z]+$")]
    needs_pair: bool = False
    position: int = 0


class DomainEntry(Entry, frozen=True):
    number: Annotated[int, Meta(ge=1, le=5)]
    name: Texts
    short: Texts


class SeriesEntry(Entry, frozen=True):
    slug: Slug
    title: Texts
    about: Texts = Texts()
    planned: Positive | None = None


class PageEntry(Entry, frozen=True):
    slug: Slug
    title: Texts
    body: Texts


class DateEntry(Entry, frozen=True):
    precision: Precision
    first: date | None = None
    last: date | None = None
    loosely: PartialDate | None = None
    near: date | None = None
    note: Texts = Texts()


class VenueEntry(Entry, frozen=True):
    city: Texts = Texts()
    country: Country | None = None
    building: Texts = Texts()


class RoleEntry(Entry, frozen=True):
    partner: Slug
    role: RoleName


class PlaceInSeries(Entry, frozen=True):
    slug: Slug
    number: Positive


class HeadCount(Entry, frozen=True):
    number: Positive
    qualifier: Qualifier
    unit: Texts


class SourceEntry(Entry, frozen=True):
    url: Address
    says: Texts = Texts()


class MeetingEntry(Entry, frozen=True):
    slug: Slug
    title: Texts
    type: Slug
    format: Format
    date: DateEntry
    status: Status
    visibility: Visibility
    basis: Basis
    summary: Texts = Texts()
    category: Slug | None = None
    venue: VenueEntry = VenueEntry()
    zone: str | None = None
    roles: list[RoleEntry] = []
    series: PlaceInSeries | None = None
    cluster: ShortSlug | None = None
    domains: list[int] = []
    domains_basis: DomainsBasis | None = None
    ordinal: Texts = Texts()
    head_count: HeadCount | None = None
    counted: bool = True
    sources: list[SourceEntry] = []
    doubts: list[Texts] = []


class PartnersFile(Entry, frozen=True):
    states: list[PartnerEntry]
    organisations: list[PartnerEntry]


class BodiesFile(Entry, frozen=True):
    bodies: list[BodyEntry]
    terms: list[TermEntry]


class TypesFile(Entry, frozen=True):
    types: list[TypeEntry]
    domains: list[DomainEntry]
    series: list[SeriesEntry]


class PagesFile(Entry, frozen=True):
    pages: list[PageEntry]


class MeetingsFile(Entry, frozen=True):
    meetings: list[MeetingEntry]


class Facts(Entry, frozen=True):
    """All data files together."""

    partners: list[PartnerEntry]
    bodies: list[BodyEntry]
    terms: list[TermEntry]
    types: list[TypeEntry]
    domains: list[DomainEntry]
    series: list[SeriesEntry]
    pages: list[PageEntry]
    meetings: list[MeetingEntry]
