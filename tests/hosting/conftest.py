"""Browsers of those who may and those who may not, on 2 March 2026."""

import pytest

from kpevents.core.policy import Role
from tests.cast import browser_of
from tests.times import NOW


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)


@pytest.fixture
def officer(app, db):
    return browser_of(app, Role.SECRETARIAT)
