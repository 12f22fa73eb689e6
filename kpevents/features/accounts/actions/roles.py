"""Roles are given and taken back; whatever was granted holds from the next request on."""

from datetime import datetime

from kpevents.core.errors import NotFound
from kpevents.core.policy import Actor, Role
from kpevents.features.accounts import queries
from kpevents.features.accounts.actions.notes import note
from kpevents.features.accounts.models import User, UserGrant
from kpevents.features.accounts.rules import (
    Given,
    LastAdministrator,
    State,
    ensure_may_touch,
    ensure_placed,
    ensure_stays_at_the_desk,
)
from kpevents.features.journal.rules import Change, Deed
from kpevents.infra.db import db


def roles_of(user: User) -> list[Role]:
    return [each.role for each in user.grants]


def grant(user: User, given: Given, *, by: Actor, now: datetime) -> None:
    """Giving what somebody has already only moves its last day. Raises GrantMisplaced, AdministratorsOnly."""
    ensure_may_touch(by, [given.role])
    give(user, given, by=by, now=now)


def give(user: User, given: Given, *, by: Actor, now: datetime) -> None:
    """As ``grant``, for whoever stands above the policy: a command, the first administrator's link."""
    ensure_placed(given)
    queries.held(user.id)  # two officers who give the same role at once give it once
    place = (given.role, given.partner_id, given.meeting_id)
    held = next((each for each in user.grants if (each.role, each.partner_id, each.meeting_id) == place), None)
    if held and held.ends_on == given.ends_on:
        return
    before = held.ends_on if held else None
    if held:
        held.ends_on = given.ends_on
    else:
        user.grants.append(
            UserGrant(role=given.role, partner_id=given.partner_id, meeting_id=given.meeting_id, ends_on=given.ends_on)
        )
    db.session.flush()
    changes = [Change("role", given.role if held else None, given.role)]
    if given.ends_on or before:
        changes.append(Change("ends_on", before and str(before), given.ends_on and str(given.ends_on)))
    note(user.id, Deed.GRANTED, given, changes, by=by, now=now)


def take_back(user: User, grant_id: int, *, by: Actor, now: datetime) -> None:
    """Raises NotFound for what this person does not hold; AdministratorsOnly, OwnLastRole, LastAdministrator."""
    held = next((each for each in user.grants if each.id == grant_id), None)
    if held is None:
        raise NotFound()
    ensure_may_touch(by, [held.role])
    ensure_stays_at_the_desk(by, user.id, held.role, roles_of(user))
    if held.role is Role.ADMINISTRATOR:
        ensure_another_administrator(user)
    user.grants.remove(held)
    db.session.flush()
    note(user.id, Deed.GRANT_ENDED, queries.given(held), [Change("role", held.role, None)], by=by, now=now)


def ensure_another_administrator(user: User) -> None:
    """Raises LastAdministrator. Of two administrators who close each other's accounts at once, one stays."""
    if queries.hold_administrators() < 2 and user.state is State.ACTIVE:
        raise LastAdministrator()
