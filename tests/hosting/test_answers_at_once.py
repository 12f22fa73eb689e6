"""Two officers answer the same offers at once: each offer is answered once, and the slower is told."""

import multiprocessing
import time

import pytest
from sqlalchemy import Engine, event, select

from kpevents.features.hosting.actions import offers
from kpevents.features.hosting.actions.offers import Answer
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.queries import offers as queries
from kpevents.features.hosting.rules.offers import OfferChanged, Standing
from kpevents.infra import sqlite
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.factories import make_partner
from tests.hosting.things import OFFICER, journal, make_offer
from tests.times import NOW

OFFERS = 10
ANSWERS = (Standing.ACCEPTED, Standing.DECLINED, Standing.KEPT)
"""One for each officer, each a process of its own."""


def take_the_locks_away():
    event.remove(Engine, "begin", sqlite.begin)
    offers._held = lambda offer_id: db.session.scalars(select(Offer).where(Offer.id == offer_id)).one()


def dawdle_between_reading_and_writing():
    put = offers._put
    offers._put = lambda *given, **more: (time.sleep(0.03), put(*given, **more))[1]


def decide(standing, together, locked, url, folder, ids, refused):
    """What one officer does: goes through the list as it stood, and notes how often somebody was quicker."""
    app = databases.app_on(url, folder)
    dawdle_between_reading_and_writing()
    if not locked:
        take_the_locks_away()
    with app.app_context():
        for offer_id in ids:
            together.wait()
            try:
                with unit_of_work():
                    offers.answer(offer_id, Answer(standing, 1, "Because."), by=OFFICER, now=NOW)
            except OfferChanged:
                with refused.get_lock():
                    refused.value += 1


def officers_at_once(locked, url, folder, ids):
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload([__name__])
    together, refused = server.Barrier(len(ANSWERS), timeout=30), server.Value("i", 0)
    given = (together, locked, url, folder, ids, refused)
    processes = [server.Process(target=decide, args=(standing, *given)) for standing in ANSWERS]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=120)
    return [process.exitcode for process in processes], refused.value


@pytest.mark.parametrize("locked", [True, False], ids=["locks in place", "locks taken away"])
def test_each_offer_is_answered_once(database_url, tmp_path, locked):
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        partner = make_partner()
        ids = [make_offer(partner).id for _ in range(OFFERS)]
        db.session.remove()
        ended, refused = officers_at_once(locked, database_url, tmp_path, ids)
        answered = [line for line in journal() if line.deed != "created"]
        turns = [queries.get(offer_id).turn for offer_id in ids]
        db.session.remove()
        db.engine.dispose()
    others = len(ANSWERS) - 1
    held = (ended, refused, len(answered), turns) == ([0] * len(ANSWERS), OFFERS * others, OFFERS, [2] * OFFERS)
    assert held is locked, (ended, refused, len(answered), turns)
