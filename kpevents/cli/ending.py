"""How a command that works through a list ends when it is asked to: after what is in hand, and within seconds."""

import signal
from collections.abc import Callable
from queue import Empty, SimpleQueue
from types import FrameType

GRACE = 3
"""Seconds for what is in hand; then its line is cut, and it is tried again another time."""

_ASKING = (signal.SIGTERM, signal.SIGINT)


class Ending:
    """True once SIGTERM or SIGINT came. Ctrl-C often brings both: the second changes nothing.

    Entered in the main thread, where signals arrive. What the handlers touch takes no lock, since they may interrupt
    whoever holds it.
    """

    def __init__(self, cut: Callable[[], None]) -> None:
        self._asked, self._wake = False, SimpleQueue[None]()
        for number in _ASKING:
            signal.signal(number, self._ask)
        signal.signal(signal.SIGALRM, lambda _number, _frame: cut())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # the server's arbiter kept it back until now

    def __enter__(self) -> "Ending":
        return self

    def __exit__(self, *_fault: object) -> None:
        """From here on nothing interrupts: it ends already."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number in _ASKING:
            signal.signal(number, signal.SIG_IGN)

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
            # And again each second: the first cut may meet a line that is not yet there.
            signal.setitimer(signal.ITIMER_REAL, GRACE, 1)
