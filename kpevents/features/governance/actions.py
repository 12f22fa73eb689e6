"""What can be done to terms: memberships of the Process and its Committee, and chairmanships, as plain records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from kpevents.core.crossing import Card
from kpevents.core.policy import Actor
from kpevents.core.text import LANGUAGES, Trilingual
from kpevents.features.governance.models import Body, Term
from kpevents.features.governance.queries import span_of
from kpevents.features.governance.rules import BodySlug, SeenAlready, ensure_apart, ensure_dates
from kpevents.features.journal import actions as journal
from kpevents.features.journal.rules import Change, Deed, Line, Subject, stored
from kpevents.features.meetings.models import Meeting
from kpevents.features.partners.models import Partner
from kpevents.features.records import queries as records
from kpevents.features.revisions import actions as revisions
from kpevents.infra.db import db

FIELDS = ("starts", "ends", "ongoing", "seen_on", "basis", "source", "note")


def create(body: BodySlug, partner: str, values: Mapping[str, Any], *, by: Actor, now: datetime) -> Term:
    """``partner``: its code. ``values``: all ``FIELDS``. Raises NotFound, and what the rules of terms raise."""
    revisions.hold()
    of_body, holder = records.hold(Body, slug=body), records.hold(Partner, code=partner)
    term = Term(body_id=of_body.id, partner_id=holder.id, key=_free_key(body, partner))
    changes = journal.write(term, values)
    _ensure(term, of_body, holder)
    db.session.add(term)
    db.session.flush()
    _note(term, of_body, holder, Deed.CREATED, changes, by, now)
    revisions.rise(now=now)
    return term


def change(key: str, values: Mapping[str, Any], *, opened: Card | None = None, by: Actor, now: datetime) -> Term:
    """Body and partner stay: another's term is another term. Raises NotFound, Crossed, and the rules' refusals."""
    revisions.hold()
    term = records.hold(Term, key=key)
    body, holder = _whose(term)
    with db.session.no_autoflush:
        changes = journal.write(term, values, opened=opened)
        _ensure(term, body, holder)
    if changes:
        _note(term, body, holder, Deed.CHANGED, changes, by, now)
        revisions.rise(now=now)
    return term


def delete(key: str, *, by: Actor, now: datetime) -> None:
    """Raises NotFound."""
    revisions.hold()
    term = records.hold(Term, key=key)
    body, holder = _whose(term)
    gone = [Change(field, before=stored(getattr(term, field))) for field in FIELDS]
    _note(term, body, holder, Deed.DELETED, gone, by, now)
    db.session.delete(term)
    revisions.rise(now=now)


def _whose(term: Term) -> tuple[Body, Partner]:
    return records.hold(Body, id=term.body_id), records.hold(Partner, id=term.partner_id)


def _ensure(term: Term, body: Body, holder: Partner) -> None:
    is_chair = body.slug is BodySlug.CHAIR
    ensure_dates(term.starts, term.ends, ongoing=term.ongoing, seen_on=term.seen_on, of_the_chair=is_chair)
    others = [other for other in _others(term) if is_chair or other.partner_id == term.partner_id]
    if term.seen_on:
        if any(other.seen_on == term.seen_on for other in others):
            raise SeenAlready(holder=_in_text(holder), day=term.seen_on)
        return
    dated = [other for other in others if not other.seen_on]
    meetings = _handovers([term, *dated])
    theirs = [(_in_text(records.hold(Partner, id=o.partner_id)), span_of(o, meetings)) for o in dated]
    ensure_apart(_in_text(holder), span_of(term, meetings), theirs)


def _others(term: Term) -> Sequence[Term]:
    asked = select(Term).where(Term.body_id == term.body_id, Term.id.is_distinct_from(term.id))
    return db.session.scalars(asked.order_by(Term.key)).all()


def _handovers(terms: Sequence[Term]) -> dict[int, Meeting]:
    """Of whatever status: here nothing is shown to anybody."""
    asked = select(Meeting).where(Meeting.id.in_([term.handover_id for term in terms if term.handover_id]))
    return {meeting.id: meeting for meeting in db.session.scalars(asked)}


def _in_text(partner: Partner) -> Trilingual:
    return Trilingual(*(partner.called(language) for language in LANGUAGES))


def _free_key(body: BodySlug, partner: str) -> str:
    """Never one that the data files may use one day: theirs begin with the body."""
    begun = f"desk-{body}-{partner}-"
    used = db.session.scalars(select(Term.key).where(Term.key.startswith(begun)))
    return f"{begun}{max((int(key.removeprefix(begun)) for key in used), default=0) + 1}"


def _note(
    term: Term, body: Body, holder: Partner, deed: Deed, changes: Sequence[Change], by: Actor, now: datetime
) -> None:
    """Under the holder's name: the subject says what it held."""
    subject = Subject.CHAIRMANSHIP if body.slug is BodySlug.CHAIR else Subject.TERM
    line = Line(subject, term.id, deed, holder.name.as_dict(), changes, partner_id=holder.id)
    journal.note(line, by=by, now=now)
