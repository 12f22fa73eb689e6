"""Signing in and out, browser by browser."""

from datetime import datetime

from sqlalchemy import delete, select, update

from kpevents.features.accounts.models import SignIn, User
from kpevents.features.accounts.rules import AT_MOST, HALFWAY, SEEN_EVERY, Stage
from kpevents.infra.db import db
from kpevents.infra.secrets import digest_of_token, new_token


def begin(user: User, stage: Stage, browser: str, *, now: datetime) -> str:
    """Gives the secret that the browser keeps. Each sign-in has its own, and each stage a new one (ASVS 5.0, 7.2.4)."""
    token = new_token()
    row = SignIn(
        user_id=user.id, token_hash=digest_of_token(token), stage=stage, began_at=now, seen_at=now, browser=browser
    )
    db.session.add(row)
    if stage is Stage.FULL:
        user.signed_in_at = now
    db.session.flush()
    return token


def go_on(sign_in_id: int, user: User, browser: str, *, now: datetime) -> str:
    """The second factor was right: another secret takes the place of the one that stood for the password alone."""
    end(sign_in_id, user.id)
    return begin(user, Stage.FULL, browser, now=now)


def renew(sign_in_id: int) -> str:
    """Another secret for the same session: whoever gave the password once more goes on alone (ASVS 5.0, 7.2.4)."""
    token = new_token()
    fresh = update(SignIn).where(SignIn.id == sign_in_id).values(token_hash=digest_of_token(token))
    db.session.execute(fresh)
    return token


def id_of(token: str) -> int:
    """Of the session that this secret stands for; 0 when there is none."""
    return db.session.scalar(select(SignIn.id).where(SignIn.token_hash == digest_of_token(token))) or 0


def see(sign_in_id: int, *, now: datetime) -> None:
    db.session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def is_to_be_seen(seen_at: datetime, now: datetime) -> bool:
    return now - seen_at >= SEEN_EVERY


def end(sign_in_id: int, user_id: int) -> None:
    """Of this person alone: the number of somebody else's session ends nothing."""
    db.session.execute(delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id))


def end_others(user_id: int, keep: int) -> None:
    db.session.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.id != keep))


def sweep(*, now: datetime) -> None:
    """What can hold no more is forgotten."""
    halfway = (SignIn.stage == Stage.PASSWORD) & (SignIn.began_at < now - HALFWAY)
    db.session.execute(delete(SignIn).where((SignIn.began_at < now - AT_MOST) | halfway))
