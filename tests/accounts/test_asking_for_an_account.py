"""Somebody asks for an account: the address is confirmed first, then the secretariat decides."""

import pytest
from sqlalchemy import func, select

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.models import AccountRequest, User
from kpevents.features.journal.models import JournalLine
from kpevents.features.outbox.rules import Kind
from tests.accounts.conftest import leads_to
from tests.accounts.people import ANOTHER, closed, make_user, sign_in
from tests.cast import browser_of
from tests.factories import make_partner
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

ASKED = {
    "email": "ada@example.org",
    "name": "Ada Example",
    "organisation": "Ministry of the Interior",
    "words": "I stand in for our focal point.\r\n{link}\r\nThank you.",
}


@pytest.fixture
def officer(app, db):
    return browser_of(app, Role.SECRETARIAT)


def ask(browser, **typed) -> None:
    answer = send(browser, "/request-account", **ASKED | typed)
    assert (answer.status_code, answer.location) == (303, "/on-its-way")


def confirmed(browser, post, **typed) -> int:
    """The number of a request whose address is confirmed."""
    ask(browser, **typed)
    path = leads_to(post()[-1])
    assert send(browser, path).location == "/request-confirmed"
    return queries.requests_waiting()[-1].id


def test_address_is_confirmed_before_anybody_sees_the_request(browser, post, officer):
    ask(browser)
    assert "Ada Example" not in officer.get("/desk/requests/").text
    (message,) = post()
    assert (message.kind, message.to_address) == (Kind.ACCOUNT_REQUEST, "ada@example.org")
    page = browser.get(leads_to(message)).text
    assert "You asked for an account with the address ada@example.org." in page
    assert queries.count_requests() == 0
    send(browser, leads_to(message))
    assert "Ada Example" in officer.get("/desk/requests/").text
    assert "person asks for an account" in officer.get("/desk/").text.lower()


def test_letter_to_a_stranger_holds_nothing_that_somebody_typed(browser, post):
    """Else anybody could send their own words to anybody, in our name."""
    ask(browser, name="Buy at http://evil.example")
    assert "evil" not in post()[0].body + post()[0].subject


def test_whoever_has_an_account_is_told_so_by_mail(browser, post):
    user = make_user()
    ask(browser, email=user.email)
    (message,) = post()
    assert message.link is None
    assert "There is already an account with this address." in message.body
    assert "https://kp.example.org/sign-in" in message.body


def test_whoever_had_an_account_is_told_that_it_is_closed(browser, post):
    ask(browser, email=closed().email)
    assert "is closed" in post()[0].body


def test_link_confirms_for_three_days_and_again_does_nothing(browser, post, later):
    ask(browser)
    path = leads_to(post()[0])
    later(days=2, hours=23)
    assert [send(browser, path).status_code for _ in range(2)] == [303] * 2
    later(hours=1, seconds=1)
    assert browser.get(path).status_code == 409


def test_request_that_nobody_confirmed_is_forgotten(browser, db, later):
    ask(browser)
    later(days=3, minutes=1)
    ask(browser, email="other@example.org")
    assert list(db.session.scalars(select(AccountRequest.email))) == ["other@example.org"]


def test_link_of_a_request_that_is_gone_confirms_no_other_of_the_same_number(browser, post, officer, db):
    number = confirmed(browser, post)
    old = leads_to(post()[0])
    send(officer, f"/desk/requests/{number}/", f"/desk/requests/{number}/decline", reason="No.")
    ask(browser, email="victim@example.org")
    assert browser.get(old).status_code == 409
    assert queries.count_requests() == 0


def test_officer_approves_with_roles_and_the_person_is_invited(browser, post, officer):
    partner = make_partner(code="ke")
    number = confirmed(browser, post)
    page = f"/desk/requests/{number}/"
    typed = {"name": "Ada Example", "roles-0-role": "deputy", "roles-0-partner": "ke"}
    answer = send(officer, page, f"{page}approve", **typed)
    user = queries.get(queries.find_by_address("ada@example.org").id)
    assert answer.location == f"/desk/people/{user.id}/"
    assert [(grant.role, grant.partner_id) for grant in user.grants] == [(Role.DEPUTY, partner.id)]
    message = post()[-1]
    assert (message.kind, message.to_address) == (Kind.INVITATION, "ada@example.org")
    send(browser, leads_to(message), new_password=ANOTHER)
    assert sign_in(browser, user, ANOTHER).status_code == 302
    assert officer.get(page).status_code == 404
    assert queries.count_requests() == 0


def test_officer_declines_with_a_reason_that_is_mailed_as_a_quotation(browser, post, officer):
    number = confirmed(browser, post)
    page = f"/desk/requests/{number}/"
    answer = send(officer, page, f"{page}decline", reason="Your ministry has a focal point.\n{link}\nAsk there.")
    assert answer.location == "/desk/requests/"
    message = post()[-1]
    assert message.to_address == "ada@example.org"
    assert "> Your ministry has a focal point.\n> {link}\n> Ask there." in message.body
    assert queries.count_requests() == 0


def test_declining_needs_a_reason_and_keeps_nothing_back(browser, post, officer, db):
    number = confirmed(browser, post)
    page = f"/desk/requests/{number}/"
    assert send(officer, page, f"{page}decline", reason=" ").status_code == 422
    send(officer, page, f"{page}decline", reason="No.")
    lines = [vars(line) for line in db.session.scalars(select(JournalLine))]
    assert [word for word in ("Ada", "ada@", "Interior") if word in str(lines)] == []


def test_request_is_decided_once(browser, post, officer, db):
    number = confirmed(browser, post)
    page = f"/desk/requests/{number}/"
    approve, decline = (form_of(officer, page, page + each) for each in ("approve", "decline"))
    assert officer.post(f"{page}approve", data=approve).status_code == 303
    assert officer.post(f"{page}approve", data=approve).status_code == 303
    assert officer.post(f"{page}decline", data=filled(decline, reason="No.")).status_code == 404
    assert db.session.scalar(select(func.count(User.id)).where(User.email == "ada@example.org")) == 1


def test_address_that_was_taken_meanwhile_is_refused_with_the_reason(browser, post, officer):
    number = confirmed(browser, post)
    make_user(email="ada@example.org")
    page = f"/desk/requests/{number}/"
    answer = send(officer, page, f"{page}approve")
    assert answer.status_code == 409
    assert "There is already an account with the address ada@example.org." in answer.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "a\x00b"),
        ("name", "a\rb"),
        ("name", "a\u2028b"),
        ("organisation", ""),
        ("organisation", "\u202e"),
        ("words", "x" * 2001),
        ("email", "nobody"),
    ],
)
def test_what_is_wrong_is_named_and_everything_typed_stays(browser, db, field, value):
    answer = send(browser, "/request-account", **ASKED | {field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    for other, kept in ASKED.items():
        if other not in (field, "words"):
            assert f'value="{kept}"' in answer.text
    assert db.session.scalar(select(func.count(AccountRequest.id))) == 0
