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


def current() -> Current:
    row = db.session.execute(select(Revision.number, Revision.changed_at)).first()
    return Current(row.number, row.changed_at) if row else NEVER
