"""The desk's pages on hosts: the balance, who could host, offers and their answers."""

import re
from datetime import date

import pytest

from kpevents.core.policy import Role
from kpevents.core.text import Trilingual
from kpevents.features.accounts.rules import Given
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.offers import Standing
from kpevents.features.meetings.rules import RoleName, Status
from kpevents.features.partners.rules import Side
from tests.cast import browser_of
from tests.factories import make_meeting, make_partner, make_role, make_type
from tests.hosting.things import answer, journal, make_candidature, make_offer
from tests.meetings.test_lists import statements
from tests.sending import filled, form_of, forms, send

PAGES = ("/desk/hosting/", "/desk/hosting/candidates", "/desk/offers/", "/desk/chairmanship/", "/desk/chairmanship/new")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_the_staff_alone(app, db, page):
    partner = make_partner()
    roles = (Role.SECRETARIAT, Role.ADMINISTRATOR, Role.COMMITTEE_READER, Given(Role.FOCAL_POINT, partner.id))
    assert [browser_of(app, role).get(page).status_code for role in roles] == [200, 200, 403, 403]
    assert app.test_client().get(page).status_code == 302


def test_ids_that_are_not_there_are_not_found(officer):
    for page in ("/desk/offers/9/", "/desk/chairmanship/9/endorse", "/desk/chairmanship/1/sing"):
        assert (officer.get(page).status_code, officer.post(page).status_code) == (404, 404)


@pytest.fixture
def kenya(db):
    return make_partner(code="ke", name=Trilingual(en="Kenya"))


@pytest.fixture
def germany(db):
    return make_partner(code="de", name=Trilingual(en="Germany"), side=Side.EUROPEAN)


@pytest.fixture
def of_2022(kenya, germany):
    meeting = make_meeting(first_day=date(2022, 7, 12), status=Status.HELD, title=Trilingual(en="Legal pathways"))
    make_role(meeting, kenya)
    make_role(meeting, germany, RoleName.CO_HOST)
    return meeting


def test_balance_is_a_picture_and_the_same_figures_are_a_table(officer, of_2022):
    page = officer.get("/desk/hosting/").text
    assert re.search(r'<svg role="img" aria-labelledby="b-1".*<title id="b-1">(.*?)</title>', page)[1] == (
        "2022. Hosts: 1 African, 0 European. Co-hosts: 0 African, 1 European."
    )
    (row,) = re.findall(r"<tr><th scope=\"row\">2022</th>(.*?)</tr>", page)
    assert re.findall(r">(\d)<", row) == ["1", "0", "0", "1"]
    assert page.count('class="host"') == 1
    assert page.count('class="co-host"') == 1


def test_pair_and_last_time_and_what_is_still_to_come(officer, of_2022, kenya):
    ahead = make_meeting(title=Trilingual(en="Seasonal work"), status=Status.SAVE_THE_DATE)
    make_role(ahead, kenya, RoleName.CO_HOST)
    page = officer.get("/desk/hosting/").text
    assert "2022, 4 years ago" in page
    assert re.search(r"Kenya</a>,</span> .*?Germany", page)
    assert "Seasonal work" in page
    assert "(Save the date)" in page


def test_period_in_the_address_bounds_everything(officer, of_2022):
    page = officer.get("/desk/hosting/?from=2023").text
    assert "Legal pathways" not in page
    assert "No meeting of this period has a host yet." in page
    assert "Legal pathways" in officer.get("/desk/hosting/?from=2022-07&to=2022-07").text


@pytest.mark.parametrize("asked", ["from=soon", "to=2022-13", "from=2023&to=2022", "from=%00"])
@pytest.mark.parametrize("page", ["/desk/hosting/", "/desk/hosting/candidates"])
def test_period_that_cannot_be_read_is_refused_in_words(officer, page, asked):
    assert officer.get(f"{page}?{asked}").status_code == 400


