"""Candidatures for the chair, and whose turn it is."""

from collections.abc import Sequence

from sqlalchemy import select

from kpevents.core.errors import NotFound
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.rules import BodySlug
from kpevents.features.hosting.models import Candidature
from kpevents.features.meetings.models import Meeting
from kpevents.infra.db import db


def candidatures() -> Sequence[Candidature]:
    """The latest first."""
    return db.session.scalars(select(Candidature).order_by(Candidature.id.desc())).all()


def open_of(partner_id: int) -> Candidature | None:
    """The one that was neither withdrawn nor has become a term."""
    is_open = (Candidature.withdrawn_on.is_(None), Candidature.term_id.is_(None))
    return db.session.scalar(select(Candidature).where(Candidature.partner_id == partner_id, *is_open))


def get(candidature_id: int) -> Candidature:
    """Raises NotFound."""
    if found := db.session.get(Candidature, candidature_id):
        return found
    raise NotFound()


def chair() -> Body:
    """Raises NotFound before the bodies were loaded."""
    if body := db.session.scalar(select(Body).where(Body.slug == BodySlug.CHAIR)):
        return body
    raise NotFound()


def terms(body_id: int) -> Sequence[Term]:
    return db.session.scalars(select(Term).where(Term.body_id == body_id).order_by(Term.id)).all()


def meetings_of(ids: Sequence[int]) -> dict[int, Meeting]:
    return {meeting.id: meeting for meeting in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)))}
