"""The code of a phone beside the password, and the codes on paper for its loss."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import factor, roles
from kpevents.features.accounts.models import RecoveryCode, User
from kpevents.features.accounts.rules import CodeWrong, Given
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from kpevents.infra.settings import Settings
from tests.accounts.people import ANOTHER, OFFICE, PASSWORD, code, make_user, sign_in, with_factor
from tests.accounts.test_signing_in import ELSEWHERE
from tests.cast import signed_in
from tests.databases import SECRET
from tests.sending import filled, forms, send

pytestmark = pytest.mark.usefixtures("db")

WRONG = "This code is not right, or was used already."


def enrol(browser, user: User, **typed):
    """From the password to the recovery codes; gives the last page, and the secret of the phone."""
    assert sign_in(browser, user).location == "/sign-in/enrol"
    page = browser.get("/sign-in/enrol").text
    secret = page.partition('<code dir="ltr">')[2].partition("<")[0].replace(" ", "")
    return send(browser, "/sign-in/enrol", code=code(secret), **typed), secret


def codes_in(page: str) -> list[str]:
    return [part.partition("<")[0] for part in page.split("<li><code>")[1:]]


def half_way(browser) -> tuple[User, str]:
    user = make_user(Role.SECRETARIAT)
    secret = with_factor(user)
    assert sign_in(browser, user).location == "/sign-in/code"
    return user, secret


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.SECRETARIAT])
def test_staff_sets_up_a_second_factor_at_the_first_sign_in(browser, role):
    user = make_user(role)
    answer, _ = enrol(browser, user)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(set(codes_in(answer.text))) == 10
    assert browser.get("/desk/").status_code == 200


def test_nothing_is_open_before_the_second_factor_is_set_up(browser):
    sign_in(browser, make_user(Role.ADMINISTRATOR))
    assert [browser.get(path).status_code for path in ("/desk/", "/account/", "/account/password")] == [302] * 3
    assert browser.post("/account/password").status_code == 401


def test_everybody_else_signs_in_without_one(browser):
    sign_in(browser, make_user(Role.COMMITTEE_READER))
    assert browser.get("/account/").status_code == 200


def test_installation_may_do_without(app, browser, monkeypatch):
    without = Settings(secret_key=SECRET, base_url="https://kp.example.org", require_second_factor=False)
    monkeypatch.setitem(app.extensions, "settings", without)
    assert sign_in(browser, make_user(Role.SECRETARIAT)).location == "/desk/"


def test_whoever_has_a_second_factor_is_asked_for_it(browser, later):
    _, secret = half_way(browser)
    assert browser.get("/account/").status_code == 302
    answer = send(browser, "/sign-in/code", code=code(secret))
    assert (answer.status_code, answer.location) == (302, "/desk/")


def test_secret_is_sealed_in_the_database_and_shown_again_until_it_is_confirmed(browser):
    user = make_user(Role.SECRETARIAT)
    sign_in(browser, user)
    first, second = (browser.get("/sign-in/enrol").text for _ in range(2))
    secret = first.partition('<code dir="ltr">')[2].partition("<")[0].replace(" ", "")
    assert secret in second.replace(" ", "")
    assert secret not in queries.get(user.id).totp_secret
    assert len(secret) == 32  # 160 bits, RFC 4226, section 4


def test_second_factor_that_holds_is_never_replaced_by_a_sign_in(browser):
    user = make_user(Role.SECRETARIAT)
    secret = with_factor(user)
    with unit_of_work():
        factor.enrol(queries.held(user.id), SECRET)
    assert factor.secret_of(queries.get(user.id), SECRET) == secret


def test_code_is_good_once(app, browser, later):
    user, secret = half_way(browser)
    used = code(secret)
    assert send(browser, "/sign-in/code", code=used).status_code == 302
    other = app.test_client()
    sign_in(other, user)
    again = send(other, "/sign-in/code", code=used)
    assert (again.status_code, WRONG in again.text) == (422, True)
    later(seconds=30)
    assert send(other, "/sign-in/code", code=code(secret)).status_code == 302


@pytest.mark.parametrize(("seconds", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_clock_of_a_phone_may_be_off_by_one_step(browser, seconds, taken):
    _, secret = half_way(browser)
    answer = send(browser, "/sign-in/code", code=code(secret, clock.now() + timedelta(seconds=seconds)))
    assert answer.status_code == (302 if taken else 422)


def test_code_before_one_that_was_used_is_void(app, browser):
    user, secret = half_way(browser)
    send(browser, "/sign-in/code", code=code(secret, clock.now() + timedelta(seconds=30)))
    other = app.test_client()
    sign_in(other, user)
    assert send(other, "/sign-in/code", code=code(secret)).status_code == 422


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９"])
def test_digits_of_any_script_are_taken_with_spaces(browser, digits):
    _, secret = half_way(browser)
    typed = code(secret).translate(str.maketrans("0123456789", digits))
    assert send(browser, "/sign-in/code", code=f" {typed[:3]} {typed[3:]} ").status_code == 302


@pytest.mark.parametrize("typed", ["", "000000x", "abc", "1" * 40, "1" * 41, "\u202e123456", "AAAA-BBBB-CCCC-DDDD"])
def test_what_is_no_code_is_refused_in_words(browser, typed):
    half_way(browser)
    answer = send(browser, "/sign-in/code", code=typed)
    assert answer.status_code == 422
    assert 'href="#code"' in answer.text


def test_codes_are_tried_ten_times_and_then_there_is_a_wait(browser, later):
    _, secret = half_way(browser)
    tried = [send(browser, "/sign-in/code", code="000000").status_code for _ in range(11)]
    assert tried == [422] * 10 + [429]
    assert send(browser, "/sign-in/code", code=code(secret)).status_code == 429
    browser.get("/sign-out")


def test_recovery_code_signs_in_once(app, browser, db):
    user = make_user(Role.SECRETARIAT)
    answer, _ = enrol(browser, user)
    paper = codes_in(answer.text)
    first, second = app.test_client(), app.test_client()
    for other in (first, second):
        assert sign_in(other, user).location == "/sign-in/code"
    assert send(first, "/sign-in/code", code=paper[3].lower().replace("-", " ")).location == "/desk/"
    assert send(second, "/sign-in/code", code=paper[3]).status_code == 422
    assert send(second, "/sign-in/code", code=paper[4]).location == "/desk/"
    assert len(db.session.scalars(select(RecoveryCode)).all()) == 8


def test_recovery_codes_are_not_in_the_database(browser, db):
    answer, _ = enrol(browser, make_user(Role.SECRETARIAT))
    stored = " ".join(row.code_hash for row in db.session.scalars(select(RecoveryCode)))
    assert stored.count("$argon2id$") == 10
    assert [each for each in codes_in(answer.text) if each.replace("-", "") in stored] == []


def test_recovery_codes_have_eighty_bits_and_secrets_of_phones_a_hundred_and_sixty(browser):
    """Letters of base 32: five bits each (RFC 4648, section 6)."""
    answer, secret = enrol(browser, make_user(Role.SECRETARIAT))
    paper = [each.replace("-", "") for each in codes_in(answer.text)]
    assert {len(each) for each in paper} == {16}
    assert len(set(paper)) == 10
    assert len(secret) == 32
    assert set("".join([*paper, secret])) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_new_recovery_codes_ask_for_password_and_phone_and_make_the_old_ones_void(app, browser, later, post):
    user = make_user(Role.SECRETARIAT)
    answer, secret = enrol(browser, user)
    old = codes_in(answer.text)
    later(seconds=30)
    assert send(browser, "/account/codes", password=PASSWORD, code="123456").status_code == 422
    assert send(browser, "/account/codes", password=ANOTHER, code=code(secret)).status_code == 422
    page = send(browser, "/account/codes", password=PASSWORD, code=code(secret))
    assert (len(codes_in(page.text)), page.headers["Cache-Control"]) == (10, "no-store")
    other = app.test_client()
    sign_in(other, user)
    assert send(other, "/sign-in/code", code=old[0]).status_code == 422
    assert [message.subject for message in post()] == ["A change of your account"] * 2


def test_anybody_may_set_one_up_with_the_password(app, later, post):
    user = make_user(Role.COMMITTEE_READER)
    browser = signed_in(app, user.id)
    assert send(browser, "/account/factor", password=ANOTHER).status_code == 422
    assert send(browser, "/account/factor", password=PASSWORD).location == "/sign-in/enrol"
    secret = factor.secret_of(queries.get(user.id), SECRET)
    assert queries.get(user.id).totp_since is None
    send(browser, "/sign-in/enrol", code=code(secret))
    assert queries.get(user.id).totp_since
    assert browser.get("/account/").status_code == 200
    assert "A second factor was set up" in post()[-1].body


def test_another_phone_takes_the_place_of_the_first(app, later, post):
    user = make_user(Role.SECRETARIAT)
    first = with_factor(user)
    browser, elsewhere = signed_in(app, user.id), signed_in(app, user.id)
    assert send(browser, "/account/factor", password=PASSWORD, code="123456").status_code == 422
    assert send(browser, "/account/factor", password=PASSWORD, code=code(first)).location == "/sign-in/enrol"
    second = factor.secret_of(queries.get(user.id), SECRET)
    assert second != first
    assert [each.get("/desk/").status_code for each in (browser, elsewhere)] == [302, 302]
    later(seconds=30)
    assert send(browser, "/sign-in/enrol", code=code(first)).status_code == 422
    assert len(codes_in(send(browser, "/sign-in/enrol", code=code(second)).text)) == 10
    assert browser.get("/desk/").status_code == 200
    bodies = " ".join(message.body for message in post())
    assert "was removed on" in bodies
    assert "was set up for" in bodies


def test_setting_one_up_signs_out_everywhere_else(app):
    user = make_user(Role.COMMITTEE_READER)
    browser, elsewhere = signed_in(app, user.id), signed_in(app, user.id)
    send(browser, "/account/factor", password=PASSWORD)
    send(browser, "/sign-in/enrol", code=code(factor.secret_of(queries.get(user.id), SECRET)))
    assert [each.get("/account/").status_code for each in (browser, elsewhere)] == [200, 302]


def test_whoever_is_made_staff_while_signed_in_sets_one_up_before_going_on(app):
    user = make_user(Role.COMMITTEE_READER)
    browser = signed_in(app, user.id)
    assert browser.get("/account/").status_code == 200
    with unit_of_work():
        roles.grant(queries.get(user.id), Given(Role.SECRETARIAT), by=OFFICE, now=clock.now())
    assert [browser.get(path).status_code for path in ("/desk/", "/account/")] == [302, 302]
    assert browser.post("/account/password").status_code == 401
    enrol(browser, user)
    assert browser.get("/desk/").status_code == 200


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_neither_code_nor_enrolment_leads_elsewhere(app, browser, elsewhere):
    _, secret = half_way(browser)
    assert send(browser, "/sign-in/code", code=code(secret), next=elsewhere).location == "/desk/"
    page, _ = enrol(app.test_client(), make_user(Role.SECRETARIAT), next=elsewhere)
    assert '<a class="btn" href="/desk/">' in page.text


def test_code_page_leads_on_to_where_somebody_wanted(browser):
    user = make_user(Role.SECRETARIAT)
    secret = with_factor(user)
    answer = sign_in(browser, user, next="/desk/mail/?state=sent")
    assert answer.location == "/sign-in/code?next=%2Fdesk%2Fmail%2F%3Fstate%3Dsent"
    assert send(browser, answer.location, "/sign-in/code", code=code(secret)).location == "/desk/mail/?state=sent"


def test_right_password_alone_lasts_a_quarter_of_an_hour(browser, later):
    _, secret = half_way(browser)
    form = forms(browser.get("/sign-in/code"))["/sign-in/code"]
    later(minutes=15)
    answer = browser.post("/sign-in/code", data=filled(form, code=code(secret)))
    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_whoever_is_half_way_can_begin_anew(browser):
    half_way(browser)
    send(browser, "/sign-in/code", "/sign-out")
    assert browser.get("/sign-in/code").location == "/sign-in"


def test_factor_that_another_key_sealed_is_explained_and_paper_still_works(app, browser, monkeypatch):
    """A backup holds no keys: it may be restored beside another one."""
    user = make_user(Role.SECRETARIAT)
    answer, _ = enrol(browser, user)
    paper = codes_in(answer.text)
    restored = Settings(secret_key="another key, and long enough to be taken", base_url="https://kp.example.org")
    monkeypatch.setitem(app.extensions, "settings", restored)
    other = app.test_client()
    assert sign_in(other, user).location == "/sign-in/code"
    page = send(other, "/sign-in/code", code="123456")
    assert page.status_code == 422
    assert "this installation has another key" in page.text
    assert send(other, "/sign-in/code", code=paper[0]).location == "/desk/"


def test_codes_of_nobody_are_refused(db):
    user = make_user()
    with pytest.raises(CodeWrong), unit_of_work():
        factor.prove(queries.held(user.id), "123456", SECRET, now=clock.now())
