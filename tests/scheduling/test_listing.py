"""The list of meetings at the desk: drafts too, many at once, and as a file."""

import csv
import io
from datetime import timedelta

import pytest

from kpevents.core.text import Trilingual
from kpevents.features.meetings import planning
from kpevents.features.meetings.rules import Status, Visibility
from kpevents.infra.db import unit_of_work
from tests.meetings.planned import OFFICER, plan
from tests.sending import filled, form_of, forms

LIST = "/desk/meetings/"


@pytest.fixture
def three(officer, now):
    """A draft, a save-the-date and a confirmed meeting, by their slugs."""
    made = {}
    for status in (Status.DRAFT, Status.SAVE_THE_DATE, Status.CONFIRMED):
        with unit_of_work():
            title = Trilingual(en=f"Meeting that is {status}", fr="=1+1", ar="اجتماع")
            made[status] = planning.create(plan(title=title), status, by=OFFICER, now=now).id
    return made


def shown(officer, query=""):
    page = officer.get(LIST + query).text
    return [status for status in Status if f"Meeting that is {status}" in page]


def test_list_shows_drafts_and_filters_by_status(officer, three):
    assert shown(officer) == [Status.DRAFT, Status.SAVE_THE_DATE, Status.CONFIRMED]
    assert shown(officer, "?status=draft") == [Status.DRAFT]
    assert officer.get(LIST + "?status=perhaps").status_code == 400


def test_leaving_out_one_filter_keeps_the_others(officer, three):
    page = officer.get(LIST + "?status=draft&q=meeting").text
    assert ['href="?status=draft"' in page, 'href="?q=meeting"' in page] == [True, True]


def press(officer, **typed):
    return officer.post(LIST, data=filled(form_of(officer, LIST, LIST), **typed))


def visibilities() -> list[Visibility]:
    slugs = [f"meeting-that-is-{status}-2026" for status in ("draft", "save-the-date", "confirmed")]
    return [planning.get(slug).meeting.visibility for slug in slugs]


def test_many_are_shown_to_others_at_once(officer, three):
    ticked = [str(three[Status.DRAFT]), str(three[Status.CONFIRMED])]
    assert press(officer, id=ticked, do="partners").status_code == 303
    assert visibilities() == [Visibility.PARTNERS, Visibility.PUBLIC, Visibility.PARTNERS]


def test_hiding_asks_first_and_names_how_many(officer, three, client):
    asked = press(officer, id=[str(three[Status.CONFIRMED])], do="hidden")
    assert "Hide 1 meeting from everybody but the Secretariat?" in asked.text
    assert visibilities() == [Visibility.PUBLIC] * 3
    sure = forms(asked)[LIST]
    assert officer.post(LIST, data=filled(sure, do="hidden")).status_code == 303
    assert visibilities() == [Visibility.PUBLIC, Visibility.PUBLIC, Visibility.HIDDEN]
    assert client.get("/meetings/meeting-that-is-confirmed-2026/").status_code == 404
    assert "meeting-that-is-confirmed" not in client.get("/feeds/all.ics").text


def test_file_holds_what_the_filters_leave_and_no_formula(officer, three):
    with officer.get("/desk/meetings.csv?status=confirmed&lang=fr") as answer:
        rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert [len(rows), rows[1][0], rows[1][2]] == [2, "'=1+1", "2026-03-04"]


def test_desk_opens_on_what_waits_and_draws_the_year(officer, three, now, monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now - timedelta(days=30))
    page = officer.get("/desk/").text
    assert "2 </span>Meetings of the next 90 days are not confirmed" in page
    assert [f'class="{css}"' in page for css in ("draft", "tentative", "sure", "fell")] == [True, True, True, False]
