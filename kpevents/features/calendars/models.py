from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.infra.db import Base


class CalendarEntry(Base):
    """A meeting as iCalendar bytes in one language, made once for each revision of what they show, and kept."""

    __tablename__ = "calendar_entries"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    revision: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes]
