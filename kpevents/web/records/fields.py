"""The kinds of field that records have beside those of every form."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from unicodedata import digit

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from kpevents.core.text import N_, Sentence, searchable
from kpevents.core.timespan import PartialDate
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.web.forms import Form, stripped
from kpevents.web.reading import Reading

Choice = TypeVar("Choice", bound=StrEnum)

_NOT_A_DATE = N_("Write it as far as it is known: 2018, 2018-05 or 2018-05-08.")


class Within:
    """A number from ``least`` to ``most``, both included."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most
        self.field_flags = {"min": least, "max": most}

    def __call__(self, _form: Form, field: Any) -> None:
        if field.data is not None and not self.least <= field.data <= self.most:
            least, most = dates.number(self.least), dates.number(self.most)
            raise ValidationError(gettext("Write a number from %(least)s to %(most)s.", least=least, most=most))


def number(label: Sentence, least: int, most: int, **more: Any) -> Any:
    """A whole number; nothing is None."""
    return IntegerField(label, [Optional(), Within(least, most)], **more)


class _OneOfField(RadioField):
    def process_formdata(self, valuelist: list[str]) -> None:
        """A choice that was not sent is none: never the one that a new form begins with."""
        self.data: Any = None
        super().process_formdata(valuelist)


def one_of(label: Sentence, labels: Mapping[Choice, str], **more: Any) -> Any:
    """One of a closed list, all of it in sight."""
    return _OneOfField(label, coerce=type(next(iter(labels))), choices=lambda: translated(labels), **more)


def one_of_many(label: Sentence, labels: Mapping[Choice, str], *, none: Sentence | None = None, **more: Any) -> Any:
    """One of a closed list, folded; ``none``: what it says when nothing is chosen, which is None."""
    kind = type(next(iter(labels)))

    def choices() -> list[tuple[str, str]]:
        return [*([("", gettext(none))] if none else []), *translated(labels)]

    return SelectField(label, coerce=lambda value: kind(value) if value else None, choices=choices, **more)


def translated(labels: Mapping[Choice, str]) -> list[tuple[str, str]]:
    """Each value with its label in the language that is spoken, as a select wants them."""
    return [(str(value), gettext(text)) for value, text in labels.items()]


class _TicksField(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data: Any = tuple(self.data or ())


def ticks(label: Sentence, choices: Any, **more: Any) -> Any:
    """Any number of a closed list, in its order: a tuple of their words."""
    return _TicksField(label, choices=choices, **more)


def yes_or_no(label: Sentence, **more: Any) -> Any:
    return BooleanField(label, **more)


class ReducedDateField(StringField):
    """A date as far as it is known: a PartialDate, or None. Digits of any script are digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        given = "".join(str(digit(each)) if each.isdigit() else each for each in valuelist[0][:40]) if valuelist else ""
        self.data = None
        if given.strip():
            try:
                self.data = PartialDate.parse(given.strip())
            except ValueError as error:
                raise ValueError(gettext(_NOT_A_DATE)) from error

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else str(self.data or "")


def day(label: Sentence, **more: Any) -> Any:
    """A day of the calendar; nothing is None."""
    return DateField(label, [Optional()], **more)


def lowered(text: str | None) -> str | None:
    """A filter: small letters."""
    return text.lower() if isinstance(text, str) else text


def or_none(text: str | None) -> str | None:
    """A filter: what was left empty is nothing."""
    return stripped(text) or None


def values(form: Form, names: Iterable[str]) -> dict[str, Any]:
    """What the form says of these fields."""
    return {name: form[name].data for name in names}


def partner_choices(read: Reading) -> list[tuple[str, str]]:
    """Codes and names of all partners, in the order of their names."""
    named = [(partner.code, partner.name[read.language]) for partner in read.partners.by_id.values()]
    return sorted(named, key=lambda choice: searchable(choice[1]))
