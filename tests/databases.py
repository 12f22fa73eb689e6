"""Real databases for tests: each as the migrations make it, copied for whoever asks, gone afterwards."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from uuid import uuid4

import flask_migrate
from flask import current_app
from sqlalchemy import NullPool, create_engine, make_url

from kpevents.application import create_app
from kpevents.infra import memo
from kpevents.infra.db import db
from kpevents.infra.settings import Settings

POSTGRES = os.environ.get("KPEVENTS_TEST_POSTGRES_URL", "")
KINDS = ["sqlite", "postgresql"] if POSTGRES else ["sqlite"]
SECRET = "for tests only, and long enough to be taken"


def app_on(url: str, folder: Path, **more):
    settings = {"base_url": "https://kp.example.org"} | more
    return create_app(Settings(secret_key=SECRET, instance=folder, database_url=url, **settings))


@cache
def migrated_sqlite() -> Path:
    file = Path(mkdtemp(prefix="kpevents-tests-")) / "migrated.sqlite"
    migrate(f"sqlite:///{file}", file.parent)
    return file


@cache
def migrated_postgres() -> str:
    name = f"kpevents_test_{uuid4().hex[:10]}"
    with server() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    migrate(address(name), Path(mkdtemp(prefix="kpevents-tests-")))
    return name


def migrate(url: str, folder: Path) -> None:
    app = app_on(url, folder)
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
        db.engine.dispose()


@contextmanager
def server():
    engine = create_engine(make_url(POSTGRES), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def address(name: str) -> str:
    return make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)


@contextmanager
def fresh_database(kind: str, folder: Path, *, migrated: bool = True) -> Iterator[str]:
    """The address of a database with empty tables, or with none. On PostgreSQL no other database is touched."""
    if kind == "sqlite":
        file = folder / f"{uuid4().hex[:10]}.sqlite"
        if migrated:
            shutil.copy(migrated_sqlite(), file)
        yield f"sqlite:///{file}"
        return
    name = f"kpevents_test_{uuid4().hex[:10]}"
    template = f" TEMPLATE {migrated_postgres()}" if migrated else ""
    with server() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}{template}")
        try:
            yield address(name)
        finally:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def clean_up() -> None:
    if migrated_postgres.cache_info().currsize:
        with server() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {migrated_postgres()} WITH (FORCE)")
    if migrated_sqlite.cache_info().currsize:
        shutil.rmtree(migrated_sqlite().parent)


def empty() -> None:
    """All rows gone; the tables stay."""
    db.session.rollback()
    memo.forget()
    current_app.extensions["calendar files"].clear()
    tables = [table.name for table in reversed(db.metadata.sorted_tables)]
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for table in ("meeting_words", *tables):
                connection.exec_driver_sql(f"DELETE FROM {table}")
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE meeting_words, {', '.join(tables)} RESTART IDENTITY CASCADE")
