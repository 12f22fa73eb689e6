"""The list of people: found, taken along, acted upon together."""

import pytest

from kpevents.core.policy import Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import Given, State
from kpevents.infra import clock
from kpevents.infra.db import unit_of_work
from tests.accounts.people import PASSWORD, closed, invited, make_user, sign_in
from tests.cast import browser_of, make_person, signed_in
from tests.factories import make_partner
from tests.sending import filled, forms, send

pytestmark = pytest.mark.usefixtures("db")

LIST = "/desk/people/"


@pytest.fixture
def officer(app, db):
    return browser_of(app, Role.SECRETARIAT)


def test_list_shows_one_or_three_and_is_filtered_by_its_address(officer):
    partner = make_partner(code="ke")
    make_user(Given(Role.FOCAL_POINT, partner_id=partner.id), name="Éléonore Nairobi", email="eleonore@interior.go.ke")
    make_user(Role.COMMITTEE_READER, name="Bettina")
    invited(name="Cyrus")
    assert [name in officer.get(LIST).text for name in ("Éléonore Nairobi", "Bettina", "Cyrus")] == [True] * 3
    for query, wanted in [
        ("?q=eleonore+nairobi", "Éléonore"),
        ("?q=interior.go", "Éléonore"),
        ("?role=committee_reader", "Bettina"),
        ("?state=invited", "Cyrus"),
        ("?partner=ke", "Éléonore"),
    ]:
        page = officer.get(LIST + query).text
        assert [name in page for name in ("Éléonore", "Bettina", "Cyrus")].count(True) == 1
        assert wanted in page
        assert "1 person" in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?q=zeppelin", 200),
        ("?role=emperor", 400),
        ("?state=asleep", 400),
        ("?partner=zz", 404),
        ("?q=" + "x" * 300, 400),
        ("?q=%00", 400),
        ("?q=%25", 400),
        ("?page=2", 404),
        ("?page=x", 404),
    ],
)
def test_filter_without_a_meaning_is_refused_in_words(officer, query, status):
    answer = officer.get(LIST + query)
    assert answer.status_code == status
    assert answer.text.count("<h1>") == 1


def test_list_is_paged_and_asks_as_much_for_many_as_for_few(officer, db):
    with unit_of_work():
        for n in range(51):
            user = User(
                email=f"p{n}@example.org", name=f"P {n:03}", words="", created_at=clock.now(), state=State.INVITED
            )
            db.session.add(user)
    assert officer.get(LIST).text.count('<tr><td class="tick">') == 50
    assert officer.get(f"{LIST}?page=2").text.count('<tr><td class="tick">') == 2


def test_closed_account_still_says_what_it_held(officer):
    assert "Closed" in officer.get(f"{LIST}{closed().id}/").text
    assert PASSWORD not in officer.get(LIST).text


def test_many_are_closed_together_after_a_question(officer, browser):
    users = [make_user(name=f"Person {n}") for n in range(3)]
    ticked = {"id": [str(users[0].id), str(users[1].id)], "do": "close"}
    question = send(officer, LIST, **ticked)
    assert "2 people are signed out at once" in question.text
    assert send_again(officer, question).location == LIST
    assert "2 accounts are closed." in officer.get(LIST).text
    assert [sign_in(browser, user).status_code for user in users] == [422, 422, 302]


def send_again(browser, question):
    return browser.post(LIST, data=filled(forms(question)[LIST], sure="y", do="close"))


def test_nobody_closes_themselves_among_many(app, db):
    me = make_person(Role.SECRETARIAT)
    other, browser = make_user(), signed_in(app, me)
    question = send(browser, LIST, id=[str(me), str(other.id)], do="close")
    answer = send_again(browser, question)
    assert (answer.status_code, "This is your own account" in answer.text) == (409, True)
    assert queries.get(other.id).state is State.ACTIVE


def test_invitations_are_sent_again_to_those_who_wait(officer, post):
    waiting, active = invited(), make_user()
    assert send(officer, LIST, id=[str(waiting.id), str(active.id)], do="invite").location == LIST
    assert [message.to_address for message in post()] == [waiting.email]


def test_list_is_taken_along_as_a_file_without_formulas(officer):
    make_user(name="=cmd()", email="formula@example.org")
    with officer.get("/desk/people.csv?q=formula") as answer:
        text = answer.get_data().decode("utf-8-sig")
    head, row = text.strip().splitlines()
    assert head.startswith("Name,E-mail address,Roles,Status,Second factor")
    assert row.startswith("'=cmd(),formula@example.org,,Active,no,English")
    with officer.get("/desk/people.xlsx") as answer:
        assert answer.status_code == 200
