"""People as the secretariat keeps them: invited, given roles, closed, erased."""

from datetime import date

import pytest
from sqlalchemy import select

from kpevents.core.policy import Role
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import requests
from kpevents.features.accounts.models import AccountRequest, UserGrant
from kpevents.features.accounts.rules import Given, State
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import Deed
from kpevents.features.outbox.rules import Kind
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from tests.accounts.conftest import leads_to
from tests.accounts.people import ANOTHER, invited, make_user, sign_in, with_factor
from tests.cast import browser_of, make_person, signed_in
from tests.factories import make_meeting, make_partner
from tests.sending import filled, form_of, send

pytestmark = pytest.mark.usefixtures("db")

LIST, NEW = "/desk/people/", "/desk/people/new"
TYPED = {"email": "Ada@Example.org", "name": "Ada Example", "language": "fr"}


@pytest.fixture
def officer(app, db):
    return browser_of(app, Role.SECRETARIAT)


@pytest.fixture
def administrator(app, db):
    return browser_of(app, Role.ADMINISTRATOR)


def page_of(user) -> str:
    return f"{LIST}{user.id}/"


def held(user) -> list[tuple]:
    return [(row.role, row.partner_id, row.meeting_id, row.ends_on) for row in queries.get(user.id).grants]


def give(browser, user, role: str, **more):
    row = {f"roles-0-{name}": value for name, value in {"role": role, **more}.items()}
    return send(browser, page_of(user), f"{page_of(user)}roles", **row)


def act(browser, user, what: str):
    return send(browser, f"{page_of(user)}{what}")


def take(browser, user, n: int = 0):
    return send(browser, page_of(user), f"{page_of(user)}roles/{queries.get(user.id).grants[n].id}/end")


def journal(db, user) -> list[tuple]:
    db.session.rollback()
    lines = db.session.scalars(select(JournalLine).where(JournalLine.person_id == user.id).order_by(JournalLine.id))
    return [(line.deed, line.changes) for line in lines]


def test_person_is_invited_by_mail_with_several_roles(browser, officer, post):
    partner, meeting = make_partner(code="ke"), make_meeting(slug="nairobi", first_day=date(2026, 4, 14))
    answer = send(
        officer, NEW, **TYPED,
        **{"roles-0-role": "focal_point", "roles-0-partner": "ke"},
        **{"roles-1-role": "host_liaison", "roles-1-meeting": "nairobi"},
        **{"roles-2-role": "committee_reader"},
    )  # fmt: skip
    user = queries.get(queries.find_by_address("ada@example.org").id)
    assert (answer.status_code, answer.location) == (303, page_of(user))
    assert (user.name, user.language, user.state, user.password_hash) == ("Ada Example", "fr", State.INVITED, None)
    assert held(user) == [
        (Role.FOCAL_POINT, partner.id, None, None),
        (Role.HOST_LIAISON, None, meeting.id, date(2026, 5, 15)),  # thirty days after the second day
        (Role.COMMITTEE_READER, None, None, None),
    ]
    (message,) = post()
    assert (message.kind, message.to_address, message.language) == (Kind.INVITATION, "ada@example.org", "fr")
    assert send(browser, leads_to(message), new_password=ANOTHER).location == "/password-chosen"
    assert sign_in(browser, user, ANOTHER).location == "/account/"


def test_link_of_an_invitation_works_for_seven_days_and_once(browser, officer, post, later):
    send(officer, NEW, **TYPED)
    path = leads_to(post()[0])
    later(days=6, hours=23)
    assert browser.get(path).status_code == 200
    assert send(browser, path, new_password=ANOTHER).status_code == 303
    assert browser.get(path).status_code == 409


def test_link_of_an_invitation_is_too_old_after_seven_days(browser, officer, post, later):
    send(officer, NEW, **TYPED)
    path = leads_to(post()[0])
    later(days=7, seconds=1)
    assert browser.get(path).status_code == 409


