"""An officer at the desk, and a world in which to plan."""

import pytest

from kpevents.core.policy import Role
from tests.cast import browser_of
from tests.meetings.planned import make_world


@pytest.fixture
def officer(app, db, monkeypatch, now):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: now)
    make_world()
    return browser_of(app, Role.SECRETARIAT)
