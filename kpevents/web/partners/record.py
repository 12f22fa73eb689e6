"""What is on record of one partner: its membership, its times in the chair, the roles it held."""

from dataclasses import dataclass

from kpevents.features.governance.models import Term
from kpevents.features.governance.queries import Governance
from kpevents.features.governance.rules import BodySlug
from kpevents.features.meetings.rules import ROLE_LABELS, RoleName
from kpevents.features.partners.models import Partner
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, listed, ngettext
from kpevents.web.chairs import began, ended
from kpevents.web.reading import Reading


@dataclass(frozen=True, slots=True)
class Fact:
    body: str
    text: str
    note: str
    source: str


def record(partner: Partner, governed: Governance, read: Reading) -> list[Fact]:
    """Membership first, then the chair; snapshots of the Committee together."""
    names = {body.id: body.name[read.language] for body in governed.bodies.values()}
    terms = governed.terms_of(partner.id)
    facts = [_fact(names[t.body_id], _term(t), t, read) for t in terms if not t.seen_on]
    seen = sorted((t for t in terms if t.seen_on), key=lambda t: str(t.seen_on))
    if seen:
        text = gettext("On record as a member in %(years)s", years=listed(_seen(t) for t in seen))
        name = governed.bodies[BodySlug.STEERING_COMMITTEE].name[read.language]
        facts.append(Fact(name, text, " ".join(note for t in seen if (note := t.note[read.language])), ""))
    chaired = governed.chairmanships_of(partner.id)
    return facts + [_fact(names[t.body_id], _in_the_chair(t, governed), t, read) for t in chaired]


def _fact(name: str, text: str, term: Term, read: Reading) -> Fact:
    return Fact(name, text, term.note[read.language], term.source)


def _seen(term: Term) -> str:
    return dates.loosely(term.seen_on) if term.seen_on else ""


def _term(term: Term) -> str:
    if term.ongoing:
        since = dates.loosely(term.starts) if term.starts else ""
        return gettext("Since %(date)s", date=since) if since else gettext("Member; since when is not on record")
    starts = dates.loosely(term.starts) if term.starts else gettext("beginning not on record")
    ends = dates.loosely(term.ends) if term.ends else gettext("end not on record")
    return gettext("%(from)s to %(to)s", **{"from": starts, "to": ends})


def _in_the_chair(term: Term, governed: Governance) -> str:
    if term.ongoing:
        return gettext("In the chair since %(date)s", date=began(term, governed))
    return gettext("%(from)s to %(to)s", **{"from": began(term, governed), "to": ended(term, governed)})


def roles_in_words(held: dict[RoleName, int]) -> list[tuple[str, str]]:
    """Host: 3 times"""
    return [
        (gettext(ROLE_LABELS[role]), ngettext("once", "%(number)s times", n, number=dates.digits(n)))
        for role in RoleName
        if (n := held.get(role))
    ]
