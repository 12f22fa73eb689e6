"""Secret links in mail: what each is for, and how long it works."""

from datetime import timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from kpevents.core.errors import RuleBroken
from kpevents.core.text import N_


class Purpose(StrEnum):
    """A link made for one purpose opens nothing else."""

    SET_PASSWORD = auto()
    """An invitation, and the first administrator."""
    RESET_PASSWORD = auto()
    CONFIRM_REQUEST = auto()
    """Whoever asks for an account reads mail at the address given."""
    CONFIRM_NEW_ADDRESS = auto()
    CONFIRM_OLD_ADDRESS = auto()


LIVES = {
    Purpose.SET_PASSWORD: timedelta(days=7),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.CONFIRM_REQUEST: timedelta(days=3),
    Purpose.CONFIRM_NEW_ADDRESS: timedelta(days=1),
    Purpose.CONFIRM_OLD_ADDRESS: timedelta(days=1),
}
"""From the moment it is made, which is when its mail leaves."""


class Bearer(NamedTuple):
    """Whom a link is for. It is good while ``generation`` equals the one on that row, which rises with each use."""

    subject_id: int
    generation: int


class LinkRefused(RuleBroken):
    """The same for what is too old, for another purpose, used, or made up: nobody learns which."""

    message = N_("This link does not work, or no longer works. See that it was copied whole, or ask for a new one.")
