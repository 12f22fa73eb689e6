"""Where mail is handed over, as ``KPEVENTS_SMTP_URL`` says it."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from kpevents.core.text import has_controls

FORM = "smtp://user:password@host:port or smtps://user:password@host:port"
_PORTS = {"smtps": 465, "smtp": 25}
_SUBMISSION = 587
"""RFC 6409: where those who sign in hand over mail."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """``smtp://`` takes TLS where the server offers it; ``smtps://`` begins with it (RFC 8314)."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    tls_from_the_start: bool = False
    is_this_machine: bool = False

    @property
    def must_be_private(self) -> bool:
        """A password does not cross a network that others can read."""
        return bool(self.user) and not self.is_this_machine

    @property
    def must_be_known(self) -> bool:
        """Whether its certificate has to be good: there is a password to keep, or TLS was asked for by name."""
        return not self.is_this_machine and (self.must_be_private or self.tls_from_the_start)

    @classmethod
    def parse(cls, text: str) -> "MailServer":
        """Raises ValueError, with a sentence that does not repeat the password."""
        try:
            parts = urlsplit(text)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            host, port, parts = "", None, SplitResult("", "", "", "", "")
        if parts.scheme not in _PORTS or not host or has_controls(text) or " " in text or not _ends_there(parts):
            raise ValueError(f"it must look like {FORM}; in a password write / as %2F, # as %23, ? as %3F, @ as %40")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        if bool(user) != bool(password) or not (user + password).isascii():
            raise ValueError("user and password go together, in ASCII letters")
        usual = _SUBMISSION if user and parts.scheme == "smtp" else _PORTS[parts.scheme]
        return cls(host, port or usual, user, password, parts.scheme == "smtps", _is_this_machine(host))


def _ends_there(parts: SplitResult) -> bool:
    return parts.path in ("", "/") and not parts.query and not parts.fragment and parts.netloc.count("@") <= 1


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
