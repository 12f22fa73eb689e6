from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.features.outbox import rules
from kpevents.features.outbox.rules import SecretLink, State
from kpevents.infra.db import Base


class Message(Base):
    """One letter to one address. What it is about stands here as plain values: this room knows nobody.

    Of a secret link it holds what it is for, never the link: that is made when the message leaves.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_has_its_time"),
        CheckConstraint(
            "(link_purpose IS NULL) = (link_path IS NULL) AND (link_purpose IS NULL) = (link_subject_id IS NULL)"
            " AND (link_purpose IS NULL) = (link_generation IS NULL)",
            name="link_is_whole",
        ),
        CheckConstraint("attempts >= 0", name="attempts"),
        Index("ix_messages_due", "state", "next_try_at", "id"),
        Index("ix_messages_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    """One of ``rules.Kind``; no constraint, so that a new word needs no migration."""
    person_id: Mapped[int | None]
    to_address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    """Address and subject as they are searched."""
    link_purpose: Mapped[str | None] = mapped_column(String(40))
    link_subject_id: Mapped[int | None]
    link_generation: Mapped[int | None]
    link_path: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[State] = mapped_column(default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    """When a worker last took it in hand."""
    next_try_at: Mapped[datetime]
    """Not before; it says nothing once the message is sent or failed."""
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(300), default="")
    """What the last attempt came to, in a line that holds no secret."""
    message_id: Mapped[str | None] = mapped_column(String(320), unique=True)
    """RFC 5322, section 3.6.4; given at the first attempt and the same in all that follow."""

    @property
    def link(self) -> SecretLink | None:
        """Raises ValueError for a purpose that this release does not know."""
        return rules.link_of(self.link_purpose, self.link_subject_id, self.link_generation, self.link_path)
