"""Pages of records: each opens, saves what was typed, and leads on."""

import re
from datetime import date

import pytest
from sqlalchemy import event, select

from kpevents.core.text import Trilingual
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BodySlug
from kpevents.features.meetings.groups import queries as groups
from kpevents.features.pages import queries as pages
from kpevents.features.partners import queries as partners
from kpevents.features.partners.contacts import queries as contacts
from kpevents.features.partners.rules import Kind
from kpevents.infra import clock, memo
from kpevents.infra.db import db as database
from tests.factories import (
    lines,
    make_body,
    make_contact,
    make_meeting,
    make_page,
    make_partner,
    make_series,
    make_term,
    make_type,
    whole,
)
from tests.records.desk import fill, officer, opened, send
from tests.sending import filled


@pytest.fixture
def desk(app, db):
    return officer(app)


def led_to(answer):
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_type_is_made_changed_and_deleted(desk):
    made = fill(
        desk, "/desk/types/new", slug="retreat", name_en="Retreat", name_ar="خلوة", plural_en="Retreats", colour="Teal",
        level="political", mark="online", position="12",
    )  # fmt: skip
    assert led_to(made) == "/desk/types/retreat/?saved=1"
    assert "Saved." in desk.get("/desk/types/retreat/?saved=1").text
    kind = groups.get_type("retreat")
    assert (kind.name, kind.colour, kind.position) == (Trilingual(en="Retreat", ar="خلوة"), "teal", 12)
    assert led_to(fill(desk, "/desk/types/retreat/", needs_pair="y", name_fr="Retraite"))
    assert (groups.get_type("retreat").needs_pair, groups.get_type("retreat").name.fr) == (True, "Retraite")
    assert led_to(fill(desk, "/desk/types/retreat/delete")) == "/desk/types/"
    assert groups.types() == []
    assert [line.deed for line in lines(subject="type")] == ["created", "changed", "deleted"]
    assert {line.actor_id is None for line in lines(subject="type")} == {False}


def test_type_in_use_cannot_be_deleted_and_the_page_says_why(desk):
    kind = make_type()
    form = opened(desk, f"/desk/types/{kind.slug}/delete")
    make_meeting(type_id=kind.id)
    page = desk.get(f"/desk/types/{kind.slug}/delete").text
    assert "Meetings" in page
    assert "<button" not in page.split("<main")[1]
    refused = send(desk, f"/desk/types/{kind.slug}/delete", form)
    assert refused.status_code == 409
    assert "1 of them" in refused.text
    assert desk.get("/desk/types/").status_code == 200


def test_series_is_made_changed_and_deleted(desk):
    made = fill(desk, "/desk/series/new", slug="talks", title_en="Talks", planned="4")
    assert led_to(made) == "/desk/series/talks/?saved=1"
    series = groups.get_series("talks")
    make_meeting(series_id=series.id, series_number=3)
    refused = fill(desk, "/desk/series/talks/", planned="2")
    assert refused.status_code == 422
    assert "has the number 3" in refused.text
    assert led_to(fill(desk, "/desk/series/talks/", planned="", about_fr="Quatre entretiens"))
    assert groups.get_series("talks").planned is None
    assert desk.get("/desk/series/").text.count("not known") == 1
    empty = make_series()
    assert led_to(fill(desk, f"/desk/series/{empty.slug}/delete")) == "/desk/series/"


def test_cluster_is_made_renamed_filled_and_emptied(desk):
    one, other = make_meeting(), make_meeting()
    assert led_to(fill(desk, "/desk/clusters/new", word="cairo-2026", meeting=one.slug)) == "/desk/clusters/cairo-2026/"
    here = "/desk/clusters/cairo-2026/"
    assert led_to(fill(desk, here, f"{here}meetings", meeting=other.slug)) == here
    assert led_to(fill(desk, here, here, word="cairo-july-2026")) == "/desk/clusters/cairo-july-2026/"
    here = "/desk/clusters/cairo-july-2026/"
    assert [whole(m.id).cluster for m in (one, other)] == ["cairo-july-2026"] * 2
    assert led_to(fill(desk, here, f"{here}meetings/{one.slug}/take-out")) == here
    assert led_to(fill(desk, here, f"{here}meetings/{other.slug}/take-out")) == "/desk/clusters/"
    assert desk.get(here).status_code == 404
    assert desk.get("/desk/clusters/").status_code == 200


