"""Readers learn when nominations and registration are open, in the time of the venue."""

from datetime import UTC, datetime, timedelta

import pytest

from kpevents.core.policy import Role
from kpevents.core.text import Trilingual
from kpevents.features.meetings import planning
from kpevents.features.meetings.plan import NotOpen, Window
from kpevents.features.meetings.rules import Status
from kpevents.infra.db import unit_of_work
from tests.cast import browser_of
from tests.meetings.planned import LATER, OFFICER, plan
from tests.sending import send

OPENS = datetime(2026, 3, 5, 6, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 8, 20, 59, tzinfo=UTC)


@pytest.fixture
def page(officer, client, now, monkeypatch):
    """What a reader is told at an instant."""
    window = Window(opens=OPENS, closes=CLOSES)
    with unit_of_work():
        made = planning.create(plan(days=LATER, nominations=window), Status.CONFIRMED, by=OFFICER, now=now).slug

    def at(moment):
        monkeypatch.setattr("kpevents.infra.clock.now", lambda: moment)
        return client.get(f"/meetings/{made}/").text

    return at


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (OPENS - timedelta(hours=1), "Nominations open on Thursday 5 March 2026, 09:00 (Nairobi, UTC+3)."),
        (OPENS, "Nominations close on Sunday 8 March 2026, 23:59 (Nairobi, UTC+3), in 3 days."),
        (CLOSES - timedelta(hours=1), "Sunday 8 March 2026, 23:59 (Nairobi, UTC+3), in less than a day."),
        (CLOSES, "Nominations are closed."),
    ],
)
def test_reader_is_told_when_nominations_open_and_close(page, moment, sentence):
    assert sentence in page(moment)


def test_nothing_is_said_of_nominations_once_the_meeting_is_over(page):
    assert "Nominations" not in page(datetime(2026, 3, 13, 9, 0, tzinfo=UTC))


def test_officer_closes_early(app, page):
    at = OPENS + timedelta(hours=2)
    page(at)
    officer = browser_of(app, Role.SECRETARIAT)
    desk = "/desk/meetings/skills-that-travel-2026/"
    assert send(officer, desk, f"{desk}close").status_code == 303
    assert "Nominations are closed." in page(at + timedelta(seconds=1))


def test_what_has_not_opened_cannot_be_closed_early(officer, page, now):
    with pytest.raises(NotOpen), unit_of_work():
        planning.close_early("skills-that-travel-2026", "nominations", by=OFFICER, now=now)


def test_nothing_is_said_of_nominations_to_a_meeting_that_is_cancelled(page, now):
    reason = Trilingual(en="floods")
    with unit_of_work():
        planning.become("skills-that-travel-2026", Status.CONFIRMED, Status.CANCELLED, reason, by=OFFICER, now=now)
    assert "Nominations" not in page(OPENS)
