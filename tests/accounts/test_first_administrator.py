"""The one-time link with which an installation is opened."""

import pytest
from sqlalchemy import select

from kpevents.core.links import Purpose
from kpevents.core.policy import Role
from kpevents.features.accounts import first, queries
from kpevents.features.accounts.models import User
from kpevents.features.facts import actions as facts
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.infra.links import Links
from tests.accounts.people import PASSWORD, invited, make_user, sign_in
from tests.databases import SECRET
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

TYPED = {"email": "root@example.org", "name": "Root", "new_password": PASSWORD}


@pytest.fixture
def path(db) -> str:
    return first.path(Links(SECRET), now=clock.now())


def test_new_installation_has_no_account_until_its_link_is_used(db, browser, path):
    """Nor after its facts are loaded: there is no user "admin" to try (ASVS 5.0, 6.3.2)."""
    with unit_of_work():
        facts.load(now=clock.now())
    assert db.session.scalars(select(User)).all() == []
    send(browser, path, **TYPED)
    assert [user.email for user in db.session.scalars(select(User))] == ["root@example.org"]


def test_link_makes_an_administrator_who_sets_up_a_second_factor(browser, path):
    answer = send(browser, path, **TYPED)
    assert (answer.status_code, answer.location) == (303, "/sign-in")
    user = queries.get(queries.find_by_address("root@example.org").id)
    assert {grant.role for grant in user.grants} == {Role.ADMINISTRATOR, Role.SECRETARIAT}
    assert sign_in(browser, user).location == "/sign-in/enrol"


def test_every_link_is_void_once_there_is_an_administrator(browser, path):
    send(browser, path, **TYPED)
    assert browser.get(path).status_code == 409
    assert first.path(Links(SECRET), now=clock.now()) is None


def test_of_two_who_hold_the_page_the_second_is_refused(app, browser, path):
    other = app.test_client()
    form = form_of(other, path, path)
    send(browser, path, **TYPED)
    assert other.post(path, data=filled(form, **TYPED | {"email": "second@example.org"})).status_code == 409
    assert queries.find_by_address("second@example.org") is None


def test_link_works_for_seven_days(browser, path, later):
    later(days=7, seconds=1)
    assert browser.get(path).status_code == 409


def test_administrator_who_cannot_sign_in_yet_does_not_count(browser, path):
    invited(Role.ADMINISTRATOR)
    make_user(Role.SECRETARIAT)
    assert browser.get(path).status_code == 200


def test_link_of_an_invitation_opens_no_installation(browser, db):
    user = invited(Role.COMMITTEE_READER)
    token = Links(SECRET).make(Purpose.SET_PASSWORD, user.id, user.links, now=clock.now())
    assert browser.get(f"/first/{token}").status_code == 409
    assert browser.get(f"/set-password/{token}").status_code == 200


def test_link_of_an_installation_sets_nobodys_password(browser, path):
    assert browser.get(path.replace("/first/", "/set-password/")).status_code == 409


@pytest.mark.parametrize(("field", "value"), [("email", "x"), ("name", ""), ("new_password", "short")])
def test_what_is_wrong_is_named(browser, path, field, value):
    answer = send(browser, path, **TYPED | {field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
