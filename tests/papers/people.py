"""Readers of each kind, each in a browser in which they are signed in."""

from kpevents.core.policy import Role
from kpevents.features.accounts.rules import Given
from kpevents.infra import clock
from tests.cast import browser_of
from tests.factories import make_partner


def officer(app):
    return browser_of(app, Role.SECRETARIAT)


def liaison(app, meeting_id: int):
    return browser_of(app, Given(Role.HOST_LIAISON, meeting_id=meeting_id, ends_on=clock.now().date()))


def everybody(app, meeting_id: int, other_id: int) -> dict:
    """A client of each kind of reader; the liaisons are of this meeting and of another."""
    return {
        "public": app.test_client(),
        "secretariat": officer(app),
        "committee reader": browser_of(app, Role.COMMITTEE_READER),
        "focal point": browser_of(app, Given(Role.FOCAL_POINT, partner_id=make_partner().id)),
        "liaison": liaison(app, meeting_id),
        "liaison of another": liaison(app, other_id),
    }


def fetch(client, path: str, **more):
    """The whole answer; the file behind it is closed."""
    return client.get(path, buffered=True, **more)
