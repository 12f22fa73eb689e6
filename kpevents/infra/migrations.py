"""How migrations run: each in one transaction, on SQLite without losing what hangs on a rebuilt table."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, TypeDecorator, text
from sqlalchemy.exc import DBAPIError

from kpevents.infra.db import begin_anew, db

FOLDER = Path(__file__).parents[1] / "migrations"


def run() -> None:
    with db.engine.connect().execution_options(writes=True) as connection:
        _foreign_keys(connection, "OFF")
        try:
            context.configure(
                connection=connection,
                target_metadata=db.metadata,
                transactional_ddl=True,
                transaction_per_migration=True,
                on_version_apply=_no_orphans,
                render_as_batch=True,
                render_item=_plain_types,
                include_name=_is_ours,
            )
            with context.begin_transaction():
                context.run_migrations()
        finally:
            _foreign_keys(connection, "ON")


@cache
def newest() -> str | None:
    """The step that this release of the product stands on."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def are_done() -> bool:
    """Whether the database answers, and stands at this release's step."""
    try:
        stands: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        return stands is not None and stands == newest()
    except DBAPIError:
        begin_anew()
        return False


def _foreign_keys(connection: Connection, switch: str) -> None:
    """Past SQLAlchemy, because SQLite ignores this inside a transaction.

    A batch migration drops the table it rebuilds: with foreign keys on, ON DELETE CASCADE takes the children.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite" and driver is not None:
        driver.execute(f"PRAGMA foreign_keys={switch}")


def _no_orphans(
    ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]
) -> None:
    """Asked after each migration, before its commit."""
    if ctx.dialect.name == "sqlite" and ctx.connection is not None:
        orphans = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(f"{step.up_revision_id} leaves rows without their parent: {orphans}")


def _plain_types(kind: str, item: Any, _autogenerate: object) -> str | Literal[False]:
    """Migrations import nothing of ours: our column types are written as what they store."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """The index of words is a virtual table on SQLite: it is no model, and Alembic leaves it alone."""
    return kind != "table" or not (name or "").startswith("meeting_words")
