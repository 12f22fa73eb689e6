"""What can be done to meetings. Reads, asks the rules, writes; never commits."""

from collections.abc import Iterable
from datetime import datetime

from kpevents.core.timespan import Precision
from kpevents.features.meetings import announcement, words
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners import queries as partners
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


def settle(meetings: Iterable[Meeting], *, now: datetime) -> None:
    """After any change to these meetings, or to what they show: once in a commit, as its last act.

    Derives what lists and searches go by, and raises SEQUENCE and LAST-MODIFIED of each meeting of which a
    subscriber can now see something else. They have their days, roles, type and series loaded.
    """
    by_id = {partner.id: partner for partner in partners.every()}
    settled = list(meetings)
    for meeting in settled:
        place_in_lists(meeting)
        meeting.needs_checking = bool(meeting.doubts)
        told = announcement.content(meeting, by_id)
        if told is not None:
            _tell(meeting, announcement.digest(told), now)
    db.session.flush()
    words.put({meeting.id: words.of(meeting, by_id) for meeting in settled})
    revisions.rise(now=now)


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
