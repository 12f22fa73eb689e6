"""Where somebody is signed in, for how long, and how it ends."""

import pytest
from sqlalchemy import select

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import roles
from kpevents.features.accounts.models import SignIn
from kpevents.features.accounts.rules import Given
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from tests.accounts.people import ANOTHER, OFFICE, PASSWORD, make_user, sign_in
from tests.accounts.test_signing_in import COOKIE
from tests.cast import signed_in
from tests.factories import make_meeting
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/137.0 Mobile Safari/537.36"


def ids(db, user) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(SignIn.id).where(SignIn.user_id == user.id).order_by(SignIn.id)))


def stays_in(browser) -> bool:
    return browser.get("/account/").status_code == 200


def in_two_places(app, user):
    here, there = app.test_client(), app.test_client()
    for browser, agent in ((here, FIREFOX), (there, PHONE)):
        browser.environ_base["HTTP_USER_AGENT"] = agent
        sign_in(browser, user)
    return here, there


def test_account_lists_where_its_person_is_signed_in(app, db):
    here, _ = in_two_places(app, make_user())
    page = here.get("/account/").text
    assert page.count("Firefox, Linux") == 1
    assert page.count("this one") == 1
    assert page.count('/end"') == 1
    assert "Chrome, Android" in page


def test_session_is_ended_with_the_password(app, db):
    user = make_user()
    here, there = in_two_places(app, user)
    page = f"/account/sessions/{ids(db, user)[1]}/end"
    assert "Chrome, Android" in here.get(page).text
    assert send(here, page, password=ANOTHER).status_code == 422
    assert stays_in(there)
    assert send(here, page, password=PASSWORD).location == "/account/"
    assert (stays_in(here), stays_in(there)) == (True, False)


def test_all_others_are_ended_with_the_password(app, db):
    user = make_user()
    here, there = in_two_places(app, user)
    send(here, "/account/sessions/end-others", password=PASSWORD)
    assert (stays_in(here), stays_in(there)) == (True, False)


def test_session_of_somebody_else_is_not_there(app, db):
    mine, theirs = signed_in(app, make_user().id), make_user()
    there = signed_in(app, theirs.id)
    page = f"/account/sessions/{ids(db, theirs)[0]}/end"
    form = form_of(mine, "/account/sessions/end-others", "/account/sessions/end-others")
    assert mine.get(page).status_code == 404
    assert mine.post(page, data=filled(form, password=PASSWORD)).status_code == 404
    assert stays_in(there)


def test_new_password_ends_all_other_sessions_and_keeps_this_one(app, db):
    user = make_user()
    here, there = in_two_places(app, user)
    copied = here.get_cookie(COOKIE).value
    answer = send(here, "/account/password", password=PASSWORD, new_password=ANOTHER)
    assert (answer.status_code, answer.location) == (303, "/account/")
    assert (stays_in(here), stays_in(there)) == (True, False)
    thief = app.test_client()
    thief.set_cookie(COOKIE, copied)
    assert not stays_in(thief)  # the session has another secret now
    assert [sign_in(app.test_client(), user, each).status_code for each in (PASSWORD, ANOTHER)] == [422, 302]


def test_new_password_needs_the_one_before(app, post):
    user = make_user()
    answer = send(signed_in(app, user.id), "/account/password", password=ANOTHER, new_password=ANOTHER)
    assert answer.status_code == 422
    assert "This is not your password." in answer.text
    assert sign_in(app.test_client(), user).status_code == 302
    assert post() == []


def test_new_password_is_told_by_mail(app, post):
    user = make_user(name="Ada", language="fr")
    send(signed_in(app, user.id), "/account/password", password=PASSWORD, new_password=ANOTHER)
    (message,) = post()
    assert (message.to_address, message.person_id, message.language, message.link) == (user.email, user.id, "fr", None)


def test_password_stays_good_however_old_it_is(app, later):
    """Nobody is made to choose another one by a date (ASVS 5.0, 6.2.10)."""
    user = make_user()
    later(days=3650)
    assert sign_in(app.test_client(), user).location == "/account/"


def test_session_ends_when_nothing_was_asked_for_four_hours(app, later):
    browser = signed_in(app, make_user().id)
    later(hours=3, minutes=59)
    assert stays_in(browser)
    later(hours=3, minutes=59)
    assert stays_in(browser)
    later(hours=4)
    assert not stays_in(browser)


def test_session_ends_after_twelve_hours_whatever_happens(app, later):
    browser = signed_in(app, make_user().id)
    for _ in range(6):
        later(hours=1, minutes=59)
        assert stays_in(browser)
    later(minutes=6)
    assert not stays_in(browser)


def test_password_given_once_more_makes_no_session_longer(app, later):
    browser = signed_in(app, make_user().id)
    for _ in range(3):
        later(hours=3, minutes=50)
        send(browser, "/account/sessions/end-others", password=PASSWORD)
    later(minutes=30)
    assert not stays_in(browser)


def test_password_given_once_more_makes_the_secret_until_then_void(app):
    """Whoever copied the cookie before is out, and the person goes on (ASVS 5.0, 7.2.4)."""
    browser, thief = signed_in(app, make_user().id), app.test_client()
    thief.set_cookie(COOKIE, browser.get_cookie(COOKIE).value)
    assert stays_in(thief)
    send(browser, "/account/sessions/end-others", password=PASSWORD)
    assert (stays_in(browser), stays_in(thief)) == (True, False)


def test_last_seen_is_written_seldom(app, db, later):
    user = make_user()
    browser = signed_in(app, user.id)

    def seen():
        db.session.rollback()
        return db.session.scalar(select(SignIn.seen_at))

    before = seen()
    later(minutes=4)
    browser.get("/account/")
    assert seen() == before
    later(minutes=1)
    browser.get("/account/")
    assert seen() == clock.now()


def test_what_is_over_is_swept_at_the_next_sign_in(app, db, later):
    user = make_user()
    signed_in(app, user.id)
    later(hours=13)
    sign_in(app.test_client(), user)
    assert len(ids(db, user)) == 1


def test_role_that_is_taken_is_gone_at_the_next_request(app, db):
    user = make_user(Role.COMMITTEE_READER)
    browser = signed_in(app, user.id)
    assert "Committee reader" in browser.get("/account/").text
    with unit_of_work():
        held = queries.get(user.id)
        roles.take_back(held, held.grants[0].id, by=OFFICE, now=clock.now())
    assert "You have no role yet." in browser.get("/account/").text


@pytest.mark.parametrize(("days", "holds"), [(10, True), (11, False)])
def test_host_liaison_ends_by_itself_after_its_last_day(app, db, later, days, holds):
    meeting = make_meeting()
    last_day = clock.now().date()
    given = Given(Role.HOST_LIAISON, meeting_id=meeting.id, ends_on=last_day.replace(day=last_day.day + 10))
    user = make_user(given)
    later(days=days)
    browser = signed_in(app, user.id)
    answer = browser.get("/account/")
    page = answer.text
    assert answer.status_code == 200
    assert (f"Host liaison, {meeting.title['en']}" in page, "until 12 March 2026" in page) == (holds, holds)
