"""Real databases for tests: each as the migrations make it, copied for whoever asks, gone afterwards."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import flask_migrate
from flask import current_app
from sqlalchemy import NullPool, create_engine, make_url

from kpevents.application import create_app
from kpevents.features.calendars import actions as calendars
from kpevents.features.calendars.queries import Release
from kpevents.features.facts import actions as facts
from kpevents.infra import memo
from kpevents.infra.db import db, unit_of_work
from kpevents.infra.settings import Settings
from tests.times import BASE, NOW

POSTGRES = os.environ.get("KPEVENTS_TEST_POSTGRES_URL", "")
KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]
SECRET = "for tests only, and long enough to be taken"


COUNT_ANEW = (
    "SELECT setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public'"
)
AS_AT_FIRST = "UPDATE revisions SET number = 0, changed_at = '2014-11-28 00:00:00', rendering = ''"


def app_on(url: str, folder: Path, **more):
    settings = {"base_url": BASE} | more
    return create_app(Settings(secret_key=SECRET, instance=folder, database_url=url, **settings))


def migrate() -> None:
    flask_migrate.upgrade()


def migrate_and_load() -> None:
    flask_migrate.upgrade()
    load_facts()


def load_facts(now=NOW):
    with unit_of_work():
        report = facts.load(now=now)
    with unit_of_work():
        calendars.prepare(Release(BASE), now=now)
    return report


@cache
def template(kind: str, fill: Callable[[], None]) -> str:
    """The name of a database (a file's path on SQLite) that is filled once and then only copied."""
    folder = Path(mkdtemp(prefix="kpevents-tests-"))
    if kind == "sqlite":
        name, url = str(folder / "template.sqlite"), f"sqlite:///{folder / 'template.sqlite'}"
    else:
        name = f"kpevents_test_{uuid4().hex[:10]}"
        url = address(name)
        with server() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
    app = app_on(url, folder)
    with app.app_context():
        fill()
        db.session.remove()
        db.engine.dispose()
    _made.append((kind, name))
    return name


_made: list[tuple[str, str]] = []


@contextmanager
def server():
    engine = create_engine(make_url(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def address(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_database(kind: str, folder: Path, fill: Callable[[], None] | None = migrate) -> Iterator[str]:
    """The address of a database of one's own, filled so. On PostgreSQL no other database is touched."""
    if kind == "sqlite":
        file = folder / f"{uuid4().hex[:10]}.sqlite"
        if fill:
            shutil.copy(template(kind, fill), file)
        yield f"sqlite:///{file}"
        return
    name = f"kpevents_test_{uuid4().hex[:10]}"
    of_template = f" TEMPLATE {template(kind, fill)}" if fill else ""
    with server() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}{of_template}")
        try:
            yield address(name)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def clean_up() -> None:
    for kind, name in _made:
        if kind == "sqlite":
            shutil.rmtree(Path(name).parent)
            continue
        with server() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    _made.clear()


def empty() -> None:
    """All rows gone; the tables stay."""
    db.session.rollback()
    memo.forget()
    current_app.extensions["calendar files"].clear()
    tables = [table.name for table in reversed(db.metadata.sorted_tables) if table.name != "revisions"]
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for table in ("meeting_words", *tables):
                connection.exec_driver_sql(f"DELETE FROM {table}")
            connection.exec_driver_sql(AS_AT_FIRST)
        return
    # TRUNCATE would make new files for each table and wait for the disk: with few rows DELETE is many times as fast.
    emptied = "; ".join(f"DELETE FROM {table}" for table in ("meeting_words", *tables))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"SET LOCAL synchronous_commit = off; {emptied}")
        connection.exec_driver_sql(COUNT_ANEW)
        connection.exec_driver_sql(AS_AT_FIRST)
