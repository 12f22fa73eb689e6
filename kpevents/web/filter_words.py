"""Filters as they are read aloud: over a list, and as the name of a calendar."""

from kpevents.core.text import N_
from kpevents.features.meetings.rules import FORMAT_LABELS, LEVEL_LABELS, Format, Level
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.filters import Asked, Filters
from kpevents.web.reading import Reading

_WHEN = {"upcoming": N_("coming"), "past": N_("past")}


def chosen_words(filters: Filters, read: Reading, spoken: str, *, whole: Asked | None = None) -> list[tuple[str, str]]:
    """Each filter in this language, and the address without it. Speak the language around it.

    ``whole``: everything that the address asks, where it asks more than these filters.
    """
    said = filters.given
    named = {
        "q": lambda value: gettext("“%(words)s”", words=value),
        "type": lambda value: read.reference.type_by_slug[value].name[spoken],
        "level": lambda value: gettext(LEVEL_LABELS[Level(value)]),
        "partner": lambda value: read.partners.by_code[value].name[spoken],
        "series": lambda value: read.reference.series_by_slug[value].title[spoken],
        "domain": lambda value: read.reference.domain_by_number[int(value)].short[spoken],
        "format": lambda value: gettext(FORMAT_LABELS[Format(value)]),
        "when": lambda value: gettext(_WHEN[value]),
        "from": lambda value: gettext("from %(date)s", date=dates.digits(value)),
        "to": lambda value: gettext("to %(date)s", date=dates.digits(value)),
    }
    return [(named[name](value), (whole or filters).query(**{name: None}) or "?") for name, value in said.items()]
