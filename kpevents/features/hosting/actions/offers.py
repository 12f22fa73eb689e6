"""Offers are made and withdrawn by partners, and answered by the Secretariat."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.rules.offers import (
    OfferedRole,
    Period,
    Standing,
    ensure_answered,
    ensure_may_become,
    ensure_to_come,
)
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject, differences
from kpevents.features.meetings.models import Domain, Meeting, MeetingType
from kpevents.infra.db import db

_DEEDS = {
    Standing.KEPT: Deed.KEPT,
    Standing.ACCEPTED: Deed.ACCEPTED,
    Standing.DECLINED: Deed.DECLINED,
    Standing.WITHDRAWN: Deed.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a partner offers."""

    role: OfferedRole
    theme: str
    period: Period
    note: str = ""
    domain_id: int | None = None
    type_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """``seen`` is the turn of the offer that whoever answers had before them. ``text`` is for the partner to read."""

    standing: Standing
    seen: int
    text: str = ""
    meeting_id: int | None = None


def make(partner_id: int, terms: Terms, *, by: Actor, now: datetime) -> Offer:
    """Raises PeriodBackwards and PeriodOver."""
    ensure_to_come(terms.period, now.date())
    offer = Offer(
        partner_id=partner_id,
        role=terms.role,
        theme=terms.theme,
        domain_id=terms.domain_id,
        type_id=terms.type_id,
        begins=terms.period.begins,
        ends=terms.period.ends,
        note=terms.note,
        made_at=now,
    )
    db.session.add(offer)
    db.session.flush()
    changes = [Change(field, None, value) for field, value in _said(offer).items() if value]
    journal.note(_line(offer, Deed.CREATED, changes), by=by, now=now)
    return offer


def answer(offer_id: int, given: Answer, *, by: Actor, now: datetime) -> Offer:
    """Accepted, declined or kept. Raises NotFound, OfferChanged, OfferClosed, ReasonMissing, OnlyAcceptedHasMeeting."""
    offer = _held(offer_id)
    ensure_may_become(given.standing, offer.standing, turn=offer.turn, seen=given.seen)
    ensure_answered(given.standing, given.text, names_meeting=given.meeting_id is not None)
    before = _said(offer)
    offer.answer, offer.meeting_id = given.text.strip(), given.meeting_id
    _put(offer, given.standing, before, by=by, now=now)
    return offer


def withdraw(offer_id: int, partner_id: int, *, seen: int, by: Actor, now: datetime) -> Offer:
    """By the partner itself. Raises NotFound for another partner's, OfferChanged, OfferClosed."""
    offer = _held(offer_id)
    if offer.partner_id != partner_id:
        raise NotFound()
    ensure_may_become(Standing.WITHDRAWN, offer.standing, turn=offer.turn, seen=seen)
    _put(offer, Standing.WITHDRAWN, _said(offer), by=by, now=now)
    return offer


def _held(offer_id: int) -> Offer:
    """Nobody else answers it until the commit; read anew, as whoever was quicker left it."""
    asked = select(Offer).where(Offer.id == offer_id).with_for_update()
    if offer := db.session.scalar(asked, execution_options={"populate_existing": True}):
        return offer
    raise NotFound()


def _put(offer: Offer, standing: Standing, before: dict[str, object], *, by: Actor, now: datetime) -> None:
    offer.standing, offer.answered_at = standing, now
    offer.turn += 1
    db.session.flush()
    reason = offer.answer if standing is not Standing.WITHDRAWN else ""
    journal.note(_line(offer, _DEEDS[standing], differences(before, _said(offer)), reason), by=by, now=now)


def _line(offer: Offer, deed: Deed, changes: list[Change], reason: str = "") -> Line:
    return Line(
        Subject.OFFER,
        offer.id,
        deed,
        {"en": offer.theme},
        changes,
        reason=reason,
        meeting_id=offer.meeting_id,
        partner_id=offer.partner_id,
    )


def _said(offer: Offer) -> dict[str, object]:
    """As the journal keeps it; the answer stands there as the reason."""
    return {
        "role": offer.role,
        "theme": offer.theme,
        "begins": str(offer.begins),
        "ends": str(offer.ends) if offer.ends else None,
        "domain": db.session.get_one(Domain, offer.domain_id).name.as_dict() if offer.domain_id else None,
        "type": db.session.get_one(MeetingType, offer.type_id).name.as_dict() if offer.type_id else None,
        "note": offer.note,
        "standing": offer.standing or Standing.MADE,
        "meeting": db.session.get_one(Meeting, offer.meeting_id).title.as_dict() if offer.meeting_id else None,
    }
