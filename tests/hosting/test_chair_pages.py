"""The desk's pages of the chair: a candidature, its endorsement, its handover."""

import re
from datetime import date

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.rules.chairmanship import Step, step
from kpevents.features.meetings.rules import Level
from kpevents.features.partners.rules import Side
from tests.factories import make_meeting, make_partner, make_type
from tests.hosting.things import journal, make_candidature, make_chair, make_chair_body
from tests.sending import filled, form_of, send


@pytest.fixture(autouse=True)
def france(officer):
    state = make_partner(code="fr", name=Trilingual(en="France"), side=Side.EUROPEAN)
    make_chair(make_chair_body(), state, "2025-04-09")
    return state


@pytest.fixture
def uganda(officer):
    return make_partner(code="ug", name=Trilingual(en="Uganda"))


def meeting_of_the_committee(first_day, **more):
    kind = make_type(level=Level.POLITICAL)
    return make_meeting(type_id=kind.id, first_day=first_day, days=1, **more)


def address_of(candidature, name):
    return f"/desk/chairmanship/{candidature.id}/{name}"


def test_candidature_goes_all_the_way_to_the_chair(officer, client, uganda):
    committee = meeting_of_the_committee(date(2026, 2, 3), title=Trilingual(en="Committee"))
    handover = meeting_of_the_committee(date(2026, 3, 2), title=Trilingual(en="Senior officials"))
    assert (
        send(officer, "/desk/chairmanship/new", partner="ug", on="2026-01", note="By note verbale.").status_code == 303
    )
    (candidature,) = queries.candidatures()
    sent = send(officer, address_of(candidature, "endorse"), meeting=committee.slug, handover=handover.slug)
    assert (sent.status_code, sent.location) == (303, "/desk/chairmanship/")
    page = officer.get("/desk/chairmanship/").text
    assert "By alternation an African state is next." in page
    assert "3 February 2026" in page
    assert "Senior officials" in page
    assert "Uganda" not in client.get("/governance/").text

    form = form_of(officer, address_of(candidature, "hand-over"), address_of(candidature, "hand-over"))
    assert form["meeting"] == handover.slug
    assert officer.post(address_of(candidature, "hand-over"), data=form).status_code == 303

    public = client.get("/governance/").text
    assert re.search(r"In the chair.*?Uganda", public, re.DOTALL)
    assert "By alternation a European state is next." in officer.get("/desk/chairmanship/").text


def test_handover_says_what_it_will_do(officer, uganda):
    candidature = make_candidature(uganda)
    page = officer.get(address_of(candidature, "hand-over")).text
    assert "The term of the present chair ends where the new one begins" in page


def test_candidate_of_the_side_that_is_not_next_is_marked(officer, france):
    sweden = make_partner(name=Trilingual(en="Sweden"), side=Side.EUROPEAN)
    make_candidature(sweden)
    assert "A European state, where by alternation an African one is next." in officer.get("/desk/chairmanship/").text


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"partner": ""}, "partner", "Choose a state."),
        ({"partner": "xx"}, "partner", "Not a valid choice."),
        ({"partner": "fr", "on": "2026-04"}, "on", "April 2026 is still to come."),
        ({"on": ""}, "on", "Write when: 2027, 2027-05 or 2027-05-12."),
        ({"on": "last week"}, "on", "“last week” is not a date."),
        ({"note": "a\x00b"}, "note", "characters that cannot be shown"),
    ],
    ids=str,
)
def test_bad_candidature_is_refused_naming_the_field(officer, uganda, typed, field, sentence):
    page = send(officer, "/desk/chairmanship/new", **({"partner": "ug", "on": "2026-01"} | typed))
    assert page.status_code == 422
    assert re.search(rf'href="#{field}">.*?{re.escape(sentence)}', page.text)
    assert queries.candidatures() == []


def test_second_candidature_of_a_state_is_refused_beside_the_state(officer, uganda):
    make_candidature(uganda)
    page = send(officer, "/desk/chairmanship/new", partner="ug", on="2026-02")
    assert page.status_code == 422
    assert "Uganda is a candidate already." in page.text


def test_term_that_would_overlap_is_refused_beside_the_date(officer, uganda):
    candidature = make_candidature(uganda, "2024")
    send(officer, address_of(candidature, "endorse"), on="2024")
    page = send(officer, address_of(candidature, "hand-over"), on="2025-04-08")
    assert page.status_code == 422
    assert re.search(r'href="#on">.*?Uganda and France would both hold the chair on 9 April 2025', page.text)
    assert step(queries.get(candidature.id).dates) is Step.ENDORSED


def test_step_without_meeting_and_date_asks_for_one(officer, uganda):
    page = send(officer, address_of(make_candidature(uganda), "endorse"))
    assert page.status_code == 422
    assert "No date is given. Name the meeting, or write the date as far as it is known." in page.text


def test_step_out_of_its_order_is_refused_in_words(officer, uganda):
    page = send(officer, address_of(make_candidature(uganda), "hand-over"), on="2026-02")
    assert page.status_code == 409
    assert "This candidature stands as “Candidate”." in page.text


def test_double_press_records_one_step(officer, uganda):
    address = address_of(make_candidature(uganda), "endorse")
    data = filled(form_of(officer, address, address), on="2026-02")
    assert [officer.post(address, data=data).status_code for _ in range(2)] == [303, 303]
    assert [line.deed for line in journal() if line.subject == "candidature"] == ["created", "endorsed"]


def test_withdrawal_and_plan_are_recorded(officer, uganda):
    candidature = make_candidature(uganda)
    send(officer, address_of(candidature, "endorse"), on="2026-02")
    ahead = meeting_of_the_committee(date(2026, 10, 6))
    assert send(officer, address_of(candidature, "plan"), handover=ahead.slug).status_code == 303
    assert queries.get(candidature.id).handover_id == ahead.id
    assert send(officer, address_of(candidature, "withdraw"), on="2026-03-01").status_code == 303
    assert step(queries.get(candidature.id).dates) is Step.WITHDRAWN
    assert "No state" not in officer.get("/desk/chairmanship/").text


def test_page_stands_before_anything_is_on_record(officer):
    page = officer.get("/desk/chairmanship/")
    assert (page.status_code, "No state is a candidate for the chair yet." in page.text) == (200, True)
