from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.infra.db import Base


class Revision(Base):
    """The one row, made with its table: it rises with every change of what the public can see, and never goes back."""

    __tablename__ = "revisions"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    number: Mapped[int]
    changed_at: Mapped[datetime]
    rendering: Mapped[str] = mapped_column(default="")
    """Which release's way of writing calendars the number was last raised for."""