def test_candidates_say_their_reasons_and_the_order(officer, of_2022, kenya):
    uganda = make_partner(code="ug", name=Trilingual(en="Uganda"))
    kind = make_type(slug="thematic", needs_pair=True)
    offer = make_offer(uganda, theme="Skills")
    page = officer.get("/desk/hosting/candidates?type=thematic&with=de&from=2027-05-11&to=2027-05-12").text
    assert "An African partner is asked for, beside Germany." in page
    assert "By six questions" in page
    assert page.index(">Uganda</a>") < page.index(">Kenya</a>", page.index("candidates"))
    assert f'<a href="/desk/offers/{offer.id}/">Has offered for 2027: Skills</a>' in page
    assert "Host once, in 2022" in page
    assert kind.slug in page


def test_busy_candidate_names_the_meeting(officer, kenya):
    meeting = make_meeting(title=Trilingual(en="Seasonal work"), first_day=date(2026, 7, 14))
    make_role(meeting, kenya)
    page = officer.get("/desk/hosting/candidates?from=2026-08-01&to=2026-08-02").text
    assert "Busy near these days as host: Seasonal work, 14–15 July 2026" in page


@pytest.mark.parametrize("asked", ["type=nothing", "with=xx"])
def test_unknown_names_are_not_found(officer, asked):
    assert officer.get(f"/desk/hosting/candidates?{asked}").status_code == 404


def test_list_of_offers_is_filtered_in_the_address(officer, kenya, germany):
    make_offer(kenya, theme="Skills")
    answer(make_offer(germany, theme="Climate"), Standing.KEPT)
    page = officer.get("/desk/offers/").text
    assert "One waits for an answer." in page
    assert ("Skills" in page, "Climate" in page) == (True, True)
    kept = officer.get("/desk/offers/?state=kept").text
    assert ("Skills" in kept, "Climate" in kept) == (False, True)
    of_kenya = officer.get("/desk/offers/?partner=ke").text
    assert ("Skills" in of_kenya, "Climate" in of_kenya) == (True, False)
    both = officer.get("/desk/offers/?partner=ke&state=kept").text
    assert "Nothing answers to all of this." in both
    assert [officer.get(f"/desk/offers/?{q}").status_code for q in ("state=lost", "partner=xx", "page=2")] == [
        400,
        404,
        404,
    ]


def test_list_is_taken_along_as_a_file(officer, kenya, germany):
    make_offer(kenya, theme="=cmd|' /C calc'!A0", note="In May.")
    make_offer(germany, theme="Climate")
    with officer.get("/desk/offers.csv?partner=ke") as file:
        head, row = file.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert head.startswith("Theme,Partner,Offer,Period")
    assert row.startswith("'=cmd|' /C calc'!A0,Kenya,to host,2027")
    with officer.get("/desk/offers.xlsx") as book:
        assert book.get_data().startswith(b"PK")


def test_several_are_kept_for_later_at_once_and_what_is_answered_is_left(officer, kenya):
    made = [make_offer(kenya) for _ in range(3)]
    answer(made[2], Standing.DECLINED, "The year is full.")
    data = filled(form_of(officer, "/desk/offers/", "/desk/offers/"), id=[str(each.id) for each in made], do="keep")
    assert officer.post("/desk/offers/", data=data).status_code == 303
    assert [queries.get(each.id).standing for each in made] == [Standing.KEPT, Standing.KEPT, Standing.DECLINED]
    page = officer.get("/desk/offers/").text
    assert "2 offers are kept for later. 1 of the selected lines stays as it is." in page


def test_desk_opens_on_offers_that_wait(officer, kenya):
    offer = make_offer(kenya, theme="Skills")
    page = officer.get("/desk/").text
    assert "Offer to host waits for an answer" in page
    assert 'href="/desk/offers/?state=made"' in page
    answer(offer, Standing.KEPT)
    assert "offer to host waits" not in officer.get("/desk/").text.lower()


def test_empty_list_says_what_would_be_there(officer):
    assert "No partner has offered to host yet." in officer.get("/desk/offers/").text


@pytest.mark.parametrize("page", ["/desk/offers/", "/desk/hosting/", "/desk/hosting/candidates", "/delegations/"])
def test_page_costs_the_same_with_many(officer, kenya, germany, page):
    def more(number):
        for _ in range(number):
            meeting = make_meeting()
            make_role(meeting, kenya)
            make_role(meeting, germany, RoleName.CO_HOST)
            make_offer(kenya)

    more(1)
    officer.get(page)
    few = statements(officer, page)
    more(3)
    officer.get(page)
    assert statements(officer, page) == few


