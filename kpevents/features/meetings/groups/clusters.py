"""What can be done to clusters: the word that meetings of one trip carry."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.features.meetings.actions import settle
from kpevents.features.meetings.groups.rules import ClusterTaken, InAClusterAlready
from kpevents.features.meetings.models import Meeting
from kpevents.features.records import queries as records
from kpevents.features.records.rules import ensure_word
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


def rename(word: str, new: str, *, by: Actor, now: datetime) -> None:
    """Raises NotFound, NotAWord, ClusterTaken."""
    revisions.hold()
    ensure_word(new, "word")
    meetings = _of(word)
    if not meetings:
        raise NotFound()
    if new == word:
        return
    if _of(new):
        raise ClusterTaken(word=new)
    _put(meetings, new, by, now)


def put_in(word: str, slug: str, *, by: Actor, now: datetime) -> None:
    """One meeting; the first makes the cluster. Raises NotFound, NotAWord, InAClusterAlready."""
    revisions.hold()
    ensure_word(word, "word")
    meeting = records.hold(Meeting, slug=slug)
    if meeting.cluster and meeting.cluster != word:
        raise InAClusterAlready(meeting=meeting.title, word=meeting.cluster)
    _put([meeting], word, by, now)


def take_out(word: str, slug: str, *, by: Actor, now: datetime) -> None:
    """One meeting; with the last one the cluster is gone. Raises NotFound, also for one of another cluster."""
    revisions.hold()
    _put([records.hold(Meeting, slug=slug, cluster=word)], None, by, now)


def _of(word: str) -> Sequence[Meeting]:
    return db.session.scalars(select(Meeting).filter_by(cluster=word).order_by(Meeting.id)).all()


def _put(meetings: Sequence[Meeting], word: str | None, by: Actor, now: datetime) -> None:
    for meeting in meetings:
        if changes := journal.write(meeting, {"cluster": word}):
            line = Line(
                Subject.MEETING, meeting.id, Deed.CHANGED, meeting.title.as_dict(), changes, meeting_id=meeting.id
            )
            journal.note(line, by=by, now=now)
    settle([meeting.id for meeting in meetings], now=now)
