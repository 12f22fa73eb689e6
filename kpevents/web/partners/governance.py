"""Chair and Steering Committee, on one day and over time, as tables print them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from kpevents.core.text import Shown, searchable
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import Governance
from kpevents.features.governance.rules import EVIDENCE_LABELS
from kpevents.features.partners.models import Partner
from kpevents.features.partners.rules import Side
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.chairs import Named, began, ended, named
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Committee:
    """As one source records it. ``recorded`` says when; ``corrected``: by terms whose dates are known."""

    recorded: str
    corrected: bool
    european: list[Named]
    african: list[Named]
    institutions: list[Named]
    note: str


@dataclass(frozen=True, slots=True)
class ChairRow:
    holder: Named
    side: Side
    began: str
    ended: str
    meeting: Shown | str
    meeting_url: str
    basis: str
    source: str
    note: Shown


def committee(governed: Governance, read: Reading, day: date) -> Committee | None:
    """None before the first record."""
    when, terms = governed.committee_on(day)
    return _committee(dates.loosely(when), terms, read) if when else None


def committee_over_time(governed: Governance, read: Reading) -> list[Committee]:
    """The latest record first."""
    records: dict[str, list[Term]] = defaultdict(list)
    for term in governed.committee:
        if term.seen_on:
            records[str(term.seen_on)].append(term)
    return [
        _committee(dates.loosely(terms[0].seen_on), terms, read)
        for _, terms in sorted(records.items(), reverse=True)
        if terms[0].seen_on
    ]


def _committee(recorded: str, terms: list[Term], read: Reading) -> Committee:
    partners = [read.partners.by_id[term.partner_id] for term in terms]
    sides = {side: _of_side(partners, side, read) for side in (Side.EUROPEAN, Side.AFRICAN)}
    notes = {note for term in terms if (note := term.note[read.language])}
    institutions = [named(p.id, read) for p in partners if not p.is_state]
    corrected = any(not term.seen_on for term in terms)
    return Committee(
        recorded, corrected, sides[Side.EUROPEAN], sides[Side.AFRICAN], institutions, " ".join(sorted(notes))
    )


def _of_side(partners: list[Partner], side: Side, read: Reading) -> list[Named]:
    states = [named(partner.id, read) for partner in partners if partner.is_state and partner.side is side]
    return sorted(states, key=lambda state: searchable(state.name))


def chairs_over_time(governed: Governance, read: Reading) -> list[ChairRow]:
    """The present chair first."""
    return [_chair_row(term, governed, read) for term in reversed(governed.chairs)]


def _chair_row(term: Term, governed: Governance, read: Reading) -> ChairRow:
    handover = governed.handovers.get(term.handover_id or 0)
    return ChairRow(
        holder=named(term.partner_id, read),
        side=read.partners.by_id[term.partner_id].side,
        began=began(term, governed),
        ended=ended(term, governed),
        meeting=handover.title.shown(read.language) if handover else gettext("not on record"),
        meeting_url=address("meetings.meeting", slug=handover.slug) if handover else "",
        basis=gettext(EVIDENCE_LABELS[term.basis]),
        source=term.source,
        note=term.note.shown(read.language),
    )
