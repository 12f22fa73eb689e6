"""A term in words: whose it is, and its dates as far as they are known."""

from kpevents.features.governance import queries
from kpevents.features.governance.models import Term
from kpevents.features.governance.rules import BODY_LABELS
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.reading import Reading


def name_of(term: Term, read: Reading) -> str:
    """France, Chair of the Process"""
    body = queries.body_of(term)
    name = read.partners.by_id[term.partner_id].name[read.language]
    return gettext("%(partner)s, %(body)s", partner=name, body=gettext(BODY_LABELS[body]))


def when(term: Term) -> str:
    if term.seen_on:
        return gettext("shown on %(date)s", date=dates.loosely(term.seen_on))
    starts = dates.loosely(term.starts) if term.starts else gettext("beginning not on record")
    if term.ongoing:
        return gettext("%(from)s, still runs", **{"from": starts})
    if term.starts and term.starts == term.ends:
        return starts
    ends = dates.loosely(term.ends) if term.ends else gettext("end not on record")
    return gettext("%(from)s to %(to)s", **{"from": starts, "to": ends})
