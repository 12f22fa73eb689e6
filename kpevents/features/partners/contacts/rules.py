"""What a contact is, and when it must be checked again."""

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum, auto

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_


class ContactKind(StrEnum):
    FOCAL_POINT = auto()
    DEPUTY = auto()
    OTHER = auto()


class Speaks(StrEnum):
    """The language in which a contact is written to."""

    EN = auto()
    FR = auto()
    AR = auto()


class CheckState(StrEnum):
    """What a partner's contacts want of the Secretariat."""

    NONE = auto()
    DUE = auto()
    CHECKED = auto()


CONTACT_LABELS = {
    ContactKind.FOCAL_POINT: N_("Focal point"),
    ContactKind.DEPUTY: N_("Deputy of a focal point"),
    ContactKind.OTHER: N_("Other contact"),
}

SPEAKS_LABELS = {Speaks.EN: N_("English"), Speaks.FR: N_("French"), Speaks.AR: N_("Arabic")}

CHECK_LABELS = {
    CheckState.NONE: N_("No contact in use"),
    CheckState.DUE: N_("A contact not checked for a year"),
    CheckState.CHECKED: N_("All contacts checked within a year"),
}

PERSONAL = frozenset({"name", "function", "email", "phone", "language", "note"})
"""The journal names these and keeps no value of them."""

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class NamelessContact(RuleBroken):
    message = N_("Write the name of the contact, or of the office that answers.")
    field = "name"


class NotAnAddress(RuleBroken):
    message = N_("“%(email)s” is not an e-mail address. Write it like name@ministry.example.")
    field = "email"


class CheckedInTheFuture(RuleBroken):
    message = N_("A contact cannot have been checked on a day to come. Today is %(today)s.")
    field = "last_checked_on"


def ensure_contact(name: str, email: str, last_checked_on: date | None, today: date) -> None:
    """Raises NamelessContact, NotAnAddress, CheckedInTheFuture."""
    if not name.strip():
        raise NamelessContact()
    if email and not _ADDRESS.fullmatch(email):
        raise NotAnAddress(email=email[:80])
    if last_checked_on and last_checked_on > today:
        raise CheckedInTheFuture(today=today)


def a_year_before(today: date) -> date:
    """The same day of the year before; of 29 February, the 28th."""
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - 1, day=day)


def is_due(active: bool, last_checked_on: date | None, today: date) -> bool:
    """Not checked for a year. One that is not in use any more needs no check."""
    return active and (last_checked_on is None or last_checked_on <= a_year_before(today))


def state_of(due: Iterable[bool]) -> CheckState:
    """``due``: of each contact in use, whether it is."""
    answers = list(due)
    if not answers:
        return CheckState.NONE
    return CheckState.DUE if any(answers) else CheckState.CHECKED
