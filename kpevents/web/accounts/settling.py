"""What the pages of accounts share: the settings, and how often something may be tried."""

from flask import current_app, request

from kpevents.infra import limits
from kpevents.infra.settings import Settings

PER_PAIR = "10 per 15 minutes"
"""Tries to sign in at one address from one host: whoever guesses elsewhere does not shut its owner out."""
PER_ADDRESS, PER_HOST = "100 per hour", "60 per 15 minutes"
"""At one address from anywhere; from one host at any address."""
PER_CODE = "10 per 15 minutes"
"""Codes of the second factor for one account, after the right password."""
LETTERS_PER_ADDRESS, LETTERS_PER_HOST = "3 per hour", "20 per hour"
"""Letters that somebody who is not signed in may cause."""
MOVES_PER_PERSON = "10 per hour"
"""Other addresses that somebody who is signed in may try to move to: each gets a letter."""
LINKS_PER_HOST = "60 per 15 minutes"


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found


def host() -> str:
    return limits.host(request.remote_addr or "")


def count_sign_in(email: str) -> None:
    """Raises TooMany. Counted whether the address has an account or not."""
    limits.count("sign-in from", host(), PER_HOST)
    limits.count("sign-in at from", f"{email} {host()}", PER_PAIR)
    limits.count("sign-in", email, PER_ADDRESS)


def forgive_sign_in(email: str) -> None:
    limits.forgive("sign-in at from", f"{email} {host()}", PER_PAIR)
    limits.forgive("sign-in", email, PER_ADDRESS)


def count_letter(what: str, email: str) -> None:
    """Raises TooMany. Counted whether the address has an account or not."""
    limits.count(f"{what} from", host(), LETTERS_PER_HOST)
    limits.count(what, email, LETTERS_PER_ADDRESS)
