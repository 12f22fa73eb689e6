"""What a partner is, and how partners stand in a list."""

import re
from collections.abc import Sequence
from enum import StrEnum, auto
from zoneinfo import available_timezones

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_, Trilingual


class Kind(StrEnum):
    STATE = auto()
    INSTITUTION = auto()
    INTERNATIONAL_ORGANISATION = auto()
    REGIONAL_ORGANISATION = auto()
    AGENCY = auto()
    CIVIL_SOCIETY = auto()
    PRIVATE_SECTOR = auto()
    DIALOGUE = auto()
    PROGRAMME = auto()
    INITIATIVE = auto()
    FRAMEWORK = auto()
    MECHANISM = auto()


class Side(StrEnum):
    AFRICAN = auto()
    EUROPEAN = auto()
    NEITHER = auto()


KIND_LABELS = {
    Kind.STATE: N_("State"),
    Kind.INSTITUTION: N_("Institution"),
    Kind.INTERNATIONAL_ORGANISATION: N_("International organisation"),
    Kind.REGIONAL_ORGANISATION: N_("Regional organisation"),
    Kind.AGENCY: N_("Agency"),
    Kind.CIVIL_SOCIETY: N_("Civil society"),
    Kind.PRIVATE_SECTOR: N_("Private sector"),
    Kind.DIALOGUE: N_("Dialogue"),
    Kind.PROGRAMME: N_("Programme"),
    Kind.INITIATIVE: N_("Initiative"),
    Kind.FRAMEWORK: N_("Framework"),
    Kind.MECHANISM: N_("Mechanism"),
}

SIDE_LABELS = {
    Side.AFRICAN: N_("African side"),
    Side.EUROPEAN: N_("European side"),
    Side.NEITHER: N_("Neither side"),
}

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As weekend days are stored; Python's ``date.weekday()`` counts them in this order."""

_EUROPEAN_UNION = frozenset({"ec", "eeas", "eu"})


def flag_of(code: str, kind: Kind) -> str | None:
    """The flag that stands beside this partner's name; None where there is none to show."""
    if kind is Kind.STATE:
        return code
    return "eu" if code in _EUROPEAN_UNION else None


_OF_A_STATE = re.compile(r"[a-z]{2}", re.ASCII)
_ISO3 = re.compile(r"[A-Z]{3}", re.ASCII)
_RESERVED = frozenset({"secretariat"})
"""Codes that mean somebody else where roles are written."""


class NotAZone(RuleBroken):
    message = N_("“%(zone)s” is not a time zone. Write its IANA name, such as Africa/Nairobi.")
    field = "zone"


class NoWeekend(RuleBroken):
    message = N_("A state has its weekend: choose at least one day. Only organisations may have none.")
    field = "weekend"


class NotACodeOfAState(RuleBroken):
    message = N_("“%(code)s” is not the code of a state. Write its two letters in ISO 3166-1, in small letters.")
    field = "code"


class NotAnIso3(RuleBroken):
    message = N_("A state has a code of three capital letters in ISO 3166-1, such as KEN; others have none.")
    field = "iso3"


class KindIsFixed(RuleBroken):
    message = N_("A state stays a state, and an organisation an organisation. Make a new partner instead.")
    field = "kind"


class RankTaken(RuleBroken):
    message = N_("%(holder)s has the place %(rank)s in the European Union’s order already. Change that one first.")
    field = "eu_protocol_rank"


class CodeReserved(RuleBroken):
    message = N_("“%(code)s” stands for the Secretariat of the Process itself. Choose another code.")
    field = "code"


def ensure_code(code: str, kind: Kind, iso3: str | None) -> None:
    """For a new partner. Raises NotACodeOfAState, NotAnIso3, CodeReserved."""
    is_state = kind is Kind.STATE
    if code in _RESERVED:
        raise CodeReserved(code=code)
    if is_state and not _OF_A_STATE.fullmatch(code):
        raise NotACodeOfAState(code=code[:80])
    if bool(iso3) != is_state or (iso3 and not _ISO3.fullmatch(iso3)):
        raise NotAnIso3()


def ensure_kind(before: Kind, after: Kind) -> None:
    """Raises KindIsFixed."""
    if before is not after and Kind.STATE in (before, after):
        raise KindIsFixed()


def ensure_when_at_work(kind: Kind, zone: str | None, weekend: Sequence[str]) -> None:
    """Where its clocks stand and which days are free. Raises NotAZone, NoWeekend."""
    if zone and zone not in available_timezones():
        raise NotAZone(zone=zone[:80])
    if kind is Kind.STATE and not weekend:
        raise NoWeekend()


def ensure_rank(rank: int | None, holder: Trilingual | None) -> None:
    """``holder``: the name of another partner that has it. Raises RankTaken."""
    if rank is not None and holder is not None:
        raise RankTaken(rank=rank, holder=holder)
