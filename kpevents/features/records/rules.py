"""What is refused of any record, and how what hangs on it is called."""

import re

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Sentence, Trilingual

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)

TABLES = {
    "meetings": N_("Meetings"),
    "meeting_roles": N_("Roles in meetings"),
    "terms": N_("Terms of office"),
    "contacts": N_("Contacts"),
    "user_grants": N_("Roles of people"),
    "offers": N_("Offers to host"),
    "papers": N_("Papers"),
}
"""What refers to a record, by the table it stands in."""

OTHERS = N_("Other records")


class OfAField(RuleBroken):
    """A refusal that several fields share; ``field`` is the one to look at again."""

    def __init__(self, field: str, **values: object) -> None:
        super().__init__(**values)
        self.field = field


class NotAWord(OfAField):
    message = N_(
        "“%(word)s” cannot stand in an address. Use small letters from a to z, digits and single hyphens, "
        "at most %(longest)s characters in all."
    )


class Taken(OfAField):
    message = N_("“%(word)s” is taken already. Choose another.")


class Unnamed(OfAField):
    message = N_("This must be written in at least one language.")


class StillInUse(RuleBroken):
    message = N_(
        "“%(name)s” cannot be deleted while other records refer to it (%(number)s of them). "
        "Change or delete those first."
    )


def ensure_word(word: str, field: str, *, longest: int = 60) -> None:
    """What stands in an address for ever. Raises NotAWord."""
    if len(word) > longest or not _WORD.fullmatch(word):
        raise NotAWord(field, word=word[:80], longest=longest)


def ensure_named(text: Trilingual, field: str) -> None:
    """Raises Unnamed."""
    if not any(part.strip() for part in text):
        raise Unnamed(field)


def ensure_unused(name: Trilingual, number: int) -> None:
    """``number``: how many rows refer to it. Raises StillInUse."""
    if number:
        raise StillInUse(name=name, number=number)


def called(table: str) -> Sentence:
    return TABLES.get(table, OTHERS)
