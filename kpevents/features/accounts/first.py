"""The one-time link with which the first administrator sets a password: good until there is one."""

from datetime import datetime

from kpevents.core.links import LinkRefused, Purpose
from kpevents.core.policy import Actor, Role
from kpevents.core.text import N_
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions import people
from kpevents.features.accounts.actions.people import Person
from kpevents.features.accounts.rules import Given
from kpevents.features.revisions import actions as revisions
from kpevents.infra.links import Links

_NOBODY_YET = 0
"""The number of the account that the link is for: there is none."""
_BY_THE_LINK = Actor(None, N_("the one-time link of the first start"))


def path(links: Links, *, now: datetime) -> str | None:
    """What ``make run`` prints behind the address of the site; None once there is an administrator."""
    if queries.there_is_an_administrator():
        return None
    return f"/first/{links.make(Purpose.SET_PASSWORD, _NOBODY_YET, 0, now=now)}"


def ensure_good(token: str, links: Links, *, now: datetime) -> None:
    """Raises LinkRefused; once there is an administrator, for every link."""
    bearer = links.read(Purpose.SET_PASSWORD, token, now=now)
    if bearer.subject_id != _NOBODY_YET or queries.there_is_an_administrator():
        raise LinkRefused()


def create(person: Person, password: str, token: str, links: Links, *, now: datetime) -> None:
    """Of two who come with the link at once, one is the first. Raises LinkRefused and what a password may raise."""
    revisions.hold()
    ensure_good(token, links, now=now)
    roles = [Given(Role.ADMINISTRATOR), Given(Role.SECRETARIAT)]
    people.create(person, password, roles, by=_BY_THE_LINK, now=now)
