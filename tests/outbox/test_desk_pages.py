"""Mail at the desk: found by its filters, its link masked, shown to administrators alone and never in silence."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import event, select

from kpevents.core.links import Purpose
from kpevents.core.policy import Role
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import Deed, Subject
from kpevents.features.outbox import queries
from kpevents.features.outbox.rules import MASK, State
from kpevents.infra import clock
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of, make_person, signed_in
from tests.outbox.letters import LINK, LINKS, letter, queue, with_link
from tests.sending import form_of, send
from tests.times import BASE, NOW

LIST = "/desk/mail/"


@pytest.fixture(autouse=True)
def _on_one_day(monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)


@pytest.fixture
def officer(app, db):
    return browser_of(app, Role.SECRETARIAT)


@pytest.fixture
def administrator(app, db):
    return browser_of(app, Role.ADMINISTRATOR)


def queue_link(person_id: int | None = 7, subject_id: int | None = None, **given) -> str:
    """The page of a message with a link for this account."""
    link = replace(LINK, subject_id=person_id if subject_id is None else subject_id, **given)
    message = queue(replace(with_link(), person_id=person_id, link=link))[0]
    return f"{LIST}{message.id}/"


def reveal(browser, page: str):
    return send(browser, page, f"{page}reveal")


def revealed() -> list[JournalLine]:
    database.session.rollback()
    return list(database.session.scalars(select(JournalLine).where(JournalLine.deed == Deed.REVEALED)))


def subjects(page) -> list[str]:
    return [part.split("</bdi>")[0] for part in page.text.split("<bdi>")[1:]]


def token_in(page) -> str:
    return unescape(page.text).split(f"{BASE}/password/")[1].split()[0]


def test_newest_message_stands_first_and_filters_stand_in_the_address(officer):
    queue(letter(subject="One"), letter(subject="Two", kind="password", to="zoe@example.org"), letter(subject="Three"))
    with unit_of_work():
        queries.get(3).state, queries.get(3).error = State.FAILED, "550 no such user"
    assert subjects(officer.get(LIST)) == ["Three", "Two", "One"]
    assert subjects(officer.get(f"{LIST}?state=failed")) == ["Three"]
    assert subjects(officer.get(f"{LIST}?state=waiting&kind=password")) == ["Two"]
    assert subjects(officer.get(f"{LIST}?q=ZOE")) == ["Two"]
    assert "550 no such user" in officer.get(f"{LIST}?state=failed").text
    assert "Nothing answers to all of this" in officer.get(f"{LIST}?state=sent").text


def test_empty_outbox_says_what_will_be_there_and_why_nothing_leaves(officer):
    page = officer.get(LIST)
    assert "No message has been written yet" in page.text
    assert "KPEVENTS_SMTP_URL" in page.text


def test_list_has_pages_of_fifty(officer):
    queue(*[letter(subject=f"Number {n}") for n in range(51)])
    first, second = officer.get(f"{LIST}?state=waiting"), officer.get(f"{LIST}?state=waiting&page=2")
    assert (len(subjects(first)), subjects(second)) == (50, ["Number 0"])
    assert 'rel="next" href="?state=waiting&amp;page=2"' in first.text
    assert 'rel="prev" href="?state=waiting"' in second.text
    assert officer.get(f"{LIST}?page=3").status_code == 404


@pytest.mark.parametrize("asked", ["state=asleep", "kind=gossip", "q=%00", "q=...", f"q={'y' * 201}", "q=%E2%80%AE"])
def test_filter_without_a_meaning_is_refused(officer, asked):
    assert officer.get(f"{LIST}?{asked}").status_code == 400


@pytest.mark.parametrize("page", ["1/", "0/", "99999999999999999999/", "-1/", "x/"])
def test_message_that_is_not_there_is_not_found(officer, page):
    assert officer.get(LIST + page).status_code == 404


def test_more_messages_ask_the_database_no_more(officer):
    def asked() -> int:
        statements = []
        event.listen(database.engine, "before_cursor_execute", listener := lambda *given: statements.append(given[2]))
        officer.get(LIST)
        event.remove(database.engine, "before_cursor_execute", listener)
        return len(statements)

    queue(letter())
    with_one = asked()
    queue(letter(), letter())
    assert asked() == with_one


def test_text_is_shown_with_its_link_masked(officer):
    page = officer.get(queue_link())
    assert page.status_code == 200
    assert f"{BASE}/password/{MASK}" in page.text
    assert "Only an administrator can look at it" in page.text
    assert "reveal" not in page.text


def test_what_stands_in_a_message_is_text_and_nothing_else(officer):
    message = queue(letter(subject="<b>bold</b>", body="<script>alert(1)</script>\n{link} or not"))[0]
    for page in (officer.get(LIST), officer.get(f"{LIST}{message.id}/")):
        assert "&lt;b&gt;bold" in page.text
        assert "<script>alert" not in page.text


def test_arabic_message_is_shown_from_the_right(officer):
    message = queue(letter(subject="حسابكم", language="ar"))[0]
    assert 'lang="ar" dir="rtl"' in officer.get(f"{LIST}{message.id}/").text


def test_message_that_was_tried_says_when_it_is_tried_again(officer):
    message = queue(letter())[0]
    with unit_of_work():
        row = queries.get(message.id)
        row.attempts, row.tried_at, row.next_try_at, row.error = 2, NOW, NOW + timedelta(minutes=5), "450 busy"
    page = officer.get(f"{LIST}{message.id}/")
    assert "2 times, last on 2 March 2026, 09:00 (UTC)" in page.text
    assert "2 March 2026, 09:05 (UTC)" in page.text
    assert "450 busy" in page.text


def test_administrator_sees_the_link_once_and_the_journal_says_so(app, administrator):
    person = make_person()
    page = queue_link(person)
    data = form_of(administrator, page, f"{page}reveal")

    shown = administrator.post(f"{page}reveal", data=data)
    assert shown.status_code == 200
    assert shown.headers["Cache-Control"] == "no-store"
    assert LINKS.read(Purpose.SET_PASSWORD, token_in(shown), now=clock.now()) == (person, 3)

    again = administrator.post(f"{page}reveal", data=data)
    assert (again.status_code, again.location) == (303, page)
    assert MASK in administrator.get(page).text
    assert [(line.subject, line.person_id) for line in revealed()] == [(Subject.MESSAGE, person)]
    assert token_in(shown) not in str([vars(line) for line in revealed()])


def test_link_of_another_administrator_is_shown_to_nobody(app, administrator):
    page = queue_link(make_person(Role.ADMINISTRATOR))
    refused = reveal(administrator, page)
    assert refused.status_code == 409
    assert "for another administrator" in refused.text
    assert f"{BASE}/password/{MASK}" in refused.text
    assert revealed() == []


def test_it_is_the_account_that_a_link_opens_that_counts(app, administrator):
    """Whoever wrote the message forgot to say whose it is."""
    page = queue_link(None, subject_id=make_person(Role.ADMINISTRATOR))
    assert reveal(administrator, page).status_code == 409


def test_request_for_an_account_is_no_account(app, administrator):
    """Its number may be that of an administrator's account."""
    other = make_person(Role.ADMINISTRATOR)
    page = queue_link(None, subject_id=other, purpose=Purpose.CONFIRM_REQUEST)
    assert reveal(administrator, page).status_code == 200


