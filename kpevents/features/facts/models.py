from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.infra.db import Base


class LoadedFact(Base):
    """What the data files last said of an entry: by this a field that a person edited is told from one untouched."""

    __tablename__ = "loaded_facts"

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
