"""A focal point offers to host, sees where the offer stands, and withdraws it; nobody does it for another partner."""

import re

import pytest

from kpevents.core.policy import Role
from kpevents.core.text import Trilingual
from kpevents.features.accounts.rules import Given
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.offers import OfferedRole, Standing
from kpevents.features.meetings.rules import RoleName, Status
from tests.cast import browser_of
from tests.factories import make_domain, make_meeting, make_partner, make_role, make_type
from tests.hosting.things import answer, journal, make_offer
from tests.sending import filled, form_of, send
from tests.times import NOW

NEW = "/delegations/ke/offers/new"
OFFER = {"theme": "Skills", "begins": "2027-05"}


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)


@pytest.fixture
def kenya(db):
    return make_partner(code="ke", name=Trilingual(en="Kenya"))


@pytest.fixture
def sweden(db):
    return make_partner(code="se", name=Trilingual(en="Sweden"))


@pytest.fixture
def focal_point(app, kenya):
    return browser_of(app, Given(Role.FOCAL_POINT, kenya.id))


def test_offer_is_made_and_waits(focal_point, kenya):
    domain, kind = make_domain(), make_type()
    sent = send(
        focal_point, NEW, role="either", theme="Skills", domain=str(domain.number), type=kind.slug, begins="2027-05",
        ends="2027-09", note="In Mombasa.",
    )  # fmt: skip
    assert (sent.status_code, sent.location) == (303, "/delegations/ke/offers/")
    (offer,) = queries.of_partners([kenya.id])
    assert (offer.role, offer.theme, offer.note) == (OfferedRole.EITHER, "Skills", "In Mombasa.")
    assert (offer.domain_id, offer.type_id) == (domain.id, kind.id)
    assert (str(offer.begins), str(offer.ends)) == ("2027-05", "2027-09")
    page = focal_point.get(sent.location).text
    assert "Waits for an answer" in page
    assert "To host or co-host, May 2027 to September 2027" in page


def test_double_press_makes_one_offer(focal_point, kenya):
    data = filled(form_of(focal_point, NEW, NEW), **OFFER)
    assert [focal_point.post(NEW, data=data).status_code for _ in range(2)] == [303, 303]
    assert len(queries.of_partners([kenya.id])) == 1


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"theme": " "}, "theme", "Write the theme in a few words."),
        ({"theme": "x" * 10_000}, "theme", "At most 300 characters; this has 10,000."),
        ({"theme": "a\x00b"}, "theme", "characters that cannot be shown"),
        ({"theme": "a\u202eb"}, "theme", "characters that cannot be shown"),
        ({"begins": ""}, "begins", "Write when: 2027, 2027-05 or 2027-05-12."),
        ({"begins": "2027-02-30"}, "begins", "“2027-02-30” is not a date."),
        ({"begins": "0001"}, "begins", "Write a year from 2000 to 2100."),
        ({"ends": "next year"}, "ends", "“next year” is not a date."),
        ({"ends": "2027-04"}, "ends", "The period ends before it begins: from May 2027 to April 2027."),
        ({"begins": "2026-01", "ends": "2026-02"}, "ends", "it ended on February 2026"),
        ({"domain": "9"}, "domain", "Not a valid choice."),
        ({"type": "party"}, "type", "Not a valid choice."),
        ({"role": "chair"}, "role", "Not a valid choice."),
        ({"note": "x" * 2001}, "note", "At most 2,000 characters"),
    ],
    ids=str,
)
def test_bad_input_is_refused_naming_the_field_with_everything_typed_still_there(
    focal_point, kenya, typed, field, sentence
):
    page = send(focal_point, NEW, **(OFFER | {"note": "In Mombasa."} | typed))
    assert page.status_code == 422
    assert re.search(rf'href="#{field}[^"]*">.*?{re.escape(sentence)}', page.text)
    assert "In Mombasa." in page.text or field == "note"
    assert queries.of_partners([kenya.id]) == []


def test_arabic_digits_are_a_date_too(focal_point, kenya):
    assert send(focal_point, NEW, theme="Skills", begins="٢٠٢٧-٠٥").status_code == 303
    assert str(queries.of_partners([kenya.id])[0].begins) == "2027-05"


