"""A clock that the tests move, browsers, and mail as it waits in the outbox."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kpevents.features.outbox.models import Message
from kpevents.infra import clock
from kpevents.infra.links import Links
from tests.databases import SECRET
from tests.times import NOW


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """``later(minutes=20)``: so much time passes. Before, it is nine in the morning of 2 March 2026."""
    at = [NOW]
    monkeypatch.setattr(clock, "now", lambda: at[0])

    def later(**span: float) -> None:
        at[0] += timedelta(**span)

    return later


@pytest.fixture
def browser(client):
    """One in which nobody is signed in."""
    return client


@pytest.fixture
def post(db):
    """``post()``: the messages in the outbox, oldest first."""

    def post() -> list[Message]:
        db.session.rollback()
        return list(db.session.scalars(select(Message).order_by(Message.id)).all())

    return post


def leads_to(message: Message) -> str:
    """The path of its secret link, made now as at delivery."""
    link = message.link
    return link.leading_to(Links(SECRET).make(link.purpose, link.subject_id, link.generation, now=clock.now()))
