from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.infra.db import Base


class Press(Base):
    """A form as it was shown to one person, and where its first sending led."""

    __tablename__ = "presses"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    led_to: Mapped[str] = mapped_column(String(500), default="")
