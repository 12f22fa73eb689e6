"""Words for people: sentences for the translator, texts in three languages, and the form they are searched in."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from html import escape

LANGUAGES = ("en", "fr", "ar")
"""The languages of the Process, in the order in which one stands in for another."""


class Sentence(str):
    """In English here; whatever shows it translates it."""

    __slots__ = ()


def N_(sentence: str) -> Sentence:  # noqa: N802 - the name that gettext's tools look for
    return Sentence(sentence)


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as a reader gets it: ``language`` is the one it is written in, ``stands_in`` if not the one asked for."""

    text: str
    language: str
    stands_in: bool

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> str:
        """In a page: what stands in says in which language it is, so that it is read and pronounced rightly."""
        text = escape(self.text)
        return f'<span lang="{self.language}" dir="auto">{text}</span>' if self.stands_in else text


@dataclass(frozen=True, slots=True)
class Trilingual:
    """A text in up to three languages; an empty string is a language it is not written in."""

    en: str = ""
    fr: str = ""
    ar: str = ""

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Trilingual":
        return cls(**{language: texts[language] for language in LANGUAGES if texts.get(language)})

    def as_dict(self) -> dict[str, str]:
        return {f.name: text for f in fields(self) if (text := getattr(self, f.name))}

    def shown(self, language: str) -> Shown:
        """In this language, or else in the first of ``LANGUAGES`` that is there."""
        if text := getattr(self, language):
            return Shown(text, language, False)
        for candidate in LANGUAGES:
            if text := getattr(self, candidate):
                return Shown(text, candidate, True)
        return Shown("", language, False)

    def __getitem__(self, language: str) -> str:
        return getattr(self, language) or self.shown(language).text

    def __iter__(self) -> Iterator[str]:
        return iter((self.en, self.fr, self.ar))

    def __bool__(self) -> bool:
        return bool(self.en or self.fr or self.ar)


_ARABIC = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "ؤ": "و", "ئ": "ي", "ٱ": "ا", "ء": None})
_LATIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "œ": "oe", "æ": "ae", "ı": "i"})
_NOT_A_WORD = re.compile(r"[^\w]+|_+")


def searchable(*texts: str) -> str:
    """The words of these texts in the one form in which they are stored and looked for, a space between two.

    Case, accents, Arabic vowel signs, hamza and alef forms, tatweel, and the script of digits make no difference:
    ``Éthiopie`` and ``ethiopie``, ``إثيوبيا`` and ``اثيوبيا``, ``٢٠٢٢`` and ``2022`` are the same words.
    An apostrophe ends a word, as in ``l’Ouganda``.
    """
    joined = unicodedata.normalize("NFKD", " ".join(texts)).casefold()
    bare = "".join(_plain(character) for character in joined if not unicodedata.combining(character))
    return " ".join(_NOT_A_WORD.sub(" ", bare.translate(_ARABIC).translate(_LATIN)).split())


def _plain(character: str) -> str:
    return str(unicodedata.digit(character)) if character.isdigit() else character


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


def has_controls(text: str) -> bool:
    """Whether it holds characters no person types: C0 and C1 controls, or bidirectional overrides (UAX #9)."""
    return bool(_CONTROLS.search(text))


def without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)


def slugged(text: str) -> str:
    """What of a text can stand in an address: ``Réunion à Genève`` gives ``reunion-a-geneve``; Arabic gives nothing."""
    words = searchable(text).encode("ascii", "ignore").decode().split()
    return "-".join(word for word in words if word)
