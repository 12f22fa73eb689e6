from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from kpevents.core.text import Trilingual
from kpevents.features.partners.rules import Kind, Side, flag_of
from kpevents.infra.db import Base


class Partner(Base):
    __tablename__ = "partners"
    __table_args__ = (
        CheckConstraint("code = lower(code) AND length(code) BETWEEN 2 AND 20", name="code_is_lower_case"),
        CheckConstraint("eu_protocol_rank BETWEEN 1 AND 99", name="eu_protocol_rank"),
        CheckConstraint("(kind = 'state') = (iso3 IS NOT NULL)", name="states_have_an_iso3"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    """Lower case; a state's is its ISO 3166-1 alpha-2. Addresses carry it."""
    kind: Mapped[Kind]
    iso3: Mapped[str | None] = mapped_column(String(3), unique=True)
    short_name: Mapped[str] = mapped_column(String(40), default="")
    name: Mapped[Trilingual]
    name_in_text: Mapped[Trilingual] = mapped_column(default=Trilingual())
    """Where a sentence wants another form than a list: "The Netherlands"."""
    side: Mapped[Side]
    zone: Mapped[str | None] = mapped_column(String(60))
    weekend: Mapped[tuple[str, ...]] = mapped_column(default=())
    weekend_note: Mapped[str] = mapped_column(String(500), default="")
    eu_protocol_rank: Mapped[int | None] = mapped_column(unique=True)
    about: Mapped[Trilingual] = mapped_column(default=Trilingual())
    note: Mapped[Trilingual] = mapped_column(default=Trilingual())

    @property
    def flag(self) -> str | None:
        return flag_of(self.code, self.kind)

    @property
    def is_state(self) -> bool:
        return self.kind is Kind.STATE

    def called(self, language: str) -> str:
        """The name as a sentence wants it."""
        return getattr(self.name_in_text, language) or self.name[language]
