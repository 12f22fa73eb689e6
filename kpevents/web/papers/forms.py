"""What an officer says of a paper, and the file that they bring."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any, Self

from flask import request
from flask_wtf.file import FileField
from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import StopValidation, ValidationError

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Sentence
from kpevents.features.papers.brought import Brought, look_at
from kpevents.features.papers.models import Paper
from kpevents.features.papers.rules import (
    AUDIENCE_LABELS,
    CHOSEN,
    KIND_LABELS,
    MEGABYTE,
    STATUS_LABELS,
    Audience,
    Kind,
    Said,
    Status,
)
from kpevents.infra.i18n import gettext
from kpevents.web.errors import explain
from kpevents.web.forms import Form, TextsField, line, prose
from kpevents.web.paper_lines import language_names

MOST_THAT_IS_READ = 30 * MEGABYTE
"""Beyond what is kept: a file that is somewhat too large is refused beside its field, and nothing typed is lost."""

_NO_FILE = N_("Choose the file.")
_ONCE_MORE = N_("The file itself is in order, but browsers do not keep it: choose it once more.")


def let_files_in() -> None:
    """The first act of a view that takes a file, before anything of the form is read."""
    request.max_content_length = MOST_THAT_IS_READ


class File:
    """Looks at the bytes as soon as the form is checked: this takes time, and nothing is locked yet."""

    def __call__(self, form: "BringingForm", field: Any) -> None:
        if not field.data or not field.data.filename:
            raise StopValidation(gettext(_NO_FILE))
        try:
            form.brought = look_at(field.data.stream.read(), form.kind_of_paper())
        except RuleBroken as refusal:
            raise ValidationError(explain(refusal)) from refusal


class BringingForm(Form):
    """A form with a file. ``brought`` is there once the form is valid."""

    file = FileField(N_("File"), [File()])
    brought: Brought

    def kind_of_paper(self) -> Kind:
        raise NotImplementedError

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        valid = super().validate(extra_validators)
        if not valid and not self.file.errors:
            self.file.errors = [gettext(_ONCE_MORE)]
        return valid


def _choices(labels: Mapping[Any, Sentence], among: Iterable[StrEnum]) -> Callable[[], list[SelectChoice]]:
    """Asked when the form is shown, in the reader's language."""
    return lambda: [SelectChoice(each.value, gettext(labels[each])) for each in among]


def _languages() -> list[SelectChoice]:
    return [SelectChoice(*each) for each in (*language_names(), ("", gettext("in no language")))]


class SayingForm(Form):
    """Everything that is said of a paper; the last three fields are for photos."""

    kind = SelectField(N_("Kind of paper"), choices=_choices(KIND_LABELS, Kind))
    language = SelectField(N_("Language"), choices=_languages)
    title = TextsField(N_("Title"), at_most=300)
    audience = RadioField(
        N_("Who may read it"), choices=_choices(AUDIENCE_LABELS, Audience), default=Audience.SECRETARIAT.value
    )
    status = RadioField(N_("Status"), choices=_choices(STATUS_LABELS, CHOSEN), default=Status.DRAFT.value)
    caption = TextsField(N_("Caption"), at_most=500)
    credit = line(N_("Photographer or source"), 200)
    consent = prose(N_("Consent"), 500)

    @classmethod
    def of(cls, paper: Paper) -> Self:
        """As the paper stands. One that was withdrawn begins anew as a draft."""
        return cls(
            kind=paper.kind.value, language=paper.language or "", title=paper.title, audience=paper.audience.value,
            status=paper.status.value if paper.status in CHOSEN else Status.DRAFT.value, caption=paper.caption,
            credit=paper.credit, consent=paper.consent,
        )  # fmt: skip

    def kind_of_paper(self) -> Kind:
        """What was chosen; when that is no kind at all, any: the field itself is wrong then."""
        return Kind(self.kind.data) if self.kind.data in list(Kind) else Kind.OTHER

    def said(self) -> Said:
        """Of a document no caption, credit or consent is kept, of a photo no language."""
        kind = Kind(self.kind.data)
        said = Said(kind, Audience(self.audience.data), Status(self.status.data), title=self.title.data)
        if kind is Kind.PHOTO:
            return replace(said, caption=self.caption.data, credit=self.credit.data, consent=self.consent.data)
        return replace(said, language=self.language.data or None)


class PaperForm(SayingForm, BringingForm):
    """A new paper, or a new version: then what was said of the one before stands in it to be changed."""


class WithdrawForm(Form):
    reason = prose(N_("Reason"), 1000)
