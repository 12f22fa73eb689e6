"""The chair as pages print it: whose turn it is by alternation, and the candidatures with their steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpevents.core.text import N_
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import Governance
from kpevents.features.hosting.models import Candidature
from kpevents.features.hosting.queries import chairmanship as queries
from kpevents.features.hosting.rules.chairmanship import STEP_LABELS, Step, step, whose_turn
from kpevents.features.meetings.models import Meeting
from kpevents.features.meetings.pairing import SIDES
from kpevents.features.partners.rules import Side
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.chairs import Named, began, named
from kpevents.web.met import Met, met
from kpevents.web.reading import Reading

_NEXT = {
    Side.AFRICAN: N_("By alternation an African state is next."),
    Side.EUROPEAN: N_("By alternation a European state is next."),
}
_OUT_OF_TURN = {
    Side.AFRICAN: N_("A European state, where by alternation an African one is next."),
    Side.EUROPEAN: N_("An African state, where by alternation a European one is next."),
}
_STATE_CLASSES = {Step.OFFERED: "act", Step.ENDORSED: "soft", Step.IN_THE_CHAIR: "ok", Step.WITHDRAWN: ""}


@dataclass(frozen=True, slots=True)
class Turn:
    """A chairmanship in the column of its side."""

    since: str
    african: Named | None
    european: Named | None
    is_running: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    state: Named
    step: Step
    standing: str
    state_class: str
    offered: str
    note: str
    endorsed: str
    endorsed_at: Met | None
    handover: Met | None
    withdrawn: str
    out_of_turn: str
    """A sentence; empty for one whose side is next, or who is no candidate any more."""


@dataclass(frozen=True, slots=True)
class Succession:
    turns: Sequence[Turn]
    next: str
    candidates: Sequence[Candidate]


def succession(governed: Governance, read: Reading) -> Succession:
    """The latest chair first, and the latest candidature."""
    rows = queries.candidatures()
    meetings = queries.meetings_of([n for row in rows for n in (row.endorsed_at_id, row.handover_id) if n])
    side = _side_in_turn(governed, read)
    return Succession(
        turns=[_turn(term, governed, read) for term in reversed(governed.chairs)],
        next=gettext(_NEXT[side]) if side else "",
        candidates=[_candidate(row, meetings, side, read) for row in rows],
    )


def candidate(row: Candidature, governed: Governance, read: Reading) -> Candidate:
    meetings = queries.meetings_of([n for n in (row.endorsed_at_id, row.handover_id) if n])
    return _candidate(row, meetings, _side_in_turn(governed, read), read)


def _side_in_turn(governed: Governance, read: Reading) -> Side | None:
    return whose_turn([read.partners.by_id[term.partner_id].side for term in governed.chairs])


def _turn(term: Term, governed: Governance, read: Reading) -> Turn:
    state, side = named(term.partner_id, read), read.partners.by_id[term.partner_id].side
    african, european = (state if side is column else None for column in SIDES)
    return Turn(began(term, governed), african, european, term.ongoing)


def _candidate(row: Candidature, meetings: Mapping[int, Meeting], side: Side | None, read: Reading) -> Candidate:
    stands, partner = step(row.dates), read.partners.by_id[row.partner_id]
    endorsed_at, handover = meetings.get(row.endorsed_at_id or 0), meetings.get(row.handover_id or 0)
    is_open = stands in (Step.OFFERED, Step.ENDORSED)
    return Candidate(
        id=row.id,
        state=named(row.partner_id, read),
        step=stands,
        standing=gettext(STEP_LABELS[stands]),
        state_class=_STATE_CLASSES[stands],
        offered=dates.loosely(row.offered_on),
        note=row.note,
        endorsed=dates.loosely(row.endorsed_on) if row.endorsed_on else "",
        endorsed_at=met(endorsed_at, read) if endorsed_at else None,
        handover=met(handover, read) if handover else None,
        withdrawn=dates.loosely(row.withdrawn_on) if row.withdrawn_on else "",
        out_of_turn=gettext(_OUT_OF_TURN[side]) if is_open and side and partner.side is not side else "",
    )
