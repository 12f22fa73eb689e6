"""A password is set: by its person, by a link that came by mail, or by a command."""

from datetime import datetime

from sqlalchemy import delete

from kpevents.core.policy import Actor
from kpevents.features.accounts.actions.notes import note
from kpevents.features.accounts.models import SignIn, User
from kpevents.features.accounts.rules import PasswordTooCommon, State, ensure_length
from kpevents.features.journal.rules import Deed
from kpevents.infra.db import db
from kpevents.infra.passwords import is_easy
from kpevents.infra.secrets import digest_of_password


def digest_for(password: str, *about: str) -> str:
    """Raises PasswordTooShort, PasswordTooLong, PasswordTooCommon. ``about``: words of the person."""
    ensure_length(password)
    if is_easy(password, about):
        raise PasswordTooCommon()
    return digest_of_password(password)


def set_password(user: User, digest: str, *, keep: int | None, by: Actor, now: datetime) -> None:
    """Ends all sessions of this person but ``keep``, and makes all links void. ``digest``: from ``digest_for``."""
    user.password_hash = digest
    user.links += 1
    if user.state is State.INVITED:
        user.state = State.ACTIVE
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.id != (keep or 0)))
    note(user.id, Deed.PASSWORD_SET, by=by, now=now)
