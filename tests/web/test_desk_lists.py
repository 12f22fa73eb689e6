"""Every list of the desk filters in its address, selects many, acts on many, and is had as CSV and XLSX."""

import csv
import io
import re
import shutil

import pytest
from openpyxl import load_workbook

from kpevents.application import ROOT
from kpevents.core.policy import Role
from tests.cast import browser_of
from tests.factories import lines
from tests.sending import filled, forms
from tests.web.desk_lists import LISTS

NAME, OTHER = "=Zawadi", "Baraka"
"""The first would be a formula."""
NO_LISTS = {"/desk/", "/desk/records/", "/desk/hosting/", "/desk/chairmanship/", "/desk/requests/"}
"""Pages that lead to others, or that show a picture; and requests for accounts, each of which is answered by itself."""
WITHOUT_SELECTION = {
    "desk/index.html", "hosting/index.html", "hosting/chairmanship.html", "records/contacts.html",
    "people/person.html", "people/requests.html",
}  # fmt: skip
"""Tables of the desk's pages that are parts of one record, or a picture."""

each_list = pytest.mark.parametrize("at", LISTS)
each_act = pytest.mark.parametrize("at", [at for at, it in LISTS.items() if it.act])


@pytest.fixture
def desk(app, db):
    yield browser_of(app, Role.ADMINISTRATOR)
    shutil.rmtree(app.extensions["settings"].uploads, ignore_errors=True)


def shown(desk, address):
    """Which of the two lines stand on the page: each has a tick that says its name."""
    labels = re.findall(r'name="id" value="\d+" aria-label="([^"]*)"', desk.get(address).text)
    return [name for name in (NAME, OTHER) if any(name.strip("=").lower() in label.lower() for label in labels)]


def press(desk, at, form, **typed):
    return desk.post(at, data=filled(form, **typed))


def done(it):
    return len(lines(subject=it.subject))


def test_every_list_of_the_desk_is_here(app):
    """Those of one record besides: the papers of one meeting."""
    pages = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/desk/") and rule.rule.endswith("/") and "GET" in rule.methods and not rule.arguments
    }
    assert pages - set(LISTS) == NO_LISTS


def test_every_table_of_the_desk_is_a_list_with_its_selection():
    pages = {str(path.relative_to(ROOT / "templates")): path.read_text() for path in ROOT.glob("templates/*/*.html")}
    of_the_desk = {name for name, text in pages.items() if '<table class="list' in text and "head()" in text}
    of_the_desk = {name for name in of_the_desk if not name.startswith("accounts/")}
    assert {name for name in of_the_desk if "selection(page)" not in pages[name]} == WITHOUT_SELECTION


@each_list
def test_filters_stand_in_the_address(desk, at):
    it = LISTS[at]
    for name in (NAME, OTHER):
        it.make(name)
    assert shown(desk, at) == [NAME, OTHER]
    assert shown(desk, at + it.query) == [NAME]
    page = desk.get(at + it.query).text
    assert "leave out" in page
    assert f'href="{at.rstrip("/")}.csv{it.query}"' in page


@each_list
def test_nothing_ticked_is_refused(desk, at):
    it = LISTS[at]
    it.make(NAME)
    form = forms(desk.get(at))[at]
    for button in ({"file": "csv"}, {"do": it.act}):
        answer = press(desk, at, form, **button)
        assert (answer.status_code, "No line is selected." in answer.text) == (409, True)


@each_act
def test_many_are_acted_upon_once_however_often_it_is_pressed(desk, at):
    it = LISTS[at]
    ticked = [str(it.make(name)) for name in (NAME, OTHER)]
    before, form = done(it), forms(desk.get(at))[at]
    if it.asks:
        asked = press(desk, at, form, id=ticked, do=it.act)
        assert (asked.status_code, done(it), bool(re.search("<h1>[^<]*2[^<]*</h1>", asked.text))) == (200, before, True)
        form = forms(asked)[at]
    answers = [press(desk, at, form, id=ticked, do=it.act) for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, at)] * 2
    assert done(it) == before + 2
    assert 'class="done"' in desk.get(at).text


@pytest.mark.parametrize("at", [at for at, it in LISTS.items() if it.spared])
def test_line_that_an_act_does_not_fit_stays_as_it_is_and_that_is_said(desk, at):
    it = LISTS[at]
    ticked, spared = str(it.make(NAME)), str(it.spared())
    before, form = done(it), forms(desk.get(at))[at]
    alone = press(desk, at, form, id=spared, do=it.act)
    assert (alone.status_code, "none of the selected lines" in alone.text) == (409, True)
    answer = press(desk, at, form, id=[ticked, spared], do=it.act)
    if it.asks:
        assert "1 of the selected lines stays as it is." in answer.text
        answer = press(desk, at, forms(answer)[at], do=it.act)
    assert (answer.status_code, done(it)) == (303, before + 1)
    page = desk.get(at).text
    assert "1 of the selected lines stays as it is." in page
    assert f'name="id" value="{spared}"' in page


@each_list
def test_what_is_ticked_is_had_as_csv_without_a_formula(desk, at):
    it = LISTS[at]
    ticked = it.make(NAME)
    it.make(OTHER)
    answer = press(desk, at, forms(desk.get(at))[at], id=str(ticked), file="csv")
    assert answer.status_code == 303
    with desk.get(answer.location) as file:
        head, *rows = csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline=""))
    assert (len(rows), {len(row) for row in rows}) == (1, {len(head)})
    cells = [cell for cell in rows[0] if "Zawadi" in cell]
    assert cells
    assert [cell for cell in rows[0] if cell.startswith(("=", "+", "-", "@"))] == []


@each_list
def test_all_is_had_as_xlsx_from_right_to_left_in_arabic_without_a_formula(desk, at):
    LISTS[at].make(NAME)
    with desk.get(f"{at.rstrip('/')}.xlsx?lang=ar") as file:
        sheet = load_workbook(io.BytesIO(file.data)).active
    assert sheet.sheet_view.rightToLeft
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any("Zawadi" in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}


@each_list
def test_list_is_for_those_whom_the_policy_lets_in(app, client, at):
    reader = browser_of(app, Role.COMMITTEE_READER)
    files = [f"{at.rstrip('/')}.{kind}" for kind in ("csv", "xlsx")]
    assert {reader.get(address).status_code for address in (at, *files)} == {403}
    assert {client.get(address).status_code for address in (at, *files)} == {302}
    assert (reader.post(at).status_code, client.post(at).status_code) == (403, 401)
