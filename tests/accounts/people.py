"""Accounts to test with, and how their people sign in by the pages."""

from datetime import datetime
from itertools import count

import pyotp

from kpevents.core.policy import Actor, Grant, Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, people
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import Given
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from tests.databases import SECRET
from tests.sending import send

PASSWORD = "umbrella lantern granite seven"
ANOTHER = "copper violin meadow eleven"
OFFICE = Actor(None, "tests", frozenset({Grant(Role.ADMINISTRATOR)}))
_number = count(1)


def make_user(*roles: Role | Given, email: str = "", name: str = "", language: str = "en") -> User:
    """An account that signs in with ``PASSWORD``, without a second factor."""
    n = next(_number)
    grants = [each if isinstance(each, Given) else Given(each) for each in roles]
    person = Person(email or f"somebody-{n}@example.org", name or f"Somebody {n}", language)
    with unit_of_work():
        return people.create(person, PASSWORD, grants, by=OFFICE, now=clock.now())


def invited(*roles: Role, email: str = "", name: str = "Ada", language: str = "en") -> User:
    """An account whose person has not chosen a password yet."""
    person = Person(email or f"invited-{next(_number)}@example.org", name, language)
    with unit_of_work():
        return people.invite(person, [Given(role) for role in roles], by=OFFICE, now=clock.now())


def closed() -> User:
    user = make_user()
    with unit_of_work():
        people.close(queries.get(user.id), by=OFFICE, now=clock.now())
    return user


def with_factor(user: User) -> str:
    """Sets up a second factor; gives the secret that the phone holds. No code of it was used yet."""
    with unit_of_work():
        held = queries.held(user.id)
        factor.enrol(held, SECRET)
        held.totp_since = clock.now()
        return factor.secret_of(held, SECRET) or ""


def code(secret: str, at: datetime | None = None) -> str:
    return pyotp.TOTP(secret).at(at or clock.now())


def sign_in(browser, user: User, password: str = PASSWORD, **typed):
    return send(browser, "/sign-in", email=typed.pop("email", user.email), password=password, **typed)
