"""Values of fields in words, from the form in which the journal and the cards of two editors hold them (JSON)."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from kpevents.core.policy import ROLE_LABELS
from kpevents.core.text import LANGUAGES, N_, Trilingual
from kpevents.core.timespan import PartialDate, Precision
from kpevents.features.governance.rules import EVIDENCE_LABELS
from kpevents.features.hosting.rules.offers import OFFERED_ROLE_LABELS, STANDING_LABELS
from kpevents.features.meetings import listed as meetings
from kpevents.features.meetings.rules import (
    FORMAT_LABELS,
    LEVEL_LABELS,
    MARK_LABELS,
    STATUS_LABELS,
    Qualifier,
    RoleName,
    Visibility,
)
from kpevents.features.papers import rules as papers
from kpevents.features.partners.contacts.rules import CONTACT_LABELS
from kpevents.features.partners.rules import KIND_LABELS, SIDE_LABELS, WEEKDAYS
from kpevents.infra import dates
from kpevents.infra.i18n import country, gettext, listed, locale
from kpevents.web.fields import field_label
from kpevents.web.lines import holder
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.reading import Reading

VISIBILITY_LABELS = {
    Visibility.PUBLIC: N_("everybody"),
    Visibility.PARTNERS: N_("partners"),
    Visibility.RESTRICTED: N_("everybody, title and days alone"),
    Visibility.HIDDEN: N_("the Secretariat alone"),
}
PRECISION_LABELS = {
    Precision.DAY: N_("to the day"),
    Precision.MONTH: N_("to the month"),
    Precision.YEAR: N_("to the year"),
    Precision.UNKNOWN: N_("not at all"),
}
_HEADS = {
    Qualifier.EXACTLY: N_("%(number)s %(unit)s"),
    Qualifier.ABOUT: N_("about %(number)s %(unit)s"),
    Qualifier.OVER: N_("over %(number)s %(unit)s"),
    Qualifier.NEARLY: N_("nearly %(number)s %(unit)s"),
}

Say = Callable[[Any, Reading], str]

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*", re.ASCII)
_HOUR = re.compile(r"\d\d:\d\d(:\d\d)?", re.ASCII)


def is_text_in_languages(value: Any) -> bool:
    if not value or not isinstance(value, dict):
        return False
    return all(name in LANGUAGES and isinstance(text, str) for name, text in value.items())


def in_words(field: str, value: Any, read: Reading, *, subject: str = "") -> str:
    """A value of this field; empty for nothing. ``subject``: of what, where a field means several things."""
    if value is None or value in ("", [], {}):
        return ""
    say = _SAID.get(f"{subject} {field}") or _SAID.get(field)
    if say is None or is_text_in_languages(value):
        return _as_it_looks(value, read)
    try:
        return say(value, read)
    except (AttributeError, LookupError, TypeError, ValueError):  # another release wrote it, or a browser changed it
        return _as_it_looks(value, read)


def compared(field: str, value: Any, read: Reading, *, subject: str = "") -> str:
    """As ``in_words``, for whoever looks for what differs: a text in every language that it has."""
    if not is_text_in_languages(value):
        return in_words(field, value, read, subject=subject)
    return "\n".join(f"{NAMES_OF_LANGUAGES[each]}: {value[each]}" for each in LANGUAGES if value.get(each))


def _as_it_looks(value: Any, read: Reading) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if is_text_in_languages(value):
        return Trilingual(**value)[read.language]
    if isinstance(value, Mapping):
        return listed(_part(name, part, read) for name, part in value.items())
    if isinstance(value, list | tuple):
        return listed(_as_it_looks(each, read) for each in value)
    if value is None:
        return ""
    return dates.digits(value) if isinstance(value, int | float) else _text(str(value))


def _part(name: str, value: Any, read: Reading) -> str:
    said = in_words(name, value, read)
    return gettext("%(part)s %(value)s", part=field_label(name), value=said) if said else ""


def _text(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return dates.loosely(PartialDate.parse(text))
        if _MOMENT.fullmatch(text):
            return _moment(text)
    except ValueError:  # it only looks like one
        return text
    return dates.digits(text[:5]) if _HOUR.fullmatch(text) else text


def _moment(text: str) -> str:
    at = datetime.fromisoformat(text)
    return dates.moment(at) if at.tzinfo else text


def _date(value: Any, _read: Reading) -> str:
    """Of a field that holds dates: there 2018 is a year."""
    text = str(value)
    return dates.loosely(PartialDate.parse(text)) if _DATE.fullmatch(text) else _text(text)


def _choice(labels: Mapping[Any, str]) -> Say:
    return lambda value, _read: gettext(labels[value])


def _each(say: Say) -> Say:
    return lambda values, read: listed(say(value, read) for value in values)


def _type(slug: str, read: Reading) -> str:
    return read.reference.type_by_slug[slug].name[read.language]


def _series(slug: str, read: Reading) -> str:
    return read.reference.series_by_slug[slug].title[read.language]


def _domain(number: Any, read: Reading) -> str:
    return read.reference.domain_by_number[int(number)].short[read.language]


def _partner(code: str, read: Reading) -> str:
    return read.partners.by_code[code].name[read.language]


def _meeting(meeting_id: Any, read: Reading) -> str:
    number = int(meeting_id)
    return meetings.called([number])[number].title[read.language]


def _country(code: str, _read: Reading) -> str:
    return country(code)


def _language(code: str, _read: Reading) -> str:
    return str(locale().languages[code])


def _weekday(name: str, _read: Reading) -> str:
    monday = date(2024, 1, 1)
    return dates.weekday(monday + timedelta(days=WEEKDAYS.index(name)))


def _role(value: Any, read: Reading) -> str:
    """``["host", "ke"]``; an empty code is the Secretariat's."""
    name, code = (value["role"], value["partner"]) if isinstance(value, dict) else value
    partner = read.partners.by_code[code] if code else None
    return holder(RoleName(name), partner, read.language).text


