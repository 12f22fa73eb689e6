"""E-mail addresses: whether a text is one, in the one form in which it is kept and written into a header."""

from email.headerregistry import Address
from email.utils import parseaddr

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from kpevents.core.text import has_controls

# A ministry's own network may end in .local, a trial in .test: whether mail gets there is for its server to say.
SPECIAL_USE_DOMAIN_NAMES.clear()

LONGEST = 254
"""Letters of an address that every server takes: the path of RFC 5321, section 4.5.3.1.3, without its brackets."""


def checked(text: str) -> str:
    """The address with its domain in lower case and ASCII (IDNA). Raises ValueError for anything else.

    No name server is asked. What is not ASCII before the @ (RFC 6531) does not pass most servers: it is refused
    here, where somebody reads why, and not lost on the way.
    """
    if has_controls(text) or len(text) > LONGEST:
        raise ValueError("not an address")
    try:
        found = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, globally_deliverable=False, strict=True
        )
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    if found.domain.rpartition(".")[2].isdigit():
        raise ValueError("a number is no domain")
    return found.ascii_email or found.normalized


def mailbox(text: str) -> Address:
    """``Name <address>``, or an address alone. Raises ValueError for anything else, several of them included."""
    if has_controls(text) or len(text.splitlines()) != 1:
        raise ValueError("not one line")
    name, address = parseaddr(text)
    if text.strip() not in (address, f"{name} <{address}>", f'"{name}" <{address}>'):
        raise ValueError("not one address")
    return Address(display_name=name, addr_spec=checked(address))
