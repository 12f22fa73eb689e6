"""Several officers change meetings at once: each change is one step, of its meeting and of the whole calendar."""

import multiprocessing
import time

import pytest
from sqlalchemy import Engine, event, select

from kpevents.core.text import Trilingual
from kpevents.features.meetings import actions
from kpevents.features.meetings.models import Meeting
from kpevents.features.revisions import actions as revisions
from kpevents.features.revisions.models import Revision
from kpevents.features.revisions.queries import current
from kpevents.infra import sqlite
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.factories import make_meeting, whole
from tests.times import NOW

PROCESSES, EDITS, MEETINGS = 4, 12, 2


def take_the_locks_away():
    event.remove(Engine, "begin", sqlite.begin)
    revisions.hold = read_and_dawdle


def read_and_dawdle():
    """The session knows what it reads only as long as somebody keeps it: kept, it is as old as the transaction."""
    revision = db.session.info["kept"] = db.session.scalars(select(Revision)).one()
    time.sleep(0.02)
    return revision


def dawdle_between_reading_and_writing():
    tell = actions._tell
    actions._tell = lambda *given: (time.sleep(0.01), tell(*given))[1]


def edit(first, together, locked, url, folder, ids):
    """What one process does."""
    app = databases.app_on(url, folder)
    dawdle_between_reading_and_writing()
    if not locked:
        take_the_locks_away()
    with app.app_context():
        db.session.connection()
        together.wait()
        meeting_id = ids[first % MEETINGS]
        for n in range(first, PROCESSES * EDITS, PROCESSES):
            with unit_of_work():
                revisions.hold()
                db.session.get(Meeting, meeting_id).title = Trilingual(en=f"Title {n}")
                actions.settle([meeting_id], now=NOW)


def everybody_at_once(*given) -> list[int]:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    together = server.Barrier(PROCESSES, timeout=60)
    processes = [server.Process(target=edit, args=(n, together, *given)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    return [process.exitcode for process in processes]


@pytest.mark.parametrize("locked", [True, False], ids=["locks in place", "locks taken away"])
def test_each_change_is_one_step(database_url, tmp_path, locked):
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        ids = [make_meeting(settled=True).id for _ in range(MEETINGS)]
        before = current().number
        db.session.remove()
        ended = everybody_at_once(locked, database_url, tmp_path, ids)
        steps, risen = sum(whole(each).sequence for each in ids), current().number - before
        db.session.remove()
        db.engine.dispose()
    wanted = PROCESSES * EDITS
    held = (ended, steps, risen) == ([0] * PROCESSES, wanted, wanted)
    assert held is locked, (ended, steps, risen)
