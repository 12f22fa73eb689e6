"""What is tried too often has to wait, and the page says how long. Nobody shuts somebody else out."""

import pytest

from kpevents.infra import limits
from tests.accounts.conftest import leads_to
from tests.accounts.people import ANOTHER, PASSWORD, make_user, sign_in
from tests.cast import signed_in
from tests.sending import send

pytestmark = pytest.mark.usefixtures("db")

WRONG = "wrong words altogether"


def from_host(app, host: str):
    browser = app.test_client()
    browser.environ_base["REMOTE_ADDR"] = host
    return browser


def tries(browser, user, number: int, **typed) -> list[int]:
    return [sign_in(browser, user, WRONG, **typed).status_code for _ in range(number)]


def test_ten_tries_at_one_address_and_then_there_is_a_wait(browser, later):
    user = make_user()
    assert tries(browser, user, 11) == [422] * 10 + [429]
    later(minutes=5, seconds=30)
    answer = sign_in(browser, user)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "570"
    assert "That was tried too often. Try again in 10 minutes." in answer.text
    later(minutes=9, seconds=30)
    assert sign_in(browser, user).status_code == 302


def test_wait_is_the_same_where_there_is_no_account(browser):
    assert tries(browser, make_user(), 11, email="nobody@example.org") == [422] * 10 + [429]


def test_whoever_guesses_elsewhere_does_not_shut_its_owner_out(app):
    user = make_user()
    assert tries(from_host(app, "192.0.2.7"), user, 11)[-1] == 429
    assert sign_in(from_host(app, "192.0.2.8"), user).status_code == 302


def test_one_host_tries_at_sixty_addresses_at_most(app):
    host = from_host(app, "192.0.2.7")
    tried = [sign_in(host, make_user(), WRONG, email=f"nobody-{n}@example.org").status_code for n in range(61)]
    assert tried == [422] * 60 + [429]


def test_one_address_is_tried_a_hundred_times_an_hour_from_anywhere(app, later):
    user = make_user()
    tried = [tries(from_host(app, f"192.0.2.{n}"), user, 10)[-1] for n in range(11)]
    assert tried == [422] * 10 + [429]


def test_addresses_of_one_ipv6_network_are_one_host(app):
    user = make_user()
    tried = [tries(from_host(app, f"2001:db8:1:2::{n:x}"), user, 1)[0] for n in range(11)]
    assert tried == [422] * 10 + [429]
    assert tries(from_host(app, "2001:db8:1:3::1"), user, 1) == [422]


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_host_is_what_one_customer_has(address, host):
    assert limits.host(address) == host


def test_right_password_begins_anew(browser, app):
    user = make_user()
    tries(browser, user, 9)
    assert sign_in(browser, user).status_code == 302
    assert tries(app.test_client(), user, 10) == [422] * 10


def test_new_password_by_mail_ends_the_wait(browser, app, post):
    user = make_user()
    tries(browser, user, 11)
    send(app.test_client(), "/forgotten", email=user.email)
    assert send(browser, leads_to(post()[-1]), new_password=ANOTHER).status_code == 303
    assert sign_in(browser, user, ANOTHER).status_code == 302


def test_password_given_once_more_is_counted_too(app):
    browser = signed_in(app, make_user().id)
    tried = [send(browser, "/account/codes", password=WRONG).status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]


@pytest.mark.parametrize("page", ["/forgotten", "/request-account"])
def test_three_letters_an_hour_to_one_address(app, page, later):
    typed = {"email": "somebody@example.org"}
    if page == "/request-account":
        typed |= {"name": "Ada", "organisation": "Ministry"}
    answers = [send(from_host(app, f"192.0.2.{n}"), page, **typed) for n in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert "Try again in 60 minutes." in answers[-1].text
    later(minutes=61)
    assert send(app.test_client(), page, **typed).status_code == 303


def test_twenty_letters_an_hour_from_one_host(app):
    browser = from_host(app, "192.0.2.7")
    sent = [send(browser, "/forgotten", email=f"somebody-{n}@example.org").status_code for n in range(21)]
    assert sent == [303] * 20 + [429]


def test_links_are_not_guessed(browser):
    opened = [browser.get(f"/reset-password/guess{n}").status_code for n in range(61)]
    assert opened == [409] * 60 + [429]


def test_other_addresses_are_asked_for_ten_times_an_hour(app):
    browser = signed_in(app, make_user().id)
    asked = [
        send(browser, "/account/address", password=PASSWORD, email=f"new-{n}@example.org").status_code
        for n in range(11)
    ]
    assert asked == [303] * 10 + [429]


def test_wait_is_said_in_the_readers_language(browser):
    user = make_user()
    tries(browser, user, 10)
    page = sign_in(browser, user).text
    assert browser.get("/sign-in?lang=ar").status_code == 200
    assert "١٥" in sign_in(browser, user).text
    assert "15 minutes" in page
