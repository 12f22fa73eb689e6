"""What is asked of the list of offers, as it stands in the address, and how it is read aloud."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpevents.features.hosting.queries.offers import Wanted
from kpevents.features.hosting.rules.offers import STANDING_LABELS, Standing
from kpevents.infra.i18n import gettext
from kpevents.web.filters import Asked, given_in
from kpevents.web.listing import ids_in
from kpevents.web.reading import Reading

NAMES = ("state", "partner")


@dataclass(frozen=True, slots=True)
class Filters(Asked):
    """``given`` holds what was asked, as it was written; ``wanted`` is what it means."""

    wanted: Wanted


def read_filters(args: Mapping[str, str], read: Reading) -> Filters:
    """Raises NotFound for a partner that is not there, NotUnderstood for what has no meaning."""
    asked = Asked(given_in(args, NAMES))
    wanted = Wanted(
        ids=ids_in(args),
        standing=asked.choice("state", Standing),
        partner_id=asked.known("partner", {code: partner.id for code, partner in read.partners.by_code.items()}),
    )
    return Filters(asked.given, wanted)


def chosen_words(filters: Filters, read: Reading) -> list[tuple[str, str]]:
    """Each filter in words, and the address without it."""
    words = {
        "state": lambda value: gettext(STANDING_LABELS[Standing(value)]),
        "partner": lambda value: read.partners.by_code[value].name[read.language],
    }
    return [(words[name](value), filters.query(**{name: None}) or "?") for name, value in filters.given.items()]
