"""What can be done to meetings. Reads, asks the rules, writes; never commits."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from kpevents.core.timespan import Precision
from kpevents.features.meetings import announcement, words
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import ensure_days
from kpevents.features.partners import queries as partners
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

_AT_ONCE = 500


def settle(meeting_ids: Sequence[int], *, now: datetime) -> None:
    """After any change to these meetings, or to what they show: once in a commit, as its last act.

    Derives what lists and searches go by, and raises SEQUENCE and LAST-MODIFIED of each meeting of which a
    subscriber can now see something else. Reads everything anew, under the lock that all changes of what is public
    take in turn. Raises DaysDiffer.
    """
    db.session.flush()
    revisions.hold()
    by_id = {partner.id: partner for partner in partners.every()}
    found: dict[int, str] = {}
    for meeting in _whole(meeting_ids):
        place_in_lists(meeting)
        if meeting.date_precision is Precision.DAY:
            days = [day.day for day in meeting.days]
            ensure_days(meeting.slug, meeting.first_day, meeting.last_day, days)
        told = announcement.content(meeting, by_id)
        if told is not None:
            _tell(meeting, announcement.digest(told), now)
        found[meeting.id] = words.of(meeting, by_id)
    db.session.flush()
    words.put(found)
    revisions.rise(now=now)


def _whole(ids: Sequence[int]) -> Iterator[Meeting]:
    parts = [selectinload(part) for part in (Meeting.days, Meeting.roles, Meeting.type, Meeting.series)]
    for some in (ids[n : n + _AT_ONCE] for n in range(0, len(ids), _AT_ONCE)):
        asked = select(Meeting).where(Meeting.id.in_(some)).options(*parts)
        yield from db.session.scalars(asked, execution_options={"populate_existing": True})


def place_in_lists(meeting: Meeting) -> None:
    """A meeting not known to the day spans its month or year there; one not known at all stands where it was put."""
    if meeting.date_precision is Precision.DAY and meeting.first_day and meeting.last_day:
        meeting.list_from, meeting.list_until = meeting.first_day, meeting.last_day
    elif meeting.loosely:
        meeting.list_from, meeting.list_until = meeting.loosely.first, meeting.loosely.last
    else:
        meeting.list_until = meeting.list_from


def _tell(meeting: Meeting, digest: str, now: datetime) -> None:
    if meeting.announced == digest:
        return
    meeting.sequence += meeting.announced is not None
    meeting.announced = digest
    meeting.changed_at = now.replace(microsecond=0)
    meeting.published_at = meeting.published_at or now
