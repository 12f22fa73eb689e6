"""Somebody asks for an account; the secretariat decides, once the address is known to be theirs."""

from datetime import datetime
from secrets import randbelow

from sqlalchemy import delete

from kpevents.core.links import LIVES, Purpose
from kpevents.core.policy import Actor
from kpevents.features.accounts.models import AccountRequest
from kpevents.features.accounts.rules import normal_address
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject
from kpevents.infra.db import db


def ask(email: str, name: str, organisation: str, words: str, language: str, *, now: datetime) -> AccountRequest:
    """Written down whoever asks, also when the address has an account: neither takes more time than the other.

    What nobody confirmed while its link worked is forgotten.
    """
    too_old = AccountRequest.created_at < now - LIVES[Purpose.CONFIRM_REQUEST]
    db.session.execute(delete(AccountRequest).where(AccountRequest.confirmed_at.is_(None), too_old))
    request = AccountRequest(
        email=normal_address(email),
        name=name,
        organisation=organisation,
        words=words,
        language=language,
        links=randbelow(2**31),
        created_at=now,
    )
    db.session.add(request)
    db.session.flush()
    return request


def confirm(request: AccountRequest, *, now: datetime) -> None:
    """The address is theirs. Again changes nothing."""
    request.confirmed_at = request.confirmed_at or now


def grant(request: AccountRequest) -> None:
    """Its person was invited: nothing waits any more."""
    db.session.delete(request)
    db.session.flush()


def decline(request: AccountRequest, *, by: Actor, now: datetime) -> None:
    db.session.delete(request)
    journal.note(Line(Subject.REQUEST, request.id, Deed.DECLINED, name={}), by=by, now=now)
