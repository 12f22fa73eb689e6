"""A record is saved: with two officers at one record the second is told, field by field, and loses nothing."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask.typing import ResponseReturnValue
from wtforms import BooleanField, Field, SelectFieldBase

from kpevents.core.crossing import Crossed, Crossing
from kpevents.core.text import Trilingual
from kpevents.core.timespan import PartialDate
from kpevents.infra import dates
from kpevents.infra.db import Base
from kpevents.infra.i18n import gettext, listed
from kpevents.web.forms import Act, Form, TextsField
from kpevents.web.navigation import NAMES_OF_LANGUAGES
from kpevents.web.pressing import sent


@dataclass(frozen=True, slots=True)
class Told:
    """A field that somebody else changed meanwhile, in words."""

    field: str
    opened: str
    stands: str
    typed: str
    contested: bool


Again = Callable[[Sequence[Told]], str]


def saved(form: Form, act: Act, again: Again, stands: Callable[[], Base]) -> ResponseReturnValue:
    """As ``pressing.sent``; ``stands`` gives the record as it is now.

    Where it was changed meanwhile nothing is saved yet: what others wrote into fields that this person left alone is
    taken over, the rest is shown beside what was typed.
    """
    try:
        return sent(form, act, lambda: again([]))
    except Crossed as crossed:
        told = [_told(form[each.field], each) for each in crossed.crossings]
        row = stands()
        for each in crossed.crossings:
            if not each.contested:
                _take_over(form[each.field], getattr(row, each.field))
        form.keep_opened(crossed.stands)
        return again(told), HTTPStatus.CONFLICT


def _take_over(field: Field, value: Any) -> None:
    """Some fields show what was sent rather than what they hold."""
    field.data, field.raw_data = value, None


def _told(field: Field, crossing: Crossing) -> Told:
    opened, stands, typed = (_in_words(field, each) for each in (crossing.opened, crossing.stands, crossing.typed))
    return Told(gettext(field.label.text), opened, stands, typed, crossing.contested)


def _in_words(field: Field, value: Any) -> str:
    """A value as a card holds it, as the form would show it."""
    if isinstance(field, BooleanField):
        return gettext("yes") if value else gettext("no")
    if value in (None, "", {}, []):
        return gettext("nothing")
    if isinstance(field, TextsField) and isinstance(value, dict):
        texts = Trilingual.of(value).as_dict()
        return "\n".join(f"{NAMES_OF_LANGUAGES[each]}: {text}" for each, text in texts.items())
    if isinstance(field, SelectFieldBase):
        labels = {str(key): label for key, label, *_ in field.iter_choices()}
        return listed(labels.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value]))
    return dates.digits(value) if isinstance(value, int) else _as_a_date(field, str(value))


def _as_a_date(field: Field, text: str) -> str:
    """What stood in the form when it was opened comes back from the browser: it may be anything."""
    if field.type not in ("ReducedDateField", "DateField"):
        return text
    with suppress(ValueError):
        return dates.loosely(PartialDate.parse(text))
    return text
