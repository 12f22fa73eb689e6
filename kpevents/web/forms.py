"""The base of every form: its token, its press, its words in the reader's language, and the kinds of field there are.

What a person typed comes back as it was typed, whatever is wrong with it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from secrets import token_urlsafe
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation, ValidationError

from kpevents.core.crossing import Card
from kpevents.core.text import LANGUAGES, N_, Sentence, Trilingual, has_controls
from kpevents.features.accounts.rules import normal_address
from kpevents.infra import dates, mailboxes
from kpevents.infra.i18n import gettext, ngettext
from kpevents.web.lapsed import Lapsed, ensure_not_from_elsewhere
from kpevents.web.navigation import NAMES_OF_LANGUAGES

OF_THE_LIBRARY = (
    N_("Not a valid choice."),
    N_("Invalid Choice: could not coerce."),
    N_("Not a valid integer value."),
    N_("Not a valid date value."),
    N_("Not a valid time value."),
    N_("This field is required."),
)
"""Sentences of WTForms that a person may see; its own catalogues do not have all of them in Arabic."""

_LAPSED = N_("This page was open too long, or your session has ended. Look it over, and send it again.")


class _Words:
    """What WTForms says, said by our own catalogues."""

    def gettext(self, sentence: str) -> str:
        return gettext(sentence)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return ngettext(one, many, number)


class Form(FlaskForm):
    """``press`` is the same for every sending of the form as it was shown: two of them do one thing."""

    class Meta(FlaskForm.Meta):
        csrf_time_limit = None  # as long as the session: its end is the end of the form

        def get_translations(self, _form: object) -> _Words:
            return _Words()

    press = HiddenField(default=lambda: token_urlsafe(16))
    opened = HiddenField(default="")

    def refuse(self, sentence: str, field: str = "") -> None:
        """A rule said no: its reason stands beside the field it speaks of, or above the form."""
        if field in self:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.form_errors.append(sentence)

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        valid = bool(super().validate(extra_validators=extra_validators))
        if self.meta.csrf and self.csrf_token.errors:
            ensure_not_from_elsewhere()
            self.csrf_token.errors = []
            self.form_errors.append(gettext(_LAPSED))
        return valid

    def ensure_of_this_session(self) -> None:
        """Raises FromElsewhere, or Lapsed: the token is not the one that this browser was given."""
        if self.meta.csrf and not self.csrf_token.validate(self):
            ensure_not_from_elsewhere()
            raise Lapsed()

    def keep_opened(self, card: Card) -> None:
        """For whoever saves: how the record stood when this form was filled."""
        self.opened.data = json.dumps(card, ensure_ascii=False, sort_keys=True)

    def opened_card(self) -> Card:
        """Empty when it was tampered with: then everything counts as changed meanwhile, and nothing is overwritten."""
        try:
            card = json.loads(self.opened.data or "{}")
        except ValueError:
            return {}
        return card if isinstance(card, dict) else {}

    def faults(self) -> list[tuple[str, str, str]]:
        """Of each field that is wrong its id, its label and what is wrong, in the order of the form."""
        return [
            (field.id, str(field.label.text), str(error))
            for field in self
            if field.name != "csrf_token"
            for error in _flat(field.errors)
        ]


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, Mapping):
        errors = list(errors.values())
    if isinstance(errors, list | tuple):
        return [sentence for each in errors for sentence in _flat(each)]
    return [str(errors)]


class Clean:
    """No characters that nobody types, and no more than fits. ``lines``: whether a line may end inside."""

    def __init__(self, at_most: int, *, lines: bool = False) -> None:
        self.at_most, self.lines = at_most, lines
        self.field_flags = {"maxlength": at_most}

    def __call__(self, _form: Form, field: Field) -> None:
        ensure_clean(field.data or "", self.at_most, lines=self.lines)


def ensure_clean(text: str, at_most: int, *, lines: bool = False) -> None:
    """Raises ValidationError for control characters, bidirectional overrides (UAX #9) and too long a text."""
    if has_controls(text) or (not lines and len(text.strip().splitlines()) > 1):
        raise ValidationError(gettext("This holds characters that cannot be shown. Type it anew."))
    if len(text) > at_most:
        number = dates.number(len(text))
        most = dates.number(at_most)
        raise ValidationError(gettext("At most %(most)s characters; this has %(number)s.", most=most, number=number))


class Needed:
    """Something must be given; ``sentence`` says what."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it so

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __call__(self, _form: Form, field: Field) -> None:
        if not field.data or (isinstance(field.data, str) and not field.data.strip()):
            raise StopValidation(gettext(self.sentence))


class Address:
    """An e-mail address that mail can be sent to, in the form in which accounts are looked for.

    Whether somebody reads it there, only mail can tell.
    """

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = normal_address(mailboxes.checked(field.data or ""))
        except ValueError as error:
            raise ValidationError(gettext("This is not an e-mail address. It looks like name@example.org.")) from error


def stripped(text: str | None) -> str | None:
    return text.strip() if isinstance(text, str) else text


def line(label: Sentence, at_most: int = 200, needed: Sentence | None = None, **more: Any) -> Any:
    """A field for one line of text, without spaces at its ends."""
    validators = [*([Needed(needed)] if needed else []), Clean(at_most), *more.pop("validators", [])]
    filters = [stripped, *more.pop("filters", [])]
    return StringField(label, validators, filters=filters, **more)


def prose(label: Sentence, at_most: int = 4000, needed: Sentence | None = None, **more: Any) -> Any:
    """A field for several lines."""
    validators = [*([Needed(needed)] if needed else []), Clean(at_most, lines=True), *more.pop("validators", [])]
    return TextAreaField(label, validators, filters=[_unix_lines], **more)


def language_of_mail(label: Sentence, **more: Any) -> Any:
    """One of the languages of the product, each called as it calls itself."""
    choices = [SelectChoice(code, name) for code, name in NAMES_OF_LANGUAGES.items()]
    return RadioField(label, choices=choices, **more)


def _unix_lines(text: str | None) -> str | None:
    return text.replace("\r\n", "\n").strip() if isinstance(text, str) else text


class TextsField(Field):
    """One text in three languages: three inputs called ``title_en``, ``title_fr``, ``title_ar``."""

    def __init__(
        self, label: Sentence, *, at_most: int, needed: Sentence | None = None, lines: bool = False, **more: Any
    ) -> None:
        super().__init__(label, **more)
        self.at_most, self.needed, self.lines = at_most, needed, lines

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        self.process_errors: list[str] = []
        given = data if isinstance(data, Trilingual) else Trilingual()
        if formdata is not None and any(f"{self.name}_{each}" in formdata for each in LANGUAGES):
            texts = {each: formdata.get(f"{self.name}_{each}", "") for each in LANGUAGES}
            given = Trilingual(**{each: text.replace("\r\n", "\n").strip() for each, text in texts.items()})
        self.data = given

    def parts(self) -> list[tuple[str, str, str]]:
        """Language, what it is called, and the text in it."""
        return [(each, NAMES_OF_LANGUAGES[each], getattr(self.data, each)) for each in LANGUAGES]

    def pre_validate(self, _form: Form) -> None:
        """Raises StopValidation naming the language in which something is wrong."""
        if self.needed and not self.data:
            raise StopValidation(gettext(self.needed))
        for _, name, text in self.parts():
            try:
                ensure_clean(text, self.at_most, lines=self.lines)
            except ValidationError as error:
                said = gettext("%(language)s: %(fault)s", language=name, fault=error)
                raise StopValidation(said) from error


Act = Callable[[], str]
"""Does the work of a form, and gives the address to go on to."""
