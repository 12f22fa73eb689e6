"""The choices that a select offers: made once for a revision and a language, marked for each reader."""

from collections.abc import Iterable

from flask import Flask
from markupsafe import Markup, escape

from kpevents.core.text import searchable
from kpevents.features.meetings import figures
from kpevents.features.meetings.rules import FORMAT_LABELS, LEVEL_LABELS
from kpevents.features.papers.rules import DOCUMENT_KINDS, KIND_LABELS
from kpevents.infra import dates
from kpevents.infra.i18n import gettext
from kpevents.infra.memo import kept
from kpevents.web.paper_lines import language_names
from kpevents.web.reading import Reading, reading

Choice = tuple[str, str]


def options(name: str, chosen: str | None) -> Markup:
    """All ``option`` elements of the select of this name, with the one chosen marked."""
    read = reading()
    made: str = kept(read.revision, ("options", name, read.language), lambda: _made(_CHOICES[name](read)))
    if chosen:
        value = f'value="{escape(chosen)}"'
        made = made.replace(value, f"{value} selected")
    return Markup(made)  # noqa: S704 - escaped when it was made


def _made(choices: Iterable[Choice]) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in choices)


def _types(read: Reading) -> list[Choice]:
    """Each with the number of its meetings."""
    counted = figures.count_by_type()
    return [
        (kind.slug, f"{kind.name[read.language]} ({dates.digits(counted.get(kind.id, 0))})")
        for kind in read.reference.types.values()
    ]


def _domains(read: Reading) -> list[Choice]:
    return [(str(domain.number), domain.short[read.language]) for domain in read.reference.domains.values()]


def partner_choices(read: Reading) -> list[Choice]:
    """In the order of their names, as the reader's language writes them."""
    named = ((partner.code, partner.name[read.language]) for partner in read.partners.by_id.values())
    return sorted(named, key=lambda choice: searchable(choice[1]))


def _series(read: Reading) -> list[Choice]:
    return [(series.slug, series.title[read.language]) for series in read.reference.series.values()]


def _types_alone(read: Reading) -> list[Choice]:
    return [(kind.slug, kind.name[read.language]) for kind in read.reference.types.values()]


def _kinds_of_papers(_read: Reading) -> list[Choice]:
    return [(str(kind), gettext(KIND_LABELS[kind])) for kind in DOCUMENT_KINDS]


def _languages(_read: Reading) -> list[Choice]:
    return language_names()


def _levels(_read: Reading) -> list[Choice]:
    return [(str(level), gettext(label)) for level, label in LEVEL_LABELS.items()]


def _formats(_read: Reading) -> list[Choice]:
    return [(str(form), gettext(label)) for form, label in FORMAT_LABELS.items()]


_CHOICES = {
    "type": _types,
    "domain": _domains,
    "partner": partner_choices,
    "series": _series,
    "level": _levels,
    "format": _formats,
    "type of meeting": _types_alone,
    "kind": _kinds_of_papers,
    "language": _languages,
}


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(options=options)
