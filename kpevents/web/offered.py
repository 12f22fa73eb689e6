"""An offer to host as the desk and its partner read it: everything their pages print, settled here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kpevents.core.text import searchable
from kpevents.features.hosting.models import Offer
from kpevents.features.hosting.rules.offers import OFFERED_ROLE_LABELS, OPEN, STANDING_LABELS, Period, Standing
from kpevents.features.meetings.listed import Listed
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.chairs import Named, named
from kpevents.web.met import Met, met
from kpevents.web.reading import Reading

_STATE_CLASSES = {
    Standing.MADE: "soft",
    Standing.KEPT: "soft",
    Standing.ACCEPTED: "ok",
    Standing.DECLINED: "",
    Standing.WITHDRAWN: "",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """``meeting`` is None where none came of it, or the reader may not see it yet; ``has_meeting`` tells the two."""

    id: int
    turn: int
    partner: Named
    code: str
    theme: str
    role: str
    period: str
    domain: str
    kind: str
    note: str
    standing: str
    state_class: str
    is_open: bool
    made: datetime
    answered: datetime | None
    answer: str
    has_meeting: bool
    meeting: Met | None


def offered(offer: Offer, read: Reading, meetings: Mapping[int, Listed], *, may_answer: bool = False) -> Offered:
    """``meetings`` by id: those that the reader may see. Who may answer sees in ochre what waits for it."""
    meeting = meetings.get(offer.meeting_id or 0)
    domain, kind = read.reference.domains.get(offer.domain_id or 0), read.reference.types.get(offer.type_id or 0)
    return Offered(
        id=offer.id,
        turn=offer.turn,
        partner=named(offer.partner_id, read),
        code=read.partners.by_id[offer.partner_id].code,
        theme=offer.theme,
        role=gettext(OFFERED_ROLE_LABELS[offer.role]),
        period=period(offer.period),
        domain=domain.short[read.language] if domain else "",
        kind=kind.name[read.language] if kind else "",
        note=offer.note,
        standing=gettext(STANDING_LABELS[offer.standing]),
        state_class="act" if may_answer and offer.standing is Standing.MADE else _STATE_CLASSES[offer.standing],
        is_open=offer.standing in OPEN,
        made=offer.made_at,
        answered=offer.answered_at,
        answer=offer.answer,
        has_meeting=offer.meeting_id is not None,
        meeting=met(meeting, read) if meeting else None,
    )


def period(of: Period) -> str:
    """2027; May 2027 to September 2027; 3 May 2027 to 7 May 2027"""
    begins = dates.loosely(of.begins)
    if of.ends is None or of.ends == of.begins:
        return begins
    return gettext("%(from)s to %(to)s", **{"from": begins, "to": dates.loosely(of.ends)})


def partner_choices(read: Reading) -> list[tuple[str, str]]:
    """Code and name, in the order of the names."""
    choices = [(partner.code, partner.name[read.language]) for partner in read.partners.by_id.values()]
    return sorted(choices, key=lambda choice: searchable(choice[1]))


def state_choices(read: Reading) -> list[tuple[str, str]]:
    return [choice for choice in partner_choices(read) if read.partners.by_code[choice[0]].is_state]


def type_choices(read: Reading) -> list[tuple[str, str]]:
    return [(kind.slug, kind.name[read.language]) for kind in read.reference.types.values()]


def domain_choices(read: Reading) -> list[tuple[str, str]]:
    return [(str(domain.number), domain.short[read.language]) for domain in read.reference.domains.values()]
