"""Address and password, and what a browser holds afterwards."""

import pytest
from sqlalchemy import select

from kpevents.core.policy import Role
from kpevents.features.accounts.models import SignIn
from tests import databases
from tests.accounts.people import PASSWORD, closed, invited, make_user, sign_in
from tests.cast import signed_in
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

REFUSED = "The address and the password do not belong together."
COOKIE = "__Host-session"


def cookie(answer) -> str:
    (found,) = [each for each in answer.headers.getlist("Set-Cookie") if "session=" in each]
    return found


def rows(db):
    db.session.rollback()
    return db.session.scalars(select(SignIn)).all()


def test_right_password_signs_in(browser):
    user = make_user(Role.COMMITTEE_READER)
    answer = sign_in(browser, user)
    assert (answer.status_code, answer.location) == (302, "/account/")
    assert user.name in browser.get("/account/").text


def test_case_and_spaces_of_the_address_make_no_difference(browser):
    user = make_user(email="Ada.Example@Example.org")
    assert user.email == "ada.example@example.org"
    assert sign_in(browser, user, email=" ADA.example@EXAMPLE.ORG ").status_code == 302


@pytest.mark.parametrize("password", [PASSWORD + "n", PASSWORD.title(), PASSWORD + " ", PASSWORD[:-1]])
def test_every_character_of_the_password_counts(browser, password):
    answer = sign_in(browser, make_user(), password=password)
    assert (answer.status_code, REFUSED in answer.text) == (422, True)


def test_refusal_is_the_same_for_every_cause(browser):
    """Wrong password, no account, no password yet, closed."""
    user = make_user()
    emails = [user.email, "nobody@example.org", invited().email, closed().email]
    answers = [sign_in(browser, user, email=email, password="wrong words altogether") for email in emails]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert [REFUSED in answer.text for answer in answers] == [True] * 4


def test_account_that_is_closed_or_has_no_password_yet_signs_nobody_in(browser):
    assert sign_in(browser, closed()).status_code == 422
    assert sign_in(browser, invited()).status_code == 422


def test_form_keeps_the_address_and_forgets_the_password(browser):
    page = sign_in(browser, make_user(), email="ada@example.org", password="wrong words altogether").text
    assert 'value="ada@example.org"' in page
    assert "wrong words" not in page


@pytest.mark.parametrize(
    "email", ["", "ada", "ada@", "a" * 10_000 + "@example.org", "ada\x00@example.org", "a@\u202eb.org"]
)
def test_address_that_is_none_is_refused_by_name(browser, email):
    answer = send(browser, "/sign-in", email=email, password=PASSWORD)
    assert answer.status_code == 422
    assert 'href="#email"' in answer.text


def test_page_leads_to_sign_in_and_back(browser):
    user = make_user()
    answer = browser.get("/account/password?x=1")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=%2Faccount%2Fpassword%3Fx%3D1")
    answer = send(browser, answer.location, "/sign-in", email=user.email, password=PASSWORD)
    assert answer.location == "/account/password?x=1"


ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/" + "a" * 3000,
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_sign_in_leads_nowhere_else(browser, elsewhere):
    answer = sign_in(browser, make_user(), next=elsewhere)
    assert (answer.status_code, answer.location) == (302, "/account/")


def test_cookie_of_a_secure_site_is_bound_to_it(browser):
    name, _, rest = cookie(sign_in(browser, make_user())).partition("=")
    assert name == COOKIE
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(rest.split("; "))
    assert "Domain" not in rest
    assert "Expires" not in rest


def test_cookie_of_a_site_on_this_machine_works_without_tls(tmp_path):
    with databases.fresh_database("sqlite", tmp_path) as url:
        app = databases.app_on(url, tmp_path, base_url="http://127.0.0.1:5000")
        marks = cookie(app.test_client().get("/sign-in"))
    assert marks.startswith("session=")
    assert "Secure" not in marks
    assert "HttpOnly" in marks


def test_cookie_that_was_planted_is_worth_nothing_after_signing_in(app, browser):
    """Session fixation: what the browser held before is not what signs in."""
    planted = cookie(browser.get("/sign-in")).partition("=")[2].partition(";")[0]
    answer = sign_in(browser, make_user())
    thief = app.test_client()
    thief.set_cookie(COOKIE, planted)
    assert planted not in cookie(answer)
    assert thief.get("/account/").status_code == 302


def test_signing_in_again_ends_what_this_browser_had(db, browser):
    user = make_user()
    sign_in(browser, user)
    first = rows(db)[0].token_hash
    form = form_of(browser, "/", "/sign-out")  # its token is of this session, as that of a page in another tab
    answer = browser.post("/sign-in", data=filled(form, email=user.email, password=PASSWORD))
    assert answer.status_code == 302
    assert [row.token_hash == first for row in rows(db)] == [False]


def test_secret_of_a_session_has_256_bits_and_is_not_in_the_database(db, browser):
    sign_in(browser, make_user())
    with browser.session_transaction() as held:
        token = held["_user_id"]
    assert len(token) == 43
    assert token not in str([vars(row) for row in rows(db)])


def test_form_without_its_token_is_refused(db, browser):
    answer = browser.post("/sign-in", data={"email": make_user().email, "password": PASSWORD})
    assert answer.status_code == 422
    assert rows(db) == []


def test_sign_out_ends_the_session_on_the_server(app, db, browser):
    sign_in(browser, make_user())
    kept = browser.get_cookie(COOKIE).value
    answer = send(browser, "/", "/sign-out")
    assert (answer.status_code, answer.location) == (302, "/")
    thief = app.test_client()
    thief.set_cookie(COOKIE, kept)
    assert [each.get("/account/").status_code for each in (browser, thief)] == [302, 302]
    assert rows(db) == []


@pytest.mark.parametrize("path", ["/", "/meetings/", "/account/", "/account/password", "/feeds/"])
def test_every_page_offers_to_sign_out(app, browser, path):
    assert 'action="/sign-out"' in signed_in(app, make_user().id).get(path).text
    assert 'action="/sign-out"' not in browser.get("/").text
