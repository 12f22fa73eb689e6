"""The pair of the Process: an African and a European partner hold a meeting together, or there is a reason why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Sentence
from kpevents.features.meetings.rules import RoleName
from kpevents.features.partners.rules import Side

SIDES = (Side.AFRICAN, Side.EUROPEAN)
"""Whoever stands on neither never completes a pair."""

HOSTING = (RoleName.HOST, RoleName.CO_HOST, RoleName.CO_CHAIR)
"""A meeting "hosted and chaired by X, co-chaired by Y" has its pair in X and Y, as one that Y co-hosts."""

MOST_LETTERS = 2000
"""Of a reason."""


class Holds(Protocol):
    @property
    def role(self) -> RoleName: ...

    @property
    def partner_id(self) -> int | None: ...


Role = TypeVar("Role", bound=Holds)


class Part(NamedTuple):
    """A role as the rule reads it. No partner: the Secretariat. ``name`` is in the reader's language."""

    role: RoleName
    partner_id: int | None
    side: Side
    name: str


@dataclass(frozen=True, slots=True)
class Lack:
    """What is not there: one side, or both. ``sentence`` is to be translated, then filled with ``values``."""

    missing: tuple[Side, ...]
    sentence: Sentence
    values: Mapping[str, str]


class SamePartner(RuleBroken):
    message = N_("%(name)s cannot be host and co-host of the same meeting. Choose another partner for one of the two.")
    field = "roles"


class PairIncomplete(RuleBroken):
    """Carries the lack: its sentence is the message."""

    def __init__(self, lack: Lack) -> None:
        self.lack = lack
        self.message = lack.sentence
        super().__init__(**lack.values)


_ALONE = {
    Side.EUROPEAN: N_(
        "%(names)s stands alone: a meeting of this type is hosted by one African and one European partner. Choose a"
        " European co-host, or give the reason for the exception; it is kept with the meeting."
    ),
    Side.AFRICAN: N_(
        "%(names)s stands alone: a meeting of this type is hosted by one African and one European partner. Choose an"
        " African co-host, or give the reason for the exception; it is kept with the meeting."
    ),
}
_ON_ONE_SIDE = {
    Side.EUROPEAN: N_(
        "No European partner stands beside %(names)s: a meeting of this type is hosted by one African and one European"
        " partner. Choose a European co-host, or give the reason for the exception; it is kept with the meeting."
    ),
    Side.AFRICAN: N_(
        "No African partner stands beside %(names)s: a meeting of this type is hosted by one African and one European"
        " partner. Choose an African co-host, or give the reason for the exception; it is kept with the meeting."
    ),
}
_NOBODY = N_(
    "Nobody hosts yet: a meeting of this type is hosted by one African and one European partner. Choose both, or give"
    " the reason for the exception; it is kept with the meeting."
)
_ON_NEITHER = N_(
    "%(names)s completes no pair: a meeting of this type is hosted by one African and one European partner. Choose"
    " both, or give the reason for the exception; it is kept with the meeting."
)


def hosting(parts: Sequence[Role]) -> list[Role]:
    """Those who hold the meeting. Where nobody hosts, those upon whose initiative it is held stand in their place."""
    hosts = [part for part in parts if part.role in HOSTING and part.partner_id is not None]
    return hosts or [part for part in parts if part.role is RoleName.INITIATOR and part.partner_id is not None]


def pairing_lacks(parts: Sequence[Part], needs_pair: bool, *, comma: str = ", ") -> Lack | None:
    """None where the type asks for no pair, or both sides are there. ``comma`` is the reader's, between two names."""
    hosts = hosting(parts)
    there = {part.side for part in hosts}
    missing = tuple(side for side in SIDES if side not in there)
    if not needs_pair or not missing:
        return None
    names = list(dict.fromkeys(part.name for part in hosts))
    sentence, together = _sentence(missing, len(names)), comma.join(names)
    if sentence.startswith("%"):
        together = together[:1].upper() + together[1:]
    return Lack(missing, sentence, {"names": together} if names else {})


def _sentence(missing: tuple[Side, ...], number: int) -> Sentence:
    if len(missing) == 1:
        return (_ALONE if number == 1 else _ON_ONE_SIDE)[missing[0]]
    return _ON_NEITHER if number else _NOBODY


def ensure_pair(parts: Sequence[Part], needs_pair: bool, reason: str, *, comma: str = ", ") -> str:
    """The reason to keep with the meeting: as given for an exception, and none where the pair is complete.

    Raises SamePartner, whatever the type asks for, and PairIncomplete where something is missing and nobody says why.
    """
    ensure_apart(parts)
    lack = pairing_lacks(parts, needs_pair, comma=comma)
    if lack and not reason.strip():
        raise PairIncomplete(lack)
    return reason.strip() if lack else ""


def ensure_apart(parts: Sequence[Part]) -> None:
    """Raises SamePartner."""
    hosts = {part.partner_id for part in parts if part.role is RoleName.HOST and part.partner_id is not None}
    for part in parts:
        if part.role is RoleName.CO_HOST and part.partner_id in hosts:
            raise SamePartner(name=part.name)
