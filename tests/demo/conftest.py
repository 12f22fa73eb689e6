import pytest

from kpevents.features.calendars import actions as calendars
from kpevents.features.calendars.queries import Release
from kpevents.features.demo import actions
from kpevents.infra.db import unit_of_work
from tests.times import BASE, NOW


def load_invented(number, *, seed=1, now=NOW):
    with unit_of_work():
        added = actions.load(number, seed=seed, today=now.date(), now=now)
    with unit_of_work():
        calendars.prepare(Release(BASE), now=now)
    return added


@pytest.fixture
def visitor(facts, monkeypatch):
    """A visitor of the calendar with the coming year and thirty more, on Monday 2 March 2026."""
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)
    load_invented(49)
    return facts.test_client()
