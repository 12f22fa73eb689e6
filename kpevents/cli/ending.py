"""How a command that works through a list ends when it is asked to: after what is in hand, and within seconds."""

import signal
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import FrameType

GRACE = 3
"""Seconds for what is in hand; then its line is cut, and it is tried again another time."""


class Ending:
    """True once SIGTERM or SIGINT came. Ctrl-C often brings both: the second changes nothing.

    Made in the main thread, where signals arrive. What the handlers touch takes no lock, since they may interrupt
    whoever holds it.
    """

    def __init__(self, cut: Callable[[], None]) -> None:
        self._asked, self._wake = False, SimpleQueue[None]()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)
        signal.signal(signal.SIGALRM, lambda _number, _frame: cut())

    def __bool__(self) -> bool:
        return self._asked

    def wait(self, seconds: float) -> None:
        """So long, or until it is asked for."""
        try:
            self._wake.get(timeout=seconds)
        except Empty:
            return

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if not self._asked:
            self._asked = True
            self._wake.put(None)
            signal.alarm(GRACE)
