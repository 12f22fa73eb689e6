"""How easily a password is guessed: against lists of leaked ones, names, keyboards, and our own words."""

import re
from collections.abc import Sequence

from zxcvbn import zxcvbn

OUR_WORDS = ("khartoum", "process", "processus", "kpevents", "migration", "secretariat", "icmpd", "africa", "europe")
"""ASVS 5.0, 6.1.2: words that everybody here would try first."""
_LOOKED_AT = 72
"""More characters make no password weaker, and the library slow."""
_GUESSED_WITHIN = 3
"""zxcvbn's scale: below this, 10^8 guesses do."""
_OF_A_PERSON = 4
"""Letters that a word has at least; a shorter one stands in many others."""
_LEFT = 8
"""Letters that a password has at least beside such words."""


def is_easy(password: str, about: Sequence[str] = ()) -> bool:
    """``about``: words of the person, such as name and address."""
    words = [*OUR_WORDS, *(word for text in about for word in re.split(r"\W+", text.casefold()) if word)]
    left = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "") if len(word) >= _OF_A_PERSON else left
    if len(left) < _LEFT and left != password.casefold():
        return True
    return bool(zxcvbn(password[:_LOOKED_AT], user_inputs=words)["score"] < _GUESSED_WITHIN)
