"""Several workers deliver at once: each message leaves once."""

import multiprocessing
import time
from collections import Counter

import pytest
from sqlalchemy import Engine, Select, event

from kpevents.cli.mail import deliver
from kpevents.features.outbox import queries
from kpevents.features.outbox.rules import State
from kpevents.infra import sqlite
from kpevents.infra.db import db
from tests import databases
from tests.outbox import servers
from tests.outbox.letters import letter, queue, sender

WORKERS, MESSAGES = 3, 24


class Never:
    """Nobody asks this worker to end."""

    def __bool__(self) -> bool:
        return False

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


def take_the_locks_away():
    event.remove(Engine, "begin", sqlite.begin)
    Select.with_for_update = lambda self, **_: self


def work(together, locked, url, folder, server):
    """What one process does."""
    app = databases.app_on(url, folder)
    if not locked:
        take_the_locks_away()
    with app.app_context():
        event.listen(db.session, "before_flush", lambda *_: time.sleep(0.01))
        db.session.connection()
        together.wait()
        while queries.count_by_state()[State.WAITING]:
            deliver(sender(server), Never())


def everybody_at_once(*given) -> list[int]:
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    together = server.Barrier(WORKERS, timeout=60)
    processes = [server.Process(target=work, args=(together, *given)) for _ in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    return [process.exitcode for process in processes]


@pytest.mark.parametrize("locked", [True, False], ids=["locks in place", "locks taken away"])
def test_each_message_leaves_once(database_url, tmp_path, box, locked):
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        queue(*[letter(subject=f"Number {n}") for n in range(MESSAGES)])
        db.session.remove()
        ended = everybody_at_once(locked, database_url, tmp_path, box.server)
        sent = queries.count_by_state()[State.SENT]
        db.session.remove()
        db.engine.dispose()
    arrived = Counter(message["Subject"] for message in box.messages)
    once = Counter(f"Number {n}" for n in range(MESSAGES))
    held = (ended, sent, arrived) == ([0] * WORKERS, MESSAGES, once)
    assert held is locked, (ended, sent, arrived)


def test_second_worker_does_not_wait_for_a_message_that_the_first_has(database_url, tmp_path):
    """The first is stuck with its server; the second has all the others."""
    app = databases.app_on(database_url, tmp_path)
    with app.app_context(), servers.postbox() as box, servers.scripted(servers.stalls) as stuck:
        queue(*[letter(subject=f"Number {n}") for n in range(3)])
        db.session.remove()
        context = multiprocessing.get_context("forkserver")
        alone = context.Barrier(1)
        first = context.Process(target=work, args=(alone, True, database_url, tmp_path, stuck))
        first.start()
        while queries.count_by_state()[State.SENDING] == 0:
            assert first.exitcode is None
            db.session.rollback()
            time.sleep(0.05)
        began = time.monotonic()
        deliver(sender(box.server), Never())
        assert time.monotonic() - began < 2
        first.terminate()
        first.join()
        db.session.remove()
        db.engine.dispose()
    assert len(box.messages) == 2
