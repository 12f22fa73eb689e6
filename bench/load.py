"""The load: four connections, two to each worker, each asking for the next page as soon as it has the last."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import TypeVar

from bench.instances import Failed
from bench.servers import WORKERS, Server
from bench.wire import Answer, Ask, Closed, Connection

T = TypeVar("T")

EACH = 2
CONNECTIONS = EACH * WORKERS
"""Connections to each worker: who gets how many must not be left to chance, it changes the cost."""
_SETTLE = 0.05
_ATTEMPTS = 5


@contextmanager
def connections(server: Server) -> Iterator[list[Connection]]:
    """As many to each worker; those that went to a worker that has enough are closed again."""
    with ExitStack() as open_, ExitStack() as surplus:
        kept: dict[int, list[Connection]] = {worker: [] for worker in server.workers}
        for _ in range(200):
            connection = Connection(server.port)
            mine = kept[_owner(server, connection)]
            enough = len(mine) == EACH
            (surplus if enough else open_).enter_context(closing(connection))
            mine += [] if enough else [connection]
            if all(len(each) == EACH for each in kept.values()):
                break
        else:
            raise Failed(f"{server.name}: one worker takes no connections.")
        surplus.close()
        time.sleep(_SETTLE)
        yield [connection for each in kept.values() for connection in each]


def _owner(server: Server, connection: Connection) -> int:
    """Which worker took it: the kernel's table gives the socket's number, the workers' open files the rest."""
    for _ in range(200):
        wanted = f"socket:[{_inode(server.port, connection.port)}]"
        for worker in server.workers:
            if any(_target(file) == wanted for file in Path(f"/proc/{worker}/fd").iterdir()):
                return worker
        time.sleep(0.005)
    raise Failed(f"{server.name}: nobody took a connection.")


def _inode(here: int, there: int) -> str:
    ends = f":{here:04X}", f":{there:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if (fields[1][-5:], fields[2][-5:]) == ends:
            return fields[9]
    return ""


def _target(file: Path) -> str:
    try:
        return str(file.readlink())
    except FileNotFoundError:
        return ""


def once(server: Server, asked: Ask) -> list[Answer]:
    """The same from each connection: both workers have then made what they keep."""
    return _insisting(lambda: _once(server, asked))


def _once(server: Server, asked: Ask) -> list[Answer]:
    with connections(server) as opened:
        return [connection.get(asked) for connection in opened]


def cost(server: Server, asks: Sequence[Ask], number: int, seconds: float) -> float:
    """Milliseconds of the workers' processor time for a request; what this reader takes does not count."""
    return _insisting(lambda: _cost(server, asks, number, seconds))


def _insisting(attempt: Callable[[], T]) -> T:
    """On a busy machine a connection may rest for longer than the two seconds that a server waits."""
    for _ in range(_ATTEMPTS - 1):
        with suppress(Closed):
            return attempt()
    return attempt()


def _cost(server: Server, asks: Sequence[Ask], number: int, seconds: float) -> float:
    share = number // CONNECTIONS
    with connections(server) as opened, ThreadPoolExecutor(len(opened)) as readers:
        began, until = server.cpu(), time.monotonic() + seconds
        starts = (len(asks) * n // len(opened) for n in range(len(opened)))
        done = [
            readers.submit(_read, connection, islice(cycle(asks), start, start + share), until)
            for connection, start in zip(opened, starts, strict=True)
        ]
        answered = sum(each.result() for each in done)
        return (server.cpu() - began) * 1000 / answered


def _read(connection: Connection, asks: Iterator[Ask], until: float) -> int:
    answered = 0
    for asked in asks:
        connection.get(asked)
        answered += 1
        if time.monotonic() > until:
            break
    return answered