def test_administrator_may_see_the_own_link(app, db):
    me = make_person(Role.ADMINISTRATOR)
    assert reveal(signed_in(app, me), queue_link(me)).status_code == 200


def test_message_without_a_link_has_none_to_show(app, administrator):
    message = queue(letter())[0]
    other = queue_link(make_person())
    data = form_of(administrator, other, f"{other}reveal")
    refused = administrator.post(f"{LIST}{message.id}/reveal", data=data)
    assert refused.status_code == 409
    assert "no secret link" in refused.text
    assert (
        administrator.post(f"{LIST}999/reveal", data=form_of(administrator, other, f"{other}reveal")).status_code == 404
    )


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.COMMITTEE_READER])
def test_nobody_but_an_administrator_is_shown_a_link(app, administrator, role):
    page = queue_link(make_person())
    data = form_of(administrator, page, f"{page}reveal")
    assert browser_of(app, role).post(f"{page}reveal", data=data).status_code == 403
    assert revealed() == []


def test_mail_is_for_the_desk(app, client):
    page = queue_link(make_person())
    assert client.get(LIST).status_code == 302
    assert client.post(f"{page}reveal").status_code == 401
    reader = browser_of(app, Role.COMMITTEE_READER)
    assert [reader.get(LIST).status_code, reader.get(page).status_code] == [403, 403]


def test_link_is_not_shown_to_a_form_without_its_token(app, administrator):
    page = queue_link(make_person())
    assert administrator.post(f"{page}reveal", data={}).status_code == 422
    assert revealed() == []
