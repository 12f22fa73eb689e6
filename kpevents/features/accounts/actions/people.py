"""Accounts as the secretariat keeps them: invited, given roles, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from kpevents.core.policy import Actor, Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions.passwords import digest_for
from kpevents.features.accounts.models import SignIn, User, UserGrant
from kpevents.features.accounts.rules import (
    AddressTaken,
    Given,
    LastAdministrator,
    State,
    ensure_placed,
    normal_address,
)
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject, differences
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    language: str = "en"


def invite(person: Person, grants: Sequence[Given], *, by: Actor, now: datetime) -> User:
    """An account without a password: its link comes by mail. Raises AddressTaken, GrantMisplaced."""
    user = _new(person, now)
    note(user.id, Deed.INVITED, by=by, now=now)
    for given in grants:
        grant(user, given, by=by, now=now)
    return user


def create(person: Person, password: str, grants: Sequence[Given], *, by: Actor, now: datetime) -> User:
    """An account ready to sign in. Raises AddressTaken, GrantMisplaced and what a password may raise."""
    digest = digest_for(password, person.name, person.email)
    user = _new(person, now)
    user.password_hash, user.state = digest, State.ACTIVE
    note(user.id, Deed.CREATED, by=by, now=now)
    for given in grants:
        grant(user, given, by=by, now=now)
    return user


def _new(person: Person, now: datetime) -> User:
    email = normal_address(person.email)
    if queries.find_by_address(email):
        raise AddressTaken(email=email)
    user = User(email=email, name=person.name, language=person.language, state=State.INVITED, grants=[], created_at=now)
    db.session.add(user)
    db.session.flush()
    return user


def grant(user: User, given: Given, *, by: Actor, now: datetime) -> None:
    """Giving what somebody has already only moves its last day. Raises GrantMisplaced."""
    ensure_placed(given)
    place = (given.role, given.partner_id, given.meeting_id)
    held = next((g for g in user.grants if (g.role, g.partner_id, g.meeting_id) == place), None)
    if held and held.ends_on == given.ends_on:
        return
    before = held.ends_on if held else None
    if held:
        held.ends_on = given.ends_on
    else:
        user.grants.append(
            UserGrant(role=given.role, partner_id=given.partner_id, meeting_id=given.meeting_id, ends_on=given.ends_on)
        )
    db.session.flush()
    changes = [Change("role", given.role if held else None, given.role)]
    if given.ends_on or before:
        changes.append(Change("ends_on", before and str(before), given.ends_on and str(given.ends_on)))
    note(user.id, Deed.GRANTED, given, changes, by=by, now=now)


def take_back(user: User, grant_id: int, *, by: Actor, now: datetime) -> None:
    """Nothing happens when it is gone already. Raises LastAdministrator."""
    held = next((each for each in user.grants if each.id == grant_id), None)
    if held is None:
        return
    if held.role is Role.ADMINISTRATOR:
        _ensure_another_administrator(user)
    user.grants.remove(held)
    db.session.flush()
    note(user.id, Deed.GRANT_ENDED, queries.given(held), [Change("role", held.role, None)], by=by, now=now)


def close(user: User, *, by: Actor, now: datetime) -> None:
    """Signed out everywhere, and no way back in until it is opened again. Raises LastAdministrator."""
    if user.state is State.ENDED:
        return
    if any(each.role is Role.ADMINISTRATOR for each in user.grants):
        _ensure_another_administrator(user)
    user.state = State.ENDED
    user.links += 1
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    note(user.id, Deed.CLOSED, by=by, now=now)


def reopen(user: User, *, by: Actor, now: datetime) -> None:
    """The person sets a new password by a link."""
    if user.state is not State.ENDED:
        return
    user.state, user.password_hash = State.INVITED, None
    note(user.id, Deed.REOPENED, by=by, now=now)


def _ensure_another_administrator(user: User) -> None:
    if user.state is State.ACTIVE and queries.count_administrators() < 2:
        raise LastAdministrator()


def note(
    user_id: int, deed: Deed, given: Given | None = None, changes: Sequence[Change] = (), *, by: Actor, now: datetime
) -> None:
    """A line about a person: by number, never by name."""
    line = Line(
        Subject.PERSON,
        user_id,
        deed,
        name={},
        changes=changes,
        person_id=user_id,
        partner_id=given.partner_id if given else None,
        meeting_id=given.meeting_id if given else None,
    )
    journal.note(line, by=by, now=now)


def rename(user: User, name: str, language: str, *, by: Actor, now: datetime) -> None:
    """What a person is called, and the language of mail to them."""
    before = {"name": user.name, "language": user.language}
    user.name, user.language = name, language
    after = {"name": name, "language": language}
    changes = differences(before, after, personal=frozenset({"name"}))
    if changes:
        note(user.id, Deed.CHANGED, changes=changes, by=by, now=now)
