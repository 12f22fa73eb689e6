from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from kpevents.features.revisions.models import Revision
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Current:
    number: int
    changed_at: datetime


NEVER = Current(0, datetime(2014, 11, 28, tzinfo=UTC))
"""Before the first fact is loaded: the day the Process began, so that no later instant is older."""


_ROW = select(Revision.__table__.c.number, Revision.__table__.c.changed_at)


def current() -> Current:
    """Past the mapper, since every request asks: who comes only to hear that nothing changed asks nothing else."""
    row = db.session.connection().execute(_ROW).first()
    return Current(row.number, row.changed_at) if row else NEVER
