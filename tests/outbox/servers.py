"""Mail servers to send to: one that takes, and those that refuse, stall, drop and dribble."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kpevents.infra import clock
from kpevents.infra.mail_server import MailServer

HERE = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind((HERE, 0))
        return listening.getsockname()[1]


class Postbox:
    """What a server took. ``answers`` says what it says to the receivers and contents it does not take."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.to_receiver: dict[str, str] = {}
        self.to_text: str | Callable[[str], str] = "250 OK"
        self.was_private: list[bool] = []
        self.port = 0

    @property
    def server(self) -> MailServer:
        return MailServer(HERE, self.port, is_this_machine=True)

    @property
    def url(self) -> str:
        return f"smtp://{HERE}:{self.port}"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd looks for it
        if address in self.to_receiver:
            return self.to_receiver[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802 - aiosmtpd looks for it
        answer = self.to_text if isinstance(self.to_text, str) else self.to_text(envelope.content.decode())
        if answer.startswith("250"):
            self.raw.append(envelope.content)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
            self.was_private.append(session.ssl is not None)
        return answer


@contextmanager
def postbox(**more) -> Iterator[Postbox]:
    """A server that takes mail. ``more`` is aiosmtpd's: TLS, sign-in."""
    box = Postbox()
    box.port = free_port()
    controller = Controller(box, hostname=HERE, port=box.port, **more)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def asking_for(user: str, password: str):
    def check(_server, _session, _envelope, _mechanism, given) -> AuthResult:
        known = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return {"authenticator": check, "auth_required": True}


@contextmanager
def scripted(play: Callable[[socket.socket], None]) -> Iterator[MailServer]:
    """A server that does with each connection what ``play`` does."""
    over = Event()
    listening = socket.create_server((HERE, 0))

    def serve() -> None:
        while not over.is_set():
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                line.settimeout(20)
                try:
                    play(line)
                except OSError:
                    continue

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield MailServer(HERE, listening.getsockname()[1], is_this_machine=True)
    finally:
        over.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def stalls(line: socket.socket) -> None:
    """Takes the call and says nothing."""
    while line.recv(1000):
        pass


def dribbles(line: socket.socket) -> None:
    """Says a letter now and then, so that it is never silent for long, and never finishes a line."""
    while True:
        line.sendall(b"2")
        Event().wait(0.2)


def drops(line: socket.socket) -> None:
    line.sendall(b"220 here\r\n")
    line.recv(100)


def takes_and(rest: Callable[[socket.socket], None], taken: list[bytes]) -> Callable[[socket.socket], None]:
    """Takes a message, and goes on with ``rest`` in place of a goodbye."""

    def play(line: socket.socket) -> None:
        line.sendall(b"220 here\r\n")
        reading = line.makefile("rb")
        while command := reading.readline():
            if command.upper().startswith(b"QUIT"):
                rest(line)
                return
            if command.upper().startswith(b"DATA"):
                line.sendall(b"354 go on\r\n")
                taken.append(b"".join(iter(reading.readline, b".\r\n")))
            line.sendall(b"250 fine\r\n")

    return play


@contextmanager
def behind_a_wall() -> Iterator[MailServer]:
    """An address that answers nothing at all: the queue of its callers is full, as behind a firewall."""
    callers: list[socket.socket] = []
    with socket.socket() as listening:
        listening.bind((HERE, 0))
        listening.listen(0)
        for _ in range(4):
            caller = socket.socket()
            caller.setblocking(False)
            caller.connect_ex(listening.getsockname())
            callers.append(caller)
        try:
            yield MailServer(HERE, listening.getsockname()[1], is_this_machine=True)
        finally:
            for caller in callers:
                caller.close()


def self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate for this machine that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=1))
        .not_valid_after(clock.now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
