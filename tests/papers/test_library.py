"""The library and the gallery: filters in the address, words in every language, pages; and what they cost."""

import re

import pytest
from sqlalchemy import event

from kpevents.core.text import Trilingual
from kpevents.features.meetings.rules import RoleName
from kpevents.features.papers.rules import Audience, Kind, Status
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.factories import (
    FIRST_DAY,
    make_domain,
    make_meeting,
    make_partner,
    make_role,
    make_type,
    settle,
    whole,
)
from tests.papers.making import CARE, add
from tests.papers.people import everybody, fetch

FILE = re.compile(r'href="/papers/(\d+)/')
CITY = Trilingual(en="Mombasa", fr="Mombasa", ar="مومباسا")


@pytest.fixture
def papers(client, monkeypatch, now) -> dict[str, int]:
    """Of two meetings that differ in everything that can be asked."""
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    training = make_type(slug="training")
    kenya = make_partner(code="ke", iso3="KEN", name=Trilingual(en="Kenya", fr="Kenya", ar="كينيا"))
    domain = make_domain(number=3)
    early = make_meeting(slug="early", title=Trilingual(en="Zebra"), first_day=FIRST_DAY.replace(year=2022))
    late = make_meeting(slug="late", type_id=training.id, city=CITY)
    make_role(late, kenya, RoleName.HOST)
    with unit_of_work():
        whole(late.id).domains = [domain]
    settle(early, late)
    return {
        "note": add(early, title=CARE),
        "agenda": add(early, kind=Kind.AGENDA, language="fr"),
        "report": add(late, kind=Kind.REPORT, language="ar"),
        "figures": add(late, kind=Kind.OTHER, language=None),
        "photo": add(late, kind=Kind.PHOTO, caption=CARE),
        "earlier photo": add(early, kind=Kind.PHOTO),
        "draft": add(late, kind=Kind.REPORT, status=Status.DRAFT),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["report", "figures", "note", "agenda"]),
        ("kind=report", ["report"]),
        ("language=fr", ["agenda"]),
        ("language=en", ["note"]),
        ("year=2022", ["note", "agenda"]),
        ("year=2021", []),
        ("type=training", ["report", "figures"]),
        ("partner=ke", ["report", "figures"]),
        ("domain=3", ["report", "figures"]),
        ("meeting=early", ["note", "agenda"]),
        ("q=borders", ["note"]),
        ("q=FRONTIERES", ["note"]),
        ("q=الحدود", ["note"]),
        ("q=bord", ["note"]),
        ("q=orders", []),
        ("q=concept+note", ["note"]),
        ("q=zebra", ["note", "agenda"]),
        ("q=zebra+agenda", ["agenda"]),
        ("q=mombasa+report", ["report"]),
        ("q=مومباسا", ["report", "figures"]),
        ("q=kenya&kind=other", ["figures"]),
        ("q=100%25", []),
        ("kind=report&language=fr", []),
    ],
)
def test_filters_stand_in_the_address_and_all_must_hold(client, papers, query, expected):
    page = client.get(f"/resources/?{query}")
    assert page.status_code == 200
    assert [int(number) for number in FILE.findall(page.text)] == [papers[name] for name in expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["photo", "earlier photo"]),
        ("year=2022", ["earlier photo"]),
        ("meeting=late", ["photo"]),
        ("q=borders", ["photo"]),
        ("q=zebra", ["earlier photo"]),
    ],
)
def test_gallery_is_asked_in_the_same_way(client, papers, query, expected):
    page = client.get(f"/gallery/?{query}")
    shown = re.findall(r'src="/papers/(\d+)/small/', page.text)
    assert [int(number) for number in shown] == [papers[name] for name in expected]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("type=x", 404),
        ("partner=zz", 404),
        ("domain=9", 404),
        ("meeting=nowhere", 404),
        ("page=0", 404),
        ("page=2", 404),
        ("page=x", 404),
        ("kind=photo", 400),
        ("kind=poem", 400),
        ("language=de", 400),
        ("year=22", 400),
        ("year=2022-07", 400),
        ("year=%00", 400),
        ("meeting=%E2%80%AE", 400),
        ("q=%00", 400),
        ("q=" + "a" * 300, 400),
    ],
)
@pytest.mark.parametrize("path", ["/resources/", "/gallery/"])
def test_what_is_not_there_or_has_no_meaning_is_refused_as_a_page(client, papers, path, query, status):
    assert client.get(f"{path}?{query}").status_code == status


