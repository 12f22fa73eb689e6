from datetime import datetime, timedelta

from kpevents.features.revisions.models import Revision
from kpevents.infra.db import db


def rise(*, now: datetime) -> None:
    """Something that the public can see has changed.

    The instant is rounded up to a whole second and is always later than the one before: ``Last-Modified`` knows
    no fractions (RFC 9110, 8.8.2), and a reader who asks with an older one must get an answer, not a 304.
    """
    revision = _row(now)
    revision.number += 1
    revision.changed_at = max(_whole_second(now), revision.changed_at + timedelta(seconds=1))


def rendered_by(release: str, *, now: datetime) -> None:
    """Another release writes calendars in another way: readers must fetch them again."""
    revision = _row(now)
    if revision.rendering != release:
        revision.rendering = release
        rise(now=now)


def _row(now: datetime) -> Revision:
    """Locked until the commit, so that two changes at once are two steps."""
    revision = db.session.get(Revision, 1, with_for_update=True)
    if revision is None:
        revision = Revision(id=1, number=0, changed_at=_whole_second(now) - timedelta(seconds=1), rendering="")
        db.session.add(revision)
        db.session.flush()
    return revision


def _whole_second(moment: datetime) -> datetime:
    whole = moment.replace(microsecond=0)
    return whole if whole == moment else whole + timedelta(seconds=1)
