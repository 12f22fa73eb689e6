"""A small reader of web pages on a kept connection, with no library between that would take time itself."""

import socket
from dataclasses import dataclass, field

from bench.instances import Failed


class Closed(Failed):
    """The server ended a connection that was to be kept."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request, and the status that it must get."""

    path: str
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Encoding": "gzip"})
    status: int = 200

    def written(self) -> bytes:
        headers = (f"{name}: {value}" for name, value in self.headers.items())
        return "\r\n".join([f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Connection:
    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self._socket.getsockname()[1]
        self.close = self._socket.close

    def get(self, asked: Ask) -> Answer:
        """Raises Closed; and Failed for another status than was to be, for an empty page, for none within 30 s."""
        try:
            answer = self._exchange(asked.written())
        except ConnectionError as error:
            raise Closed(f"{asked.path}: {error}") from error
        except TimeoutError as error:
            raise Failed(f"{asked.path} does not answer.") from error
        if answer.status != asked.status:
            raise Failed(f"{asked.path} answers {answer.status}, not {asked.status}.")
        if asked.status == 200 and not answer.body:
            raise Failed(f"{asked.path} answers nothing.")
        return answer

    def _exchange(self, asked: bytes) -> Answer:
        self._socket.sendall(asked)
        received = self._more(b"")
        while (end := received.find(b"\r\n\r\n")) < 0:
            received = self._more(received)
        status, headers = _head(received[:end])
        body, length = [received[end + 4 :]], int(headers.get("content-length", "0"))
        missing = length - len(body[0]) if status not in (204, 304) else 0
        while missing > 0:
            body.append(self._more(b""))
            missing -= len(body[-1])
        return Answer(status, headers, b"".join(body))

    def _more(self, received: bytes) -> bytes:
        if not (more := self._socket.recv(262_144)):
            raise Closed("A connection was closed, several times, that was to be kept.")
        return received + more


def _head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    named = (line.split(": ", 1) for line in lines)
    headers = {name.lower(): value for name, value in named}
    if headers.get("transfer-encoding"):
        raise Failed("An answer came in chunks, which nobody here can count.")
    return int(first.split(" ")[1]), headers
