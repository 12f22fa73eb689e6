from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.policy import ANONYMOUS, Actor
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Sight, sight
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import Kind, Status, may_read
from kpevents.infra.db import db

_PLACES = {kind: place for place, kind in enumerate(Kind)}


def get(paper_id: int, *, meeting_id: int) -> Paper:
    """A paper of this meeting, in whatever status: for those who plan it. Raises NotFound."""
    asked = select(Paper).where(Paper.id == paper_id, Paper.meeting_id == meeting_id)
    if paper := db.session.scalar(asked):
        return paper
    raise NotFound()


def find_before(paper: Paper) -> Paper | None:
    """The version that it replaces."""
    return db.session.get(Paper, paper.replaces_id) if paper.replaces_id else None


def find_heir(paper: Paper) -> Paper | None:
    """The version that this one replaced for its readers; drafts between the two were never theirs."""
    before = find_before(paper)
    while before and before.status is Status.DRAFT:
        before = find_before(before)
    return before if before and before.status is Status.REPLACED else None


def find_successor(paper_id: int) -> Paper | None:
    """The version that replaces it, final or not."""
    return db.session.scalar(select(Paper).where(Paper.replaces_id == paper_id))


def every(meeting_id: int) -> Sequence[Paper]:
    """All papers of a meeting in all versions, the latest of each first: for those who plan it."""
    found = db.session.scalars(select(Paper).where(Paper.meeting_id == meeting_id)).all()
    return _latest_first(found)


def _latest_first(found: Sequence[Paper]) -> list[Paper]:
    """Each followed by those that it replaces; by kind, and within a kind in the order in which they came."""
    by_id = {paper.id: paper for paper in found}
    replaced = {paper.replaces_id for paper in found}
    ordered: list[Paper] = []
    for latest in sorted((p for p in found if p.id not in replaced), key=lambda p: (_PLACES[p.kind], p.id)):
        each: Paper | None = latest
        while each:
            ordered.append(each)
            each = by_id.get(each.replaces_id or 0)
    return ordered


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper that somebody may read, and whether everybody may."""

    paper: Paper
    meeting_slug: str
    is_public: bool


def open_for(paper_id: int, actor: Actor) -> Opened:
    """What this person gets under this number. Raises NotFound for what they may not read.

    An address that was handed on outlives the version it was made for: the final version that replaced it is given.
    """
    while found := _one(paper_id):
        paper, meeting = found
        if _may_read(paper, meeting, actor):
            return Opened(paper, meeting.slug, _may_read(paper, meeting, ANONYMOUS))
        successor = find_successor(paper.id) if paper.status is Status.REPLACED else None
        paper_id = successor.id if successor else 0
    raise NotFound()


def _one(paper_id: int) -> tuple[Paper, Meeting] | None:
    asked = select(Paper, Meeting).join(Meeting, Meeting.id == Paper.meeting_id).where(Paper.id == paper_id)
    row = db.session.execute(asked).first()
    return (row[0], row[1]) if row else None


def _may_read(paper: Paper, meeting: Meeting, actor: Actor) -> bool:
    seen: Sight = sight(meeting.status, meeting.visibility, actor, meeting.id)
    return may_read(paper.audience, paper.status, actor, meeting_id=meeting.id, seen=seen)
