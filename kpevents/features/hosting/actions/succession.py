"""The next term of the chair begins, and the running one ends where it begins."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from kpevents.core.policy import Actor
from kpevents.core.timespan import PartialDate
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import span_of
from kpevents.features.governance.rules import Evidence, Span, shared_days, span
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.rules.chairmanship import ChairsOverlap
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Deed, Line, Subject, differences
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners.models import Partner
from kpevents.infra.db import db


def begin(partner: Partner, starts: PartialDate, meeting: Meeting | None, *, by: Actor, now: datetime) -> Term:
    """``meeting`` is the one of the handover. Raises ChairsOverlap."""
    body = queries.chair()
    others = queries.terms(body.id)
    begins, known = span(starts, None, ongoing=True, handover=_days(meeting)), _spans(others)
    ending = [term for term in others if term.ongoing and _may_begin_before(known[term.id], begins)]
    for term in others:
        held = replace(known[term.id], ends=begins.begins) if term in ending else known[term.id]
        if shared := shared_days(begins, held):
            other = db.session.get_one(Partner, term.partner_id)
            raise ChairsOverlap(name=partner.name, other=other.name, day=PartialDate.of(shared.first))
    for term in ending:
        _end(term, starts, by=by, now=now)
    term = Term(
        key=_key(partner, others),
        body_id=body.id,
        partner_id=partner.id,
        starts=starts,
        ongoing=True,
        handover_id=meeting and meeting.id,
        basis=Evidence.SECRETARIAT,
    )
    db.session.add(term)
    db.session.flush()
    _note(term, Deed.CREATED, {"starts": str(starts), "ongoing": True}, by=by, now=now)
    return term


def _spans(terms: Sequence[Term]) -> dict[int, Span]:
    meetings = queries.meetings_of([term.handover_id for term in terms if term.handover_id])
    return {term.id: span_of(term, meetings) for term in terms}


def _days(meeting: Meeting | None) -> tuple[date, date] | None:
    return (meeting.first_day, meeting.last_day) if meeting and meeting.first_day and meeting.last_day else None


def _may_begin_before(held: Span, following: Span) -> bool:
    """Only a term that began earlier can end where the next begins."""
    began, latest = held.begins.earliest, following.begins.latest
    return began is None or latest is None or began < latest


def _end(term: Term, ends: PartialDate, *, by: Actor, now: datetime) -> None:
    term.ongoing, term.ends = False, ends
    _note(term, Deed.CHANGED, {"ongoing": False, "ends": str(ends)}, by=by, now=now)


def _note(term: Term, deed: Deed, after: dict[str, object], *, by: Actor, now: datetime) -> None:
    before = {"ongoing": True} if deed is Deed.CHANGED else {}
    name = db.session.get_one(Partner, term.partner_id).name.as_dict()
    line = Line(Subject.CHAIRMANSHIP, term.id, deed, name, differences(before, after), partner_id=term.partner_id)
    journal.note(line, by=by, now=now)


def _key(partner: Partner, others: Sequence[Term]) -> str:
    """Never one that the data files may use one day."""
    taken, begun = {term.key for term in others}, f"desk-chair-{partner.code}-"
    return next(key for n in count(1) if (key := f"{begun}{n}") not in taken)
