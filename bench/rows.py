"""The rows of the table: what is asked for, what it may cost, and what it did cost."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load import CONNECTIONS, cost
from bench.servers import Server
from bench.wire import Ask

HELLOS, REQUESTS = 600, 240
"""In each round."""
MOST_ROUNDS, LEAST_ROUNDS = 9, 5
_BURST, _ROW = 4.0, 20.0
"""Seconds after which a burst ends, and after which no further round begins once there are enough."""
MOST_GROWTH = 1.3


@dataclass(frozen=True, slots=True)
class Row:
    """``least`` is what a hello world's cost must be of ours. ``grows``: it may cost more with more meetings."""

    name: str
    asks: Sequence[Ask]
    least: float | None = None
    grows: bool = True


@dataclass(slots=True)
class Measured:
    """One figure for each round: milliseconds of the workers' processor time for a request."""

    row: Row
    hello: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    many: list[float] = field(default_factory=list)

    @property
    def ratios(self) -> list[float]:
        return sorted(hello / ours for hello, ours in zip(self.hello, self.ours, strict=True))

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def growths(self) -> list[float]:
        return sorted(many / ours for many, ours in zip(self.many, self.ours, strict=False))

    @property
    def faults(self) -> list[str]:
        faults, least = [], self.row.least
        if least is not None and self.ratio < least:
            faults.append(f"{self.row.name}: a hello world costs {self.ratio:.3f} of it, at least {least:.2f} asked")
        if self.many and median(self.growths) > MOST_GROWTH:
            faults.append(f"{self.row.name}: costs {median(self.growths):.2f} times as much with many meetings")
        return faults


def measure(row: Row, hello: Server, ours: Server, many: Server | None) -> Measured:
    """In turns, so that a slow moment of the machine falls on all alike."""
    measured, until = Measured(row), time.monotonic() + _ROW
    for n in range(MOST_ROUNDS):
        if n >= LEAST_ROUNDS and time.monotonic() > until:
            break
        measured.hello.append(_burst(hello, [Ask("/")], HELLOS))
        measured.ours.append(_burst(ours, row.asks, REQUESTS))
        if many and not row.grows:
            measured.many.append(_burst(many, row.asks, REQUESTS))
    return measured


def warm(server: Server, asks: Sequence[Ask]) -> None:
    """Everything twice in each worker: what is kept is made, and what is compiled is compiled."""
    _burst(server, asks, CONNECTIONS * max(len(asks), 10))


def _burst(server: Server, asks: Sequence[Ask], number: int) -> float:
    return cost(server, asks, number, _BURST)
