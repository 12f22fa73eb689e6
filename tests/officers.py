"""People of the desk who are signed in already: for tests of what stands behind sign-in."""

from itertools import count

from kpevents.core.policy import PRODUCT, Role
from kpevents.features.accounts.actions import people, sign_ins
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import Given, Stage, State
from kpevents.infra import clock
from kpevents.infra.db import db, unit_of_work

_number = count(1)


def make_person(name: str = "Anna Berg", *roles: Given) -> User:
    """With an account that is open; nobody knows its password."""
    now = clock.now()
    with unit_of_work():
        person = people.Person(f"person-{next(_number)}@example.org", name)
        user = people.invite(person, roles, by=PRODUCT, now=now)
        user.state, user.password_hash, user.totp_since = State.ACTIVE, "none", now
    return user


def signed_in(app, *roles: Given, name: str = "Anna Berg"):
    """The browser of a new person with these roles; an officer of the secretariat when none is given."""
    user = make_person(name, *(roles or (Given(Role.SECRETARIAT),)))
    user_id = user.id
    with unit_of_work():
        token = sign_ins.begin(db.session.get_one(User, user_id), Stage.FULL, "", now=clock.now())
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    client.user_id = user_id
    return client


def hidden(page: str) -> dict[str, str]:
    """The token and the press of the first form on a page that has them."""
    return {name: _value_after(f'name="{name}"', page) for name in ("csrf_token", "press")}


def _value_after(mark: str, page: str) -> str:
    return page.partition(mark)[2].partition('value="')[2].partition('"')[0]
