from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.text import searchable
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Kind, Side
from kpevents.features.revisions.queries import Current
from kpevents.infra.db import db, for_reading_only
from kpevents.infra.memo import kept


@dataclass(frozen=True, slots=True)
class Roll:
    """All partners, for reading only: rows that no session watches any more."""

    by_id: dict[int, Partner]
    by_code: dict[str, Partner]

    def get(self, code: str) -> Partner:
        """Raises NotFound."""
        if partner := self.by_code.get(code):
            return partner
        raise NotFound()

    def states(self, side: Side, language: str) -> list[Partner]:
        found = [p for p in self.by_id.values() if p.kind is Kind.STATE and p.side is side]
        return sorted(found, key=lambda partner: searchable(partner.name[language]))

    def organisations(self, language: str) -> list[Partner]:
        found = [p for p in self.by_id.values() if p.kind is not Kind.STATE]
        return sorted(found, key=lambda partner: searchable(partner.name[language]))


def roll(revision: Current) -> Roll:
    """The partners as they stand at this revision of the calendar."""
    return kept(revision, "partners", _read)


def every() -> Sequence[Partner]:
    return db.session.scalars(select(Partner).order_by(Partner.code)).all()


def _read() -> Roll:
    partners = for_reading_only(select(Partner).order_by(Partner.code))
    return Roll({p.id: p for p in partners}, {p.code: p for p in partners})


def get(code: str) -> Partner:
    """As it stands now, for whoever will change it. Raises NotFound."""
    partner = db.session.scalar(select(Partner).filter_by(code=code))
    if partner is None:
        raise NotFound()
    return partner