def test_button_pressed_twice_invites_once(officer, post):
    form = filled(form_of(officer, NEW, NEW), **TYPED)
    answers = [officer.post(NEW, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(post()) == 1


def test_form_sent_again_with_other_words_is_another_invitation(officer, post):
    """Whoever goes back, mends what they typed and sends it again means it."""
    form = form_of(officer, NEW, NEW)
    for email in ("one@example.org", "two@example.org"):
        assert officer.post(NEW, data=filled(form, **TYPED | {"email": email})).status_code == 303
    assert [message.to_address for message in post()] == ["one@example.org", "two@example.org"]


WRONG = [
    ({"email": ""}, "email"),
    ({"email": "nobody"}, "email"),
    ({"name": ""}, "name"),
    ({"name": "x" * 10_000}, "name"),
    ({"name": "a\x00b"}, "name"),
    ({"name": "\u202eevil"}, "name"),
    ({"language": "de"}, "language"),
    ({"roles-0-role": "emperor"}, "roles"),
    ({"roles-0-role": "focal_point"}, "roles"),
    ({"roles-0-role": "focal_point", "roles-0-partner": "zz"}, "roles"),
    ({"roles-0-role": "committee_reader", "roles-0-partner": "ke"}, "roles"),
    ({"roles-0-role": "host_liaison"}, "roles"),
    ({"roles-0-role": "host_liaison", "roles-0-meeting": "nothing"}, "roles"),
    ({"roles-0-role": "host_liaison", "roles-0-meeting": "by-month"}, "roles"),
    ({"roles-0-role": "host_liaison", "roles-0-meeting": "nairobi", "roles-0-ends_on": "soon"}, "roles"),
    ({"roles-0-role": "host_liaison", "roles-0-meeting": "nairobi", "roles-0-ends_on": "2026-03-01"}, "roles"),
    ({"roles-0-role": "secretariat", "roles-0-ends_on": "2026-05-01"}, "roles"),
    ({"roles-0-partner": "ke"}, "roles"),
    ({"roles-0-role": "administrator"}, "roles"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_what_is_wrong_is_named_and_what_was_typed_stays(officer, post, typed, field):
    make_partner(code="ke")
    make_meeting(slug="nairobi", first_day=date(2026, 4, 14))
    make_meeting(slug="by-month", first_day=None, date_precision=Precision.MONTH, loosely=PartialDate(2026, 4))
    answer = send(officer, NEW, **TYPED | typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    kept = {"email": "ada@example.org", "name": "Ada Example"}
    assert [each for name, each in kept.items() if name not in typed and each not in answer.text] == []
    assert post() == []


def test_address_that_has_an_account_is_named(officer):
    make_user(email="ada@example.org")
    answer = send(officer, NEW, **TYPED)
    assert answer.status_code == 422
    assert "There is already an account with the address ada@example.org." in answer.text


def test_role_is_given_and_taken_back_at_once(app, officer):
    user = make_user()
    browser = signed_in(app, user.id)
    assert give(officer, user, "committee_reader").location == page_of(user)
    assert "Committee reader" in browser.get("/account/").text
    take(officer, user)
    assert "You have no role yet." in browser.get("/account/").text


def test_role_given_twice_is_held_once(officer):
    user = make_user()
    for _ in range(2):
        assert give(officer, user, "committee_reader").status_code == 303
    assert held(user) == [(Role.COMMITTEE_READER, None, None, None)]


def test_last_day_of_a_liaison_is_moved(officer, db):
    meeting = make_meeting()
    user = make_user(Given(Role.HOST_LIAISON, meeting_id=meeting.id, ends_on=date(2026, 8, 14)))
    address = f"{page_of(user)}roles/{queries.get(user.id).grants[0].id}/last-day"
    assert send(officer, page_of(user), address, ends_on="2026-09-01").location == page_of(user)
    assert held(user) == [(Role.HOST_LIAISON, None, meeting.id, date(2026, 9, 1))]
    for wrong in ("2026-03-01", "soon", ""):
        answer = send(officer, page_of(user), address, ends_on=wrong)
        assert (answer.status_code, 'href="#ends_on"' in answer.text) == (422, True)
    assert journal(db, user)[-1] == (
        Deed.GRANTED,
        [
            {"field": "role", "before": "host_liaison", "after": "host_liaison"},
            {"field": "ends_on", "before": "2026-08-14", "after": "2026-09-01"},
        ],
    )


def test_role_of_somebody_else_is_not_there(officer, db):
    user, other = make_user(Role.COMMITTEE_READER), make_user(Role.COMMITTEE_READER)
    form = form_of(officer, page_of(user), f"{page_of(user)}roles")
    foreign = db.session.scalar(select(UserGrant.id).where(UserGrant.user_id == other.id))
    for what in ("end", "last-day"):
        answer = officer.post(f"{page_of(user)}roles/{foreign}/{what}", data=filled(form, ends_on="2026-09-01"))
        assert answer.status_code == 404
    assert held(other) != []


def test_only_administrators_make_administrators(officer, administrator):
    user = make_user()
    assert give(officer, user, "administrator").status_code == 422  # it is not among the choices
    assert held(user) == []
    assert give(administrator, user, "administrator").status_code == 303
    assert take(officer, user).status_code == 403
    assert take(administrator, user).status_code == 303
    assert held(user) == []


@pytest.mark.parametrize("what", ["sign-out", "factor", "close", "erase"])
def test_only_administrators_touch_the_account_of_one(officer, administrator, what):
    user = make_user(Role.ADMINISTRATOR)
    with_factor(user)
    answer = act(officer, user, what)
    assert answer.status_code == 403
    assert "Only an administrator may make somebody an administrator" in answer.text
    assert act(administrator, user, what).status_code == 303


def test_only_administrators_open_or_invite_one_again(officer, administrator):
    waiting, gone = invited(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    act(administrator, gone, "close")
    assert [act(officer, each, what).status_code for each, what in ((waiting, "invite"), (gone, "open"))] == [403, 403]
    assert [act(administrator, each, what).status_code for each, what in ((waiting, "invite"), (gone, "open"))] == [
        303,
        303,
    ]


@pytest.mark.parametrize("what", ["factor", "close", "erase"])
def test_nobody_does_it_to_themselves(app, db, what):
    me = make_person(Role.SECRETARIAT)
    answer = act(signed_in(app, me), queries.get(me), what)
    assert answer.status_code == 409
    assert "This is your own account" in answer.text
    assert queries.get(me).state is State.ACTIVE


def test_nobody_takes_their_own_last_role_at_the_desk(app, db):
    make_person(Role.ADMINISTRATOR)
    me = make_person(Role.SECRETARIAT, Role.ADMINISTRATOR, Role.COMMITTEE_READER)
    browser, user = signed_in(app, me), queries.get(me)
    assert [take(browser, user, n).status_code for n in (2, 1)] == [303, 303]
    answer = take(browser, user)
    assert answer.status_code == 409
    assert "you could not open the desk any more" in answer.text
    assert [row[0] for row in held(user)] == [Role.SECRETARIAT]


def test_last_administrator_stays(app, db):
    me = make_person(Role.ADMINISTRATOR, Role.SECRETARIAT)
    answer = take(signed_in(app, me), queries.get(me))
    assert answer.status_code == 409
    assert "This is the last administrator." in answer.text


def test_account_is_closed_and_opened_again(app, browser, officer, post):
    user = make_user(Role.COMMITTEE_READER)
    elsewhere = signed_in(app, user.id)
    assert act(officer, user, "close").location == page_of(user)
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(browser, user).status_code == 422
    assert officer.get(f"{page_of(user)}close").status_code == 404
    act(officer, user, "open")
    assert sign_in(browser, user).status_code == 422  # the password until now is void
    send(browser, leads_to(post()[-1]), new_password=ANOTHER)
    assert sign_in(browser, user, ANOTHER).status_code == 302
    assert [row[0] for row in held(user)] == [Role.COMMITTEE_READER]


def test_person_is_signed_out_everywhere(app, officer):
    user = make_user()
    elsewhere = signed_in(app, user.id)
    act(officer, user, "sign-out")
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(app.test_client(), user).status_code == 302


def test_second_factor_of_a_lost_phone_is_removed_and_told(app, officer, post):
    user = make_user(Role.SECRETARIAT)
    with_factor(user)
    elsewhere = signed_in(app, user.id)
    act(officer, user, "factor")
    assert elsewhere.get("/desk/").status_code == 302
    assert sign_in(app.test_client(), user).location == "/sign-in/enrol"
    assert [(message.kind, message.to_address) for message in post()] == [(Kind.SECURITY, user.email)]


def test_invitation_is_sent_again_and_the_first_link_is_void(browser, officer, post):
    send(officer, NEW, **TYPED)
    first = leads_to(post()[0])
    user = queries.find_by_address("ada@example.org")
    act(officer, user, "invite")
    assert browser.get(first).status_code == 409
    assert browser.get(leads_to(post()[1])).status_code == 200
    assert officer.get(f"{page_of(make_user())}invite").status_code == 404


def test_officer_never_learns_or_chooses_a_password(officer):
    page = officer.get(page_of(make_user())).text
    assert 'type="password"' not in page


def test_name_is_changed_and_the_journal_keeps_neither(officer, db):
    user = make_user(name="Ada")
    send(officer, f"{page_of(user)}name", name="Ada Lovelace", language="ar")
    changed = queries.get(user.id)
    assert (changed.name, changed.language) == ("Ada Lovelace", "ar")
    assert "Lovelace" in officer.get(f"{LIST}?q=lovelace").text
    assert journal(db, user)[-1] == (
        Deed.CHANGED,
        [{"field": "name", "personal": True}, {"field": "language", "before": "en", "after": "ar"}],
    )


def test_erased_person_is_named_nowhere(app, db, officer, post):
    user = make_user(Role.SECRETARIAT, email="ada@example.org", name="Ada Example")
    with_factor(user)
    browser = signed_in(app, user.id)
    send(browser, NEW, email="other@example.org", name="Other")
    with unit_of_work():
        requests.confirm(requests.ask("ada@example.org", "Ada", "", "", "en", now=clock.now()), now=clock.now())
    send(app.test_client(), "/forgotten", email="ada@example.org")
    send(app.test_client(), "/forgotten", email="other@example.org")
    assert act(officer, user, "erase").status_code == 303
    assert browser.get("/account/").status_code == 302
    assert {message.to_address for message in post()} == {"other@example.org"}
    db.session.rollback()
    kept = queries.get(user.id)
    assert (kept.name, kept.words, kept.password_hash, kept.totp_secret, kept.grants) == ("", "", None, None, [])
    assert kept.email.endswith("@erased.invalid")
    assert "Ada" not in str([vars(line) for line in db.session.scalars(select(JournalLine))])
    assert db.session.scalars(select(AccountRequest)).all() == []
    assert "Erased person" in officer.get(page_of(user)).text
    assert [officer.get(f"{page_of(user)}{what}").status_code for what in ("open", "erase", "name")] == [404] * 3
    assert make_user(email="ada@example.org").id != user.id
