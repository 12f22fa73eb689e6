"""What the domain may refuse. The web turns each into one HTTP answer, in one place."""

from datetime import timedelta

from kpevents.core.text import N_


class DomainError(Exception):
    """Base of every refusal. ``message`` is a translatable template, ``values`` fill it."""

    message = N_("This cannot be done.")

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message % values)


class NotFound(DomainError):
    message = N_("This page does not exist.")


class NotAllowed(DomainError):
    message = N_("You may not do this.")


class NotUnderstood(DomainError):
    """What stands in the address has no meaning here."""

    message = N_("This address asks for something that cannot be read.")


class RuleBroken(DomainError):
    """A rule of the domain says no; the person can read why and try again.

    ``field`` names what it speaks of, as forms call it; empty: no field alone.
    """

    field = ""


class TooMany(DomainError):
    """Tried too often. ``seconds``: how long to wait."""

    message = N_("That was tried too often. Try again in %(wait)s.")

    def __init__(self, *, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(wait=timedelta(seconds=seconds))
