"""Terms as the desk lists them: the chair first, then the Committee and the members, the latest first."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpevents.core.errors import NotFound
from kpevents.features.governance import queries
from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import Governance
from kpevents.features.governance.rules import BODY_LABELS, EVIDENCE_LABELS, BodySlug
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Filters:
    body: BodySlug | None
    partner: str


@dataclass(frozen=True, slots=True)
class Row:
    key: str
    body: str
    name: str
    flag: str | None
    when: str
    basis: str


def read_filters(args: Mapping[str, str], read: Reading) -> Filters:
    """Raises NotFound for a body or a partner that is not there."""
    body, partner = args.get("body", "").strip(), args.get("partner", "").strip()
    if partner:
        read.partners.get(partner)
    if body and body not in set(BodySlug):
        raise NotFound()
    return Filters(BodySlug(body) if body else None, partner)


def listed(governed: Governance, filters: Filters, read: Reading) -> list[Row]:
    of_bodies = {
        BodySlug.CHAIR: governed.chairs,
        BodySlug.STEERING_COMMITTEE: governed.committee,
        BodySlug.PROCESS: governed.members,
    }
    return [
        _row(term, body, read)
        for body, terms in of_bodies.items()
        if filters.body in (None, body)
        for term in sorted(terms, key=_latest, reverse=True)
        if not filters.partner or read.partners.by_id[term.partner_id].code == filters.partner
    ]


def _latest(term: Term) -> str:
    return str(term.seen_on or term.starts or term.ends or "")


def _row(term: Term, body: BodySlug, read: Reading) -> Row:
    partner = read.partners.by_id[term.partner_id]
    return Row(
        term.key,
        gettext(BODY_LABELS[body]),
        partner.name[read.language],
        partner.flag,
        when(term),
        gettext(EVIDENCE_LABELS[term.basis]),
    )


def name_of(term: Term, read: Reading) -> str:
    """France, Chair of the Process"""
    body = queries.body_of(term)
    name = read.partners.by_id[term.partner_id].name[read.language]
    return gettext("%(partner)s, %(body)s", partner=name, body=gettext(BODY_LABELS[body]))


def when(term: Term) -> str:
    """Its dates, as far as they are known."""
    if term.seen_on:
        return gettext("shown on %(date)s", date=dates.loosely(term.seen_on))
    starts = dates.loosely(term.starts) if term.starts else gettext("beginning not on record")
    if term.ongoing:
        return gettext("%(from)s, still runs", **{"from": starts})
    if term.starts and term.starts == term.ends:
        return starts
    ends = dates.loosely(term.ends) if term.ends else gettext("end not on record")
    return gettext("%(from)s to %(to)s", **{"from": starts, "to": ends})
