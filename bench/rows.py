"""The rows of the table: what is asked for, what it may cost, and what it did cost."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.load import cost
from bench.servers import Server
from bench.wire import Ask

ROUNDS = 7
HELLOS, REQUESTS = 400, 240
"""In each round."""
_SECONDS = 4.0
MOST_GROWTH = 1.3


@dataclass(frozen=True, slots=True)
class Row:
    """``least`` is what a hello world's cost must be of ours. ``many`` asks the same of ten times the meetings."""

    name: str
    asks: Sequence[Ask]
    least: float | None = None
    many: Sequence[Ask] = ()


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
    measured = Measured(row)
    for _ in range(ROUNDS):
        measured.hello.append(_burst(hello, [Ask("/")], HELLOS))
        measured.ours.append(_burst(ours, row.asks, REQUESTS))
        if many and row.many:
            measured.many.append(_burst(many, row.many, REQUESTS))
    return measured


def warm(server: Server, asks: Sequence[Ask]) -> None:
    """Twice everything in each worker: what is kept is made, and what is compiled is compiled."""
    _burst(server, asks, 8 * max(len(asks), 10))


def _burst(server: Server, asks: Sequence[Ask], number: int) -> float:
    return cost(server, asks, number, _SECONDS)
