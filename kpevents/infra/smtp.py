"""Messages as the standards write them, and the way to a mail server that never takes longer than it may."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from smtplib import SMTP, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException
from threading import Timer

from kpevents.infra.mail_server import MailServer

SECONDS = 30
"""For one message in all, from finding the server to its last word."""
_TO_SAY_GOODBYE = 2
_READY = 220
_PERMANENT = 500
"""RFC 5321, section 4.2.1: from here on the server would say the same again."""

# Seven bits: a server that knows no 8BITMIME (RFC 6152) would spoil French and Arabic.
_POLICY = policy.SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the text."""

    sender: Address
    to: str
    subject: str
    message_id: str
    language: str


def written(head: Letterhead, text: str, *, now: datetime) -> EmailMessage:
    """The message as it goes out. Raises ValueError for a header of more than one line."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = head.sender
    message["To"] = Address(addr_spec=head.to)
    message["Subject"] = head.subject
    message["Date"] = now
    message["Message-ID"] = head.message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no reply from machines, please
    message.set_content(text, charset="utf-8")
    message["Content-Language"] = head.language
    return message


class Undelivered(Exception):
    """``for_good``: the server refuses this message or this receiver, and would again. ``why`` is for the operator."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        self.why, self.for_good = why, for_good
        super().__init__(why)


class Post:
    """The way to one server, a conversation for each message. One thread sends; any may cut it off."""

    def __init__(self, server: MailServer, *, name: str, seconds: float = SECONDS) -> None:
        """``name`` is how this machine calls itself; asking the network for it can take longer than all the rest."""
        self._server, self._name, self._seconds = server, name, seconds
        self._client: _Client | None = None

    def send(self, message: EmailMessage) -> None:
        """Until the server has taken it. Raises Undelivered."""
        with self._conversation() as client:
            client.send_message(message)

    def greet(self) -> None:
        """As far as a message could begin: greeting, TLS, sign-in. Raises Undelivered."""
        with self._conversation() as client:
            client.noop()

    def cut(self) -> None:
        """Ends the conversation under way, if there is one, as if the line had been cut."""
        if self._client:
            self._client.cut()

    @contextmanager
    def _conversation(self) -> Iterator[SMTP]:
        client = self._client = _Client(self._server, self._name, self._seconds)
        deadline = Timer(self._seconds, client.cut)
        deadline.daemon = True
        deadline.start()
        try:
            client.begin()
            yield client
        except (SMTPException, OSError, ValueError) as error:
            raise _undelivered(error, cut=client.is_cut) from error
        finally:
            deadline.cancel()
            self._client = None
            client.leave()


class _Client(SMTP):
    """A conversation over a line that can be cut from outside, at any point of it."""

    def __init__(self, server: MailServer, name: str, seconds: float) -> None:
        super().__init__(local_hostname=name, timeout=seconds)
        self._server, self.is_cut = server, False
        self._line: socket.socket | None = None
        self._host = server.host  # by which smtplib checks the certificate

    def begin(self) -> None:
        server = self._server
        line = self._dial()
        self.sock = self._trust().wrap_socket(line, server_hostname=server.host) if server.tls_from_the_start else line
        code, greeting = self.getreply()
        if code != _READY:
            raise SMTPResponseException(code, greeting)
        self.ehlo_or_helo_if_needed()
        if not server.tls_from_the_start and (self.has_extn("starttls") or server.must_be_private):
            self.starttls(context=self._trust())
        if server.user:
            self.login(server.user, server.password)

    def _dial(self) -> socket.socket:
        """The standard library's way to a server cannot be cut before somebody answers."""
        failure = OSError("it has no address")
        for family, kind, protocol, _, address in socket.getaddrinfo(
            self._server.host, self._server.port, type=socket.SOCK_STREAM
        ):
            line = socket.socket(family, kind, protocol)
            line.settimeout(self.timeout)
            self._line = line.dup()
            try:
                if not self.is_cut:
                    line.connect(address)
                    return line
            except OSError as error:
                failure = error
            line.close()
            self._line.close()
        raise failure

    def _trust(self) -> ssl.SSLContext:
        """TLS that nobody has to trust still keeps out whoever only listens (RFC 7435)."""
        context = ssl.create_default_context()
        if not self._server.must_be_known:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    def cut(self) -> None:
        self.is_cut = True
        if self._line:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def leave(self) -> None:
        """What was taken is taken: whether the server says goodbye makes no difference."""
        with suppress(SMTPException, OSError, ValueError):
            if self.sock:
                self.sock.settimeout(_TO_SAY_GOODBYE)
                self.docmd("QUIT")
        self.close()
        if self._line:
            self._line.close()


def _undelivered(error: Exception, *, cut: bool) -> Undelivered:
    """What the server says is for good only where it speaks of this message or this receiver.

    A refused sign-in or sender is the fault of a setting: the message waits until somebody has mended it.
    """
    if cut:
        return Undelivered("The server took too long, or the worker was ended.")
    if isinstance(error, SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return Undelivered(_said(code, said), for_good=code >= _PERMANENT)
    if isinstance(error, SMTPResponseException):
        for_good = isinstance(error, SMTPDataError) and error.smtp_code >= _PERMANENT
        return Undelivered(_said(error.smtp_code, error.smtp_error), for_good=for_good)
    if isinstance(error, TimeoutError):
        return Undelivered("The server does not answer.")
    return Undelivered(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _said(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
