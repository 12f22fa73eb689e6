"""Fields of records and their values in words: for whoever compares what two people wrote."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from kpevents.core.text import LANGUAGES
from kpevents.features.meetings.rules import FORMAT_LABELS, ROLE_LABELS, STATUS_LABELS
from kpevents.infra import dates
from kpevents.infra.i18n import country, gettext, listed
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import Reading

NOTHING = "–"
_CHOICES: dict[str, Mapping[Any, str]] = {"status": STATUS_LABELS, "format": FORMAT_LABELS}


def value_in_words(field: str, value: Any, read: Reading) -> str:
    """A value of a card, as JSON holds it, in the reader's language."""
    if value in (None, "", [], {}):
        return NOTHING
    if labels := _CHOICES.get(field):
        return gettext(labels[value])
    match field:
        case "roles":
            return listed(_role(role, code, read) for role, code in value)
        case "days":
            return listed(_day(*each) for each in value)
        case "country":
            return country(value)
        case "nominations" | "registration":
            return " – ".join(_instant(value[end]) for end in ("opens", "closes"))
        case "type":
            kind = read.reference.type_by_slug.get(value)
            return kind.name[read.language] if kind else value
    if isinstance(value, dict):
        return "\n".join(f"{NAMES_OF_LANGUAGES[each]}: {value[each]}" for each in LANGUAGES if value.get(each))
    return listed(str(each) for each in value) if isinstance(value, list) else str(value)


def _role(role: str, code: str, read: Reading) -> str:
    partner = read.partners.by_code.get(code)
    name = partner.name[read.language] if partner else gettext("Secretariat of the Khartoum Process")
    return gettext("%(role)s: %(holder)s", role=gettext(ROLE_LABELS[role]), holder=name)  # type: ignore[index]


def _day(day: str, begins: str | None, ends: str | None) -> str:
    words = dates.short_day(date.fromisoformat(day))
    return f"{words} {dates.digits(begins[:5])}–{dates.digits(ends[:5])}" if begins and ends else words


def _instant(text: str | None) -> str:
    return dates.moment(datetime.fromisoformat(text)) if text else NOTHING
