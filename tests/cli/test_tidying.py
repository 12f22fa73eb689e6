"""What the worker does once a day: what is over is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from kpevents.cli import background
from kpevents.features.accounts.models import SignIn
from kpevents.features.presses import actions as presses
from kpevents.features.presses.models import Press
from kpevents.infra import limits
from kpevents.infra.db import unit_of_work
from kpevents.infra.limits import Tried
from tests.cast import browser_of


@pytest.fixture
def rows(app, db, monkeypatch, now):
    """How many presses, sessions and counts there are, some days later and after the worker was there."""
    at = [now]
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: at[0])
    browser_of(app)
    limits.count("a try", "somebody", "5 per 15 minutes")
    with unit_of_work():
        presses.once("a press", lambda: "/", now=now)

    def after(span: timedelta) -> list[int]:
        at[0] = now + span
        background._sweep_rows()
        return [db.session.scalar(select(func.count()).select_from(table)) for table in (Press, SignIn, Tried)]

    return after


def test_what_still_holds_is_kept(rows):
    assert rows(timedelta(minutes=5)) == [1, 1, 1]


def test_what_is_over_is_forgotten(rows):
    assert rows(timedelta(days=3)) == [0, 0, 0]
