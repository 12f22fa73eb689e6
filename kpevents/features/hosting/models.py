from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.timespan import PartialDate
from kpevents.features.hosting.rules.chairmanship import Dates
from kpevents.features.hosting.rules.offers import LETTERS_OF_A_THEME, OfferedRole, Period, Standing
from kpevents.infra.db import Base


class Offer(Base):
    """A partner offers to host or co-host. Who wrote it down stands in the journal."""

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("length(begins) IN (4, 7, 10)", name="begins_is_a_date"),
        CheckConstraint("length(ends) IN (4, 7, 10)", name="ends_is_a_date"),
        CheckConstraint("length(theme) > 0", name="has_a_theme"),
        CheckConstraint("standing <> 'declined' OR length(answer) > 0", name="declined_with_a_reason"),
        CheckConstraint("standing = 'accepted' OR meeting_id IS NULL", name="only_accepted_has_a_meeting"),
        CheckConstraint("(standing = 'made') = (answered_at IS NULL)", name="answered_when_it_has_an_answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    role: Mapped[OfferedRole]
    theme: Mapped[str] = mapped_column(String(LETTERS_OF_A_THEME))
    domain_id: Mapped[int | None] = mapped_column(ForeignKey("domains.id"))
    type_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_types.id"))
    begins: Mapped[PartialDate]
    ends: Mapped[PartialDate | None]
    note: Mapped[str] = mapped_column(Text, default="")
    """From the partner."""

    standing: Mapped[Standing] = mapped_column(default=Standing.MADE)
    answer: Mapped[str] = mapped_column(Text, default="")
    """From the Secretariat, for the partner to read: why it was declined, until when it is kept."""
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="SET NULL"), index=True)
    """The meeting that came of it."""
    turn: Mapped[int] = mapped_column(default=1)
    """How often it was changed: whoever decides says which turn they had before them."""
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    @property
    def period(self) -> Period:
        return Period(self.begins, self.ends)


class Candidature(Base):
    """A state offers to take the chair. Its dates are its steps: there is no status that could contradict them."""

    __tablename__ = "candidatures"
    __table_args__ = (
        CheckConstraint("length(offered_on) IN (4, 7, 10)", name="offered_on_is_a_date"),
        CheckConstraint("length(endorsed_on) IN (4, 7, 10)", name="endorsed_on_is_a_date"),
        CheckConstraint("length(withdrawn_on) IN (4, 7, 10)", name="withdrawn_on_is_a_date"),
        CheckConstraint("endorsed_at_id IS NULL OR endorsed_on IS NOT NULL", name="endorsed_at_on_a_date"),
        CheckConstraint("term_id IS NULL OR endorsed_on IS NOT NULL", name="endorsed_before_the_chair"),
        CheckConstraint("term_id IS NULL OR withdrawn_on IS NULL", name="withdrawn_or_in_the_chair"),
        Index(
            "uq_candidatures_open_once",
            "partner_id",
            unique=True,
            sqlite_where=text("term_id IS NULL AND withdrawn_on IS NULL"),
            postgresql_where=text("term_id IS NULL AND withdrawn_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partners.id"), index=True)
    offered_on: Mapped[PartialDate]
    note: Mapped[str] = mapped_column(Text, default="")
    endorsed_on: Mapped[PartialDate | None]
    endorsed_at_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="SET NULL"))
    """The meeting of the Committee."""
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="SET NULL"))
    """The meeting at which the chair is to be handed over, while that is still to come."""
    withdrawn_on: Mapped[PartialDate | None]
    term_id: Mapped[int | None] = mapped_column(ForeignKey("terms.id", ondelete="SET NULL"), unique=True)
    """What it became."""
    turn: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[datetime]

    @property
    def dates(self) -> Dates:
        return Dates(self.offered_on, self.endorsed_on, self.withdrawn_on, took_the_chair=self.term_id is not None)
