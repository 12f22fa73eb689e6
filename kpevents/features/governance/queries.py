from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.policy import ANONYMOUS
from kpevents.core.timespan import Certainty, PartialDate, holds_on
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.rules import BodySlug, Span, has_left, holders_on, in_turn, nearest_snapshot, span
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Sight, sight
from kpevents.features.revisions.queries import Current
from kpevents.infra.db import db, for_reading_only
from kpevents.infra.memo import kept


@dataclass(frozen=True, slots=True)
class Governance:
    """All bodies and terms at one revision, for reading only. Chairs stand in their turn."""

    bodies: dict[BodySlug, Body]
    chairs: list[Term]
    spans: list[Span]
    committee: list[Term]
    members: list[Term]
    handovers: dict[int, Meeting]
    """Those that anyone may see whole."""

    def chairs_on(self, day: date) -> list[tuple[Term, Certainty]]:
        """Who held the chair on this day; two when a handover's day is not on record. Empty before the Process."""
        began = self.bodies[BodySlug.PROCESS].began if BodySlug.PROCESS in self.bodies else None
        if began and day < began.first:
            return []
        return [(self.chairs[n], certainty) for n, certainty in holders_on(day, self.spans)]

    def committee_on(self, day: date) -> tuple[PartialDate | None, list[Term]]:
        """The latest record of the Committee that is not later than the day, and who was in it on that day.

        Dated terms correct the record: who is known to sit there is added, who is known to have left since is not.
        """
        snapshots = [term for term in self.committee if term.seen_on]
        when = nearest_snapshot(day, [term.seen_on for term in snapshots if term.seen_on])
        if when is None:
            return None, []
        return when, _corrected(day, when, self.committee)

    def chairmanships_of(self, partner_id: int) -> list[Term]:
        return [term for term in self.chairs if term.partner_id == partner_id]

    def terms_of(self, partner_id: int) -> list[Term]:
        return [term for term in (*self.members, *self.committee) if term.partner_id == partner_id]


def _corrected(day: date, when: PartialDate, committee: Sequence[Term]) -> list[Term]:
    dated = [(term, _own_span(term)) for term in committee if not term.seen_on]
    sitting = {t.partner_id: t for t, of in dated if holds_on(day, of.begins, of.ends) is Certainty.YES}
    left = {t.partner_id for t, of in dated if has_left(day, of, since=when)} - set(sitting)
    seen = {t.partner_id: t for t in committee if t.seen_on == when and t.partner_id not in left}
    return [*seen.values(), *(term for partner, term in sitting.items() if partner not in seen)]


def governance(revision: Current) -> Governance:
    return kept(revision, "governance", _read)


def _read() -> Governance:
    bodies = {body.slug: body for body in for_reading_only(select(Body))}
    terms = for_reading_only(select(Term).order_by(Term.key))
    meetings = _meetings([term.handover_id for term in terms if term.handover_id])
    seen = {m.id: sight(m.status, m.visibility, ANONYMOUS) for m in meetings.values()}
    dated = {m.id: m for m in meetings.values() if seen[m.id] is not Sight.NONE}
    public = {m.id: m for m in meetings.values() if seen[m.id] is Sight.FULL}
    chairs = sorted(_of(terms, bodies, BodySlug.CHAIR), key=_starts)
    spans = in_turn([span_of(term, dated) for term in chairs])
    committee = _of(terms, bodies, BodySlug.STEERING_COMMITTEE)
    return Governance(bodies, chairs, spans, committee, _of(terms, bodies, BodySlug.PROCESS), public)


def _meetings(ids: Sequence[int]) -> dict[int, Meeting]:
    found = for_reading_only(select(Meeting).where(Meeting.id.in_(ids)))
    return {meeting.id: meeting for meeting in found}


def _of(terms: Sequence[Term], bodies: dict[BodySlug, Body], slug: BodySlug) -> list[Term]:
    body = bodies.get(slug)
    return [term for term in terms if body and term.body_id == body.id]


def _starts(term: Term) -> date:
    return term.starts.first if term.starts else date.min


def _own_span(term: Term) -> Span:
    return span(term.starts, term.ends, ongoing=term.ongoing)


def span_of(term: Term, meetings: dict[int, Meeting]) -> Span:
    """``meetings``: by their ids, those of the handovers that may be looked at."""
    meeting = meetings.get(term.handover_id or 0)
    days = (meeting.first_day, meeting.last_day) if meeting and meeting.first_day and meeting.last_day else None
    return span(term.starts, term.ends, ongoing=term.ongoing, handover=days)


def get(key: str) -> Term:
    """As it stands now, for whoever will change it. Raises NotFound."""
    term = db.session.scalar(select(Term).filter_by(key=key))
    if term is None:
        raise NotFound()
    return term


def body_of(term: Term) -> BodySlug:
    return db.session.scalars(select(Body.slug).where(Body.id == term.body_id)).one()


def handover_of(term: Term) -> Meeting | None:
    """The meeting at which a chairmanship began, of whatever status."""
    return db.session.get(Meeting, term.handover_id) if term.handover_id else None
