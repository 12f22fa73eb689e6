"""How easily a password is guessed: against lists of leaked ones, names, keyboards, and our own words."""

from collections.abc import Sequence

from zxcvbn import zxcvbn

_LOOKED_AT = 72
"""More characters make no password weaker, and the library slow."""
_OUR_WORDS = ("khartoum", "process", "processus", "kpevents", "migration", "secretariat", "icmpd", "africa", "europe")
"""ASVS 5.0, 6.2.11: words that everybody here would try first."""
_GUESSED_WITHIN = 3
"""zxcvbn's scale: below this, 10^8 guesses do."""


def is_easy(password: str, about: Sequence[str] = ()) -> bool:
    """``about``: words of the person, such as name and address."""
    words = [word for text in about for word in text.replace("@", " ").replace(".", " ").split()]
    return bool(zxcvbn(password[:_LOOKED_AT], user_inputs=[*_OUR_WORDS, *words])["score"] < _GUESSED_WITHIN)
