"""What can be done to partners. A partner keeps its code: addresses and feeds carry it.

Meetings show the names of partners: ``meetings.holders.change`` changes one together with all that show it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Kind, ensure_code, ensure_kind, ensure_rank, ensure_when_at_work
from kpevents.features.records import queries as records
from kpevents.features.records.rules import Taken, ensure_named, ensure_unused, ensure_word
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

FIELDS = (
    "name", "name_in_text", "short_name", "kind", "side", "zone", "weekend", "weekend_note", "eu_protocol_rank",
    "about", "note",
)  # fmt: skip


def create(code: str, iso3: str | None, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Partner:
    """``values``: all ``FIELDS``; ``iso3`` for a state. Raises NotAWord, Taken and the rules' refusals."""
    revisions.hold()
    ensure_word(code, "code", longest=20)
    ensure_code(code, values["kind"], iso3)
    for field, value in (("code", code), ("iso3", iso3)):
        if value and records.is_there(Partner, **{field: value}):
            raise Taken(field, word=value)
    _ensure(values, None)
    partner = Partner(code=code, iso3=iso3)
    changes = journal.write(partner, values)
    db.session.add(partner)
    db.session.flush()
    _note(partner, Deed.CREATED, changes, by, now)
    revisions.rise(now=now)
    return partner


def write(partner: Partner, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime) -> bool:
    """Whether anything is another now. The caller holds the row, and settles what shows it.

    Raises Crossed, and as ``create``.
    """
    ensure_kind(partner.kind, values["kind"])
    _ensure(values, partner.id)
    changes = journal.write(partner, values, opened=opened)
    if changes:
        _note(partner, Deed.CHANGED, changes, by, now)
    return bool(changes)


def delete(code: str, *, by: Actor, now: datetime) -> None:
    """Only one that nothing refers to. Raises NotFound, StillInUse."""
    revisions.hold()
    partner = records.hold(Partner, code=code)
    ensure_unused(partner.name, sum(records.hanging_on(Partner, partner.id).values()))
    _note(partner, Deed.DELETED, [], by, now)
    db.session.delete(partner)
    revisions.rise(now=now)


def _ensure(values: Mapping[str, Any], partner_id: int | None) -> None:
    kind: Kind = values["kind"]
    ensure_named(values["name"], "name")
    ensure_when_at_work(kind, values["zone"], values["weekend"])
    rank = values["eu_protocol_rank"]
    others = select(Partner.name).where(Partner.eu_protocol_rank == rank, Partner.id.is_distinct_from(partner_id))
    ensure_rank(rank, db.session.scalar(others) if rank is not None else None)


def _note(partner: Partner, deed: Deed, changes: list[Change], by: Actor, now: datetime) -> None:
    line = Line(Subject.PARTNER, partner.id, deed, partner.name.as_dict(), changes, partner_id=partner.id)
    journal.note(line, by=by, now=now)
