"""Records are kept by the Secretariat: whoever else comes is turned away, page by page."""

import pytest

from kpevents.core.policy import Actor, Grant, Permission, Role, allows
from kpevents.features.accounts.rules import Given
from kpevents.features.governance.rules import BodySlug
from kpevents.infra import clock
from tests.cast import browser_of
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
)

PAGES = (
    "records/", "types/", "types/new", "types/t/", "types/t/delete", "series/", "series/new", "series/s/",
    "series/s/delete", "clusters/", "clusters/new", "clusters/trip/", "pages/", "pages/p/", "partners/",
    "partners/new", "partners/ke/", "partners/ke/delete", "partners/ke/contacts/", "partners/ke/contacts/new",
    "partners/ke/contacts/1/", "partners/ke/contacts/1/delete", "contacts/", "terms/", "terms/new", "terms/k/",
    "terms/k/delete", "partners.csv", "contacts.xlsx", "terms.csv", "types.csv", "series.xlsx", "clusters.csv",
    "pages.csv",
)  # fmt: skip
SENT = (
    "types/new", "types/t/", "types/t/delete", "series/new", "series/s/", "series/s/delete", "clusters/new",
    "clusters/trip/", "clusters/trip/meetings", "clusters/trip/meetings/m/take-out", "pages/p/", "partners/new",
    "partners/ke/", "partners/ke/delete", "partners/ke/contacts/new", "partners/ke/contacts/1/",
    "partners/ke/contacts/1/checked", "partners/ke/contacts/1/delete", "terms/new", "terms/k/", "terms/k/delete",
    "partners/", "contacts/", "terms/", "types/", "series/", "clusters/", "pages/",
)  # fmt: skip


@pytest.fixture
def kenya(db):
    make_type(slug="t"), make_series(slug="s"), make_page(slug="p")
    partner = make_partner(code="ke", weekend=("sun",))
    make_contact(partner, id=1)
    make_term(make_body(BodySlug.CHAIR), partner, "2024-01-01", ongoing=True, key="k")
    return partner


@pytest.fixture
def meeting(db):
    return make_meeting(slug="m", cluster="trip")


def everybody(partner, meeting) -> dict[str, list[Given]]:
    return {
        "administrator": [Given(Role.ADMINISTRATOR)],
        "secretariat": [Given(Role.SECRETARIAT)],
        "committee reader": [Given(Role.COMMITTEE_READER)],
        "focal point": [Given(Role.FOCAL_POINT, partner_id=partner.id)],
        "deputy": [Given(Role.DEPUTY, partner_id=partner.id)],
        "host liaison": [Given(Role.HOST_LIAISON, meeting_id=meeting.id, ends_on=clock.now().date())],
        "without a role": [],
    }


def test_every_page_opens_for_the_staff_and_for_nobody_else(app, kenya, meeting):
    for who, grants in everybody(kenya, meeting).items():
        client = browser_of(app, *grants)
        wanted = 200 if who in ("administrator", "secretariat") else 403
        assert {page: client.get(f"/desk/{page}", buffered=True).status_code for page in PAGES} == dict.fromkeys(
            PAGES, wanted
        ), who


def test_nothing_is_sent_by_anybody_else(app, kenya, meeting):
    for who, grants in everybody(kenya, meeting).items():
        if who in ("administrator", "secretariat"):
            continue
        client = browser_of(app, *grants)
        assert {page: client.post(f"/desk/{page}").status_code for page in SENT} == dict.fromkeys(SENT, 403), who
    assert lines(subject="type") == lines(subject="contact") == lines(subject="chairmanship") == []


def test_stranger_is_led_to_sign_in_and_may_send_nothing(app, kenya, meeting):
    stranger = app.test_client()
    assert {stranger.get(f"/desk/{page}").status_code for page in PAGES} == {302}
    assert {stranger.post(f"/desk/{page}").status_code for page in SENT} == {401}
    assert lines(subject="type") == lines(subject="contact") == lines(subject="chairmanship") == []


def test_these_pages_are_all_there_are(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("records.")]
    assert len([rule for rule in rules if "GET" in rule.methods]) == len(PAGES)
    assert len([rule for rule in rules if "POST" in rule.methods]) == len(SENT)
    assert {app.view_functions[rule.endpoint].guard for rule in rules} == {Permission.KEEP_RECORDS}


def test_policy_lets_the_staff_keep_records():
    actors = {role: Actor(1, "", frozenset({Grant(role)})) for role in Role}
    carrying = {role for role, actor in actors.items() if allows(actor, Permission.KEEP_RECORDS)}
    assert carrying == {Role.ADMINISTRATOR, Role.SECRETARIAT}
