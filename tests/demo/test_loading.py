"""Invented meetings in the database: marked as such, and untouched when they are loaded again."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kpevents.features.demo.actions import FactsMissing
from kpevents.features.meetings.models import Meeting, Series
from kpevents.features.meetings.rules import Basis
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db as database
from tests.demo.conftest import load_invented
from tests.times import NOW

LATER = NOW + timedelta(days=40)


def invented():
    return select(Meeting).where(Meeting.basis == Basis.INVENTED).order_by(Meeting.id)


def stamps():
    columns = (Meeting.slug, Meeting.uid, Meeting.sequence, Meeting.changed_at, Meeting.first_day, Meeting.announced)
    return database.session.execute(select(*columns).order_by(Meeting.id)).all()


def number():
    return database.session.scalar(select(func.count()).select_from(invented().subquery()))


def test_without_the_facts_it_is_refused(db):
    with pytest.raises(FactsMissing, match="data load"):
        load_invented(5)
    assert number() == 0


def test_the_number_is_reached_and_each_is_marked(facts):
    real = database.session.scalar(select(func.count(Meeting.id)))
    assert load_invented(120) == 120
    assert number() == 120
    assert database.session.scalar(select(func.count(Meeting.id))) == real + 120
    for meeting in database.session.scalars(invented()):
        assert meeting.slug.startswith("demo-")
        assert meeting.uid == f"{meeting.slug}@events.khartoum-process"
        assert meeting.uid.isascii()
        assert (meeting.translations_unofficial, meeting.created_at, meeting.sequence) == (False, NOW, 0)


def test_repeating_changes_nothing(facts):
    load_invented(60)
    before, revision = stamps(), current()
    assert load_invented(60, now=LATER) == 0
    assert (stamps(), current()) == (before, revision)


def test_a_larger_number_adds_only_what_is_missing(facts):
    load_invented(30)
    before, revision = stamps(), current()
    assert load_invented(50, now=LATER) == 20
    assert stamps()[: len(before)] == before
    assert current().number == revision.number + 1
    assert number() == 50


def test_another_seed_adds_to_what_is_there_and_the_coming_year_stays_one(facts):
    load_invented(30)
    assert load_invented(30, seed=2) == 30 - 19
    assert database.session.scalar(select(func.count()).where(Series.slug == "demo-coming-home")) == 1


def test_real_meetings_are_not_touched(facts):
    before = stamps()
    load_invented(40)
    assert stamps()[: len(before)] == before


def test_the_command_says_what_it_did(facts, monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)
    run = facts.test_cli_runner().invoke
    assert run(args=["demo", "load"]).output == "Invented meetings: 19 added, 0 already there.\n"
    answer = run(args=["demo", "load", "--meetings", "25", "--registrations", "9", "--seed", "1"])
    assert (answer.exit_code, answer.output) == (0, "Invented meetings: 6 added, 19 already there.\n")


def test_the_command_refuses_in_one_line(app, db):
    answer = app.test_cli_runner().invoke(args=["demo", "load"])
    assert answer.exit_code == 1
    assert answer.output.count("\n") == 1
    assert answer.output.startswith("Error: The facts of the Process are not loaded yet")
