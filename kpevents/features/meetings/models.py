from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.meetings.rules import (
    Basis,
    DomainsBasis,
    Format,
    Level,
    Mark,
    NoticeOf,
    Qualifier,
    RoleName,
    Status,
    Visibility,
)
from kpevents.infra.db import Base

PUBLISHED = "meetings.status <> 'draft' AND meetings.visibility IN ('public', 'restricted')"
"""What anyone may at least know the title of. Written out, so that SQLite sees that its partial indexes serve."""


def _index_of_published(name: str, *columns: str) -> Index:
    where = text(PUBLISHED)
    return Index(f"ix_meetings_published_{name}", *columns, sqlite_where=where, postgresql_where=where)


class MeetingType(Base):
    __tablename__ = "meeting_types"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[Trilingual]
    plural: Mapped[Trilingual]
    level: Mapped[Level]
    mark: Mapped[Mark]
    colour: Mapped[str] = mapped_column(String(30))
    """One of the names of CSS colours, as RFC 7986, 5.9, wants it."""
    needs_pair: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Domain(Base):
    """One of the five domains of the Joint Valletta Action Plan."""

    __tablename__ = "domains"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    name: Mapped[Trilingual]
    short: Mapped[Trilingual]


class Series(Base):
    __tablename__ = "series"
    __table_args__ = (CheckConstraint("planned > 0", name="planned"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Trilingual]
    about: Mapped[Trilingual] = mapped_column(default=Trilingual())
    planned: Mapped[int | None]
    """How many meetings it has or will have: the 4 of "3 of 4"."""


meeting_domains = Table(
    "meeting_domains",
    Base.metadata,
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True),
    Column("domain_id", ForeignKey("domains.id"), primary_key=True, index=True),
)


