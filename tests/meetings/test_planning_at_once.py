"""Several browsers at once: one press makes one meeting, and of two officers at one meeting nobody is overwritten."""

import multiprocessing
import time

import pytest
from sqlalchemy import func, select

from kpevents.core.crossing import Crossed
from kpevents.core.text import Trilingual
from kpevents.features.journal.models import JournalLine
from kpevents.features.meetings import planning
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.rules import Status
from kpevents.features.presses import actions as presses
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.meetings.planned import OFFICER, make_world, plan
from tests.times import NOW

PROCESSES = 4


def press(n, together, url, folder):
    """The same button, pressed in every process."""

    def act() -> str:
        time.sleep(0.05)
        return planning.create(plan(), Status.CONFIRMED, by=OFFICER, now=NOW).slug

    with databases.app_on(url, folder).app_context():
        db.session.connection()
        together.wait()
        with unit_of_work():
            assert presses.once("the same press", act, now=NOW) == "skills-that-travel-2026"


def change(n, together, url, folder):
    """Each changes the title as all of them opened it; whoever is told compares, and saves again."""
    with databases.app_on(url, folder).app_context():
        opened = planning.get("skills-that-travel-2026").plan.as_card()
        db.session.rollback()
        together.wait()
        for _ in range(PROCESSES):
            try:
                with unit_of_work():
                    wanted = plan(title=Trilingual(en=f"Title {n}"))
                    planning.change("skills-that-travel-2026", opened, wanted, by=OFFICER, now=NOW)
                return
            except Crossed as crossed:
                (folder / f"told {n}").touch()
                opened = crossed.stands
        raise AssertionError("never saved")


def everybody_at_once(work, *given) -> list[int]:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    together = server.Barrier(PROCESSES, timeout=60)
    processes = [server.Process(target=work, args=(n, together, *given)) for n in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    return [process.exitcode for process in processes]


@pytest.fixture
def world(database_url, tmp_path):
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        make_world()
        db.session.remove()
        yield database_url, tmp_path
        db.session.remove()
        db.engine.dispose()


def test_one_press_that_arrives_four_times_at_once_makes_one_meeting(world):
    assert everybody_at_once(press, *world) == [0] * PROCESSES
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == 1


def test_each_of_four_officers_is_told_of_those_before(world):
    with unit_of_work():
        planning.create(plan(), Status.CONFIRMED, by=OFFICER, now=NOW)
    assert everybody_at_once(change, *world) == [0] * PROCESSES
    assert len(list(world[1].glob("told *"))) == PROCESSES - 1, "all but the first opened what others changed"
    changes = db.session.scalars(select(JournalLine).where(JournalLine.deed == "changed").order_by(JournalLine.id))
    titles = [(c["before"]["en"], c["after"]["en"]) for line in changes for c in line.changes if c["field"] == "title"]
    assert [before for before, _ in titles[1:]] == [after for _, after in titles[:-1]]
    assert planning.get("skills-that-travel-2026").meeting.sequence == PROCESSES
