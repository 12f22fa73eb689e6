"""A list of the desk, as small as one can be: pages, ticks, acts on many, files. Every other list is made like it."""

import csv
import io
import re

import pytest
from flask import Blueprint, render_template_string, request
from sqlalchemy import select, update

from kpevents.core.errors import RuleBroken
from kpevents.core.policy import Permission, Role
from kpevents.core.text import N_, Trilingual
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db as database
from kpevents.web.exports import Column, FileType, Table, export
from kpevents.web.filters import Asked, given_in, page_number
from kpevents.web.guards import permitted
from kpevents.web.listing import PAGE, Act, Many, acted, ids_in, page
from tests import databases
from tests.cast import browser_of
from tests.conftest import Visitor
from tests.factories import make_partner
from tests.sending import filled, forms

AT = "/desk/things/"
blueprint = Blueprint("things", __name__, url_prefix="/desk")
TEMPLATE = """
{% from "components/lists.html" import done, empty, filters, selection, summary, tick, tick_head, words with context %}
{{ done() }}
{% call filters("Find") %}{{ words(page, "Find") }}{% endcall %}
{{ summary(page, page.total|string + " things") }}
{% if page.rows %}
{% call selection(page) %}
<table class="list"><thead><tr>{{ tick_head() }}</tr></thead>
<tbody>{% for row in page.rows %}<tr>{{ tick(page, row.id, row.code) }}</tr>{% endfor %}</tbody></table>
{% endcall %}
{% else %}{% call empty(page) %}Here will be things.{% endcall %}{% endif %}
"""


class NotThatOne(RuleBroken):
    message = N_("The thing “locked” stays as it is.")


def things(asked):
    found = select(Partner).order_by(Partner.code)
    if words := asked.given.get("q"):
        found = found.where(Partner.code.startswith(words))
    return database.session.scalars(found).all()


def mark(ids):
    codes = database.session.scalars(select(Partner.code).where(Partner.id.in_(ids))).all()
    if "locked" in codes:
        raise NotThatOne()
    database.session.execute(update(Partner).where(Partner.id.in_(ids)).values(weekend_note=Partner.weekend_note + "x"))
    return f"{len(ids)} marked."


ACTS = (
    Act("mark", N_("Mark"), mark),
    Act("drop", N_("Drop"), mark, asks=lambda number: f"Drop {number} things for ever?"),
)


def shown(form=None):
    asked = Asked(given_in(request.args, ("q",)))
    number = page_number(request.args)
    rows = things(asked)
    found = (rows[(number - 1) * PAGE : number * PAGE], len(rows))
    return render_template_string(TEMPLATE, page=page(AT, asked, number, found, form=form, acts=ACTS))


@blueprint.get("/things/")
@permitted(Permission.USE_DESK)
def index():
    return shown()


@blueprint.post("/things/")
@permitted(Permission.USE_DESK)
def many():
    asked = Asked(given_in(request.args, ("q",)))
    return acted(Many(at=AT, asked=asked, acts=ACTS, matching=lambda: [row.id for row in things(asked)], again=shown))


@blueprint.get("/things.<any(csv, xlsx):file_type>")
@permitted(Permission.USE_DESK)
def file(file_type):
    ids = ids_in(request.args)
    rows = [row for row in things(Asked(given_in(request.args, ("q",)))) if not ids or row.id in ids]
    return export(Table("Things", [Column(N_("Code"), lambda row: row.code)], rows), FileType(file_type))


@pytest.fixture(params=databases.KINDS)
def desk(request, tmp_path):
    """The browser of an officer, before a list with three things."""
    with databases.fresh_database(request.param, tmp_path) as url:
        app = databases.app_on(url, tmp_path)
        app.testing, app.test_client_class = True, Visitor
        app.register_blueprint(blueprint)
        with app.app_context():
            for code in ("aa", "bb", "cc"):
                make_partner(code=code, name=Trilingual(en=code))
            yield browser_of(app, Role.SECRETARIAT)
            database.session.remove()
            database.engine.dispose()


def ids(*codes):
    return [
        str(i)
        for i in database.session.scalars(select(Partner.id).where(Partner.code.in_(codes)).order_by(Partner.code))
    ]


def marked():
    database.session.rollback()
    return dict(
        database.session.execute(select(Partner.code, Partner.weekend_note).where(Partner.weekend_note != "")).all()
    )


def form_at(client, address=AT):
    return forms(client.get(address))[address]


def press(client, address=AT, form=None, **typed):
    return client.post(address, data=filled(form or form_at(client, address), **typed))


def test_act_is_done_to_what_is_ticked_and_said(desk):
    answer = press(desk, id=ids("aa", "cc"), do="mark")
    assert (answer.status_code, answer.location) == (303, AT)
    assert marked() == {"aa": "x", "cc": "x"}
    assert "2 marked." in desk.get(AT).text
    assert "2 marked." not in desk.get(AT).text


