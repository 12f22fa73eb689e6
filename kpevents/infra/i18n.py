"""Languages: which there are, and how a sentence is put into one."""

from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version
from flask import Flask
from flask_babel import Babel, force_locale, get_locale, lazy_gettext
from flask_babel import gettext as translate
from flask_babel import ngettext as translate_number

from kpevents.core.text import LANGUAGES

__all__ = ["LANGUAGES", "gettext", "init_app", "language", "lazy_gettext", "locale", "ngettext", "speaking"]

speaking = force_locale
"""``with speaking("fr"):`` whatever is translated inside is French."""

LOCALES = {"en": Locale("en", "GB"), "fr": Locale("fr"), "ar": Locale("ar", "EG")}
"""How dates and numbers are written: Egypt's Arabic, with its own digits."""


def gettext(sentence: str, **values: object) -> str:
    return str(translate(sentence, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    return str(translate_number(one, many, num, **values))


def locale() -> Locale:
    return LOCALES[language()]


def language() -> str:
    """``en``, ``fr`` or ``ar``: what this request is answered in."""
    spoken = get_locale()
    return spoken.language if spoken else LANGUAGES[0]


def init_app(app: Flask, catalogues: Path, choose: Callable[[], str]) -> None:
    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_translation_directories=str(catalogues),
        locale_selector=choose,
    )


def country(code: str) -> str:
    """The name of a country in the language of this request, as Unicode's CLDR has it; ``code`` is ISO 3166-1."""
    return str(locale().territories.get(code.upper(), code.upper()))


@cache
def country_names(code: str) -> list[str]:
    """The name in each language, for a search."""
    return [LOCALES[language].territories.get(code.upper(), "") for language in LANGUAGES]


@cache
def wording() -> str:
    """The same as long as no translation, and no name of a month or a country, changes."""
    catalogues = sorted((Path(__file__).parents[1] / "locale").rglob("*.po"))
    return sha256(b"".join([babel_version.encode(), *(file.read_bytes() for file in catalogues)])).hexdigest()


def listed(words: Iterable[str]) -> str:
    """One after the other, with this language's comma between two; what is empty is left out."""
    return gettext(", ").join(word for word in words if word)
