"""The texts of the site, written by the Secretariat."""

import pytest

from kpevents.core.errors import NotFound
from kpevents.core.text import Trilingual
from kpevents.features.pages import actions, queries
from kpevents.features.records.rules import Unnamed
from kpevents.features.revisions.queries import current
from kpevents.infra.db import unit_of_work
from tests.factories import OFFICER, lines, make_page
from tests.times import NOW


def change(slug, **values):
    usual = {"title": Trilingual(en="A page"), "body": Trilingual(en="Some words.")}
    with unit_of_work():
        return actions.change(slug, usual | values, by=OFFICER, now=NOW)


def test_page_says_what_was_written_and_the_journal_how_it_stood(db):
    page, before = make_page(), current().number
    change(page.slug, body=Trilingual(en="Other words.", ar="كلمات أخرى"))
    assert queries.get(page.slug).body.ar == "كلمات أخرى"
    assert current().number == before + 1
    [line] = lines(subject="page")
    assert line.changes == [
        {"field": "body", "before": {"en": "Some words."}, "after": {"en": "Other words.", "ar": "كلمات أخرى"}}
    ]


@pytest.mark.parametrize("field", ["title", "body"])
def test_page_is_not_emptied(db, field):
    page = make_page()
    with pytest.raises(Unnamed):
        change(page.slug, **{field: Trilingual()})


def test_page_that_is_not_there_is_not_made(db):
    with pytest.raises(NotFound):
        change("nothing")


def test_nothing_new_is_no_change(db):
    page, before = make_page(), current()
    change(page.slug)
    assert (lines(), current()) == ([], before)
