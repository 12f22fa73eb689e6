"""The editor of a meeting: what is typed is stored once, and what is refused comes back as it was typed."""

import pytest
from sqlalchemy import func, select

from kpevents.core.policy import Role
from kpevents.core.text import Trilingual
from kpevents.features.meetings import planning
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of
from tests.sending import filled, form_of, forms, send

NEW = "/desk/meetings/new"
TYPED = {
    "type": "thematic-meeting",
    "title_en": "Skills that travel",
    "title_ar": "مهارات ترتحل",
    "days-0-day": "2026-04-20", "days-0-begins": "09:00", "days-0-ends": "17:30",
    "days-1-day": "2026-04-21", "days-1-begins": "09:00", "days-1-ends": "13:00",
    "city_en": "Nairobi",
    "country": "ke",
    "zone": "Africa/Nairobi",
    "roles-0-partner": "ke",
    "roles-1-partner": "de",
    "status": "confirmed",
}  # fmt: skip


def create(officer, **typed) -> str:
    answer = send(officer, NEW, **TYPED | typed)
    assert answer.status_code == 303, answer.text
    return answer.location


def how_many() -> int:
    return database.session.scalar(select(func.count()).select_from(Meeting))


def test_what_is_typed_becomes_a_meeting_that_the_public_sees(officer, client):
    create(officer)
    page = client.get("/meetings/skills-that-travel-2026/")
    assert page.status_code == 200
    assert "Skills that travel" in page.text
    assert client.get("/meetings/skills-that-travel-2026.ics").text.count("BEGIN:VEVENT") == 2  # the second day's hours


def test_draft_is_for_the_secretariat_and_the_committee_alone(app, officer, client):
    create(officer, status="draft")
    address = "/meetings/skills-that-travel-2026/"
    readers = [client, browser_of(app, Role.COMMITTEE_READER), officer]
    assert [reader.get(address).status_code for reader in readers] == [404, 200, 200]
    assert [reader.get("/meetings/").text.count("Skills that travel") for reader in readers] == [0, 1, 1]


def test_button_that_is_pressed_twice_makes_one_meeting(officer):
    data = filled(form_of(officer, NEW, NEW), **TYPED)
    first, second = officer.post(NEW, data=data), officer.post(NEW, data=data)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert how_many() == 1


def test_form_that_was_refused_can_be_sent_again(officer):
    data = filled(form_of(officer, NEW, NEW), **TYPED)
    refused = officer.post(NEW, data=filled(data, **{"days-1-ends": "08:00"}))
    assert refused.status_code == 422
    assert officer.post(NEW, data=filled(forms(refused)[NEW], **{"days-1-ends": "13:00"})).status_code == 303
    assert how_many() == 1


def test_another_row_is_given_and_nothing_is_sent(officer):
    answer = officer.post(NEW, data=filled(form_of(officer, NEW, NEW), **TYPED | {"add": "days"}))
    again = forms(answer)[NEW]
    assert (answer.status_code, how_many()) == (200, 0)
    assert {name: again[name] for name in TYPED} == TYPED
    assert again["days-2-day"] == ""


