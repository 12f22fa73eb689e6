"""What an account, a password, a session and a grant must be."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum, auto

from kpevents.core.errors import NotAllowed, RuleBroken
from kpevents.core.policy import (
    OF_A_MEETING,
    OF_A_PARTNER,
    OF_THE_STAFF,
    Actor,
    Grant,
    Permission,
    Role,
    allows,
)
from kpevents.core.text import N_

SHORTEST, LONGEST = 12, 128
"""Of a password, in characters: OWASP ASVS 5.0, 6.2.1 and 6.2.9."""

IDLE = timedelta(hours=4)
"""A session ends when nothing was asked for so long (ASVS 5.0, 7.3.1): a morning of work, and no night."""
AT_MOST = timedelta(hours=12)
"""And so long after it began, whatever happens (7.3.2)."""
HALFWAY = timedelta(minutes=15)
"""For the second factor, after the password was right."""
SEEN_EVERY = timedelta(minutes=5)
"""How often "last seen" is written: no page waits for it more often."""


AFTER_THE_MEETING = timedelta(days=30)


class State(StrEnum):
    INVITED = auto()
    """Has a link by mail, and no password yet."""
    ACTIVE = auto()
    ENDED = auto()


STATE_LABELS = {State.INVITED: N_("Invited"), State.ACTIVE: N_("Active"), State.ENDED: N_("Closed")}


class Stage(StrEnum):
    """How far somebody has come in signing in."""

    PASSWORD = auto()
    """The password was right; the second factor is still asked for, or still to be set up."""
    FULL = auto()


class NotSignedIn(RuleBroken):
    """One sentence for every cause: none tells whether the address has an account (ASVS 5.0, 6.3.8)."""

    message = N_("The address and the password do not belong together. Try again, or ask for a new password.")


class CodeWrong(RuleBroken):
    field = "code"
    message = N_("This code is not right, or was used already. Wait for the next one, or use a recovery code.")


class FactorUnreadable(RuleBroken):
    field = "code"
    message = N_(
        "Codes of your phone cannot be checked here any more, since this installation has another key than when you"
        " set it up. Use a recovery code, or ask the Secretariat to remove your second factor."
    )


class PasswordRefused(RuleBroken):
    field = "new_password"


class PasswordTooShort(PasswordRefused):
    message = N_("A password has at least %(shortest)s characters. A few words in a row are easy to keep in mind.")


class PasswordTooLong(PasswordRefused):
    message = N_("A password has at most %(longest)s characters.")


class PasswordTooCommon(PasswordRefused):
    message = N_("This password is easy to guess. A few words that do not belong together are better.")


class AddressTaken(RuleBroken):
    field = "email"
    message = N_("There is already an account with the address %(email)s.")


class LinkOfAnotherAdministrator(RuleBroken):
    message = N_("This message is for another administrator: nobody else sees its link. It leaves with the mail.")


class AddressUnchanged(RuleBroken):
    field = "email"
    message = N_("%(email)s is the address of this account already.")


class AddressNotFree(RuleBroken):
    """Not whose it is."""

    message = N_("The new address cannot be had any more. Nothing was changed: ask for another one.")


class GrantMisplaced(RuleBroken):
    message = N_(
        "A focal point or deputy needs a partner, a host liaison a meeting and a last day; others need neither."
    )


class LastAdministrator(RuleBroken):
    message = N_("This is the last administrator. Make somebody else an administrator first.")


class AdministratorsOnly(NotAllowed):
    message = N_("Only an administrator may make somebody an administrator, or change the account of one.")


class OwnAccount(RuleBroken):
    message = N_("This is your own account: somebody else of the Secretariat has to do this for you.")


class OwnLastRole(RuleBroken):
    message = N_("Without this role you could not open the desk any more: somebody else has to take it from you.")


def normal_address(email: str) -> str:
    """The form in which an address is stored and looked for. Case makes no difference: nobody tells two apart by it.

    Lower case, not folded: ``ß`` and ``ss`` are two mailboxes.
    """
    return unicodedata.normalize("NFC", email.strip().lower())


def ensure_length(password: str) -> None:
    """Raises PasswordTooShort, PasswordTooLong. Nothing is asked of its letters (ASVS 5.0, 6.2.5)."""
    if len(password) < SHORTEST:
        raise PasswordTooShort(shortest=SHORTEST)
    if len(password) > LONGEST:
        raise PasswordTooLong(longest=LONGEST)


def lives(stage: Stage, began: datetime, seen: datetime, now: datetime) -> bool:
    """Whether a session still holds."""
    if stage is Stage.PASSWORD:
        return now < began + HALFWAY
    return now < began + AT_MOST and now < seen + IDLE


@dataclass(frozen=True, slots=True)
class Given:
    """A grant as it is stored. ``ends_on`` is its last day; None: until it is taken back."""

    role: Role
    partner_id: int | None = None
    meeting_id: int | None = None
    ends_on: date | None = None


def ensure_placed(given: Given) -> None:
    """A role of a partner names one, a role of a meeting names one and its last day. Raises GrantMisplaced."""
    of_partner, of_meeting = given.role in OF_A_PARTNER, given.role in OF_A_MEETING
    named = (given.partner_id is not None, given.meeting_id is not None, given.ends_on is not None)
    if named != (of_partner, of_meeting, of_meeting):
        raise GrantMisplaced()


def running(given: Iterable[Given], today: date) -> frozenset[Grant]:
    """What the policy is asked with: a grant holds on its last day, and not on the day after."""
    return frozenset(
        Grant(each.role, each.partner_id, each.meeting_id)
        for each in given
        if each.ends_on is None or today <= each.ends_on
    )


def ensure_may_touch(actor: Actor, roles: Iterable[Role]) -> None:
    """Whoever gives or takes these roles, or does something to an account that holds them. Raises AdministratorsOnly.

    Else a person of the secretariat could become an administrator by way of another account.
    """
    if Role.ADMINISTRATOR in roles and not allows(actor, Permission.MANAGE_ADMINISTRATORS):
        raise AdministratorsOnly()


def ensure_not_oneself(actor: Actor, user_id: int) -> None:
    """Nobody shuts themselves out by a slip of the hand. Raises OwnAccount."""
    if actor.user_id == user_id:
        raise OwnAccount()


def ensure_stays_at_the_desk(actor: Actor, user_id: int, taken: Role, held: Iterable[Role]) -> None:
    """Raises OwnLastRole for whoever takes from themselves what opens the desk to them. ``held``: all roles so far."""
    left = [role for role in held if role in OF_THE_STAFF and role is not taken]
    if actor.user_id == user_id and taken in OF_THE_STAFF and not left:
        raise OwnLastRole()


def last_day_of_a_liaison(meeting_ends: date) -> date:
    """What is proposed: reports and thanks take a month."""
    return meeting_ends + AFTER_THE_MEETING


def needs_second_factor(grants: Iterable[Grant]) -> bool:
    return any(grant.role in OF_THE_STAFF for grant in grants)
