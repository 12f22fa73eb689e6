"""What can be done to the contacts of a partner. The journal names personal fields and keeps no value of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.features.partners.contacts.models import Contact
from kpevents.features.partners.contacts.rules import PERSONAL, ensure_contact
from kpevents.features.partners.models import Partner
from kpevents.features.records import queries as records
from kpevents.infra.db import db

FIELDS = ("kind", "name", "function", "email", "phone", "language", "note", "active", "last_checked_on")


def create(partner_code: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Contact:
    """``values``: all ``FIELDS``. Raises NotFound and what ``ensure_contact`` raises."""
    partner = records.hold(Partner, code=partner_code)
    _ensure(values, now)
    contact = Contact(partner_id=partner.id)
    changes = [change for change in journal.write(contact, values, personal=PERSONAL) if values[change.field]]
    db.session.add(contact)
    db.session.flush()
    _note(contact, Deed.CREATED, changes, by, now)
    return contact


def change(
    partner_id: int,
    contact_id: int,
    values: Mapping[str, Any],
    *,
    opened: Card | None = None,
    by: Actor,
    now: datetime,
) -> Contact:
    """Raises NotFound, Crossed and what ``ensure_contact`` raises."""
    contact = records.hold(Contact, id=contact_id, partner_id=partner_id)
    _ensure(values, now)
    if changes := journal.write(contact, values, opened=opened, personal=PERSONAL):
        _note(contact, Deed.CHANGED, changes, by, now)
    return contact


def mark_as_checked(partner_id: int, contact_id: int, *, by: Actor, now: datetime) -> Contact:
    """All of it still holds today. Raises NotFound."""
    contact = records.hold(Contact, id=contact_id, partner_id=partner_id)
    if changes := journal.write(contact, {"last_checked_on": now.date()}):
        _note(contact, Deed.CHANGED, changes, by, now)
    return contact


def mark_many_as_checked(contact_ids: Sequence[int], *, by: Actor, now: datetime) -> int:
    """How many. Raises NotFound when one of them is gone."""
    for contact in [records.hold(Contact, id=contact_id) for contact_id in sorted(contact_ids)]:
        mark_as_checked(contact.partner_id, contact.id, by=by, now=now)
    return len(contact_ids)


def erase(partner_id: int, contact_id: int, *, by: Actor, now: datetime) -> None:
    """The row is gone; the journal keeps that there was one, and nothing of who it was. Raises NotFound."""
    contact = records.hold(Contact, id=contact_id, partner_id=partner_id)
    _note(contact, Deed.ERASED, [], by, now)
    db.session.delete(contact)


def _ensure(values: Mapping[str, Any], now: datetime) -> None:
    ensure_contact(values["name"], values["email"], values["last_checked_on"], now.date())


def _note(contact: Contact, deed: Deed, changes: list[Change], by: Actor, now: datetime) -> None:
    line = Line(Subject.CONTACT, contact.id, deed, {}, changes, partner_id=contact.partner_id)
    journal.note(line, by=by, now=now)
