"""What a partner is, and how partners stand in a list."""

from enum import StrEnum, auto

from kpevents.core.text import N_


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

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As weekend days are stored; Python's ``date.weekday()`` counts them in this order."""

_EUROPEAN_UNION = frozenset({"ec", "eeas", "eu"})


def flag_of(code: str, kind: Kind) -> str | None:
    """The flag that stands beside this partner's name; None where there is none to show."""
    if kind is Kind.STATE:
        return code
    return "eu" if code in _EUROPEAN_UNION else None
