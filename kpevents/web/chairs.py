"""Who chairs the Process on a day, in words."""

from dataclasses import dataclass
from datetime import date

from kpevents.core.text import Shown
from kpevents.core.timespan import Certainty
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import Governance
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.addresses import address
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    in_text: str
    flag: str | None
    url: str


@dataclass(frozen=True, slots=True)
class Chair:
    """``holders`` are two when a handover's day is not on record and either may have held the chair."""

    holders: list[Named]
    certain: bool
    since: str
    meeting: Shown | None
    meeting_url: str
    before: Named | None
    note: Shown


def chair_of(governed: Governance, read: Reading, day: date) -> Chair | None:
    """None before the Process began, or when no chair is on record for that day."""
    found = governed.chairs_on(day)
    if not found:
        return None
    term = found[-1][0]
    handover = governed.handovers.get(term.handover_id or 0)
    return Chair(
        holders=[named(each.partner_id, read) for each, _ in found],
        certain=len(found) == 1 and found[0][1] is Certainty.YES,
        since=began(term, governed),
        meeting=handover.title.shown(read.language) if handover else None,
        meeting_url=address("meetings.meeting", slug=handover.slug) if handover else "",
        before=_before(governed, term, read) if len(found) == 1 else None,
        note=term.note.shown(read.language),
    )


def named(partner_id: int, read: Reading) -> Named:
    partner = read.partners.by_id[partner_id]
    return Named(
        partner.name[read.language],
        partner.called(read.language),
        partner.flag,
        address("partners.partner", code=partner.code),
    )


def began(term: Term, governed: Governance) -> str:
    """As closely as it is known: the days of the handover meeting, or the date on record."""
    handover = governed.handovers.get(term.handover_id or 0)
    exact = term.starts is not None and term.starts.day is not None
    if handover and handover.first_day and handover.last_day and not exact:
        return dates.span(handover.first_day, handover.last_day)
    return dates.loosely(term.starts) if term.starts else gettext("beginning not on record")


def ended(term: Term, governed: Governance) -> str:
    """The next chair's beginning, where it is known more closely than this one's end."""
    if term.ongoing:
        return gettext("still in the chair")
    position = governed.chairs.index(term)
    following = governed.chairs[position + 1] if position + 1 < len(governed.chairs) else None
    if following and following.starts and following.starts.month:
        return began(following, governed)
    return dates.loosely(term.ends) if term.ends else gettext("end not on record")


def _before(governed: Governance, term: Term, read: Reading) -> Named | None:
    position = governed.chairs.index(term)
    return named(governed.chairs[position - 1].partner_id, read) if position else None
