"""The first sending of a form does the work; whoever sends it again is led to what the first one made."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kpevents.features.presses.models import Press
from kpevents.infra.db import db

_REMEMBERED = timedelta(days=2)


def once(key: str, act: Callable[[], str], *, now: datetime) -> str:
    """What ``act`` gives, an address; or what it gave when this key came for the first time.

    The second of two that come at once waits for the first: on SQLite for the file, on PostgreSQL for the key.
    When the first was refused nothing of it is left, and the second is tried like a first.
    """
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Press).values(key=key, at=now, led_to=""))
    except IntegrityError:
        return db.session.scalar(select(Press.led_to).where(Press.key == key)) or ""
    led_to = act()
    db.session.execute(update(Press).where(Press.key == key).values(led_to=led_to))
    return led_to


def forget_old(*, now: datetime) -> None:
    db.session.execute(delete(Press).where(Press.at < now - _REMEMBERED))
