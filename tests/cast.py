"""People to test with, and browsers in which they are signed in."""

from itertools import count

from flask import Flask
from flask.testing import FlaskClient

from kpevents.core.policy import Actor, Grant, Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people, sign_ins
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import Given, Stage, State
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.infra.secrets import digest_of_password

PASSWORD = "seven quiet herons"
_DIGEST = digest_of_password(PASSWORD)
_number = count(1)
_THE_TESTS = Actor(None, "the tests", frozenset({Grant(Role.ADMINISTRATOR)}))


def make_person(*roles: Role | Given, **given) -> int:
    """An account that can sign in with ``PASSWORD``; its number. A second factor is set up where one is needed."""
    n = next(_number)
    person = Person(given.pop("email", f"person{n}@example.org"), given.pop("name", f"Person {n}"))
    grants = [role if isinstance(role, Given) else Given(role) for role in roles]
    with unit_of_work():
        user = people.invite(person, grants, by=_THE_TESTS, now=clock.now())
        user.password_hash, user.state, user.totp_since = _DIGEST, State.ACTIVE, clock.now()
        for name, value in given.items():
            setattr(user, name, value)
        return user.id


def browser_of(app: Flask, *roles: Role | Given) -> FlaskClient:
    """A browser in which somebody with these roles is signed in."""
    return signed_in(app, make_person(*roles))


def signed_in(app: Flask, user_id: int) -> FlaskClient:
    with unit_of_work():
        token = sign_ins.begin(queries.get(user_id), Stage.FULL, "", now=clock.now())
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client
