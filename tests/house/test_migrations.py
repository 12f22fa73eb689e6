"""Migrations make the very tables the models speak of, and lose nothing on the way."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from kpevents.application import PACKAGE
from kpevents.features.meetings.models import MeetingDay
from kpevents.infra import migrations
from kpevents.infra.db import db
from tests import databases
from tests.factories import make_meeting, make_partner, make_role

PARTS = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints", "indexes")

NEXT = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "next", "{head}"
def upgrade():
    {step}
"""
REBUILDS_A_PARENT = 'with op.batch_alter_table("meetings") as m: m.alter_column("contact", type_=sa.Text())'
LEAVES_ORPHANS = 'op.execute("DELETE FROM partners")'


def migrate(*more_folders):
    config = current_app.extensions["migrate"].migrate.get_config()
    folders = [PACKAGE / "migrations" / "versions", *more_folders]
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(str, folders)))
    command.upgrade(config, "head")
    return ScriptDirectory.from_config(config).get_current_head()


def shape(engine) -> dict[str, str]:
    """Everything the database knows of its tables; Alembic's own comparison misses the checks."""
    looked = inspect(engine)
    found = {part: getattr(looked, f"get_multi_{part}")() for part in PARTS}
    return {
        f"{table} {part}": sorted(map(said, what)) if isinstance(what, list) else str(what)
        for part, tables in found.items()
        for (_, table), what in tables.items()
        if table != "alembic_version" and not table.startswith("meeting_words")
    }


def said(thing) -> str:
    """As text; the condition of a partial index is an object that says itself only when asked."""
    if isinstance(thing, dict):
        return str({name: said(value) for name, value in sorted(thing.items())})
    return str(thing)


@pytest.fixture(params=databases.KINDS)
def migrated(request, tmp_path):
    with databases.fresh_database(request.param, tmp_path, fill=None) as url:
        app = databases.app_on(url, tmp_path)
        with app.app_context():
            yield migrate()
            db.session.remove()
            db.engine.dispose()


def test_migrations_equal_models(migrated):
    by_migrations = shape(db.engine)
    with db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE meeting_words")
    db.drop_all()
    db.create_all()
    assert by_migrations == shape(db.engine)


def test_database_says_that_it_is_migrated(migrated):
    assert migrations.are_done()


def test_rebuilding_a_table_keeps_what_hangs_on_it(migrated, tmp_path):
    meeting = make_meeting()
    make_role(meeting, make_partner())
    db.session.rollback()
    (tmp_path / "next.py").write_text(NEXT.format(head=migrated, step=REBUILDS_A_PARENT))

    migrate(tmp_path)

    assert len(db.session.scalars(select(MeetingDay)).all()) == 2
    with pytest.raises(IntegrityError):
        make_meeting(type_id=99)


def test_migration_that_leaves_orphans_is_taken_back(migrated, tmp_path):
    partner = make_partner()
    make_role(make_meeting(), partner)
    db.session.rollback()
    (tmp_path / "next.py").write_text(NEXT.format(head=migrated, step=LEAVES_ORPHANS))

    with pytest.raises((IntegrityError, RuntimeError)):
        migrate(tmp_path)

    db.session.rollback()
    db.session.refresh(partner)
    assert partner.code
