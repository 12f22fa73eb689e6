"""For which meeting somebody is looked for: as it stands in the address, and the candidates with their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpevents.core.errors import NotFound, NotUnderstood
from kpevents.core.text import N_
from kpevents.features.governance.queries import Governance
from kpevents.features.hosting.queries import candidates, history, offers
from kpevents.features.hosting.queries.candidates import Wish
from kpevents.features.hosting.rules.candidates import Candidate, Why
from kpevents.infra import dates
from kpevents.web.addresses import address
from kpevents.web.chairs import Named, named
from kpevents.web.filters import bound
from kpevents.web.hosting.reasons import Known, Said, said
from kpevents.web.met import met
from kpevents.web.offered import offered
from kpevents.web.reading import Reading


class Backwards(NotUnderstood):
    message = N_("The last day is earlier than the first. Exchange the two.")


@dataclass(frozen=True, slots=True)
class Shown:
    """``completes``: it stands on a side that is asked for."""

    number: str
    partner: Named
    reasons: Sequence[Said]
    completes: bool


def read_wish(args: Mapping[str, str], read: Reading) -> Wish:
    """Raises NotFound for a type or partner that is not there, NotUnderstood for what is no date."""
    kind, code = args.get("type", "").strip(), args.get("with", "").strip()
    if kind and kind not in read.reference.type_by_slug:
        raise NotFound()
    first, last = period_of(args)
    return Wish(
        kind=read.reference.type_by_slug[kind] if kind else None,
        first=first,
        last=last,
        beside=read.partners.get(code) if code else None,
    )


def period_of(args: Mapping[str, str]) -> tuple[date | None, date | None]:
    """The days between ``from`` and ``to``, both included. Raises NotADate, Backwards."""
    first, last = (
        bound(args.get(name, "").strip() or None, side) for name, side in (("from", "first"), ("to", "last"))
    )
    if first and last and last < first:
        raise Backwards()
    return first, last


def shown(wish: Wish, governed: Governance, read: Reading) -> list[Shown]:
    found = candidates.candidates(wish, read.partners, governed, read.today, read.language)
    known = _known(found, governed, read)
    return [
        Shown(
            number=dates.digits(n),
            partner=named(candidate.partner_id, read),
            reasons=[said(reason, known) for reason in candidate.reasons],
            completes=any(reason.why is Why.COMPLETES_THE_PAIR for reason in candidate.reasons),
        )
        for n, candidate in enumerate(found, 1)
    ]


def _known(found: Sequence[Candidate], governed: Governance, read: Reading) -> Known:
    named_there = {reason.values.get("meeting") for candidate in found for reason in candidate.reasons}
    meetings = history.meetings([int(str(each)) for each in named_there if each is not None])
    when, _ = governed.committee_on(read.today)
    return Known(
        meetings={n: met(meeting, read) for n, meeting in meetings.items()},
        offers={
            offer.id: (offered(offer, read, {}), address("offers.offer", offer_id=offer.id)) for offer in offers.ready()
        },
        recorded=dates.loosely(when) if when else "",
    )
