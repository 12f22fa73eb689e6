"""Two who come at the same moment: a code and a link are good once, and an administrator always stays."""

import multiprocessing
from datetime import timedelta

import pytest

from kpevents.core.errors import DomainError
from kpevents.core.links import Bearer
from kpevents.core.policy import Actor, Grant, Role
from kpevents.features.accounts import first, queries
from kpevents.features.accounts.actions import factor, passwords, people, roles
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import Given
from kpevents.infra import clock
from kpevents.infra.db import db, unit_of_work
from kpevents.infra.links import Links
from tests import databases
from tests.accounts.people import ANOTHER, OFFICE, PASSWORD, code, make_user, with_factor
from tests.databases import SECRET
from tests.times import NOW

AT_ONCE = 2


def use_code(_n, user_id, typed):
    factor.prove(queries.held(user_id), typed, SECRET, now=NOW)


def use_link(_n, user_id, generation):
    user = queries.behind(Bearer(user_id, generation), to_use=True)
    passwords.set_password(user, passwords.digest_for(ANOTHER), keep=None, by=OFFICE, now=NOW)


def close_the_other(n, *ids):
    me = Actor(ids[n], "", frozenset({Grant(Role.ADMINISTRATOR)}))
    people.close(queries.get(ids[1 - n]), by=me, now=NOW)


def take_it_from_the_other(n, *ids):
    other = queries.get(ids[1 - n])
    roles.take_back(other, other.grants[0].id, by=OFFICE, now=NOW)


def invite_the_same(_n):
    people.invite(Person("ada@example.org", "Ada"), [], by=OFFICE, now=NOW)


def give_the_same(_n, user_id):
    roles.grant(queries.get(user_id), Given(Role.COMMITTEE_READER), by=OFFICE, now=NOW)


def be_the_first(n, token):
    first.create(Person(f"first-{n}@example.org", "First"), PASSWORD, token, Links(SECRET), now=NOW)


def take_part(n, together, done, url, folder, what, given):
    """What one process does; tells whether it was let."""
    app = databases.app_on(url, folder)
    with app.app_context():
        db.session.connection()
        together.wait()
        try:
            with unit_of_work():
                what(n, *given)
            done.put(True)
        except DomainError:
            done.put(False)
        db.session.remove()


def at_once(url, folder, what, *given) -> list[bool]:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    together, done = server.Barrier(AT_ONCE, timeout=60), server.Queue()
    started = [
        server.Process(target=take_part, args=(n, together, done, url, folder, what, given)) for n in range(AT_ONCE)
    ]
    for process in started:
        process.start()
    let = sorted(done.get(timeout=60) for _ in started)
    for process in started:
        process.join(timeout=60)
    return let


@pytest.fixture
def at(database_url, tmp_path, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        yield database_url, tmp_path
        db.session.remove()
        db.engine.dispose()


def test_code_of_a_phone(at):
    user = make_user()
    secret = with_factor(user)
    assert at_once(*at, use_code, user.id, code(secret)) == [False, True]


def test_recovery_code(at):
    user = make_user()
    with unit_of_work():
        paper = factor.renew_codes(queries.held(user.id))
    assert at_once(*at, use_code, user.id, paper[0]) == [False, True]


def test_link(at):
    user = make_user()
    assert at_once(*at, use_link, user.id, user.links) == [False, True]


@pytest.mark.parametrize("what", [close_the_other, take_it_from_the_other])
def test_two_administrators_end_each_other(at, what):
    ids = [make_user(Role.ADMINISTRATOR).id for _ in range(2)]
    assert at_once(*at, what, *ids) == [False, True]
    with unit_of_work():
        assert queries.hold_administrators() == 1


def test_two_officers_invite_the_same_person(at):
    assert at_once(*at, invite_the_same) == [False, True]


def test_two_officers_give_the_same_role(at):
    user_id = make_user().id
    assert at_once(*at, give_the_same, user_id) == [True, True]
    db.session.rollback()
    assert len(queries.get(user_id).grants) == 1


def test_two_come_with_the_link_of_the_installation(at):
    token = first.path(Links(SECRET), now=NOW + timedelta()).rpartition("/")[2]
    assert at_once(*at, be_the_first, token) == [False, True]
