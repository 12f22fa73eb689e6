"""Calendars over HTTP, as a subscriber's program asks for them."""

from collections import Counter

import pytest
from icalendar import Calendar

from kpevents.infra import clock


class Subscriber:
    """A program that knows an address and nothing else: no cookie, no language, no Accept."""

    def __init__(self, app):
        self._app = app

    def get(self, path, **headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._app.test_client(use_cookies=False).get(path, headers=named)

    def head(self, path):
        return self._app.test_client(use_cookies=False).head(path)

    def events(self, path="/feeds/all.ics") -> dict:
        """By UID; of a meeting with other hours on a day, its main entry."""
        found = [event for event in Calendar.from_ical(self.get(path).data).events if "RECURRENCE-ID" not in event]
        assert max(Counter(str(event["UID"]) for event in found).values(), default=1) == 1
        return {str(event["UID"]): event for event in found}


@pytest.fixture
def subscriber(app, db):
    return Subscriber(app)


@pytest.fixture
def public(app_with_facts, reader):
    """A subscriber of the calendar with the real facts."""
    return Subscriber(app_with_facts)


@pytest.fixture
def today(monkeypatch, now):
    """Sets the clock; it stands at the test's ``now`` at first."""
    times = [now]
    monkeypatch.setattr(clock, "now", lambda: times[0])

    def put(moment):
        times[0] = moment

    return put
