"""Languages: which is spoken just now, and how a sentence is put into it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from hashlib import sha256
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version
from babel.support import NullTranslations, Translations
from flask import Flask
from markupsafe import Markup

from kpevents.core.text import LANGUAGES, searchable

CATALOGUES = Path(__file__).parents[1] / "locale"

LOCALES = {"en": Locale("en", "GB"), "fr": Locale("fr"), "ar": Locale("ar", "EG")}
"""How dates and numbers are written: Egypt's Arabic, with its own digits."""

_spoken: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


def speak(language: str) -> None:
    """From here on in this request; each request chooses anew."""
    _spoken.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """``with speaking("fr"):`` whatever is translated inside is French."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> str:
    """``en``, ``fr`` or ``ar``."""
    return _spoken.get()


def locale() -> Locale:
    return LOCALES[_spoken.get()]


def gettext(sentence: str, **values: object) -> str:
    text = _catalogue(_spoken.get()).gettext(sentence)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The form that this language has for the number; ``values`` says how the number is written."""
    text = _catalogue(_spoken.get()).ngettext(one, many, num)
    return text % values if values else text


@cache
def _catalogue(spoken: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [spoken])


@cache
def _plain(sentence: str, spoken: str) -> Markup:
    return Markup(_catalogue(spoken).gettext(sentence))  # noqa: S704 - our own sentence


def _in_a_page(sentence: str, **values: object) -> Markup:
    """A sentence of a template: ours, and so not escaped; the values in it are."""
    text = _plain(sentence, _spoken.get())
    return text % values if values else text


def _in_a_page_counted(one: str, many: str, num: int, **values: object) -> Markup:
    return Markup(_catalogue(_spoken.get()).ngettext(one, many, num)) % values  # noqa: S704 - our own sentence


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(_=_in_a_page, ngettext=_in_a_page_counted)
    app.teardown_request(lambda _error: speak(LANGUAGES[0]))


def country(code: str) -> str:
    """The name of a country in the language of this request, as Unicode's CLDR has it; ``code`` is ISO 3166-1."""
    return _country(code.upper(), _spoken.get())


@cache
def _country(code: str, spoken: str) -> str:
    return str(LOCALES[spoken].territories.get(code, code))


@cache
def _countries(spoken: str) -> list[tuple[str, str]]:
    named = {str(code): str(name) for code, name in LOCALES[spoken].territories.items()}
    known = [(code.lower(), name) for code, name in named.items() if len(code) == 2 and code.isalpha()]
    real = [(code, name) for code, name in known if code not in _NO_COUNTRIES]
    return sorted(real, key=lambda choice: searchable(choice[1]))


_NO_COUNTRIES = frozenset({"eu", "ez", "un", "zz", "xa", "xb", "qo", "ac", "cp", "cq", "dg", "ea", "ic", "ta"})
"""Regions of CLDR that are no country of ISO 3166-1."""


def countries() -> list[tuple[str, str]]:
    """Codes in lower case and names in the language of this request, in the order of the names."""
    return _countries(_spoken.get())


@cache
def country_names(code: str) -> list[str]:
    """The name in each language, for a search."""
    return [LOCALES[language].territories.get(code.upper(), "") for language in LANGUAGES]


@cache
def wording() -> str:
    """The same as long as no translation, and no name of a month or a country, changes."""
    files = sorted(CATALOGUES.rglob("*.po"))
    return sha256(b"".join([babel_version.encode(), *(file.read_bytes() for file in files)])).hexdigest()


def listed(words: Iterable[str]) -> str:
    """One after the other, with this language's comma between two; what is empty is left out."""
    return gettext(", ").join(word for word in words if word)
