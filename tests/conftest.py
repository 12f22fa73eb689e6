"""A real database for every test: SQLite, and PostgreSQL too when KPEVENTS_TEST_POSTGRES_URL is set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from babel.messages.frontend import CommandLineInterface
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from kpevents.application import PACKAGE
from kpevents.features.journal.models import JournalLine
from kpevents.infra.db import db as database
from kpevents.web.fields import FIELD_LABELS
from tests import databases, surroundings
from tests.times import NOW


def pytest_configure(config):
    if surroundings.IN_CI and (left_out := surroundings.missing()):
        pytest.exit(f"CI is set, and these are missing: {'; '.join(left_out)}", returncode=1)
    if not hasattr(config, "workerinput"):
        CommandLineInterface().run(["pybabel", "-q", "compile", "-d", str(PACKAGE / "locale")])


def pytest_terminal_summary(terminalreporter):
    if left_out := surroundings.missing():
        terminalreporter.write_line(f"Left out here: {'; '.join(left_out)}.")


def pytest_sessionfinish(session):
    databases.clean_up()


@event.listens_for(JournalLine, "before_insert")
def every_field_that_the_journal_names_has_a_label(_mapper, _connection, line):
    """Whatever a test writes: the one who forgot the label of a new field meets it in their own test."""
    forgotten = {change["field"] for change in line.changes} - set(FIELD_LABELS)
    assert not forgotten, f"kpevents/web/fields.py has no label for {forgotten}"


class Visitor(FlaskClient):
    """Each request has a context of its own, as in production: Flask would lend it the test's ``g``."""

    def open(self, *args, **kwargs):
        with self.application.app_context():
            answer = super().open(*args, **kwargs)
        database.session.rollback()  # the test reads anew what the request wrote
        return answer


@pytest.fixture(scope="session", params=databases.KINDS)
def app(request, tmp_path_factory) -> Iterator[Flask]:
    with app_on_a_copy(request.param, tmp_path_factory.mktemp("instance"), databases.migrate) as app:
        yield app


@pytest.fixture(scope="session", params=databases.KINDS)
def app_with_facts(request, tmp_path_factory) -> Iterator[Flask]:
    """The real facts, for all tests that only read them."""
    with app_on_a_copy(request.param, tmp_path_factory.mktemp("instance"), databases.migrate_and_load) as app:
        yield app


@contextmanager
def app_on_a_copy(kind, folder, fill) -> Iterator[Flask]:
    with databases.fresh_database(kind, folder, fill) as url:
        app = databases.app_on(url, folder)
        app.testing, app.test_client_class = True, Visitor
        try:
            yield app
        finally:
            with app.app_context():
                database.engine.dispose()


@pytest.fixture(params=databases.KINDS)
def database_url(request, tmp_path):
    """A database of one's own, with empty tables: for what several processes share, or what a command does."""
    with databases.fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def db(app):
    """Empty tables, and an application context."""
    with app.app_context():
        yield database
        database.session.remove()
        databases.empty()


@pytest.fixture(params=databases.KINDS)
def facts(request, tmp_path):
    """An application of one's own with the real facts, for tests that change them."""
    with app_on_a_copy(request.param, tmp_path, databases.migrate_and_load) as app, app.app_context():
        yield app
        database.session.remove()


@pytest.fixture
def client(app, db):
    return app.test_client()


@pytest.fixture
def reader(app_with_facts, monkeypatch):
    """A visitor of the calendar with the real facts, on Monday 2 March 2026. Nothing is changed."""
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)
    with app_with_facts.app_context():
        yield app_with_facts.test_client()
        database.session.remove()


@pytest.fixture
def now() -> datetime:
    return NOW
