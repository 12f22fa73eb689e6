"""People who are signed in: as many as a test needs, past the page where they would type a password."""

from itertools import count

from kpevents.core.policy import Grant, Role
from kpevents.features.accounts.actions import sign_ins
from kpevents.features.accounts.models import User, UserGrant
from kpevents.features.accounts.rules import Stage, State
from kpevents.infra import clock
from kpevents.infra.db import db, unit_of_work
from tests.factories import make_partner

_number = count(1)


def signed_in(app, *grants: Grant):
    """A client of somebody with these roles, second factor included."""
    now = clock.now()
    rows = [
        UserGrant(role=g.role, partner_id=g.partner_id, meeting_id=g.meeting_id, ends_on=g.meeting_id and now.date())
        for g in grants
    ]
    user = User(
        email=f"person{next(_number)}@example.org", name="Somebody", state=State.ACTIVE, password_hash="none",
        totp_since=now, created_at=now, grants=rows,
    )  # fmt: skip
    with unit_of_work():
        db.session.add(user)
        db.session.flush()
        token = sign_ins.begin(user, Stage.FULL, "Test", now=now)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)
    return client


def officer(app):
    return signed_in(app, Grant(Role.SECRETARIAT))


def everybody(app, meeting_id: int, other_id: int) -> dict:
    """A client of each kind of reader; the liaisons are of this meeting and of another."""
    partner = make_partner()
    return {
        "public": app.test_client(),
        "secretariat": officer(app),
        "committee reader": signed_in(app, Grant(Role.COMMITTEE_READER)),
        "focal point": signed_in(app, Grant(Role.FOCAL_POINT, partner_id=partner.id)),
        "liaison": signed_in(app, Grant(Role.HOST_LIAISON, meeting_id=meeting_id)),
        "liaison of another": signed_in(app, Grant(Role.HOST_LIAISON, meeting_id=other_id)),
    }


def fetch(client, path: str, **more):
    """The whole answer; the file behind it is closed."""
    return client.get(path, buffered=True, **more)
