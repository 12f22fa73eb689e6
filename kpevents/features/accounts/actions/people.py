"""Accounts as the secretariat keeps them: invited, renamed, closed, erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from kpevents.core.policy import Actor, Role
from kpevents.core.text import searchable
from kpevents.features.accounts.actions.notes import note
from kpevents.features.accounts.actions.passwords import digest_for
from kpevents.features.accounts.actions.roles import ensure_another_administrator, give, grant, roles_of
from kpevents.features.accounts.models import AccountRequest, RecoveryCode, SignIn, User
from kpevents.features.accounts.rules import (
    AddressTaken,
    Given,
    State,
    ensure_may_touch,
    ensure_not_oneself,
    normal_address,
)
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, differences
from kpevents.features.outbox import actions as outbox
from kpevents.infra.db import db


@dataclass(frozen=True, slots=True)
class Person:
    email: str
    name: str
    language: str = "en"


def invite(person: Person, grants: Sequence[Given], *, by: Actor, now: datetime) -> User:
    """An account without a password: its link comes by mail.

    Raises AddressTaken, GrantMisplaced, AdministratorsOnly.
    """
    user = _new(person, now)
    note(user.id, Deed.INVITED, by=by, now=now)
    for given in grants:
        grant(user, given, by=by, now=now)
    return user


def create(person: Person, password: str, grants: Sequence[Given], *, by: Actor, now: datetime) -> User:
    """An account ready to sign in, made by a command or by the first administrator's link: the policy is not asked.

    Raises AddressTaken, GrantMisplaced and what a password may raise.
    """
    digest = digest_for(password, person.name, person.email)
    user = _new(person, now)
    user.password_hash, user.state = digest, State.ACTIVE
    note(user.id, Deed.CREATED, by=by, now=now)
    for given in grants:
        give(user, given, by=by, now=now)
    return user


def _new(person: Person, now: datetime) -> User:
    email = normal_address(person.email)
    user = User(
        email=email,
        name=person.name,
        words=searchable(person.name, email),
        language=person.language,
        state=State.INVITED,
        grants=[],
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError as error:
        raise AddressTaken(email=email) from error
    return user


def invite_again(user: User, *, by: Actor, now: datetime) -> None:
    """Links sent before are void. Raises AdministratorsOnly."""
    ensure_may_touch(by, roles_of(user))
    user.links += 1
    note(user.id, Deed.INVITED, by=by, now=now)


def close(user: User, *, by: Actor, now: datetime) -> None:
    """Signed out everywhere, and no way back in until it is opened again.

    Raises OwnAccount, AdministratorsOnly, LastAdministrator.
    """
    ensure_not_oneself(by, user.id)
    ensure_may_touch(by, roles_of(user))
    if user.state is State.ENDED:
        return
    if Role.ADMINISTRATOR in roles_of(user):
        ensure_another_administrator(user)
    user.state = State.ENDED
    _forget_ways_in(user)
    note(user.id, Deed.CLOSED, by=by, now=now)


def _forget_ways_in(user: User) -> None:
    user.links += 1
    user.new_email, user.new_confirmed, user.old_confirmed = None, False, False
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))


def reopen(user: User, *, by: Actor, now: datetime) -> None:
    """The person sets a new password by a link. Raises AdministratorsOnly."""
    ensure_may_touch(by, roles_of(user))
    if user.state is not State.ENDED or user.erased_at:
        return
    user.state, user.password_hash = State.INVITED, None
    note(user.id, Deed.REOPENED, by=by, now=now)


def sign_out_everywhere(user: User, *, by: Actor, now: datetime) -> None:
    """ASVS 5.0, 7.4.5. Raises AdministratorsOnly."""
    ensure_may_touch(by, roles_of(user))
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id))
    note(user.id, Deed.SIGNED_OUT, by=by, now=now)


def erase(user: User, *, by: Actor, now: datetime) -> None:
    """Nothing names the person any more; what they did stays on record as somebody's.

    Raises OwnAccount, AdministratorsOnly, LastAdministrator.
    """
    close(user, by=by, now=now)
    if user.erased_at:
        return
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(AccountRequest).where(AccountRequest.email == user.email))
    outbox.forget(user.id, user.email)
    user.grants.clear()
    user.email, user.name, user.words = f"erased-{user.id}@erased.invalid", "", ""
    user.password_hash, user.totp_secret, user.totp_since = None, None, None
    user.signed_in_at, user.erased_at = None, now
    db.session.flush()
    journal.erase(user.id)
    note(user.id, Deed.ERASED, by=by, now=now)


def rename(user: User, name: str, language: str, *, by: Actor, now: datetime) -> None:
    """What a person is called, and the language of mail to them."""
    before = {"name": user.name, "language": user.language}
    user.name, user.language, user.words = name, language, searchable(name, user.email)
    after = {"name": name, "language": language}
    changes = differences(before, after, personal=frozenset({"name"}))
    if changes:
        note(user.id, Deed.CHANGED, changes=changes, by=by, now=now)
