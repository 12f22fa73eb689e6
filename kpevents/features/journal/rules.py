"""What a line of the journal says: who did what to which thing, and how each field stood before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any

from kpevents.core.text import N_, Trilingual, searchable
from kpevents.core.timespan import PartialDate


class Subject(StrEnum):
    """What a change was made to."""

    MEETING = auto()
    PAPER = auto()
    OFFER = auto()
    PARTNER = auto()
    CONTACT = auto()
    TERM = auto()
    CHAIRMANSHIP = auto()
    CANDIDATURE = auto()
    TYPE = auto()
    SERIES = auto()
    PAGE = auto()
    PERSON = auto()
    REQUEST = auto()
    """For an account."""
    MESSAGE = auto()
    INSTALLATION = auto()


NAMELESS = frozenset({Subject.PERSON, Subject.REQUEST, Subject.CONTACT, Subject.MESSAGE})
"""What these are called is somebody's name, and no line keeps it."""


SUBJECT_LABELS = {
    Subject.MEETING: N_("Meeting"),
    Subject.PAPER: N_("Paper"),
    Subject.OFFER: N_("Offer to host"),
    Subject.PARTNER: N_("Partner"),
    Subject.CONTACT: N_("Contact"),
    Subject.TERM: N_("Term of office"),
    Subject.CHAIRMANSHIP: N_("Chairmanship"),
    Subject.CANDIDATURE: N_("Candidature for the chair"),
    Subject.TYPE: N_("Type of meeting"),
    Subject.SERIES: N_("Series"),
    Subject.PAGE: N_("Text of the site"),
    Subject.PERSON: N_("Person"),
    Subject.REQUEST: N_("Request for an account"),
    Subject.MESSAGE: N_("Message"),
    Subject.INSTALLATION: N_("Installation"),
}


class Deed(StrEnum):
    """What was done. Each room adds the words it needs; ``DEED_LABELS`` has a sentence for each."""

    CREATED = auto()
    CHANGED = auto()
    DELETED = auto()
    DUPLICATED = auto()
    INVITED = auto()
    GRANTED = auto()
    GRANT_ENDED = auto()
    PASSWORD_SET = auto()
    SIGNED_OUT = auto()
    FACTOR_SET = auto()
    FACTOR_REMOVED = auto()
    ADDRESS_CHANGED = auto()
    CLOSED = auto()
    REOPENED = auto()
    ERASED = auto()
    REFUSED = auto()
    REVEALED = auto()
    """Somebody looked at the secret link of a message."""
    TRIED_AGAIN = auto()
    """A message, by somebody who did not wait for its next attempt."""
    KEPT = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    WITHDRAWN = auto()
    ENDORSED = auto()
    HANDED_OVER = auto()
    REPLACED = auto()
    LOADED = auto()
    """The product's own facts, from its data files."""


DEED_LABELS = {
    Deed.CREATED: N_("created"),
    Deed.CHANGED: N_("changed"),
    Deed.DELETED: N_("deleted"),
    Deed.DUPLICATED: N_("made as a copy"),
    Deed.INVITED: N_("invited"),
    Deed.GRANTED: N_("given a role"),
    Deed.GRANT_ENDED: N_("taken out of a role"),
    Deed.PASSWORD_SET: N_("new password"),
    Deed.SIGNED_OUT: N_("signed out everywhere"),
    Deed.FACTOR_SET: N_("second factor set up"),
    Deed.FACTOR_REMOVED: N_("second factor removed"),
    Deed.ADDRESS_CHANGED: N_("new address"),
    Deed.CLOSED: N_("closed"),
    Deed.REOPENED: N_("opened again"),
    Deed.ERASED: N_("erased"),
    Deed.REFUSED: N_("refused"),
    Deed.REVEALED: N_("link shown"),
    Deed.TRIED_AGAIN: N_("to be sent again"),
    Deed.KEPT: N_("kept for later"),
    Deed.ACCEPTED: N_("accepted"),
    Deed.DECLINED: N_("declined"),
    Deed.WITHDRAWN: N_("withdrawn"),
    Deed.ENDORSED: N_("endorsed"),
    Deed.HANDED_OVER: N_("handed over"),
    Deed.REPLACED: N_("replaced by a new version"),
    Deed.LOADED: N_("loaded"),
}

Value = Any
"""What JSON can hold: text, number, list, or a text in languages as ``{"en": ...}``."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one field stood before and stands now. A personal field is named, and its values are not kept."""

    field: str
    before: Value = None
    after: Value = None
    personal: bool = False

    def as_dict(self) -> dict[str, Value]:
        if self.personal:
            return {"field": self.field, "personal": True}
        return {"field": self.field, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Line:
    """``name`` is what the subject is called, in the languages it has; of a person, nothing: the id finds it.

    ``meeting_id``, ``partner_id`` and ``person_id`` say in whose journal it stands beside its own.
    """

    subject: Subject
    subject_id: int | None
    deed: Deed
    name: Mapping[str, str]
    changes: Sequence[Change] = ()
    reason: str = ""
    meeting_id: int | None = None
    partner_id: int | None = None
    person_id: int | None = None


def stored(value: Any) -> Value:
    """A value of a column as a line keeps it."""
    if isinstance(value, Trilingual):
        return value.as_dict()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, PartialDate | date):
        return str(value)
    return [stored(each) for each in value] if isinstance(value, tuple | list) else value


def found_by(name: Mapping[str, str], reason: str) -> str:
    """The words by which a line is found: a space stands before each, so that a search finds how words begin."""
    return f" {searchable(*name.values(), reason)}"


def differences(
    before: Mapping[str, Value], after: Mapping[str, Value], *, personal: frozenset[str] = frozenset()
) -> list[Change]:
    """A change for each field that differs, in the order of ``after``."""
    return [
        Change(field, before.get(field), value, field in personal)
        for field, value in after.items()
        if before.get(field) != value
    ]
