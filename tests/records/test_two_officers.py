"""Two officers at one record: the second is told field by field, and loses nothing typed."""

import re

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.governance.rules import BodySlug
from kpevents.features.meetings.groups import queries as groups
from kpevents.features.partners import queries as partners
from kpevents.features.partners.contacts import queries as contacts
from tests.factories import lines, make_body, make_contact, make_page, make_partner, make_series, make_term, make_type
from tests.records.desk import again, officer, opened, send

ROWS = re.compile(r'<tr><th scope="row">(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td></tr>', re.S)


@pytest.fixture
def both(app, db):
    return officer(app), officer(app)


def told(answer):
    section = answer.text.split('id="crossed"')[1].split("</table>")[0]
    return [tuple(cell.strip() for cell in row) for row in ROWS.findall(section.split("<tbody>")[1])]


def test_second_officer_sees_what_differs_and_saves_after_comparing(both):
    first, second = both
    make_type(slug="t", name=Trilingual(en="Meeting"), colour="teal", position=1)
    here = "/desk/types/t/"
    of_first, of_second = opened(first, here), opened(second, here)
    assert send(first, here, of_first, name_en="Gathering", position="5").status_code == 303

    answer = send(second, here, of_second, name_en="Assembly", colour="steelblue")
    assert answer.status_code == 409
    assert told(answer) == [
        ("Name of one", "English: Meeting", "English: Gathering", "English: Assembly"),
        ("Place in lists", "1", "5", "nothing: the new text was taken over"),
    ]
    kind = groups.get_type("t")
    assert (kind.name.en, kind.colour) == ("Gathering", "teal")

    compared = again(answer, here)
    assert (compared["name_en"], compared["position"], compared["colour"]) == (
        "Assembly", "5", "steelblue",
    )  # fmt: skip
    assert send(second, here, compared).status_code == 303
    kind = groups.get_type("t")
    assert (kind.name.en, kind.position, kind.colour) == ("Assembly", 5, "steelblue")
    assert [line.deed for line in lines(subject="type")] == ["changed", "changed"]


def test_both_may_write_the_same(both):
    first, second = both
    make_series(slug="s", planned=4)
    here = "/desk/series/s/"
    forms = opened(first, here), opened(second, here)
    assert [send(c, here, f, planned="5").status_code for c, f in zip(both, forms, strict=True)] == [303, 409]
    assert groups.get_series("s").planned == 5


def test_choices_ticks_and_dates_are_told_in_words(both):
    first, second = both
    make_partner(code="ke", weekend=("sat", "sun"), side="african")
    here = "/desk/partners/ke/"
    of_first, of_second = opened(first, here), opened(second, here)
    assert send(first, here, of_first, weekend=["fri", "sat"], side="neither", zone="Africa/Nairobi").status_code == 303
    answer = send(second, here, of_second, weekend=["sun"], short_name="KE")
    assert told(answer) == [
        ("Side", "African side", "Neither side", "nothing: the new text was taken over"),
        ("Time zone", "nothing", "Africa/Nairobi", "nothing: the new text was taken over"),
        ("Days of the weekend", "Saturday, Sunday", "Friday, Saturday", "Sunday"),
    ]
    compared = again(answer, here)
    assert compared.getlist("weekend") == ["sun"]
    assert compared["side"] == "neither"
    assert send(second, here, compared).status_code == 303
    assert partners.get("ke").weekend == ("sun",)


def test_terms_and_texts_and_contacts_are_told_too(both):
    first, second = both
    term = make_term(make_body(BodySlug.CHAIR), make_partner(code="it"), "2024-01", ongoing=True, key="k")
    make_page(slug="p")
    contact = make_contact(make_partner(code="ke"))
    cases = {
        "/desk/terms/k/": ({"starts": "2024-01-10"}, {"starts": "2024-01-12"}),
        "/desk/pages/p/": ({"body_en": "One."}, {"body_en": "Two."}),
        f"/desk/partners/ke/contacts/{contact.id}/": ({"active": None}, {"phone": "+254"}),
    }
    for here, (ours, theirs) in cases.items():
        of_first, of_second = opened(first, here), opened(second, here)
        assert send(first, here, of_first, **ours).status_code == 303
        answer = send(second, here, of_second, **theirs)
        assert answer.status_code == 409, here
        assert len(told(answer)) == 1
        compared = again(answer, here)
        assert send(second, here, compared).status_code == 303
    kept = contacts.get(contact.partner_id, contact.id)
    assert (kept.active, kept.phone) == (False, "+254")
    assert term.key == "k"


def test_opened_form_that_was_tampered_with_overwrites_nothing(both):
    first, _ = both
    make_type(slug="t", name=Trilingual(en="Meeting"))
    form = opened(first, "/desk/types/t/")
    for made_up in ("", "{}", "[]", "not json", '{"name": 7}'):
        answer = send(first, "/desk/types/t/", form, opened=made_up, name_en="Assembly")
        assert answer.status_code == 409, made_up
    assert groups.get_type("t").name.en == "Meeting"