class Meeting(Base):
    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint(
            "(date_precision = 'day') = (first_day IS NOT NULL) AND (date_precision = 'day') = (last_day IS NOT NULL)",
            name="days_when_known_to_the_day",
        ),
        CheckConstraint(
            "coalesce(length(loosely), 0) = CASE date_precision WHEN 'month' THEN 7 WHEN 'year' THEN 4 ELSE 0 END",
            name="as_loose_as_it_says",
        ),
        CheckConstraint("first_day <= last_day", name="ends_after_it_begins"),
        CheckConstraint("list_from <= list_until", name="list_from_until"),
        CheckConstraint("(series_id IS NULL) = (series_number IS NULL)", name="numbered_in_its_series"),
        CheckConstraint("series_number > 0", name="series_number"),
        CheckConstraint("(head_count IS NULL) = (head_count_qualifier IS NULL)", name="head_count_qualified"),
        CheckConstraint("head_count > 0", name="head_count"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("category_id <> type_id", name="category_is_further"),
        CheckConstraint("nominations_open < nominations_close", name="nominations_close_later"),
        CheckConstraint("registration_open < registration_close", name="registration_closes_later"),
        UniqueConstraint("series_id", "series_number"),
        _index_of_published("from", "list_from", "id"),
        _index_of_published("until", "list_until", "list_from", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    """What calendars know it by, everywhere and for ever: RFC 5545, 3.8.4.7."""
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[Trilingual]
    summary: Mapped[Trilingual] = mapped_column(default=Trilingual())
    notice: Mapped[Trilingual] = mapped_column(default=Trilingual())
    """What readers must know first: moved from these days to those, cancelled because."""
    notice_of: Mapped[NoticeOf] = mapped_column(default=NoticeOf.NOTHING)
    translations_unofficial: Mapped[bool] = mapped_column(default=False)
    type_id: Mapped[int] = mapped_column(ForeignKey("meeting_types.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_types.id"), index=True)
    """A further heading under which the old site listed it."""
    format: Mapped[Format]

    city: Mapped[Trilingual] = mapped_column(default=Trilingual())
    country: Mapped[str | None] = mapped_column(String(2))
    building: Mapped[Trilingual] = mapped_column(default=Trilingual())
    zone: Mapped[str | None] = mapped_column(String(60))

    date_precision: Mapped[Precision]
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    loosely: Mapped[PartialDate | None]
    date_note: Mapped[Trilingual] = mapped_column(default=Trilingual())
    list_from: Mapped[date]
    """Where it stands in a list by date. Never shown: for a meeting known by its year this is no day it was held."""
    list_until: Mapped[date]

    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.PUBLIC)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"))
    series_number: Mapped[int | None]
    cluster: Mapped[str | None] = mapped_column(String(60), index=True)
    """Meetings of one trip carry the same word here."""
    ordinal: Mapped[Trilingual] = mapped_column(default=Trilingual())
    head_count: Mapped[int | None]
    head_count_qualifier: Mapped[Qualifier | None]
    head_count_unit: Mapped[Trilingual] = mapped_column(default=Trilingual())
    interpretation: Mapped[tuple[str, ...]] = mapped_column(default=())
    contact: Mapped[str] = mapped_column(String(200), default="")
    join_link: Mapped[str] = mapped_column(String(500), default="")
    """Private: no page and no calendar of the public carries it."""
    pair_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it is held without an African and a European partner, where its type asks for both."""
    nominations_open: Mapped[datetime | None]
    nominations_close: Mapped[datetime | None]
    registration_open: Mapped[datetime | None]
    registration_close: Mapped[datetime | None]

    basis: Mapped[Basis]
    domains_basis: Mapped[DomainsBasis | None]
    sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Public addresses, and what each says beyond the founding texts: ``{"url": ..., "says": {"en": ...}}``."""
    doubts: Mapped[Sequence[Trilingual]] = mapped_column(default=())
    needs_checking: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=True)
    """False: it stands on the timeline, but is no meeting of the Process."""

    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    """When a subscriber last saw something of it change: LAST-MODIFIED and DTSTAMP."""
    published_at: Mapped[datetime | None]
    announced: Mapped[str | None] = mapped_column(String(64))
    """Digest of what calendars were last told of it; None: nothing yet."""

    type: Mapped[MeetingType] = relationship(foreign_keys=type_id, lazy="raise_on_sql")
    series: Mapped[Series | None] = relationship(lazy="raise_on_sql")
    days: Mapped[list["MeetingDay"]] = relationship(
        lazy="raise_on_sql", order_by="MeetingDay.day", cascade="all, delete-orphan"
    )
    roles: Mapped[list["MeetingRole"]] = relationship(
        lazy="raise_on_sql", order_by="MeetingRole.position", cascade="all, delete-orphan"
    )
    domains: Mapped[list[Domain]] = relationship(secondary=meeting_domains, lazy="raise_on_sql", order_by=Domain.number)


class MeetingDay(Base):
    """One day of a meeting, with its own hours in the meeting's zone, or all day."""

    __tablename__ = "meeting_days"
    __table_args__ = (
        UniqueConstraint("meeting_id", "day"),
        CheckConstraint("(begins IS NULL) = (ends IS NULL)", name="both_hours_or_none"),
        CheckConstraint("ends > begins", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    day: Mapped[date]
    begins: Mapped[time | None]
    ends: Mapped[time | None]


class MeetingRole(Base):
    """What a partner is to a meeting. No partner: the Secretariat of the Process."""

    __tablename__ = "meeting_roles"
    __table_args__ = (
        UniqueConstraint("meeting_id", "role", "partner_id"),
        Index(
            "uq_meeting_roles_hosts_once",
            "meeting_id",
            "partner_id",
            unique=True,
            sqlite_where=text("role IN ('host', 'co_host')"),
            postgresql_where=text("role IN ('host', 'co_host')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    role: Mapped[RoleName]
    partner_id: Mapped[int | None] = mapped_column(ForeignKey("partners.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
