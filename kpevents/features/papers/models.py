from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.filetypes import FileType
from kpevents.core.text import Trilingual
from kpevents.features.papers.rules import Audience, Kind, Status
from kpevents.infra.db import Base

_FINAL = text("status = 'final'")


class Paper(Base):
    """One version of a document or photo of a meeting. The file itself lies in the folder of uploads."""

    __tablename__ = "papers"
    __table_args__ = (
        CheckConstraint("language IN ('en', 'fr', 'ar')", name="language"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("(version > 1) OR (replaces_id IS NULL)", name="first_replaces_none"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("kind <> 'photo' OR audience <> 'public' OR consent <> ''", name="public_photo_has_consent"),
        CheckConstraint(
            "(kind = 'photo') = (small IS NOT NULL) AND (kind = 'photo') = (width IS NOT NULL)"
            " AND (kind = 'photo') = (height IS NOT NULL)",
            name="photos_have_a_size",
        ),
        CheckConstraint("width > 0 AND height > 0", name="width_and_height"),
        Index("ix_papers_final", "meeting_id", "kind", "id", sqlite_where=_FINAL, postgresql_where=_FINAL),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind]
    language: Mapped[str | None] = mapped_column(String(2))
    """None: a photo, or figures that are in no language."""
    title: Mapped[Trilingual] = mapped_column(default=Trilingual())
    """Empty: it is called by its kind and its meeting."""
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("papers.id"), unique=True)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    audience: Mapped[Audience]
    words: Mapped[str] = mapped_column(Text, default="")
    """What it is found by beside its kind and its meeting, as ``core.text.searchable`` writes words."""

    stored: Mapped[str] = mapped_column(String(80), unique=True)
    small: Mapped[str | None] = mapped_column(String(80), unique=True)
    """Of a photo: the smaller picture that the gallery shows."""
    file_type: Mapped[FileType]
    size: Mapped[int]
    """In bytes."""
    digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the file, in hexadecimal."""
    width: Mapped[int | None]
    height: Mapped[int | None]

    caption: Mapped[Trilingual] = mapped_column(default=Trilingual())
    credit: Mapped[str] = mapped_column(String(200), default="")
    consent: Mapped[str] = mapped_column(String(500), default="")
    """Who agreed to be shown, and how that is on record: for the Secretariat alone."""

    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def files(self) -> list[str]:
        return [name for name in (self.stored, self.small) if name]
