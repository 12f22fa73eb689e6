"""A candidature for the chair is recorded, endorsed, withdrawn, and becomes a term at its handover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.core.timespan import PartialDate
from kpevents.features.governance.models import Term
from kpevents.features.hosting.actions import succession
from kpevents.features.hosting.models import Candidature
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.rules.chairmanship import (
    AlreadyCandidate,
    NotAState,
    Step,
    as_far_as_known,
    ensure_endorsed_after,
    ensure_handed_over_after,
    ensure_has_come,
    ensure_step,
)
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject, differences
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners.models import Partner
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Where:
    """At which meeting, on which date, or both; a date is written as far as it is known."""

    meeting: Meeting | None = None
    on: PartialDate | None = None

    def date(self) -> PartialDate:
        """Raises DateMissing."""
        meeting = self.meeting
        if meeting is None:
            return as_far_as_known(self.on, None, None, None)
        return as_far_as_known(self.on, meeting.first_day, meeting.last_day, meeting.loosely)


def offer(partner: Partner, on: PartialDate, note: str, *, by: Actor, now: datetime) -> Candidature:
    """Raises NotAState, NotYet, AlreadyCandidate."""
    revisions.hold()
    if not partner.is_state:
        raise NotAState(name=partner.name)
    ensure_has_come(on, now.date())
    if queries.open_of(partner.id):
        raise AlreadyCandidate(name=partner.name)
    candidature = Candidature(partner_id=partner.id, offered_on=on, note=note.strip(), recorded_at=now)
    db.session.add(candidature)
    db.session.flush()
    _note(candidature, Deed.CREATED, {}, by=by, now=now)
    return candidature


def endorse(
    candidature_id: int, where: Where, *, handover: Meeting | None, seen: int, by: Actor, now: datetime
) -> Candidature:
    """At a meeting of the Committee, or on a date. ``handover`` is where the chair is to be handed over, if known.

    Raises CandidatureChanged, NotInOrder, DateMissing, NotYet, EndorsedTooEarly.
    """
    candidature, before = _held(candidature_id, (Step.OFFERED,), seen)
    on = where.date()
    ensure_has_come(on, now.date())
    ensure_endorsed_after(candidature.offered_on, on)
    candidature.endorsed_on, candidature.endorsed_at_id = on, _id(where.meeting)
    candidature.handover_id = _id(handover)
    _note(candidature, Deed.ENDORSED, before, by=by, now=now)
    return candidature


def plan_handover(candidature_id: int, handover: Meeting | None, *, seen: int, by: Actor, now: datetime) -> Candidature:
    """Where the chair is to be handed over; None: not settled. Raises CandidatureChanged, NotInOrder."""
    candidature, before = _held(candidature_id, (Step.ENDORSED,), seen)
    candidature.handover_id = _id(handover)
    _note(candidature, Deed.CHANGED, before, by=by, now=now)
    return candidature


def withdraw(candidature_id: int, on: PartialDate, *, seen: int, by: Actor, now: datetime) -> Candidature:
    """Raises CandidatureChanged, NotInOrder, NotYet."""
    candidature, before = _held(candidature_id, (Step.OFFERED, Step.ENDORSED), seen)
    ensure_has_come(on, now.date())
    candidature.withdrawn_on = on
    _note(candidature, Deed.WITHDRAWN, before, by=by, now=now)
    return candidature


def hand_over(candidature_id: int, where: Where, *, seen: int, by: Actor, now: datetime) -> Term:
    """The candidature becomes the next term, and the running term ends where it begins: from here on it is public.

    Raises CandidatureChanged, NotInOrder, DateMissing, NotYet, HandedOverTooEarly, ChairsOverlap.
    """
    revisions.hold()
    candidature, before = _held(candidature_id, (Step.ENDORSED,), seen)
    starts = where.date()
    ensure_has_come(starts, now.date())
    if candidature.endorsed_on:
        ensure_handed_over_after(candidature.endorsed_on, starts)
    term = succession.begin(db.session.get_one(Partner, candidature.partner_id), starts, where.meeting, by=by, now=now)
    candidature.term_id, candidature.handover_id = term.id, term.handover_id
    _note(candidature, Deed.HANDED_OVER, before, by=by, now=now)
    revisions.rise(now=now)
    return term


def _id(meeting: Meeting | None) -> int | None:
    return meeting.id if meeting else None


def _held(candidature_id: int, steps: Sequence[Step], seen: int) -> tuple[Candidature, dict[str, object]]:
    """Nobody else changes it until the commit; and as the journal keeps it before the change."""
    asked = select(Candidature).where(Candidature.id == candidature_id).with_for_update()
    candidature = db.session.scalar(asked, execution_options={"populate_existing": True})
    if candidature is None:
        raise NotFound()
    ensure_step(steps, candidature.dates, turn=candidature.turn, seen=seen)
    before = _said(candidature)
    candidature.turn += 1
    return candidature, before


def _note(candidature: Candidature, deed: Deed, before: dict[str, object], *, by: Actor, now: datetime) -> None:
    db.session.flush()
    line = Line(
        Subject.CANDIDATURE,
        candidature.id,
        deed,
        db.session.get_one(Partner, candidature.partner_id).name.as_dict(),
        differences(before, {name: value for name, value in _said(candidature).items() if before or value}),
        partner_id=candidature.partner_id,
    )
    journal.note(line, by=by, now=now)


def _said(candidature: Candidature) -> dict[str, object]:
    def written(partial: PartialDate | None) -> str | None:
        return str(partial) if partial else None

    return {
        "offered_on": written(candidature.offered_on),
        "note": candidature.note,
        "endorsed_on": written(candidature.endorsed_on),
        "endorsed_at": candidature.endorsed_at_id,
        "handover": candidature.handover_id,
        "withdrawn_on": written(candidature.withdrawn_on),
        "term": candidature.term_id,
    }
