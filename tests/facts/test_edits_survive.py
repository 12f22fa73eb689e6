"""What the Secretariat wrote at the desk stays when the data files come again, whatever kind of record it is."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import yaml
from sqlalchemy import select

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.facts import actions as facts_actions
from kpevents.features.facts.files import FOLDER
from kpevents.features.governance import actions as terms
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BodySlug
from kpevents.features.meetings import holders
from kpevents.features.meetings.groups import series, types
from kpevents.features.meetings.models import MeetingType, Series
from kpevents.features.pages import actions as pages
from kpevents.features.pages.models import Page
from kpevents.features.partners import actions as partners
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db, unit_of_work
from tests.factories import OFFICER
from tests.times import NOW

LATER = NOW + timedelta(days=30)
Act = Callable[..., Any]

OURS, THEIRS = Trilingual(en="Ours"), {"en": "Theirs"}
KINDS: dict[str, tuple[type, str, str, tuple[str, ...], Act, str, str]] = {
    # model, its key, which one, its fields, the action, data file, list in it
    "type": (MeetingType, "slug", "training", types.FIELDS, types.change, "types", "types"),
    "series": (Series, "slug", "4ps-revisited", series.FIELDS, series.change, "types", "series"),
    "page": (Page, "slug", "about", pages.FIELDS, pages.change, "pages", "pages"),
    "partner": (Partner, "code", "ke", partners.FIELDS, holders.change, "partners", "states"),
    "term": (Term, "key", "chair-fr", terms.FIELDS, terms.change, "bodies", "terms"),
}
EDITED = {
    "type": ("plural", "name"),
    "series": ("title", "about"),
    "page": ("title", "body"),
    "partner": ("note", "about"),
    "term": ("note", "source"),
}
"""The field that a person writes, and one beside it that only the files change."""


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(FOLDER, copy)
    return copy


def load(folder):
    with unit_of_work():
        return facts_actions.load(folder, now=LATER)


def edit(folder, name, act):
    path = folder / f"{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes text only
    act(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def say(data, listed, key, which, values):
    next(entry for entry in data[listed] if entry[key] == which).update(values)


def row(kind):
    model, key, which = KINDS[kind][:3]
    db.session.expire_all()
    return db.session.scalars(select(model).filter_by(**{key: which})).one()


@pytest.mark.parametrize("kind", KINDS)
def test_field_that_a_person_wrote_stays_and_the_one_beside_it_is_refreshed(facts, folder, kind):
    model, key, which, fields, act, file, listed = KINDS[kind]
    ours, beside = EDITED[kind]
    fresh = "https://example.org/fresh" if beside == "source" else THEIRS
    with unit_of_work():
        act(which, {f: getattr(row(kind), f) for f in fields} | {ours: OURS}, by=OFFICER, now=NOW)
    edit(folder, file, partial(say, listed=listed, key=key, which=which, values={ours: THEIRS, beside: fresh}))
    report = load(folder)
    assert report.kept == [f"{kind} {which}, {ours}"]
    assert getattr(row(kind), ours) == OURS
    assert getattr(row(kind), beside) in (fresh, Trilingual(en="Theirs"))
    assert model is type(row(kind))


def test_chair_that_a_person_closed_stays_closed_and_its_successor_stays(facts, folder):
    with unit_of_work():
        france = {f: getattr(row("term"), f) for f in terms.FIELDS}
        closed = france | {"ongoing": False, "ends": PartialDate.parse("2026-02-01")}
        terms.change("chair-fr", closed, by=OFFICER, now=NOW)
        starts = PartialDate.parse("2026-02-01")
        added = terms.create(BodySlug.CHAIR, "ke", france | {"starts": starts}, by=OFFICER, now=NOW).key
    edit(folder, "bodies", partial(say, listed="terms", key="key", which="chair-fr", values={"starts": "2025-04"}))
    load(folder)
    assert str(row("term").ends) == "2026-02-01"
    assert db.session.scalars(select(Term.key).filter_by(key=added)).all() == [added]


def test_term_that_a_person_deleted_does_not_come_back(facts, folder):
    with unit_of_work():
        terms.delete("steering-committee-it-2016", by=OFFICER, now=NOW)
    which = "steering-committee-it-2016"
    edit(folder, "bodies", partial(say, listed="terms", key="key", which=which, values={"note": THEIRS}))
    assert load(folder).kept == [f"term {which}: deleted or renamed here"]
    assert db.session.scalars(select(Term).filter_by(key=which)).all() == []


def test_type_that_the_secretariat_added_is_not_touched_by_a_file_that_brings_the_same(facts, folder):
    with unit_of_work():
        training = {f: getattr(row("type"), f) for f in types.FIELDS}
        types.create("retreat", training | {"name": OURS}, by=OFFICER, now=NOW)
    retreat = {"slug": "retreat", "name": THEIRS, "plural": THEIRS, "level": "technical", "mark": "thematic"}
    edit(folder, "types", lambda data: data["types"].append(retreat | {"colour": "red"}))
    assert load(folder).kept == ["type retreat"]
    assert db.session.scalars(select(MeetingType.name).filter_by(slug="retreat")).one() == OURS
