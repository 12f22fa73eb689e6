"""The journal at the desk: filtered in the address, paged, taken along as a file, and changed by nobody."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import event, func, select

from kpevents.core.policy import PRODUCT, Role
from kpevents.core.text import Trilingual
from kpevents.features.accounts.models import User
from kpevents.features.accounts.rules import Given
from kpevents.features.journal.models import JournalLine
from kpevents.features.journal.rules import Change, Deed, Subject
from kpevents.features.meetings.rules import Status
from kpevents.infra.db import db as database
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of, make_person
from tests.factories import make_meeting, make_partner
from tests.journal.lines import note
from tests.sending import filled, forms
from tests.times import NOW

AT = "/desk/journal/"


@pytest.fixture
def desk(app, db):
    """The browser of an officer; what making it wrote is taken out of the way."""
    browser = browser_of(app, Role.SECRETARIAT)
    with unit_of_work():
        database.session.query(JournalLine).delete()
    return browser


def names(answer):
    """What the lines of a page are about, newest first; each test gives them one-word names."""
    assert answer.status_code == 200
    return [part.partition("<")[0] for part in answer.text.split("the meeting “<bdi>")[1:]]


def lines_of(client, address):
    with client.get(address) as answer:
        assert answer.status_code == 200
        return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def named(word, *changes, **more):
    note(*changes, name={"en": word}, **more)


def test_newest_line_comes_first(desk):
    named("first")
    named("second")
    assert names(desk.get(AT)) == ["second", "first"]


def test_empty_journal_says_what_will_stand_there(desk):
    assert "Each change that somebody makes at the desk will stand here" in desk.get(AT).text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject=meeting&deed=deleted", ["deleted"]),
        ("subject=paper", []),
        ("q=sturm", ["words"]),
        ("q=ÉTÉ", ["words"]),
        ("q=eather", []),
        ("partner=ke", ["partner"]),
        ("meeting=the-meeting", ["meeting"]),
        ("person=77", ["person"]),
        ("actor=88", ["actor"]),
        ("actor=product", ["product"]),
        ("from=2026-03-05", ["later"]),
        ("from=2026-03-05&to=2026-03", ["later"]),
        ("to=2025", []),
        ("to=9999", ["later", "product", "actor", "person", "meeting", "partner", "words", "deleted"]),
    ],
)
def test_filters_in_the_address_leave_what_answers_to_all_of_them(desk, query, found):
    kenya, meeting = make_partner(code="ke"), make_meeting(slug="the-meeting")
    named("deleted", deed=Deed.DELETED)
    named("words", reason="Sturmwarnung im Été")
    named("partner", partner_id=kenya.id)
    named("meeting", meeting_id=meeting.id)
    named("person", person_id=77)
    named("actor", by=88)
    named("product", by=PRODUCT)
    named("later", at=NOW + timedelta(days=3))
    if query == "meeting=the-meeting":  # its own lines lead to its own journal
        assert "the-meeting/journal/" in desk.get(f"{AT}?{query}").text
        assert [line["Name"] for line in lines_of(desk, f"/desk/journal.csv?{query}")] == found
        return
    assert [line["Name"] for line in lines_of(desk, f"/desk/journal.csv?{query}")] == found
    assert desk.get(f"{AT}?{query}").text.count('name="id"') == len(found)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("subject=x", 400),
        ("deed=x", 400),
        ("from=yesterday", 400),
        ("to=2026-02-30", 400),
        ("partner=zz", 404),
        ("meeting=nothing", 404),
        ("person=x", 404),
        ("actor=-1", 404),
        ("actor=99999999999999999999", 404),
        ("page=9", 404),
        ("page=x", 404),
        ("id=x", 404),
        ("q=%00", 400),
        ("q=" + "x" * 300, 400),
        ("q=%E2%80%AE", 400),
        ("q=%F0%9F%98%80", 400),
    ],
)
@pytest.mark.parametrize("address", [AT, "/desk/journal.csv", "/desk/journal.xlsx"])
def test_address_that_means_nothing_is_refused(desk, address, query, status):
    if "page" in query and address != AT:
        status = 200
    with desk.get(f"{address}?{query}") as answer:
        assert answer.status_code == status


def test_each_thing_has_its_own_journal(desk):
    kenya, meeting, paul = make_partner(code="ke"), make_meeting(slug="the-meeting"), make_person(name="Paul Ito")
    with unit_of_work():
        database.session.query(JournalLine).delete()
    note(meeting_id=meeting.id)
    note(subject=Subject.PARTNER, name={"en": "Kenya"}, partner_id=kenya.id)
    note(subject=Subject.PERSON, subject_id=paul, deed=Deed.CLOSED, person_id=paul)
    for thing in ("meetings/the-meeting", "partners/ke", f"people/{paul}"):
        assert desk.get(f"/desk/{thing}/journal/").text.count('name="id"') == 1


@pytest.mark.parametrize(
    "thing", ["meetings/nothing", "partners/zz", "people/99999", "people/0", "people/99999999999999999999"]
)
def test_journal_of_what_is_not_there_is_not_there(desk, thing):
    assert desk.get(f"/desk/{thing}/journal/").status_code == 404


def test_journal_of_a_person_who_was_erased_stays_without_the_name(desk):
    paul = make_person(name="Paul Ito")
    note(subject=Subject.PERSON, subject_id=paul, deed=Deed.CLOSED, person_id=paul)
    with unit_of_work():
        database.session.delete(database.session.get_one(User, paul))
    page = desk.get(f"/desk/people/{paul}/journal/")
    assert (page.status_code, "Paul" in page.text, "a person who was erased" in page.text) == (200, False, True)


def test_filters_of_one_things_journal_stay_there_and_its_files_hold_it_alone(desk):
    meeting = make_meeting(slug="the-meeting")
    note(Change("status", Status.DRAFT, Status.CONFIRMED), meeting_id=meeting.id)
    note()
    page = desk.get("/desk/meetings/the-meeting/journal/?deed=changed").text
    assert 'href="/desk/journal.csv?meeting=the-meeting&amp;deed=changed"' in page
    assert len(lines_of(desk, "/desk/journal.csv?meeting=the-meeting&deed=changed")) == 1
    assert "Leave out: changed" in page


def test_pages_of_fifty_with_the_filters_kept(desk):
    for n in range(51):
        named(f"n{n}")
    first = desk.get(f"{AT}?deed=changed")
    assert len(names(first)) == 50
    assert 'href="?deed=changed&amp;page=2"' in first.text
    assert names(desk.get(f"{AT}?deed=changed&page=2")) == ["n0"]


def test_file_says_in_the_readers_language_who_did_what_when_and_why(desk):
    anna = make_person(name="Anna Berg")
    with unit_of_work():
        database.session.query(JournalLine).delete()
    note(Change("status", Status.DRAFT, Status.CONFIRMED), by=anna, reason="=1+1")
    assert lines_of(desk, "/desk/journal.csv") == [
        {
            "When (UTC)": "2026-03-02 09:00:00",
            "Who": "Anna Berg",
            "Kind": "Meeting",
            "Name": "Legal Pathways",
            "What was done": "changed",
            "In a sentence": "Anna Berg changed the meeting “Legal Pathways”.",
            "From and to": "Status: from Draft to Confirmed",
            "Reason": "'=1+1",
        }
    ]
    with desk.get("/desk/journal.xlsx?lang=ar") as answer:
        sheet = load_workbook(io.BytesIO(answer.data)).active
    assert (sheet.sheet_view.rightToLeft, sheet["D2"].value, sheet["H2"].value) == (True, "المسارات القانونية", "=1+1")
    assert sheet["H2"].data_type != "f"


def test_lines_that_are_ticked_come_as_a_file_alone(desk):
    for word in ("one", "two", "three"):
        named(word)
    form = forms(desk.get(AT))[AT]
    wanted = [str(i) for i in database.session.scalars(select(JournalLine.id).order_by(JournalLine.id))][::2]
    answer = desk.post(AT, data=filled(form, id=wanted, file="csv"))
    assert [line["Name"] for line in lines_of(desk, answer.location)] == ["three", "one"]


def test_ten_thousand_lines_come_as_one_file(desk):
    line = {
        "at": NOW, "actor_id": 1, "actor_name": "", "subject": "meeting", "subject_id": 1, "deed": "changed",
        "changes": [{"field": "status", "before": "draft", "after": "held"}], "reason": "", "words": "",
    }  # fmt: skip
    rows = [line | {"name": {"en": f"n{n}"}} for n in range(10_000)]
    with unit_of_work():
        database.session.execute(JournalLine.__table__.insert(), rows)
    lines = lines_of(desk, "/desk/journal.csv")
    assert (len(lines), lines[0]["Name"], lines[-1]["Name"]) == (10_000, "n9999", "n0")


def test_page_asks_the_database_no_more_for_many_lines_than_for_one(desk):
    def statements(number):
        asked = []
        listener = lambda *given: asked.append(given[2])  # noqa: E731 - to be taken away again
        event.listen(database.engine, "before_cursor_execute", listener)
        desk.get(AT)
        event.remove(database.engine, "before_cursor_execute", listener)
        assert database.session.scalar(select(func.count(JournalLine.id))) == number
        return len(asked)

    meeting, kenya = make_meeting(), make_partner(name=Trilingual(en="Kenya"))
    note(meeting_id=meeting.id, partner_id=kenya.id, by=1)
    desk.get(AT)
    one = statements(1)
    for n in range(9):
        note(meeting_id=meeting.id, partner_id=kenya.id, by=n)
    assert statements(10) == one


@pytest.mark.parametrize("address", [AT, "/desk/journal.csv", "/desk/meetings/the-meeting/journal/"])
def test_only_the_staff_reads_the_journal(app, db, address):
    make_meeting(slug="the-meeting")
    partner = make_partner()
    stranger = app.test_client().get(address)
    assert (stranger.status_code, "/sign-in" in stranger.location) == (302, True)
    for role in (Given(Role.FOCAL_POINT, partner_id=partner.id), Role.COMMITTEE_READER):
        assert browser_of(app, role).get(address).status_code == 403
    for role in (Role.SECRETARIAT, Role.ADMINISTRATOR):
        with browser_of(app, role).get(address) as answer:
            assert answer.status_code == 200


def test_nothing_can_be_done_to_a_line(app, desk):
    note()
    ways = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    assert {way for way in ways if way.startswith("journal.")} == {"journal.selected"}
    form = forms(desk.get(AT))[AT]
    wanted = [str(i) for i in database.session.scalars(select(JournalLine.id))]
    assert desk.post(AT, data=filled(form, id=wanted, do="delete")).status_code == 404
    assert desk.delete(AT).status_code == 405
    assert database.session.scalar(select(func.count(JournalLine.id))) == 1
