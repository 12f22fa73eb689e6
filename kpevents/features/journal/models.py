from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.infra.db import Base


class JournalLine(Base):
    """Ids are plain values: what they name may be gone, the line stays."""

    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_meeting", "meeting_id", "id"),
        Index("ix_journal_partner", "partner_id", "id"),
        Index("ix_journal_person", "person_id", "id"),
        Index("ix_journal_actor", "actor_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200), default="")
    """Of the product's own hands alone. What a person is called the line does not keep: the id finds it, or nothing."""
    subject: Mapped[str] = mapped_column(String(40))
    """One of ``rules.Subject``; no constraint, so that a new word needs no migration."""
    subject_id: Mapped[int | None]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    deed: Mapped[str] = mapped_column(String(40))
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(2000), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    """``rules.found_by``"""
    meeting_id: Mapped[int | None]
    partner_id: Mapped[int | None]
    person_id: Mapped[int | None]