def test_offer_is_accepted_with_the_meeting_that_came_of_it(officer, kenya):
    meeting = make_meeting(title=Trilingual(en="Skills meeting"), status=Status.DRAFT)
    offer = make_offer(kenya)
    sent = send(officer, f"/desk/offers/{offer.id}/", standing="accepted", meeting=meeting.slug, answer="With thanks.")
    assert (sent.status_code, sent.location) == (303, f"/desk/offers/{offer.id}/")
    found = queries.get(offer.id)
    assert (found.standing, found.meeting_id, found.answer) == (Standing.ACCEPTED, meeting.id, "With thanks.")
    page = officer.get(sent.location).text
    assert "Skills meeting" in page
    assert "<form" not in page.split("<main")[1]


def test_declining_without_a_reason_is_refused_beside_the_field_and_keeps_what_was_chosen(officer, kenya):
    offer = make_offer(kenya)
    page = send(officer, f"/desk/offers/{offer.id}/", standing="declined", answer=" ")
    assert page.status_code == 422
    assert '<span class="fault" id="answer-fault">An offer is declined with a reason' in page.text
    assert re.search(r'<input checked id="standing-2"[^>]*value="declined"', page.text)
    assert queries.get(offer.id).standing is Standing.MADE


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"standing": "sung"}, "standing"),
        ({"standing": []}, "standing"),
        ({"meeting": "no-such-meeting"}, "meeting"),
        ({"answer": "x" * 10_000}, "answer"),
        ({"answer": "a\x00b"}, "answer"),
        ({"answer": "a\u202eb"}, "answer"),
        ({"seen": "soon"}, "seen"),
        ({"seen": "9" * 30}, "seen"),
        ({"seen": "²"}, "seen"),
    ],
    ids=str,
)
def test_bad_input_is_refused_naming_the_field(officer, kenya, typed, field):
    offer = make_offer(kenya)
    page = send(officer, f"/desk/offers/{offer.id}/", **({"standing": "kept", "answer": "Until May."} | typed))
    assert page.status_code == 422
    assert f'href="#{field}' in page.text
    assert queries.get(offer.id).turn == 1


def test_double_press_answers_once(officer, kenya):
    offer = make_offer(kenya)
    address = f"/desk/offers/{offer.id}/"
    data = filled(form_of(officer, address, address), standing="kept", answer="Until May.")
    assert [officer.post(address, data=data).status_code for _ in range(2)] == [303, 303]
    assert [line.deed for line in journal() if line.subject == "offer"] == ["created", "kept"]


def test_officer_who_was_slower_is_told_and_may_decide_again(officer, app, kenya):
    offer = make_offer(kenya)
    address = f"/desk/offers/{offer.id}/"
    data = filled(form_of(officer, address, address), standing="declined", answer="The year is full.")
    send(browser_of(app, Role.SECRETARIAT), address, standing="kept", answer="Until May.")
    page = officer.post(address, data=data)
    assert page.status_code == 409
    assert "This offer has changed since you opened it: it now stands as “Kept for later”." in page.text
    assert "The year is full." in page.text
    assert queries.get(offer.id).standing is Standing.KEPT
    again = forms(page)[address]
    assert officer.post(address, data=again).status_code == 303
    assert queries.get(offer.id).standing is Standing.DECLINED


def test_offer_that_was_withdrawn_meanwhile_is_not_accepted(officer, app, kenya):
    offer = make_offer(kenya)
    address = f"/desk/offers/{offer.id}/"
    data = filled(form_of(officer, address, address), standing="accepted")
    focal_point = browser_of(app, Given(Role.FOCAL_POINT, kenya.id))
    send(focal_point, f"/delegations/ke/offers/{offer.id}/withdraw")
    page = officer.post(address, data=data)
    assert page.status_code == 409
    assert "it now stands as “Withdrawn”" in page.text


def test_candidature_is_not_shown_to_the_public(officer, app, kenya):
    make_candidature(kenya)
    assert "Kenya" in officer.get("/desk/chairmanship/").text
    assert "Kenya" not in app.test_client().get("/governance/").text
