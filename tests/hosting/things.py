"""Offers, candidatures and chairs to test with. Each takes only what the test cares about."""

from datetime import date

from sqlalchemy import select

from kpevents.core.policy import Actor, Grant, Role
from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.rules import BodySlug, Evidence
from kpevents.features.hosting.actions import chairmanship, offers
from kpevents.features.hosting.actions.offers import Answer, Terms
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.rules.offers import OfferedRole, Period, Standing
from kpevents.features.hosting.rules.turns import Share, Turn
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings.rules import Status
from kpevents.infra.db import db, unit_of_work
from tests.factories import save
from tests.times import NOW

OFFICER = Actor(1, "Amina", frozenset({Grant(Role.SECRETARIAT)}))
NEXT_YEAR = Period(PartialDate(2027))


def partial(text: str) -> PartialDate:
    return PartialDate.parse(text)


def turn(meeting_id: int, partner_id: int, share: Share = Share.HOST, year: int = 2020, **given) -> Turn:
    first = date(year, 5, 4)
    usual = {"first": first, "last": first, "precision": Precision.DAY, "status": Status.HELD}
    return Turn(meeting_id, partner_id, share, **usual | given)


def make_offer(partner, *, now=NOW, by=OFFICER, **given) -> Offer:
    usual = {"role": OfferedRole.HOST, "theme": "Labour migration", "period": NEXT_YEAR}
    with unit_of_work():
        return offers.make(partner.id, Terms(**usual | given), by=by, now=now)


def answer(offer, standing: Standing, text: str = "", *, seen: int = 1, meeting=None, now=NOW) -> Offer:
    with unit_of_work():
        given = Answer(standing, seen, text, meeting.id if meeting else None)
        return offers.answer(offer.id, given, by=OFFICER, now=now)


def make_chair_body() -> Body:
    return save(Body(slug=BodySlug.CHAIR, name=Trilingual(en="Chair")))


def make_chair(body: Body, partner, starts: str, ends: str | None = None) -> Term:
    return save(
        Term(
            key=f"chair-{partner.code}-{starts}",
            body_id=body.id,
            partner_id=partner.id,
            starts=partial(starts),
            ends=partial(ends) if ends else None,
            ongoing=ends is None,
            basis=Evidence.SECRETARIAT,
        )
    )


def make_candidature(partner, on: str = "2026-01", *, now=NOW):
    with unit_of_work():
        return chairmanship.offer(partner, partial(on), "", by=OFFICER, now=now)


def journal() -> list[JournalLine]:
    return list(db.session.scalars(select(JournalLine).order_by(JournalLine.id)))
