"""Several officers enter a chairmanship at the same moment: one of them holds the chair."""

import multiprocessing

from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.features.governance import actions
from kpevents.features.governance.queries import governance
from kpevents.features.governance.rules import BodySlug, Evidence, TermsOverlapForGood
from kpevents.features.revisions.queries import current
from kpevents.infra.db import db, unit_of_work
from tests import databases
from tests.factories import OFFICER, make_body, make_partner
from tests.times import NOW

OFFICERS = 4
VALUES = {
    "starts": PartialDate(2026, 1, 1), "ends": None, "ongoing": True, "seen_on": None,
    "basis": Evidence.SECRETARIAT, "source": "", "note": Trilingual(),
}  # fmt: skip


def enter(code, together, url, folder):
    """What one process does; 3: it was refused."""
    app = databases.app_on(url, folder)
    with app.app_context():
        db.session.connection()
        together.wait()
        try:
            with unit_of_work():
                actions.create(BodySlug.CHAIR, code, VALUES, by=OFFICER, now=NOW)
        except TermsOverlapForGood:
            raise SystemExit(3) from None


def test_one_of_several_chairs_entered_at_once_is_kept(database_url, tmp_path):
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        make_body(BodySlug.CHAIR)
        codes = [make_partner().code for _ in range(OFFICERS)]
        db.session.remove()
        server = multiprocessing.get_context("forkserver")
        server.set_forkserver_preload([__name__])
        together = server.Barrier(OFFICERS, timeout=60)
        processes = [server.Process(target=enter, args=(code, together, database_url, tmp_path)) for code in codes]
        for process in processes:
            process.start()
        for process in processes:
            process.join(timeout=120)
        chairs = len(governance(current()).chairs)
        db.session.remove()
        db.engine.dispose()
    assert sorted(process.exitcode for process in processes) == [0, 3, 3, 3]
    assert chairs == 1
