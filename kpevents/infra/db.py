"""The database session, the base of every model, and the one place that commits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Enum, MetaData, Select, String, TypeDecorator, make_url
from sqlalchemy.orm import DeclarativeBase, Session

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.infra import sqlite


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes only: SQLite would drop the zone without a word."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A naive datetime must not reach the database.")
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class TextInLanguages(TypeDecorator[Trilingual]):
    """A text in three languages, kept together as JSON: ``{"en": ..., "fr": ...}``."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Trilingual | None, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else value.as_dict()

    def process_result_value(self, value: dict[str, str] | None, dialect: Dialect) -> Trilingual | None:
        return None if value is None else Trilingual(**value)


class TextsInLanguages(TypeDecorator[Sequence[Trilingual]]):
    """Several texts in three languages, in their order."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Trilingual] | None, dialect: Dialect) -> list[dict[str, str]] | None:
        return None if value is None else [text.as_dict() for text in value]

    def process_result_value(self, value: list[dict[str, str]] | None, dialect: Dialect) -> Sequence[Trilingual] | None:
        return None if value is None else tuple(Trilingual(**text) for text in value)


class ReducedDate(TypeDecorator[PartialDate]):
    """A date as far as it is known, written as ISO 8601 writes it: no day is ever filled in."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else PartialDate.parse(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """Short codes in their order, a space between two: days of the week, languages."""

    impl = String(60)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(value.split())


Row = TypeVar("Row")

CHOICE = Enum(
    StrEnum,
    native_enum=False,
    create_constraint=True,
    length=30,
    values_callable=lambda choices: [choice.value for choice in choices],
)


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        StrEnum: CHOICE,
        Trilingual: TextInLanguages,
        Sequence[Trilingual]: TextsInLanguages,
        PartialDate: ReducedDate,
        tuple[str, ...]: Words,
    }


# Models derive from Base, not from db.Model: type checkers can follow Base, and Flask-SQLAlchemy
# refuses a type_annotation_map on the class that it builds db.Model from (its issue 1361).
db = SQLAlchemy(metadata=Base.metadata)


def engine_options(database_url: str) -> dict[str, Any]:
    """No fault in the log shows what was asked for: it may be what a person searched, or who they are."""
    if make_url(database_url).get_backend_name() == "sqlite":
        return {"module": sqlite.library, "hide_parameters": True}
    # A count under a lock must see what the lock waited for.
    return {"isolation_level": "READ COMMITTED", "hide_parameters": True}


@contextmanager
def unit_of_work() -> Iterator[None]:
    """All or nothing: a page or a command commits once, actions only flush. They do not nest.

    What was read before is forgotten: inside, everything is read again and stays true until the commit.
    """
    db.session.rollback()
    with db.session.begin():
        db.session.connection(execution_options={"writes": True})
        yield


def for_reading_only(rows: Select[Row]) -> list[Row]:
    """Rows that no session watches: they may be kept beyond the request and shared between threads."""
    with Session(db.engine) as session:
        found = list(session.scalars(rows))
        session.expunge_all()
    return found


def begin_anew() -> None:
    """What this request had read or begun is forgotten: after a fault the connection is fit for use again."""
    db.session.rollback()


@contextmanager
def snapshot() -> Iterator[Connection]:
    """For reading all tables as they stand at one moment, while others go on writing."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection
