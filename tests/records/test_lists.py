"""Lists of records: taken along as a file, and many contacts marked at once."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from kpevents.core.text import Trilingual
from kpevents.features.governance.rules import BodySlug
from kpevents.features.partners.contacts import queries as contacts
from kpevents.infra import clock
from tests.factories import lines, make_body, make_contact, make_partner, make_term
from tests.records.desk import fill, officer


@pytest.fixture
def desk(app, db):
    return officer(app)


def table(desk, path):
    answer = desk.get(f"/desk/{path}", buffered=True)
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))


def test_partners_are_taken_along_as_they_are_filtered(desk):
    make_partner(code="ke", name=Trilingual(en="Kenya", ar="كينيا"), zone="Africa/Nairobi", weekend=("sat", "sun"))
    make_partner(code="it", name=Trilingual(en="Italy"), side="european", eu_protocol_rank=14)
    head, *rows = table(desk, "partners.csv?side=european")
    assert [dict(zip(head, row, strict=True))["Name"] for row in rows] == ["Italy"]
    assert dict(zip(head, rows[0], strict=True))["Place in the European Union’s order"] == "14"
    _, kenya = table(desk, "partners.csv?q=kenya&lang=ar")
    assert kenya[0] == "كينيا"


def test_what_is_ticked_is_taken_along_alone(desk):
    wanted = [make_partner(name=Trilingual(en=name)).id for name in ("Kenya", "Italy", "Chad")][:2]
    answer = fill(desk, "/desk/partners/", id=[str(each) for each in wanted], file="csv")
    assert answer.status_code == 303
    _, *rows = table(desk, answer.location.removeprefix("/desk/"))
    assert [row[0] for row in rows] == ["Italy", "Kenya"]


def test_name_of_a_contact_is_never_a_formula(desk):
    make_contact(make_partner(), name='=HYPERLINK("https://example.org")', phone="+254 20 555", email="")
    _, row = table(desk, "contacts.csv")
    assert row[0].startswith("'=")
    answer = desk.get("/desk/contacts.xlsx", buffered=True)
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    assert sheet["A2"].data_type == "s"


def test_terms_are_taken_along_as_far_as_they_are_known(desk):
    chair = make_body(BodySlug.CHAIR)
    make_term(chair, make_partner(name=Trilingual(en="Italy")), "2018-05", "2019-03-01")
    head, row = table(desk, "terms.csv?body=chair")
    found = dict(zip(head, row, strict=True))
    assert (found["Partner"], found["Began"], found["Ended"]) == ("Italy", "2018-05", "2019-03-01")


def test_many_contacts_are_marked_as_checked_at_once(desk):
    partner, today = make_partner(), clock.now().date()
    due = [make_contact(partner, last_checked_on=day) for day in (None, date(2020, 1, 1))]
    other = make_contact(partner, last_checked_on=date(2021, 1, 1))
    answer = fill(desk, "/desk/contacts/", id=[str(each.id) for each in due], do="checked")
    assert answer.status_code == 303
    assert "2 contacts are marked as checked today." in desk.get("/desk/contacts/").text
    assert [contact.id for contact, _ in contacts.to_check(today)] == [other.id]
    assert [line.deed for line in lines(subject="contact")] == ["changed", "changed"]


def test_contact_that_is_not_due_is_not_marked(desk):
    fresh = make_contact(make_partner(), last_checked_on=clock.now().date())
    make_contact(make_partner())
    answer = fill(desk, "/desk/contacts/", id=str(fresh.id), do="checked")
    assert answer.status_code == 409
    assert lines(subject="contact") == []
