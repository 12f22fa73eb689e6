"""Another address: asked for with the password, confirmed at both mailboxes."""

import pytest

from kpevents.features.accounts import queries
from kpevents.features.outbox.rules import Kind
from tests.accounts.conftest import leads_to
from tests.accounts.people import ANOTHER, PASSWORD, code, make_user, sign_in, with_factor
from tests.cast import signed_in
from tests.sending import send

pytestmark = pytest.mark.usefixtures("db")

NEW = "new@example.org"


def ask(browser, new: str = NEW, **typed):
    return send(browser, "/account/address", password=typed.pop("password", PASSWORD), email=new, **typed)


def both(post) -> tuple[str, str]:
    """The links to the old mailbox and to the new one."""
    old, new = post()[-2:]
    return leads_to(old), leads_to(new)


def address_of(user) -> str:
    return queries.get(user.id).email


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["old first", "new first"])
def test_it_takes_effect_when_both_have_said_yes(app, browser, post, order):
    user = make_user(email="old@example.org")
    here = signed_in(app, user.id)
    assert ask(here).location == "/account/address"
    assert [(each.kind, each.to_address) for each in post()] == [
        (Kind.ADDRESS_CHANGE, "old@example.org"),
        (Kind.ADDRESS_CHANGE, NEW),
    ]
    links = both(post)
    assert send(browser, links[order[0]]).location == "/address-half-confirmed"
    assert address_of(user) == "old@example.org"
    assert send(browser, links[order[1]]).location == "/address-changed"
    assert address_of(user) == NEW
    assert here.get("/account/").status_code == 200
    assert sign_in(browser, user, email=NEW).status_code == 302
    assert sign_in(app.test_client(), user, email="old@example.org").status_code == 422


def test_both_mailboxes_are_told_when_it_is_done(app, browser, post):
    user = make_user(email="old@example.org")
    ask(signed_in(app, user.id))
    for link in both(post):
        send(browser, link)
    done = post()[2:]
    assert [(each.kind, each.to_address) for each in done] == [(Kind.SECURITY, "old@example.org"), (Kind.SECURITY, NEW)]
    assert all("From now on you sign in with new@example.org." in each.body for each in done)


def test_account_shows_who_has_said_yes(app, browser, post):
    user = make_user()
    here = signed_in(app, user.id)
    ask(here)
    assert here.get("/account/address").text.count("not yet") == 2
    send(browser, both(post)[0])
    assert here.get("/account/address").text.count("not yet") == 1
    assert "waits for both mailboxes" in here.get("/account/").text


def test_one_mailbox_that_says_yes_twice_is_still_one(app, browser, post):
    user = make_user()
    ask(signed_in(app, user.id))
    old, _ = both(post)
    assert [send(browser, old).location for _ in range(2)] == ["/address-half-confirmed"] * 2


def test_it_needs_the_password_and_the_phone(app, post):
    user = make_user()
    secret = with_factor(user)
    here = signed_in(app, user.id)
    assert ask(here, password=ANOTHER, code=code(secret)).status_code == 422
    assert ask(here, code="123456").status_code == 422
    assert post() == []
    assert ask(here, code=code(secret)).status_code == 303


def test_it_can_be_cancelled_and_the_links_are_void(app, browser, post):
    user = make_user()
    here = signed_in(app, user.id)
    ask(here)
    links = both(post)
    assert send(here, "/account/address", "/account/address/cancel").location == "/account/"
    assert [browser.get(link).status_code for link in links] == [409, 409]
    assert "not yet" not in here.get("/account/address").text


def test_links_of_what_was_asked_before_are_void(app, browser, post):
    user = make_user()
    here = signed_in(app, user.id)
    ask(here, "first@example.org")
    first = both(post)
    ask(here)
    assert [browser.get(link).status_code for link in first] == [409, 409]
    for link in both(post):
        send(browser, link)
    assert address_of(user) == NEW


def test_links_work_for_a_day_and_once(app, browser, post, later):
    user = make_user()
    ask(signed_in(app, user.id))
    old, new = both(post)
    later(hours=23, minutes=59)
    send(browser, old)
    assert send(browser, new).location == "/address-changed"
    assert browser.get(new).status_code == 409
    assert browser.get(old).status_code == 409
    ask(signed_in(app, user.id), "third@example.org")
    third = both(post)
    later(days=1, seconds=1)
    assert [browser.get(link).status_code for link in third] == [409, 409]


def test_address_of_somebody_else_gets_the_same_answer_and_its_owner_hears_of_it(app, browser, post):
    user, other = make_user(), make_user(language="fr")
    here = signed_in(app, user.id)
    taken, free = ask(here, other.email), ask(here, NEW)
    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    to_other = post()[1]
    assert (to_other.to_address, to_other.language, to_other.link) == (other.email, "fr", None)
    assert user.email not in to_other.body
    assert user.name not in to_other.body


def test_address_that_is_taken_meanwhile_is_refused_without_saying_whose_it_is(app, browser, post):
    user = make_user(email="old@example.org")
    ask(signed_in(app, user.id))
    old, new = both(post)
    send(browser, new)
    other = make_user(email=NEW, name="Somebody Else")
    answer = send(browser, old)
    assert answer.status_code == 409
    assert "The new address cannot be had any more." in answer.text
    assert "Somebody Else" not in answer.text
    assert (address_of(user), address_of(other)) == ("old@example.org", NEW)


def test_address_that_one_has_is_refused_by_name(app):
    user = make_user()
    answer = ask(signed_in(app, user.id), user.email.upper())
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text