def test_meeting_that_is_not_public_cannot_be_asked_for(app, client, papers):
    hidden = make_meeting(slug="hidden", visibility="hidden")
    add(hidden)
    asked = {name: fetch(c, "/resources/?meeting=hidden").status_code for name, c in everybody(app, 1, 1).items()}
    assert {name for name, status in asked.items() if status == 200} == {"secretariat"}


def test_chosen_filters_are_read_aloud_and_can_be_left_out_one_by_one(client, papers):
    page = client.get("/resources/?q=zebra&kind=agenda&language=fr&year=2022&meeting=early").text
    chosen = page.partition('<div class="chosen">')[2].partition("</div>")[0]
    assert re.findall(r"<span>(.*?) <a", chosen) == ["“zebra”", "Agenda", "French", "2022", "Zebra"]
    assert 'href="?q=zebra&amp;kind=agenda&amp;language=fr&amp;year=2022"' in chosen


@pytest.mark.parametrize(("path", "kind", "size"), [("/resources/", Kind.REPORT, 30), ("/gallery/", Kind.PHOTO, 12)])
def test_long_lists_have_pages(client, papers, path, kind, size):
    meeting = make_meeting(slug="many", settled=True)
    for _ in range(size):
        add(meeting, kind=kind)
    first, second = client.get(path).text, client.get(f"{path}?page=2").text
    assert (len(set(FILE.findall(first))), 'rel="next"' in first) == (size, True)
    assert set(FILE.findall(first)) & set(FILE.findall(second)) == set()
    assert 'rel="prev"' in second


def test_empty_library_says_what_would_be_here(client, db):
    assert "No paper has been published yet." in client.get("/resources/").text
    assert "No photo has been published yet." in client.get("/gallery/").text
    assert "No paper answers to all of this." in client.get("/resources/?q=zebra").text


def test_paper_in_another_language_says_which(client, papers):
    page = client.get("/meetings/late/?lang=fr").text
    assert 'hreflang="ar"' in page
    assert "arabe" in page


def test_paper_for_some_says_for_whom(app, client, papers):
    meeting = make_meeting(slug="third", settled=True)
    add(meeting, audience=Audience.COMMITTEE)
    reader = everybody(app, 1, 1)["committee reader"]
    assert "for: Steering Committee" in reader.get("/meetings/third/").text


def statements(client, path: str) -> int:
    """How often the database is asked for one page, after a first visit."""
    client.get(path)
    asked = []
    event.listen(database.engine, "before_cursor_execute", record := (lambda *a: asked.append(a[2])))
    client.get(path)
    event.remove(database.engine, "before_cursor_execute", record)
    return len([sql for sql in asked if sql.startswith("SELECT")])


def test_page_of_a_meeting_asks_once_more_when_it_has_papers_and_not_at_all_without(client, papers):
    make_meeting(slug="bare", settled=True)
    without = statements(client, "/meetings/bare/")
    bare = make_meeting(slug="laden", settled=True)
    for kind in (Kind.AGENDA, Kind.REPORT, Kind.PHOTO):
        add(bare, kind=kind)
    assert statements(client, "/meetings/laden/") == without + 1


@pytest.mark.parametrize("path", ["/resources/", "/resources/?q=zebra&kind=agenda", "/gallery/"])
def test_list_asks_the_database_a_fixed_number_of_times(client, papers, path):
    few = statements(client, path)
    for _ in range(3):
        meeting = make_meeting(settled=True)
        add(meeting)
        add(meeting, kind=Kind.PHOTO)
    assert (few, statements(client, path)) == (3, 3)


def test_paper_that_becomes_public_is_on_the_page_at_the_next_request(client, papers):
    bare = make_meeting(slug="bare", settled=True)
    assert 'id="papers"' not in client.get("/meetings/bare/").text
    add(bare)
    assert 'id="papers"' in client.get("/meetings/bare/").text
