from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.text import Trilingual
from kpevents.infra.db import Base


class Page(Base):
    """A text in Markdown, shown under ``/<slug>/``."""

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Trilingual]
    body: Mapped[Trilingual]