def test_text_is_looked_at_before_it_is_saved(desk):
    page = make_page()
    here = f"/desk/pages/{page.slug}/"
    typed = {"body_en": "## Heading\n\n<script>alert(1)</script> [here](javascript:alert(1))", "body_ar": "نص *مهم*"}
    looked = fill(desk, here, **typed, look="1")
    assert looked.status_code == 200
    assert "<h2>Heading</h2>" in looked.text
    assert "<em>مهم</em>" in looked.text
    assert "<script>alert" not in looked.text
    assert 'href="javascript' not in looked.text
    assert pages.get(page.slug).body.en == "Some words."
    assert led_to(fill(desk, here, **typed)) == f"{here}?saved=1"
    assert pages.get(page.slug).body.ar == "نص *مهم*"
    assert desk.get("/desk/pages/").status_code == 200


def test_look_at_a_text_can_be_followed_by_saving_it(desk):
    page = make_page()
    here = f"/desk/pages/{page.slug}/"
    form = opened(desk, here)
    send(desk, here, form, body_en="Other words.", look="1")
    assert led_to(send(desk, here, form, body_en="Other words."))
    assert pages.get(page.slug).body.en == "Other words."


def test_partner_is_made_and_changed(desk):
    made = fill(
        desk, "/desk/partners/new", code="rw", iso3="RWA", kind="state", side="african", name_en="Rwanda",
        zone="Africa/Kigali", weekend=["sat", "sun"],
    )  # fmt: skip
    assert led_to(made) == "/desk/partners/rw/?saved=1"
    assert partners.get("rw").weekend == ("sat", "sun")
    assert led_to(fill(desk, "/desk/partners/rw/", weekend=["fri"], eu_protocol_rank="", zone=" Africa/Nairobi "))
    rwanda = partners.get("rw")
    assert (rwanda.weekend, rwanda.zone, rwanda.kind) == (("fri",), "Africa/Nairobi", Kind.STATE)
    assert led_to(fill(desk, "/desk/partners/rw/delete")) == "/desk/partners/"


def test_kind_of_a_state_can_only_be_state(desk):
    state, agency = make_partner(weekend=("fri",)), make_partner(kind=Kind.AGENCY)
    assert fill(desk, f"/desk/partners/{state.code}/", kind="agency").status_code == 422
    assert fill(desk, f"/desk/partners/{agency.code}/", kind="state").status_code == 422
    assert led_to(fill(desk, f"/desk/partners/{agency.code}/", kind="mechanism"))


def test_list_of_partners_is_asked_by_its_address(desk):
    kenya = make_partner(code="ke", name=Trilingual(en="Kenya", fr="Kenya", ar="كينيا"))
    make_partner(code="au", kind=Kind.INSTITUTION, name=Trilingual(en="African Union"), side="neither")
    make_partner(code="it", name=Trilingual(en="Italy"), side="european")
    make_contact(kenya)

    def codes(query):
        page = desk.get(f"/desk/partners/{query}")
        assert page.status_code == 200
        return [code for code in ("ke", "it", "au") if f'href="/desk/partners/{code}/"' in page.text]

    assert codes("") == ["ke", "it", "au"]
    assert codes("?side=european") == ["it"]
    assert codes("?kind=institution") == ["au"]
    assert codes("?contact=due") == ["ke"]
    assert codes("?contact=none&side=african") == []
    assert codes("?q=كينيا") == ["ke"]
    assert codes("?q=afri un") == ["au"]
    assert codes("?q=zzz") == []
    for query in ("?side=north", "?contact=x", "?q=" + "a" * 201, "?kind=%00", "?q=%E2%80%AE"):
        assert desk.get(f"/desk/partners/{query}").status_code == 400
    assert desk.get("/desk/terms/?body=cabinet").status_code == 400


def test_contact_is_entered_checked_and_erased(desk):
    kenya = make_partner(code="ke")
    here = "/desk/partners/ke/contacts/"
    assert desk.get(here).status_code == 200
    assert led_to(fill(desk, f"{here}new", name="Zawadi", email="z@ministry.example", language="fr")) == here
    [contact] = contacts.of_partner(kenya.id)
    assert (contact.active, contact.language, contact.last_checked_on) == (True, "fr", None)
    assert "Zawadi" in desk.get("/desk/contacts/").text
    assert led_to(fill(desk, here, f"{here}{contact.id}/checked")) == here
    assert "Zawadi" not in desk.get("/desk/contacts/").text
    assert led_to(fill(desk, f"{here}{contact.id}/", kind="deputy", language="", active=None))
    [contact] = contacts.of_partner(kenya.id)
    assert (contact.kind, contact.language, contact.active) == ("deputy", None, False)
    assert led_to(fill(desk, f"{here}{contact.id}/delete")) == here
    assert contacts.of_partner(kenya.id) == []


