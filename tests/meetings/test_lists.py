"""The list of meetings, its filters and its pages."""

import re
from datetime import date

import pytest
from sqlalchemy import event

from kpevents.infra.db import db as database

SLUG = re.compile(r'<h3><a href="/meetings/([^/"]+)/">')


def slugs(page) -> list[str]:
    return SLUG.findall(page.text)


def listed(reader, query: str) -> list[str]:
    """All pages of a list, one after the other."""
    found, page = [], 1
    while True:
        answer = reader.get(f"/meetings/?{query}&page={page}")
        assert answer.status_code == 200
        found += slugs(answer)
        if 'rel="next"' not in answer.text:
            return found
        page += 1


def test_list_holds_every_meeting_once_newest_first(reader):
    found = listed(reader, "")
    assert len(found) == len(set(found)) == 54
    assert (found[0], found[-1]) == ("ministerial-cairo-2025", "au-conf-khartoum-2014")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("type=steering-committee", 11),
        ("type=monitoring", 2),
        ("type=thematic-meeting", 16),
        ("series=4ps-revisited", 4),
        ("partner=ke", 3),
        ("domain=2", 6),
        ("format=online", 8),
        ("when=upcoming", 0),
        ("when=past", 54),
        ("from=2021&to=2021", 7),
        ("from=2022-07-13&to=2022-07-13", 1),
        ("from=2015-11&to=2015-11", 2),
        ("q=kampala", 3),
        ("q=kampala&type=thematic-workshop", 1),
        ("level=political", 27),
    ],
)
def test_filters_stand_in_the_address_and_all_must_hold(reader, query, number):
    assert len(listed(reader, query)) == number


@pytest.mark.parametrize(
    "query",
    ["type=x", "partner=zz", "series=x", "domain=9", "page=0", "page=-1", "page=1000000000", "page=99", "page=x"],
)
def test_what_is_not_there_is_not_found(reader, query):
    assert reader.get(f"/meetings/?{query}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "from=2022-13",
        "to=never",
        "format=paper",
        "when=soon",
        "level=high",
        "q=%00",
        "q=!!!",
        "q=%E2%80%AE",
        "q=" + "a" * 10_000,
    ],
)
def test_what_has_no_meaning_is_refused_as_a_page_in_words(reader, query):
    page = reader.get(f"/meetings/?{query}")
    assert page.status_code == 400
    assert "<h1>This address cannot be read</h1>" in page.text


def test_language_that_is_not_spoken_is_not_heard(reader):
    page = reader.get("/meetings/?lang=xx")
    assert (page.status_code, '<html lang="en"' in page.text) == (200, True)


def test_empty_fields_of_the_form_are_no_filters(reader):
    assert len(listed(reader, "q=&type=&partner=&domain=&when=")) == 54


def test_search_that_finds_nothing_says_how_to_go_on(reader):
    page = reader.get("/meetings/?q=zzz")
    assert page.status_code == 200
    assert "No meeting answers to all of this." in page.text


def statements(client, path: str) -> int:
    """How often the database is asked for one page, after a first visit."""
    client.get(path)
    asked = []
    event.listen(database.engine, "before_cursor_execute", record := (lambda *a: asked.append(a[2])))
    client.get(path)
    event.remove(database.engine, "before_cursor_execute", record)
    return len([sql for sql in asked if sql.startswith("SELECT")])


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/", 4),
        ("/meetings/", 4),
        ("/meetings/?q=cairo", 4),
        ("/meetings/tm-legalpathways-mombasa-2022/", 9),
        ("/meetings/webinar-4ps-1/", 11),
        ("/calendar/?month=2022-07", 5),
        ("/partners/", 1),
        ("/partners/ke/", 5),
        ("/governance/", 1),
        ("/feeds/all.ics", 1),
    ],
)
def test_page_asks_the_database_a_fixed_number_of_times(reader, path, number):
    assert statements(reader, path) <= number


def test_dates_in_filters_reach_to_the_end_of_what_they_mean(reader):
    december = date(2018, 12, 31)
    assert listed(reader, f"from=2018&to={december}") == listed(reader, "from=2018-01-01&to=2018")