def test_act_on_all_that_match_reaches_every_page_and_nothing_that_the_filter_leaves_out(desk):
    for n in range(PAGE + 5):
        make_partner(code=f"d{n}")
    press(desk, f"{AT}?q=d", every="y", do="mark")
    assert len(marked()) == PAGE + 5
    assert "aa" not in marked()


def test_all_that_match_is_offered_only_where_there_is_more_than_this_page(desk):
    assert 'name="every"' not in desk.get(AT).text
    for n in range(PAGE):
        make_partner(code=f"d{n}")
    assert "all 53 that match" in desk.get(AT).text


def test_pressed_twice_is_done_once_and_led_to_the_same(desk):
    form = form_at(desk)
    answers = [press(desk, form=form, id=ids("aa"), do="mark") for _ in range(2)]
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, AT)] * 2
    assert marked() == {"aa": "x"}


def test_another_selection_on_the_same_page_is_another_thing(desk):
    form = form_at(desk)
    press(desk, form=form, id=ids("aa"), do="mark")
    press(desk, form=form, id=ids("bb"), do="mark")
    assert marked() == {"aa": "x", "bb": "x"}


def test_what_cannot_be_undone_asks_first_and_names_how_many(desk):
    asked = press(desk, id=ids("aa", "bb"), do="drop")
    assert (asked.status_code, "Drop 2 things for ever?" in asked.text) == (200, True)
    assert marked() == {}

    answer = desk.post(AT, data=filled(forms(asked)[AT], do="drop"))
    assert (answer.status_code, marked()) == (303, {"aa": "x", "bb": "x"})


def test_nothing_ticked_is_refused_in_words(desk):
    answer = press(desk, do="mark")
    assert (answer.status_code, "No line is selected." in answer.text) == (409, True)


def test_refusal_keeps_what_was_ticked(desk):
    make_partner(code="locked")
    answer = press(desk, id=ids("aa", "locked"), do="mark")
    assert (answer.status_code, "The thing “locked” stays as it is." in answer.text) == (409, True)
    assert marked() == {}
    assert re.findall(r'value="(\d+)"[^>]* checked', answer.text) == ids("aa", "locked")


@pytest.mark.parametrize("wrong", ["999999", "0"])
def test_line_that_is_not_in_this_list_is_not_acted_upon(desk, wrong):
    answer = press(desk, id=[*ids("aa"), wrong], do="mark")
    assert (answer.status_code, marked()) == (409, {})
    outside = press(desk, f"{AT}?q=b", id=ids("aa"), do="mark")
    assert (outside.status_code, marked()) == (409, {})


def test_all_that_match_is_no_longer_the_number_that_was_shown(desk):
    form = form_at(desk)
    make_partner(code="dd")
    answer = press(desk, form=form, every="y", do="mark")
    assert (answer.status_code, "The list has changed" in answer.text, marked()) == (409, True, {})


@pytest.mark.parametrize("typed", [{"id": "x"}, {"id": "1" * 400}, {"id": "\x00"}, {"every": "y", "matched": "x"}])
def test_nonsense_is_refused(desk, typed):
    assert press(desk, do="mark", **typed).status_code in (409, 422)
    assert marked() == {}


def test_button_that_is_not_there_does_nothing(desk):
    assert press(desk, id=ids("aa"), do="unknown").status_code == 404
    assert press(desk, id=ids("aa"), file="exe").status_code == 404


def test_without_its_token_nothing_is_done(desk):
    answer = desk.post(AT, data={"id": ids("aa"), "do": "mark"})
    assert (answer.status_code, marked()) == (422, {})


def rows_of(client, address):
    with client.get(address) as answer:
        return [row[0] for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))][1:]


def test_what_is_ticked_can_be_had_as_a_file(desk):
    answer = press(desk, id=ids("aa", "cc"), file="csv")
    assert answer.status_code == 303
    assert rows_of(desk, answer.location) == ["aa", "cc"]


def test_all_that_match_can_be_had_as_a_file_under_the_filters_of_the_page(desk):
    page = desk.get(f"{AT}?q=b").text
    assert 'href="/desk/things.csv?q=b"' in page
    assert rows_of(desk, "/desk/things.csv?q=b") == ["bb"]
    answer = press(desk, f"{AT}?q=b", every="y", file="xlsx", matched="1")
    assert answer.location == "/desk/things.xlsx?q=b"


@pytest.mark.parametrize("given", ["x", "1..2", "-1", "1.99999999999", "1 2"])
def test_file_of_lines_that_are_no_numbers_is_not_there(desk, given):
    assert desk.get("/desk/things.csv", query_string={"id": given}).status_code == 404


def test_empty_list_says_what_would_be_here_and_one_that_is_filtered_how_to_find_more(desk):
    assert "Leave out one of the filters" in desk.get(f"{AT}?q=zz").text
    database.session.rollback()
    database.session.execute(update(Partner).values(code=Partner.code))
    for row in database.session.scalars(select(Partner)).all():
        database.session.delete(row)
    database.session.commit()
    assert "Here will be things." in desk.get(AT).text


def test_page_beyond_the_last_is_not_there(desk):
    assert desk.get(f"{AT}?page=2").status_code == 404
