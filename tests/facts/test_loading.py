"""The real facts: loaded once, refreshed without undoing anybody's work, refused whole when broken."""

import re
import shutil
from datetime import date, time, timedelta

import pytest
import yaml
from sqlalchemy import func, select

from kpevents.core.text import Trilingual
from kpevents.features.facts import actions
from kpevents.features.facts.consistency import Broken
from kpevents.features.facts.files import FOLDER
from kpevents.features.governance.models import Term
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings.models import Meeting, MeetingDay, MeetingRole
from kpevents.features.meetings.rules import Basis, Status, Visibility
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Kind, Side
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db, unit_of_work
from tests.factories import change
from tests.times import NOW

LATER = NOW + timedelta(days=30)


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files that a test may change."""
    copy = tmp_path / "data"
    shutil.copytree(FOLDER, copy)
    return copy


def edit(folder, name, act):
    """Changes a data file through its parsed form."""
    path = folder / f"{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only
    act(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def entry(data, slug):
    return next(each for each in data["meetings"] if each["slug"] == slug)


def load(folder, now=LATER):
    with unit_of_work():
        return actions.load(folder, now=now)


def count(model, **values) -> int:
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**values))


def meeting(slug) -> Meeting:
    db.session.expire_all()
    return db.session.scalars(select(Meeting).filter_by(slug=slug)).one()


def test_all_facts_are_there(facts):
    assert count(Partner, kind=Kind.STATE) == 41
    assert count(Partner, kind=Kind.STATE, side=Side.AFRICAN) == 11
    assert count(Partner) == 41 + 25
    assert count(Meeting, basis=Basis.FOUNDING_TEXTS) == 35
    assert count(Meeting, basis=Basis.OUTSIDE) == 19
    assert count(Term) == 97


def test_meeting_known_in_part_is_stored_as_far_as_it_is_known(facts):
    summit, year, undated = (meeting(s) for s in ("valletta-summit-2015", "tm-return-2016", "sc-nairobi-2018"))
    assert [str(m.loosely) if m.loosely else None for m in (summit, year, undated)] == ["2015-11", "2016", None]
    assert [(m.first_day, m.last_day) for m in (summit, year, undated)] == [(None, None)] * 3


def test_steering_committee_and_senior_officials_of_one_trip_are_two_meetings_in_a_cluster(facts):
    both = db.session.scalars(select(Meeting.slug).filter_by(cluster="kampala-2022").order_by(Meeting.slug)).all()
    assert both == ["sc-kampala-2022", "som-kampala-2022"]


def test_loading_again_changes_nothing(facts):
    before = current(), db.session.execute(select(Meeting.slug, Meeting.sequence, Meeting.changed_at)).all()
    report = load(FOLDER)
    after = current(), db.session.execute(select(Meeting.slug, Meeting.sequence, Meeting.changed_at)).all()
    assert (report.added, report.changed, report.kept) == (0, 0, [])
    assert before == after


def test_loading_changed_files_with_nothing_new_in_them_changes_nothing(facts, folder):
    edit(folder, "meetings", lambda data: data["meetings"].reverse())
    before = current()
    report = load(folder)
    assert (report.added, report.changed, report.kept, current()) == (0, 0, [], before)


def test_what_the_files_say_anew_is_taken_over_and_told_to_calendars(facts, folder):
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017")["title"].update(en="Another title"))
    report = load(folder)
    found = meeting("som-rome-2017")
    assert (report.changed, found.title.en) == (1, "Another title")
    assert (found.sequence, found.changed_at) == (1, LATER)
    assert meeting("som-addis-2017").sequence == 0


def test_what_a_person_edited_is_kept_and_said(facts, folder):
    change(meeting("som-rome-2017"), now=NOW, title=Trilingual(en="Ours"))
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017")["title"].update(en="Theirs"))
    report = load(folder)
    assert report.kept == ["meeting som-rome-2017, title"]
    assert meeting("som-rome-2017").title.en == "Ours"


def test_other_fields_of_an_edited_meeting_are_still_refreshed(facts, folder):
    change(meeting("som-rome-2017"), now=NOW, title=Trilingual(en="Ours"))
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017")["summary"].update(en="Fresh."))
    load(folder)
    found = meeting("som-rome-2017")
    assert (found.title.en, found.summary.en) == ("Ours", "Fresh.")


def test_role_that_a_person_added_is_kept(facts, folder):
    found = meeting("som-rome-2017")
    with unit_of_work():
        kenya = db.session.scalars(select(Partner).filter_by(code="ke")).one()
        db.session.add(MeetingRole(meeting_id=found.id, role="host", partner_id=kenya.id))
    roles = [{"partner": "it", "role": "host"}]
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017").update(roles=roles))
    report = load(folder)
    assert report.kept == ["meeting som-rome-2017, roles"]
    assert count(MeetingRole, meeting_id=found.id) == 1


def test_meeting_that_a_person_deleted_does_not_come_back(facts, folder):
    with unit_of_work():
        db.session.delete(db.session.merge(meeting("sc-brussels-2021"), load=True))
    edit(folder, "meetings", lambda data: entry(data, "sc-brussels-2021")["title"].update(en="Again"))
    load(folder)
    assert count(Meeting, slug="sc-brussels-2021") == 0


def test_new_days_of_a_meeting_are_taken_over(facts, folder):
    days = {"precision": "day", "first": "2017-12-06", "last": "2017-12-07"}
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017").update(date=days))
    load(folder)
    found = meeting("som-rome-2017")
    assert (str(found.first_day), str(found.last_day), found.sequence) == ("2017-12-06", "2017-12-07", 1)


def test_two_meetings_may_exchange_their_numbers(facts, folder):
    def exchange(data):
        one, other = entry(data, "webinar-4ps-1"), entry(data, "webinar-4ps-2")
        one["series"]["number"], other["series"]["number"] = "2", "1"

    edit(folder, "meetings", exchange)
    assert load(folder).changed == 2
    assert [meeting(f"webinar-4ps-{n}").series_number for n in (1, 2)] == [2, 1]


def test_hours_that_a_person_entered_are_an_edit(facts, folder):
    found = meeting("som-cairo-2024")
    with unit_of_work():
        for day in db.session.scalars(select(MeetingDay).filter_by(meeting_id=found.id)):
            day.begins, day.ends = time(9, 0), time(17, 0)
    days = {"precision": "day", "first": "2024-04-16", "last": "2024-04-18"}
    edit(folder, "meetings", lambda data: entry(data, "som-cairo-2024").update(date=days))
    assert load(folder).kept == ["meeting som-cairo-2024, date"]
    assert meeting("som-cairo-2024").first_day == date(2024, 4, 17)


def test_entry_that_names_a_partner_whom_a_person_renamed_is_refused_whole(facts, folder):
    with unit_of_work():
        db.session.scalars(select(Partner).filter_by(code="ke")).one().code = "kenya"
    roles = [{"partner": "ke", "role": "host"}]
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017").update(roles=roles))
    with pytest.raises(Broken, match="entry som-rome-2017, field roles: there is no ke in the database"):
        load(folder)
    assert count(MeetingRole, meeting_id=meeting("som-rome-2017").id) == 0


def test_address_that_a_person_changed_is_no_other_meeting(facts, folder):
    change(meeting("som-rome-2017"), now=NOW, slug="rome-2017")
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017")["title"].update(en="Another title"))
    assert load(folder).changed == 1
    assert meeting("rome-2017").title.en == "Another title"


def test_entry_whose_row_a_person_renamed_is_said(facts, folder):
    with unit_of_work():
        db.session.scalars(select(Partner).filter_by(code="ke")).one().code = "kenya"
    edit(folder, "partners", lambda data: data["states"][20].update(zone="Africa/Kampala"))
    name = yaml.load((folder / "partners.yaml").read_text(), Loader=yaml.BaseLoader)["states"][20]["code"]  # noqa: S506
    expected = [f"partner {name}: deleted or renamed here"] if name == "ke" else []
    assert load(folder).kept == expected


def test_french_texts_keep_their_marks_beside_the_word():
    """A line must not begin with a colon: French sets a no-break space before it."""
    files = [*FOLDER.glob("*.yaml"), FOLDER.parent / "features" / "demo" / "coming_year.yaml"]
    texts = [text for file in files for text in french(yaml.load(file.read_text(), Loader=yaml.BaseLoader))]  # noqa: S506
    assert len(texts) > 300
    assert [text for text in texts if re.search(r" [:;?!»]|« ", text)] == []


def french(data):
    if isinstance(data, dict):
        for name, value in data.items():
            yield from [value] if name == "fr" and isinstance(value, str) else french(value)
    elif isinstance(data, list):
        for value in data:
            yield from french(value)


BROKEN = {
    "a partner that is not there": (
        "meetings",
        lambda d: entry(d, "som-rome-2017").update(roles=[{"partner": "xx", "role": "host"}]),
        "meetings.yaml: entry som-rome-2017, field roles: there is no partner xx",
    ),
    "a day that is none": (
        "meetings",
        lambda d: entry(d, "som-rome-2017")["date"].update(first="2017-02-30"),
        "meetings.yaml: entry som-rome-2017, field date.first: Invalid RFC3339 encoded date",
    ),
    "an end before the beginning": (
        "meetings",
        lambda d: entry(d, "som-rome-2017")["date"].update(last="2017-12-01"),
        "meetings.yaml: entry som-rome-2017, field date.last: it ends before it begins",
    ),
    "a false first of January": (
        "meetings",
        lambda d: entry(d, "tm-return-2016").update(date={"precision": "year", "loosely": "2016-01-01"}),
        "meetings.yaml: entry tm-return-2016, field date.loosely: 2016-01-01 does not go with precision year",
    ),
    "a word that is no status": (
        "meetings",
        lambda d: entry(d, "som-rome-2017").update(status="happened"),
        "meetings.yaml: entry som-rome-2017, field status: Invalid enum value 'happened'",
    ),
    "a field that does not exist": (
        "partners",
        lambda d: d["states"][0].update(capital="Vienna"),
        "partners.yaml: entry at, field (the entry itself): Object contains unknown field capital",
    ),
    "the same code twice": (
        "partners",
        lambda d: d["states"].append(d["states"][0]),
        "partners.yaml: entry at, field code: stands there 2 times",
    ),
    "a zone that is none": (
        "partners",
        lambda d: d["states"][0].update(zone="Europe/Wien"),
        "partners.yaml: entry at, field zone: Europe/Wien is no time zone",
    ),
    "a weekend that is none": (
        "partners",
        lambda d: d["states"][0].update(weekend=["sonntag"]),
        "partners.yaml: entry at, field weekend: sonntag is no day of the week",
    ),
    "a snapshot with bounds": (
        "bodies",
        lambda d: d["terms"][0].update(seen_on="2019"),
        "bodies.yaml: entry process-at, field seen_on: a snapshot has no bounds",
    ),
    "a host that is its own co-host": (
        "meetings",
        lambda d: entry(d, "som-rome-2017").update(
            roles=[{"partner": "it", "role": "host"}, {"partner": "it", "role": "co_host"}]
        ),
        "meetings.yaml: entry som-rome-2017, field roles: it cannot be host and co-host",
    ),
    "the same role twice": (
        "meetings",
        lambda d: entry(d, "som-rome-2017").update(roles=[{"partner": "it", "role": "chair"}] * 2),
        "meetings.yaml: entry som-rome-2017, field roles: it is chair 2 times",
    ),
    "one number twice in a series": (
        "meetings",
        lambda d: entry(d, "webinar-4ps-1")["series"].update(number="2"),
        "meetings.yaml: entry 4ps-revisited 2, field series: stands there 2 times",
    ),
    "a state without its three letters": (
        "partners",
        lambda d: d["states"][0].pop("iso3"),
        "partners.yaml: entry at, field iso3: states have one, others have none",
    ),
    "characters that nobody types": (
        "meetings",
        lambda d: entry(d, "som-rome-2017")["title"].update(en="Rome\u202e"),
        "meetings.yaml: entry som-rome-2017, field title: holds characters that no person types",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_file_is_refused_whole_with_file_entry_and_field(facts, folder, what):
    name, breaking, said = BROKEN[what]
    edit(folder, "pages", lambda data: data["pages"][0]["title"].update(en="Changed"))
    edit(folder, name, breaking)
    before = current()
    with pytest.raises(Broken) as refusal:
        load(folder)
    assert str(refusal.value) == said
    assert current() == before


def test_file_that_is_no_yaml_is_refused_by_its_name(facts, folder):
    (folder / "types.yaml").write_text("types: [", encoding="utf-8")
    with pytest.raises(Broken, match=r"^types\.yaml: "):
        load(folder)


def test_norway_is_a_country_and_not_a_refusal(facts):
    assert count(Partner, code="no") == 1


def test_uid_of_a_fact_comes_from_its_id_so_that_a_rebuilt_installation_keeps_it(facts):
    assert meeting("sc-cairo-2018").uid == "sc-cairo-2018@events.khartoum-process"


def test_facts_are_public_and_held(facts):
    assert count(Meeting, status=Status.HELD, visibility=Visibility.PUBLIC) == 54


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_every_meeting_and_partner_is_named_in_each_language(facts, language):
    names = [*db.session.scalars(select(Meeting.title)), *db.session.scalars(select(Partner.name))]
    assert [name for name in names if not getattr(name, language)] == []


def told() -> list[tuple[str, int | None, dict[str, int]]]:
    lines = db.session.scalars(select(JournalLine).where(JournalLine.deed == "loaded").order_by(JournalLine.id))
    return [(line.actor_name, line.actor_id, {c["field"]: c["after"] for c in line.changes}) for line in lines]


def test_load_that_changes_something_is_one_line_of_the_journal_and_one_that_changes_nothing_is_none(facts, folder):
    first = ("the product", None, {"added": told()[0][2]["added"]})
    assert told() == [first]
    load(folder)
    assert told() == [first]
    edit(folder, "meetings", lambda data: entry(data, "som-rome-2017").update(zone="Europe/Paris"))
    load(folder)
    assert told() == [first, ("the product", None, {"changed": 1})]