LONG = "x" * 10_240


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title_en": LONG}, "title"),
        ({"title_en": "Skills\u202e that travel"}, "title"),
        ({"title_fr": "Compétences\x00"}, "title"),
        ({"title_en": "", "title_ar": ""}, "title"),
        ({"days-1-ends": "08:00"}, "days"),
        ({"days-1-day": "2026-02-30"}, "days"),
        ({"days-1-day": "2026-04-20"}, "days"),
        ({"days-0-day": "", "days-1-day": "", "days-0-begins": "", "days-0-ends": "", "days-1-begins": "",
          "days-1-ends": ""}, "days"),
        ({"zone": "Africa/Atlantis"}, "zone"),
        ({"zone": "Europe/Brussels", "days-0-day": "2026-03-29", "days-0-begins": "02:30"}, "days"),
        ({"type": "gala-dinner"}, "type"),
        ({"country": "zz"}, "country"),
        ({"roles-1-partner": "zz"}, "roles"),
        ({"roles-1-partner": ""}, "pair_reason"),
        ({"roles-1-partner": "ke"}, "roles"),
        ({"series_number": "two"}, "series_number"),
        ({"nominations_open": "tomorrow"}, "nominations_open"),
        ({"nominations_open": "2026-03-02T09:00", "nominations_close": "2026-03-01T09:00"}, "nominations_close"),
        ({"precision": "month", "loosely": "May"}, "loosely"),
        ({"precision": "year", "loosely": "2026"}, "days"),
        ({"contact": "x\u2066y"}, "contact"),
        ({"join_link": "https://example.org/" + LONG}, "join_link"),
    ],
)  # fmt: skip
def test_refusal_names_the_field_and_keeps_what_was_typed(officer, typed, field):
    answer = send(officer, NEW, **TYPED | typed)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    sent = {name: value.replace("\x00", "") for name, value in (TYPED | typed).items()}
    again = forms(answer)[NEW]
    lists = ("type", "country", "roles-1-partner")  # what is no choice cannot be shown as chosen
    kept = {name for name in sent if again.get(name, "").replace("\x00", "") != sent[name] and name not in lists}
    assert kept == set()
    assert how_many() == 0


def test_second_officer_is_shown_both_texts_and_saves_at_the_second_press(app, officer):
    edit = create(officer) + "edit"
    colleague = browser_of(app, Role.SECRETARIAT)
    mine = form_of(officer, edit, edit)
    assert send(colleague, edit, title_en="Skills on the move", contact="events@example.org").status_code == 303
    told = officer.post(edit, data=filled(mine, **{"title_en": "Travelling skills", "city_fr": "Nairobi"}))
    again = forms(told)[edit]
    assert told.status_code == 409
    assert [word in told.text for word in ("Skills on the move", "Travelling skills", "events@example.org")] == [
        True
    ] * 3
    assert (again["title_en"], again["contact"], again["city_fr"]) == (
        "Travelling skills",
        "events@example.org",
        "Nairobi",
    )
    assert officer.post(edit, data=again).status_code == 303
    saved = planning.get("skills-that-travel-2026").plan
    assert (saved.title.en, saved.contact, saved.city.fr) == ("Travelling skills", "events@example.org", "Nairobi")


def test_second_officer_sees_a_text_that_differs_in_a_language_they_do_not_read(app, officer):
    edit = create(officer) + "edit"
    mine = form_of(officer, edit, edit)
    send(browser_of(app, Role.SECRETARIAT), edit, title_fr="Des compétences qui voyagent")
    told = officer.post(edit, data=filled(mine, title_fr="Compétences en route"))
    section = told.text.split('id="crossed"')[1].split("</table>")[0]
    assert "Français: Des compétences qui voyagent" in section
    assert "Français: Compétences en route" in section


def test_officer_who_tampers_with_what_was_opened_overwrites_nothing(officer):
    edit = create(officer) + "edit"
    told = officer.post(edit, data=filled(form_of(officer, edit, edit), **{"opened": "[]", "title_en": "Mine"}))
    assert told.status_code == 409
    assert planning.get("skills-that-travel-2026").plan.title.en == "Skills that travel"


def test_what_was_in_doubt_is_checked_and_no_longer_shown(officer, client):
    address = create(officer)
    with unit_of_work():
        meeting = planning.get("skills-that-travel-2026").meeting
        meeting.doubts, meeting.needs_checking = [Trilingual(en="One source says May.")], True
    assert "One source says May." in client.get("/meetings/skills-that-travel-2026/").text
    assert "Meeting has facts that need checking" in officer.get("/desk/").text
    assert send(officer, address, f"{address}checked").status_code == 303
    assert "One source says May." not in client.get("/meetings/skills-that-travel-2026/").text
    assert "need checking" not in officer.get("/desk/").text


def test_zone_that_is_left_empty_is_that_of_the_country(officer, db):
    with unit_of_work():
        db.session.scalar(select(Partner).filter_by(code="ke")).zone = "Africa/Nairobi"
    create(officer, zone="")
    assert planning.get("skills-that-travel-2026").plan.zone == "Africa/Nairobi"