def test_contact_of_another_partner_is_not_there(desk):
    contact, stranger = make_contact(make_partner()), make_partner(code="xx")
    for path in ("", "delete"):
        assert desk.get(f"/desk/partners/xx/contacts/{contact.id}/{path}").status_code == 404
    form = opened(desk, "/desk/partners/xx/contacts/new")
    for path in ("", "delete", "checked"):
        answer = desk.post(f"/desk/partners/xx/contacts/{contact.id}/{path}", data=filled(form, name="Mine"))
        assert answer.status_code == 404, path
    assert contacts.get(contact.partner_id, contact.id).name == "Person Contact"
    assert stranger.code == "xx"


def test_term_is_entered_changed_and_deleted(desk):
    make_body(BodySlug.STEERING_COMMITTEE)
    make_partner(code="ke", name=Trilingual(en="Kenya"))
    made = fill(desk, "/desk/terms/new", body="steering-committee", partner="ke", starts="2026-02", ongoing="y")
    assert led_to(made) == "/desk/terms/desk-steering-committee-ke-1/?saved=1"
    here = "/desk/terms/desk-steering-committee-ke-1/"
    assert "Kenya" in desk.get("/desk/terms/?body=steering-committee&partner=ke").text
    assert led_to(fill(desk, here, starts="٢٠٢٦-٠٣-٠١", source="https://example.org/a"))
    term = database.session.scalars(select(Term)).one()
    assert (str(term.starts), term.ongoing, term.basis) == ("2026-03-01", True, "secretariat")
    assert led_to(fill(desk, f"{here}delete")) == "/desk/terms/"
    assert database.session.scalars(select(Term)).all() == []
    assert desk.get(here).status_code == 404


def test_two_chairs_on_known_days_are_refused_by_name_with_all_that_was_typed(desk):
    chair = make_body(BodySlug.CHAIR)
    make_term(chair, make_partner(name=Trilingual(en="Italy")), "2024-01-01", ongoing=True)
    make_partner(code="ke", name=Trilingual(en="Kenya"))
    refused = fill(desk, "/desk/terms/new", body="chair", partner="ke", starts="2025-06-01", ends="2026-06-01")
    assert refused.status_code == 422
    sentence = "Kenya and Italy would both be in office from Sunday 1 June 2025 to Sunday 31 May 2026."
    assert sentence in refused.text
    assert 'value="2025-06-01"' in refused.text
    assert '<option selected value="ke">' in refused.text


def test_double_press_makes_one(desk):
    form = opened(desk, "/desk/types/new")
    typed = {"slug": "retreat", "name_en": "Retreat", "plural_en": "Retreats", "colour": "teal"}
    both = [led_to(send(desk, "/desk/types/new", form, **typed)) for _ in range(2)]
    assert both == ["/desk/types/retreat/?saved=1"] * 2
    assert len(groups.types()) == 1


def statements(client, path: str) -> int:
    asked = []
    event.listen(database.engine, "before_cursor_execute", record := (lambda *a: asked.append(a[2])))
    assert client.get(path).status_code == 200
    event.remove(database.engine, "before_cursor_execute", record)
    return len(asked)


LISTS = ("partners/", "partners/ke/contacts/", "contacts/", "terms/", "types/", "series/", "clusters/", "pages/")


def fill_lists(number: int, chair, kenya) -> None:
    for n in range(number):
        make_page()
        make_contact(kenya)
        make_term(chair, kenya, f"20{10 + n}", f"20{10 + n}")
        make_meeting(cluster=f"trip-{n}", series_id=make_series().id, series_number=1)
        make_partner()


def test_lists_ask_the_database_no_more_for_many_than_for_one(desk):
    chair, kenya = make_body(BodySlug.CHAIR), make_partner(code="ke")
    fill_lists(1, chair, kenya)
    few = [statements(desk, f"/desk/{path}") for path in LISTS]
    fill_lists(3, chair, kenya)
    memo.forget()
    many = [statements(desk, f"/desk/{path}") for path in LISTS]
    memo.forget()
    again = [statements(desk, f"/desk/{path}") for path in LISTS]
    assert many == again
    assert [more <= once + 6 for once, more in zip(few, many, strict=True)] == [True] * len(LISTS)


def test_way_in_says_how_many_contacts_are_to_be_checked(desk):
    for checked in (None, date(2020, 1, 1), clock.now().date()):
        make_contact(make_partner(), last_checked_on=checked)
    page = desk.get("/desk/records/").text
    [number] = re.findall(r'<span class="big">(\d+)</span><div class="c10"><h2><a href="/desk/contacts/">', page)
    assert number == "2"
