from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from kpevents.core.errors import NotFound
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import CheckState, ContactKind, a_year_before, is_due, state_of
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db

_ORDER = list(ContactKind)


@dataclass(frozen=True, slots=True)
class State:
    """How the contacts of one partner stand. ``in_use``: how many."""

    in_use: int
    check: CheckState


def of_partner(partner_id: int) -> Sequence[Contact]:
    """Focal point, deputy, others; those in use first."""
    found = db.session.scalars(select(Contact).filter_by(partner_id=partner_id).order_by(Contact.id))
    return sorted(found, key=lambda contact: (not contact.active, _ORDER.index(contact.kind)))


def get(partner_id: int, contact_id: int) -> Contact:
    """Of this partner. Raises NotFound, also for a contact of another."""
    contact = db.session.scalar(select(Contact).filter_by(id=contact_id, partner_id=partner_id))
    if contact is None:
        raise NotFound()
    return contact


def states(today: date) -> dict[int, State]:
    """For each partner that has a contact in use, by its id."""
    due: dict[int, list[bool]] = defaultdict(list)
    for partner_id, checked in db.session.execute(
        select(Contact.partner_id, Contact.last_checked_on).where(Contact.active)
    ):
        due[partner_id].append(is_due(True, checked, today))
    return {partner_id: State(len(answers), state_of(answers)) for partner_id, answers in due.items()}


def to_check(today: date) -> Sequence[tuple[Contact, Partner]]:
    """Contacts in use that nobody has checked for a year, each with its partner; those never checked first."""
    not_for_a_year = or_(Contact.last_checked_on.is_(None), Contact.last_checked_on <= a_year_before(today))
    asked = select(Contact, Partner).join(Partner, Partner.id == Contact.partner_id)
    rows = db.session.execute(
        asked.where(Contact.active, not_for_a_year).order_by(
            Contact.last_checked_on.is_not(None), Contact.last_checked_on, Partner.code, Contact.id
        )
    )
    return [(contact, partner) for contact, partner in rows]


def count() -> int:
    """Of those in use."""
    return db.session.scalar(select(func.count()).select_from(Contact).where(Contact.active)) or 0
