"""The filters of the journal as they stand in an address, what they mean, and how they are read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kpevents.core.text import searchable
from kpevents.features.accounts import queries as accounts
from kpevents.features.journal import queries
from kpevents.features.journal.queries import Wanted
from kpevents.features.journal.rules import DEED_LABELS, SUBJECT_LABELS, Deed, Subject
from kpevents.features.meetings import listed as meetings
from kpevents.features.meetings import whole
from kpevents.infra import dates
from kpevents.infra.i18n import gettext, listed
from kpevents.web.filters import Asked, given_in
from kpevents.web.journal.sentences import ERASED
from kpevents.web.listing import ids_in
from kpevents.web.reading import Reading

NAMES = ("q", "subject", "deed", "actor", "meeting", "partner", "person", "from", "to")
BY_THE_PRODUCT = "product"

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: Wanted


def read_filters(args: Mapping[str, str], read: Reading, **fixed: str) -> Filters:
    """``fixed``: filters that the address of the page itself sets, under the same names.

    Raises NotFound for a name that is not there, NotUnderstood for what has no meaning.
    """
    asked = Asked(given_in(dict(args) | fixed, NAMES))
    by_the_product = asked.given.get("actor") == BY_THE_PRODUCT
    wanted = Wanted(
        ids=ids_in(args),
        subject=asked.choice("subject", Subject),
        deed=asked.choice("deed", Deed),
        meeting_id=whole.id_of(asked.given["meeting"]) if "meeting" in asked.given else None,
        partner_id=asked.known("partner", {code: p.id for code, p in read.partners.by_code.items()}),
        person_id=asked.number("person"),
        actor_id=None if by_the_product else asked.number("actor"),
        by_the_product=by_the_product,
        since=asked.first("from"),
        until=asked.last("to"),
        words=asked.given.get("q", ""),
    )
    kept = {name: value for name, value in asked.given.items() if name not in fixed}
    return Filters(kept, wanted)


def with_all(filters: Filters, fixed: Mapping[str, str]) -> Filters:
    """Those of the page's own address among the others: as the whole journal is asked."""
    return replace(filters, given={**fixed, **filters.given})


def chosen_words(filters: Filters, read: Reading) -> list[Choice]:
    """Each filter in words, and the address without it."""
    said = [(name, _said(name, value, filters.wanted, read)) for name, value in filters.given.items()]
    return [(words, filters.query(**{name: None}) or "?") for name, words in said]


def title(filters: Filters, read: Reading) -> str:
    """What a file of these lines is called: after the meeting or partner, never after a person."""
    named = {name: value for name, value in filters.given.items() if name in ("meeting", "partner")}
    return listed([gettext("Journal"), *(_said(*each, filters.wanted, read) for each in named.items())])


def _said(name: str, value: str, wanted: Wanted, read: Reading) -> str:
    match name:
        case "q":
            return gettext("“%(words)s”", words=value)
        case "subject":
            return gettext(SUBJECT_LABELS[Subject(value)])
        case "deed":
            return gettext(DEED_LABELS[Deed(value)])
        case "partner":
            return read.partners.by_code[value].name[read.language]
        case "meeting":
            return meetings.called([wanted.meeting_id or 0])[wanted.meeting_id or 0].title[read.language]
        case "from":
            return gettext("from %(date)s", date=dates.digits(value))
        case "to":
            return gettext("to %(date)s", date=dates.digits(value))
        case "person":
            return gettext("about %(name)s", name=person_name(wanted.person_id or 0))
        case _:
            by = gettext("the product") if wanted.by_the_product else person_name(wanted.actor_id or 0)
            return gettext("by %(name)s", name=by)


def person_name(user_id: int) -> str:
    return accounts.names([user_id]).get(user_id) or gettext(ERASED)


def choices(read: Reading) -> dict[str, list[Choice]]:
    """What the selects offer."""
    return {
        "subject": _in_order([(str(each), gettext(label)) for each, label in SUBJECT_LABELS.items()]),
        "deed": _in_order([(str(each), gettext(label)) for each, label in DEED_LABELS.items()]),
        "partner": _in_order([(p.code, p.name[read.language]) for p in read.partners.by_id.values()]),
        "actor": _actors(),
    }


def _actors() -> list[Choice]:
    """Those who are erased are nobody that one could choose."""
    named = [(str(user_id), name) for user_id, name in accounts.names(queries.actors()).items()]
    return [(BY_THE_PRODUCT, gettext("the product")), *_in_order(named)]


def _in_order(named: list[Choice]) -> list[Choice]:
    return sorted(named, key=lambda choice: searchable(choice[1]))