def _day(value: Sequence[str | None], _read: Reading) -> str:
    """``["2026-07-14", "09:00:00", "17:30:00"]``; without hours: all day."""
    day, begins, ends = value
    words = _text(day or "")
    return f"{words} {_text(begins)}–{_text(ends)}" if begins and ends else words


def _heads(value: Sequence[Any], read: Reading) -> str:
    number, qualifier, unit = value
    return gettext(_HEADS[qualifier], number=dates.number(number), unit=_as_it_looks(unit, read)).strip()


_SAID: dict[str, Say] = {
    "status": _choice(STATUS_LABELS),
    "visibility": _choice(VISIBILITY_LABELS),
    "precision": _choice(PRECISION_LABELS),
    "format": _choice(FORMAT_LABELS),
    "level": _choice(LEVEL_LABELS),
    "mark": _choice(MARK_LABELS),
    "side": _choice(SIDE_LABELS),
    "paper status": _choice(papers.STATUS_LABELS),
    "paper kind": _choice(papers.KIND_LABELS),
    "audience": _choice(papers.AUDIENCE_LABELS),
    "contact kind": _choice(CONTACT_LABELS),
    "offer role": _choice(OFFERED_ROLE_LABELS),
    "standing": _choice(STANDING_LABELS),
    "partner kind": _choice(KIND_LABELS),
    "basis": _choice(EVIDENCE_LABELS),
    "person role": _choice(ROLE_LABELS),
    "type": _type,
    "category": _type,
    "series": _series,
    "domain": _domain,
    "domains": _each(_domain),
    "partner": _partner,
    "country": _country,
    "language": _language,
    "interpretation": _each(_language),
    "weekend": _each(_weekday),
    "roles": _each(_role),
    "days": _each(_day),
    "heads": _heads,
    "endorsed_at": _meeting,
    "handover": _meeting,
    "term": lambda _value, _read: "",
    "loosely": _date,
    "starts": _date,
    "begins": _date,
    "ends": _date,
    "seen_on": _date,
    "ends_on": _date,
    "offered_on": _date,
    "endorsed_on": _date,
    "withdrawn_on": _date,
}
"""How the value of a field is said, where its form does not tell; after the subject where fields share a name."""
