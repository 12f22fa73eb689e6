"""Offers to host: all of them for the desk, one partner's own for its focal points."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from kpevents.core.errors import NotFound
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.rules.offers import OPEN, Standing
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that are given must hold. ``ids``: these alone; none: all."""

    ids: Sequence[int] = ()
    standing: Standing | None = None
    partner_id: int | None = None


def _asked(wanted: Wanted) -> Select[int]:
    """The latest first."""
    asked = select(Offer.id).order_by(Offer.made_at.desc(), Offer.id.desc())
    if wanted.ids:
        asked = asked.where(Offer.id.in_(wanted.ids))
    if wanted.standing:
        asked = asked.where(Offer.standing == wanted.standing)
    if wanted.partner_id:
        asked = asked.where(Offer.partner_id == wanted.partner_id)
    return asked


def ids(wanted: Wanted) -> Sequence[int]:
    """The latest first."""
    return db.session.scalars(_asked(wanted)).all()


def find(wanted: Wanted, *, page: int, size: int) -> tuple[Sequence[Offer], int]:
    """One page, the latest first, and how many there are on all. Pages count from 1."""
    rows = _asked(wanted).with_only_columns(Offer).limit(size).offset((page - 1) * size)
    total = db.session.scalar(select(func.count()).select_from(_asked(wanted).order_by(None).subquery())) or 0
    return db.session.scalars(rows).all(), total


def every(wanted: Wanted) -> Sequence[Offer]:
    return db.session.scalars(_asked(wanted).with_only_columns(Offer)).all()


def waiting() -> int:
    """How many wait for a decision of the Secretariat."""
    return db.session.scalar(select(func.count()).where(Offer.standing == Standing.MADE)) or 0


def of_partners(ids: Collection[int]) -> Sequence[Offer]:
    """The latest first."""
    asked = select(Offer).where(Offer.partner_id.in_(ids)).order_by(Offer.made_at.desc(), Offer.id.desc())
    return db.session.scalars(asked).all()


def ready() -> Sequence[Offer]:
    """What could still become a meeting: not answered for good, or accepted without one yet."""
    without = (Offer.standing == Standing.ACCEPTED) & Offer.meeting_id.is_(None)
    return db.session.scalars(select(Offer).where(Offer.standing.in_(OPEN) | without).order_by(Offer.id)).all()


def get(offer_id: int, *, partner_id: int | None = None) -> Offer:
    """Raises NotFound, and for another partner's too where ``partner_id`` is given."""
    offer = db.session.get(Offer, offer_id)
    if offer is None or partner_id not in (None, offer.partner_id):
        raise NotFound()
    return offer