def test_answer_of_the_secretariat_is_read_with_its_reason(focal_point, kenya):
    answer(make_offer(kenya), Standing.DECLINED, "The year is full.")
    page = focal_point.get("/delegations/ke/offers/").text
    assert "The year is full." in page
    assert "Declined" in page
    assert "Withdraw this offer" not in page


def test_meeting_of_an_accepted_offer_is_named_once_the_partner_may_see_it(focal_point, kenya):
    draft = make_meeting(title=Trilingual(en="Secret plan"), status=Status.DRAFT)
    announced = make_meeting(title=Trilingual(en="Skills meeting"))
    answer(make_offer(kenya), Standing.ACCEPTED, meeting=draft)
    answer(make_offer(kenya), Standing.ACCEPTED, meeting=announced)
    page = focal_point.get("/delegations/ke/offers/").text
    assert "Secret plan" not in page
    assert "Accepted for a meeting that is being planned." in page
    assert "Skills meeting" in page


def test_offer_is_withdrawn_after_a_page_that_says_what_it_does(focal_point, kenya):
    offer = make_offer(kenya)
    address = f"/delegations/ke/offers/{offer.id}/withdraw"
    assert "withdrawn for good" in focal_point.get(address).text
    assert send(focal_point, address).status_code == 303
    assert queries.get(offer.id).standing is Standing.WITHDRAWN
    assert [line.deed for line in journal() if line.subject == "offer"] == ["created", "withdrawn"]


def test_offer_answered_meanwhile_is_not_withdrawn_unseen(focal_point, kenya):
    offer = make_offer(kenya)
    address = f"/delegations/ke/offers/{offer.id}/withdraw"
    data = form_of(focal_point, address, address)
    answer(offer, Standing.ACCEPTED)
    page = focal_point.post(address, data=data)
    assert page.status_code == 409
    assert "it now stands as “Accepted”" in page.text


@pytest.mark.parametrize("path", ["offers/", "offers/new", "offers/1/withdraw"])
def test_another_partner_is_not_there(focal_point, sweden, path):
    make_offer(sweden)
    for code in ("se", "xx"):
        address = f"/delegations/{code}/{path}"
        assert focal_point.get(address).status_code == 404
        if not path.endswith("s/"):
            assert focal_point.post(address).status_code == 404
    assert queries.get(1).standing is Standing.MADE


def test_offer_of_another_partner_is_not_there_under_ones_own_code(focal_point, sweden):
    offer = make_offer(sweden)
    address = f"/delegations/ke/offers/{offer.id}/withdraw"
    assert (focal_point.get(address).status_code, focal_point.post(address).status_code) == (404, 404)


def test_committee_reader_and_liaison_answer_for_nobody(app, kenya):
    reader = browser_of(app, Role.COMMITTEE_READER)
    assert reader.get("/delegations/").status_code == 403
    assert reader.get("/delegations/ke/offers/").status_code == 403
    assert app.test_client().get("/delegations/").status_code == 302
    assert app.test_client().post(NEW).status_code == 401


def test_page_of_a_focal_point_lists_its_partners_roles_and_offers_and_no_others(app, kenya, sweden):
    uganda = make_partner(code="ug", name=Trilingual(en="Uganda"))
    both = browser_of(app, Given(Role.FOCAL_POINT, kenya.id), Given(Role.DEPUTY, uganda.id))
    ahead, draft = make_meeting(title=Trilingual(en="Seasonal work")), make_meeting(status=Status.DRAFT)
    make_role(ahead, kenya, RoleName.CO_HOST)
    make_role(draft, kenya)
    make_offer(uganda, theme="Skills")
    make_offer(sweden, theme="Climate")
    page = both.get("/delegations/").text
    assert re.findall(r'<h2 class="big-t" id="p-(\w+)">', page) == ["ke", "ug"]
    assert "Seasonal work" in page
    assert "Skills" in page
    assert draft.title["en"] not in page
    assert "Climate" not in page


def test_secretariat_may_offer_for_whoever_asks_it_to(app, kenya):
    officer = browser_of(app, Role.SECRETARIAT)
    assert officer.get("/delegations/").status_code == 200
    assert send(officer, NEW, **OFFER).status_code == 303
