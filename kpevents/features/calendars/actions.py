"""Keeps calendar entries that were made."""

from collections.abc import Iterable
from datetime import datetime

from kpevents.core.text import LANGUAGES
from kpevents.features.calendars import queries
from kpevents.features.calendars.models import CalendarEntry
from kpevents.features.calendars.queries import Release
from kpevents.features.meetings.finding import Wanted
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

_EVERYTHING = Wanted()


def keep(entries: Iterable[CalendarEntry]) -> None:
    for entry in entries:
        db.session.merge(entry)
    db.session.flush()


def prepare(release: Release, *, now: datetime) -> int:
    """Makes what is missing, in each language, before the first reader asks; gives how many were made.

    When this release writes calendars in another way than the one before, readers are told to fetch them again.
    """
    revisions.rendered_by(release.name, now=now)
    made = 0
    for language in LANGUAGES:
        new = queries.entries(_EVERYTHING, now.date(), language, release).new
        keep(new)
        made += len(new)
    return made
