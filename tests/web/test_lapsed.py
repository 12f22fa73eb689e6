"""A form whose session had ended loses nothing typed, and another site lays nothing into anybody's mouth."""

import pytest

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import sign_ins
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of, make_person, signed_in
from tests.sending import filled, form_of, forms, send
from tests.times import BASE

PAGE = "/account/profile"
HERE = [{"Sec-Fetch-Site": "same-origin"}, {"Origin": BASE}, {"Origin": "http://localhost"}]
ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": f"{BASE}.evil.example"},
]
TYPED = {"name": "Ada “the first” <b>", "language": "ar", "password": "secret words of mine"}


@pytest.fixture
def person(db) -> int:
    return make_person(Role.COMMITTEE_READER)


def end_all(person: int) -> None:
    with unit_of_work():
        sign_ins.end_others(person, 0)


def too_late(app, person: int, headers, **typed):
    """A form that was open when the session ended, and is sent now."""
    browser = signed_in(app, person)
    form = form_of(browser, PAGE, PAGE)
    end_all(person)
    return browser, browser.post(PAGE, data=filled(form, **TYPED | typed), headers=headers)


@pytest.mark.parametrize("headers", HERE)
def test_page_keeps_what_was_typed_but_no_password(app, person, headers):
    _, answer = too_late(app, person, headers)
    assert answer.status_code == 401
    held = forms(answer)[PAGE]
    assert (held["name"], held["language"]) == (TYPED["name"], "ar")
    assert "secret words" not in answer.text
    assert "Passwords are not kept" in answer.text
    assert 'href="/sign-in" target="_blank"' in answer.text


@pytest.mark.parametrize("headers", [*ELSEWHERE, {}])
def test_page_keeps_nothing_that_another_site_sent(app, person, headers):
    _, answer = too_late(app, person, headers)
    assert answer.status_code == 401
    assert "the first" not in answer.text
    assert PAGE not in forms(answer)


def test_it_is_sent_again_after_signing_in_in_another_tab(app, person):
    browser, answer = too_late(app, person, HERE[0])
    kept = forms(answer)[PAGE]
    with browser.session_transaction() as session, signed_in(app, person).session_transaction() as other:
        session["_user_id"] = other["_user_id"]
        session["csrf_token"] = "another one since then"
    again = browser.post(PAGE, data=kept, headers=HERE[0])
    assert again.status_code == 422
    form = forms(again)[PAGE]
    assert form["name"] == TYPED["name"]
    assert browser.post(PAGE, data=form, headers=HERE[0]).status_code == 303
    assert queries.get(person).name == TYPED["name"]


def test_button_with_an_old_token_can_be_pressed_again(app, person):
    browser = signed_in(app, person)
    send(browser, "/account/address", password="wrong", email="new@example.org")
    cancel = "/account/address/cancel"
    answer = browser.post(cancel, data={"csrf_token": "old", "press": "1"}, headers=HERE[0])
    assert answer.status_code == 422
    again = browser.post(cancel, data=forms(answer)[cancel], headers=HERE[0])
    assert (again.status_code, again.location) == (303, "/account/")


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_form_that_another_site_sent_with_the_cookie_is_refused(app, person, headers):
    browser = signed_in(app, person)
    for path in (PAGE, "/account/address/cancel"):
        answer = browser.post(path, data={"csrf_token": "guessed", "name": "Evil", "language": "en"}, headers=headers)
        assert answer.status_code == 403
        assert "Evil" not in answer.text
    assert queries.get(person).name != "Evil"


def test_files_are_not_kept_and_the_page_says_so(app, person):
    browser = signed_in(app, person)
    end_all(person)
    sent = {"name": "Ada", "paper": (__file__, "paper.pdf")}
    answer = browser.post(PAGE, data=sent, headers=HERE[0], content_type="multipart/form-data")
    assert "Files are not kept" in answer.text
    assert forms(answer)[PAGE]["name"] == "Ada"


def test_two_buttons_of_one_page_are_two_presses(app, db):
    """They share the page's token of presses, and each does its own work."""
    officer, person = browser_of(app, Role.SECRETARIAT), make_person(Role.COMMITTEE_READER)
    page = f"/desk/people/{person}/"
    name = f"{page}roles"
    form = form_of(officer, page, name)
    for role in ("focal_point", "secretariat"):
        officer.post(name, data=filled(form, **{"roles-0-role": role}))
    assert [grant.role for grant in queries.get(person).grants] == [Role.COMMITTEE_READER, Role.SECRETARIAT]
