"""What a message may be, how it stands, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto

from kpevents.core.errors import RuleBroken
from kpevents.core.links import Purpose
from kpevents.core.text import LANGUAGES, N_, has_controls


class State(StrEnum):
    WAITING = auto()
    SENDING = auto()
    """A worker has it in hand."""
    SENT = auto()
    """The server took it; what other servers do with it is not known."""
    FAILED = auto()
    """Given up; ``error`` says why."""


STATE_LABELS = {
    State.WAITING: N_("Waiting"),
    State.SENDING: N_("Being sent"),
    State.SENT: N_("Sent"),
    State.FAILED: N_("Failed"),
}


STILL_HERE = (State.WAITING, State.FAILED)
"""What may be tried again now. The others would arrive twice: a worker has them in hand, or a server took them."""


class Kind(StrEnum):
    """What a message is about. Each room adds the words it needs."""

    INVITATION = auto()
    PASSWORD = auto()
    USER_NAME = auto()
    ACCOUNT_REQUEST = auto()
    ADDRESS_CHANGE = auto()
    SECURITY = auto()


KIND_LABELS = {
    Kind.INVITATION: N_("Invitation to an account"),
    Kind.PASSWORD: N_("Forgotten password"),
    Kind.USER_NAME: N_("Forgotten user name"),
    Kind.ACCOUNT_REQUEST: N_("Request for an account"),
    Kind.ADDRESS_CHANGE: N_("Change of address"),
    Kind.SECURITY: N_("Notice about an account"),
}

LONGEST_SUBJECT = 200
LONGEST_TEXT = 50_000
LINK = "{link}"
"""The line of a text that becomes a secret link when the message leaves."""
TOKEN = "{token}"  # noqa: S105 - where the token goes, not a token
MASK = "••••••••"


class AddressRefused(RuleBroken):
    field = "email"
    message = N_("“%(address)s” is not an e-mail address that mail can be sent to. Write it as name@example.org.")


class SubjectRefused(RuleBroken):
    message = N_("The subject of a message is one line of at most %(most)s letters, without control characters.")


class TextRefused(RuleBroken):
    message = N_("The text of a message has at most %(most)s letters, and no control characters.")


class MessageHasNoLink(RuleBroken):
    message = N_("There is no secret link in this message.")


@dataclass(frozen=True, slots=True)
class SecretLink:
    """``path`` is where it leads, from the root of the site, with ``{token}`` where the token goes."""

    purpose: Purpose
    subject_id: int
    generation: int
    path: str

    def __post_init__(self) -> None:
        if not self.path.startswith("/") or self.path.count(TOKEN) != 1:
            raise ValueError(f"{self.path!r} must begin with / and hold {TOKEN} once")

    def leading_to(self, token: str) -> str:
        return self.path.replace(TOKEN, token)


def link_of(purpose: str | None, subject_id: int | None, generation: int | None, path: str | None) -> SecretLink | None:
    """As it is stored; raises ValueError for a purpose that this release does not know."""
    if purpose is None or subject_id is None or generation is None or path is None:
        return None
    return SecretLink(Purpose(purpose), subject_id, generation, path)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as whoever causes it writes it: finished words in the receiver's language.

    ``person_id`` is the account it is for, also where the address is not yet that account's; None if there is none.
    With a ``link``, exactly one line of ``body`` is ``{link}`` and nothing else: so nobody's name can become a link.
    """

    kind: str
    to: str
    language: str
    subject: str
    body: str
    person_id: int | None = None
    link: SecretLink | None = None


def check(letter: Letter) -> None:
    """Raises SubjectRefused or TextRefused; ValueError for what no person typed."""
    subject = letter.subject.strip()
    if len(subject.splitlines()) != 1 or len(subject) > LONGEST_SUBJECT or has_controls(subject):
        raise SubjectRefused(most=LONGEST_SUBJECT)
    if len(letter.body) > LONGEST_TEXT or has_controls(letter.body):
        raise TextRefused(most=LONGEST_TEXT)
    if letter.language not in LANGUAGES:
        raise ValueError(f"{letter.language!r} is no language of the product")
    if letter.body.split("\n").count(LINK) != (1 if letter.link else 0):
        raise ValueError(f"one line of the text must be {LINK} if there is a link, and none otherwise")


def with_link(body: str, address: str) -> str:
    return "\n".join(address if line == LINK else line for line in body.split("\n"))


_MINUTES = (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60, 24 * 60)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in _MINUTES)
"""Between one attempt and the next: nearly five days in all, as RFC 5321, section 4.5.4.1, would have it."""


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait when that many attempts came to nothing; None: it is given up."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None
