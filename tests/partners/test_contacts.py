"""Contacts of a partner: personal data, checked every year, erased without a trace of who it was."""

import json
from datetime import date

import pytest

from kpevents.core.errors import NotFound
from kpevents.features.partners.contacts import actions, queries
from kpevents.features.partners.contacts.rules import (
    CheckedInTheFuture,
    CheckState,
    ContactKind,
    NamelessContact,
    NotAnAddress,
    Speaks,
    is_due,
)
from kpevents.features.revisions.queries import current
from kpevents.infra.db import unit_of_work
from tests.factories import OFFICER, lines, make_contact, make_partner
from tests.times import NOW

TODAY = NOW.date()
PERSON = {
    "kind": ContactKind.FOCAL_POINT,
    "name": "Zawadi Unforgettable",
    "function": "Head of the unit Quagmire",
    "email": "zawadi@ministry.example",
    "phone": "+254 20 5550199",
    "language": Speaks.FR,
    "note": "Answers after Tuesday.",
    "active": True,
    "last_checked_on": None,
}
WORDS = ("Zawadi", "Quagmire", "zawadi@", "5550199", "Tuesday", '"fr"')


def create(partner, **values):
    with unit_of_work():
        return actions.create(partner.code, PERSON | values, by=OFFICER, now=NOW)


def change(contact, **values):
    as_it_stands = {field: getattr(contact, field) for field in actions.FIELDS}
    with unit_of_work():
        return actions.change(contact.partner_id, contact.id, as_it_stands | values, by=OFFICER, now=NOW)


def written():
    return json.dumps([[line.name, line.changes, line.reason] for line in lines()], ensure_ascii=False)


def test_journal_names_personal_fields_and_never_says_what_stood_in_them(db):
    contact = create(make_partner())
    change(contact, name="Zawadi Otherwise", phone="+254 20 5550199 12")
    change(contact, kind=ContactKind.DEPUTY)
    assert [word for word in WORDS if word in written()] == []
    assert [each["field"] for each in lines()[1].changes] == ["name", "phone"]
    assert lines()[2].changes == [{"field": "kind", "before": "focal_point", "after": "deputy"}]
    assert {line.partner_id for line in lines()} == {contact.partner_id}


def test_erased_contact_is_nowhere(db):
    contact = create(make_partner())
    with unit_of_work():
        actions.erase(contact.partner_id, contact.id, by=OFFICER, now=NOW)
    assert queries.of_partner(contact.partner_id) == []
    assert [line.deed for line in lines()] == ["created", "erased"]
    assert [word for word in WORDS if word in written()] == []


def test_contacts_are_nothing_that_the_public_sees(db):
    before = current()
    create(make_partner())
    assert current() == before


def test_contact_of_another_partner_is_not_found(db):
    contact, stranger = make_contact(make_partner()), make_partner()
    for act in (actions.erase, actions.mark_as_checked):
        with pytest.raises(NotFound), unit_of_work():
            act(stranger.id, contact.id, by=OFFICER, now=NOW)
    with pytest.raises(NotFound):
        queries.get(stranger.id, contact.id)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": " "}, NamelessContact),
        ({"email": "zawadi at ministry"}, NotAnAddress),
        ({"email": "a@b"}, NotAnAddress),
        ({"email": "a@b.example, c@d.example"}, NotAnAddress),
        ({"last_checked_on": date(2026, 3, 3)}, CheckedInTheFuture),
    ],
    ids=str,
)
def test_contact_that_cannot_be_is_refused(db, values, refusal):
    with pytest.raises(refusal):
        create(make_partner(), **values)


def test_contact_that_was_looked_at_is_checked_as_of_today(db):
    contact = make_contact(make_partner(), last_checked_on=date(2024, 1, 1))
    with unit_of_work():
        actions.mark_as_checked(contact.partner_id, contact.id, by=OFFICER, now=NOW)
    assert queries.get(contact.partner_id, contact.id).last_checked_on == TODAY
    assert lines()[0].changes == [{"field": "last_checked_on", "before": "2024-01-01", "after": "2026-03-02"}]


@pytest.mark.parametrize(
    ("checked", "today", "due"),
    [
        (None, date(2026, 3, 2), True),
        (date(2025, 3, 1), date(2026, 3, 2), True),
        (date(2025, 3, 2), date(2026, 3, 2), True),
        (date(2025, 3, 3), date(2026, 3, 2), False),
        (date(2023, 2, 28), date(2024, 2, 29), True),
        (date(2023, 3, 1), date(2024, 2, 29), False),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
    ],
    ids=str,
)
def test_check_is_due_after_a_year(checked, today, due):
    assert is_due(True, checked, today) is due


def test_contact_that_is_not_in_use_needs_no_check():
    assert is_due(False, None, TODAY) is False


def test_list_shows_contacts_that_nobody_checked_for_a_year(db):
    kenya, italy, chad = make_partner(code="ke"), make_partner(code="it"), make_partner(code="td")
    old = make_contact(kenya, last_checked_on=date(2025, 3, 2))
    older = make_contact(kenya, last_checked_on=date(2022, 3, 2), kind=ContactKind.DEPUTY)
    never = make_contact(italy)
    make_contact(italy, last_checked_on=date(2025, 3, 3))
    make_contact(chad, active=False)
    fresh = make_contact(chad, last_checked_on=TODAY)
    assert [contact.id for contact, _ in queries.to_check(TODAY)] == [never.id, older.id, old.id]
    assert queries.of_partner(chad.id)[0].id == fresh.id
    states = queries.states(TODAY)
    assert {code: states[p.id].check for code, p in (("ke", kenya), ("it", italy), ("td", chad))} == {
        "ke": CheckState.DUE, "it": CheckState.DUE, "td": CheckState.CHECKED,
    }  # fmt: skip
