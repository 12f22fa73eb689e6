from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.governance.rules import BodySlug, Evidence
from kpevents.infra.db import Base


class Body(Base):
    __tablename__ = "bodies"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[BodySlug] = mapped_column(unique=True)
    name: Mapped[Trilingual]
    about: Mapped[Trilingual] = mapped_column(default=Trilingual())
    began: Mapped[PartialDate | None]


class Term(Base):
    """A partner's membership of a body, or its chairmanship.

    A snapshot (``seen_on``) says only that the partner was a member then: it has no beginning and no end.
    """

    __tablename__ = "terms"
    __table_args__ = (
        CheckConstraint("NOT ongoing OR ends IS NULL", name="what_runs_has_no_end"),
        CheckConstraint(
            "seen_on IS NULL OR (starts IS NULL AND ends IS NULL AND NOT ongoing)", name="snapshot_has_no_bounds"
        ),
        CheckConstraint("length(starts) IN (4, 7, 10)", name="starts_is_a_date"),
        CheckConstraint("length(ends) IN (4, 7, 10)", name="ends_is_a_date"),
        CheckConstraint("length(seen_on) IN (4, 7, 10)", name="seen_on_is_a_date"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    starts: Mapped[PartialDate | None]
    ends: Mapped[PartialDate | None]
    ongoing: Mapped[bool] = mapped_column(default=False)
    seen_on: Mapped[PartialDate | None]
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    """The meeting at which this chairmanship began."""
    basis: Mapped[Evidence]
    source: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[Trilingual] = mapped_column(default=Trilingual())
