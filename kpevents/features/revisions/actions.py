from datetime import datetime, timedelta

from sqlalchemy import select

from kpevents.features.revisions.models import Revision
from kpevents.infra.db import db


def hold() -> Revision:
    """Until the commit, nobody else changes what the public sees: the first act of whoever will.

    On SQLite the unit of work has the whole file already; PostgreSQL locks the one row, and reads it anew.
    """
    held = select(Revision).with_for_update()
    return db.session.scalars(held, execution_options={"populate_existing": True}).one()


def rise(*, now: datetime) -> None:
    """Something that the public can see has changed.

    The instant is rounded up to a whole second and is always later than the one before: ``Last-Modified`` knows
    no fractions (RFC 9110, 8.8.2), and a reader who asks with an older one must get an answer, not a 304.
    """
    revision = hold()
    revision.number += 1
    revision.changed_at = max(_whole_second(now), revision.changed_at + timedelta(seconds=1))
    db.session.flush()


def rendered_by(release: str, *, now: datetime) -> None:
    """Another release writes calendars in another way: readers must fetch them again."""
    revision = hold()
    if revision.rendering != release:
        revision.rendering = release
        db.session.flush()
        rise(now=now)


def _whole_second(moment: datetime) -> datetime:
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)
