"""Offers to host: all of them for the desk, one partner's own for its focal points."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from kpevents.core.errors import NotFound
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.rules.offers import OPEN, Standing
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a list. ``total`` counts all pages."""

    rows: Sequence[Offer]
    total: int


def find(
    *, standings: Collection[Standing] = tuple(Standing), partner_id: int | None = None, page: int, size: int
) -> Found:
    """The latest first. Pages count from 1."""
    asked: list[ColumnElement[bool]] = [Offer.standing.in_(standings)]
    if partner_id:
        asked.append(Offer.partner_id == partner_id)
    rows = select(Offer).where(*asked).order_by(Offer.made_at.desc(), Offer.id.desc())
    total = db.session.scalar(select(func.count()).select_from(Offer).where(*asked)) or 0
    return Found(db.session.scalars(rows.limit(size).offset((page - 1) * size)).all(), total)


def count_by_standing() -> dict[Standing, int]:
    counted = select(Offer.standing, func.count()).group_by(Offer.standing)
    return {standing: number for standing, number in db.session.execute(counted) if number}


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
