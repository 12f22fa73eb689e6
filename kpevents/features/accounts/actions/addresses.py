"""A person moves to another address: it takes effect when both, the old and the new, have said yes."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from kpevents.core.policy import Actor
from kpevents.core.text import searchable
from kpevents.features.accounts.actions.notes import note
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import AddressNotFree, AddressUnchanged, normal_address
from kpevents.features.journal.rules import Change, Deed
from kpevents.infra.db import db


def ask(user: User, email: str) -> None:
    """Whether somebody has it already is not said here: its owner would hear of it. Raises AddressUnchanged.

    A change that was asked for before is void.
    """
    new = normal_address(email)
    if new == user.email:
        raise AddressUnchanged(email=new)
    user.links += 1
    user.new_email, user.new_confirmed, user.old_confirmed = new, False, False
    db.session.flush()


def cancel(user: User) -> None:
    """Again changes nothing."""
    if user.new_email:
        user.links += 1
        user.new_email, user.new_confirmed, user.old_confirmed = None, False, False
        db.session.flush()


def confirm(user: User, *, new: bool, by: Actor, now: datetime) -> str | None:
    """One of the two said yes: ``new`` or the old one. With the second it takes effect, and the old address is given.

    Sessions stay. Raises AddressNotFree when somebody else took it meanwhile.
    """
    if new:
        user.new_confirmed = True
    else:
        user.old_confirmed = True
    db.session.flush()
    if not (user.new_email and user.new_confirmed and user.old_confirmed):
        return None
    return _move(user, user.new_email, by=by, now=now)


def _move(user: User, to: str, *, by: Actor, now: datetime) -> str:
    before = user.email
    try:
        with db.session.begin_nested():
            user.email, user.words = to, searchable(user.name, to)
    except IntegrityError as error:
        raise AddressNotFree() from error
    user.links += 1
    user.new_email, user.new_confirmed, user.old_confirmed = None, False, False
    db.session.flush()
    note(user.id, Deed.ADDRESS_CHANGED, changes=[Change("email", personal=True)], by=by, now=now)
    return before
