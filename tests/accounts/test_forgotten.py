"""A forgotten password or user name: what there is to know goes to the mailbox, and nowhere else."""

import pytest
from structlog.testing import capture_logs

from kpevents.core.links import Purpose
from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.rules import State
from kpevents.features.outbox.rules import Kind
from tests.accounts.conftest import leads_to
from tests.accounts.people import ANOTHER, PASSWORD, closed, invited, make_user, sign_in, with_factor
from tests.cast import browser_of, signed_in
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

REFUSED = "This link does not work, or no longer works."


def ask(browser, user_or_email) -> None:
    email = getattr(user_or_email, "email", user_or_email)
    answer = send(browser, "/forgotten", email=email)
    assert (answer.status_code, answer.location) == (303, "/on-its-way")


def link(browser, post, user) -> str:
    ask(browser, user)
    return leads_to(post()[-1])


def test_owner_gets_a_link_that_sets_another_password(browser, post):
    user = make_user(name="Ada")
    ask(browser, user)
    (message,) = post()
    assert (message.kind, message.to_address, message.person_id) == (Kind.PASSWORD, user.email, user.id)
    assert message.link.purpose is Purpose.RESET_PASSWORD
    assert f"Your user name is this e-mail address, {user.email}." in message.body
    answer = send(browser, leads_to(message), new_password=ANOTHER)
    assert (answer.status_code, answer.location) == (303, "/password-chosen")
    assert "Sign in with it now." in browser.get(answer.location).text
    assert sign_in(browser, user, ANOTHER).status_code == 302


def test_address_without_an_account_is_told_so_by_mail_in_the_language_of_the_page(browser, post):
    browser.get("/?lang=fr")
    ask(browser, "nobody@example.org")
    (message,) = post()
    assert (message.to_address, message.language, message.link, message.person_id) == (
        "nobody@example.org", "fr", None, None,
    )  # fmt: skip


def test_letter_is_in_the_language_of_its_reader(browser, post):
    browser.get("/?lang=fr")
    ask(browser, make_user(language="ar"))
    assert post()[0].language == "ar"


def test_closed_account_is_told_so_and_gets_no_link(browser, post):
    ask(browser, closed())
    (message,) = post()
    assert message.link is None
    assert "is closed" in message.body


def test_link_works_once(app, browser, post):
    user = make_user()
    path = link(browser, post, user)
    assert send(browser, path, new_password=ANOTHER).status_code == 303
    for answer in (browser.get(path), app.test_client().get(path)):
        assert (answer.status_code, REFUSED in answer.text) == (409, True)


def test_pressed_twice_it_leads_on_both_times(browser, post):
    path = link(browser, post, make_user())
    form = filled(form_of(browser, path, path), new_password=ANOTHER)
    answers = [browser.post(path, data=form) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/password-chosen")] * 2


def test_link_used_makes_those_before_it_void(browser, post):
    user = make_user()
    first, second = link(browser, post, user), link(browser, post, user)
    send(browser, second, new_password=ANOTHER)
    assert browser.get(first).status_code == 409


def test_asking_again_does_not_make_void_what_is_in_the_mail(browser, post):
    """Anybody can ask: nobody shall make somebody else's link void."""
    user = make_user()
    first = link(browser, post, user)
    ask(browser, user)
    assert browser.get(first).status_code == 200


def test_link_works_for_an_hour(browser, post, later):
    path = link(browser, post, make_user())
    later(minutes=59)
    assert browser.get(path).status_code == 200
    later(minutes=1, seconds=1)
    assert browser.get(path).status_code == 409


@pytest.mark.parametrize(
    "purpose", ["set-password", "confirm-new-address", "confirm-old-address", "first", "confirm-request"]
)
def test_link_of_one_purpose_opens_nothing_else(browser, post, purpose):
    token = link(browser, post, make_user()).rpartition("/")[2]
    assert browser.get(f"/{purpose}/{token}").status_code == 409


@pytest.mark.parametrize("token", ["x", "WzEsMF0.aaaa.bbbb", "é", "a" * 5000, "%00", "..%2F..%2Fetc"])
def test_link_that_was_made_up_is_refused_in_words(browser, token):
    assert browser.get(f"/reset-password/{token}").status_code in (404, 409)


def test_opening_changes_nothing(browser, post):
    """Mail servers open links to look at them."""
    user = make_user()
    path = link(browser, post, user)
    assert [browser.get(path).status_code for _ in range(3)] == [200] * 3
    assert sign_in(browser, user).status_code == 302


def test_all_sessions_end_and_the_second_factor_stays(app, browser, post):
    user = make_user(Role.SECRETARIAT)
    with_factor(user)
    elsewhere = signed_in(app, user.id)
    assert elsewhere.get("/account/").status_code == 200
    send(browser, link(browser, post, user), new_password=ANOTHER)
    assert elsewhere.get("/account/").status_code == 302
    assert browser.get("/account/").status_code == 302
    assert sign_in(browser, user, ANOTHER).location == "/sign-in/code"
    assert sign_in(app.test_client(), user, PASSWORD).status_code == 422


def test_owner_is_told_that_the_password_changed(browser, post):
    user = make_user()
    send(browser, link(browser, post, user), new_password=ANOTHER)
    assert [message.kind for message in post()] == [Kind.PASSWORD, Kind.SECURITY]
    assert "was changed on 2 March 2026, 09:00 (UTC)" in post()[1].body


def test_password_that_is_refused_uses_nothing_up(browser, post):
    user = make_user()
    path = link(browser, post, user)
    answer = send(browser, path, new_password="short")
    assert (answer.status_code, 'href="#new_password"' in answer.text) == (422, True)
    assert send(browser, path, new_password=ANOTHER).status_code == 303


def test_whoever_was_invited_may_ask_too(browser, post):
    user = invited(Role.COMMITTEE_READER)
    send(browser, link(browser, post, user), new_password=ANOTHER)
    assert queries.get(user.id).state is State.ACTIVE
    assert sign_in(browser, user, ANOTHER).status_code == 302


def test_link_of_an_account_that_was_closed_is_void(app, browser, post):
    user = make_user(Role.COMMITTEE_READER)
    path = link(browser, post, user)
    send(browser_of(app, Role.SECRETARIAT), f"/desk/people/{user.id}/close")
    assert browser.get(path).status_code == 409


def test_secret_of_a_link_is_not_in_the_log(browser, post):
    path = link(browser, post, make_user())
    with capture_logs() as logged:
        browser.get(path)
    assert [line["path"] for line in logged] == ["/reset-password/..."]
