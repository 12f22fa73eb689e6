"""The process that keeps the web server's workers, and the background worker beside them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter as Gunicorn

from kpevents.infra.logs import log

_APP = Path(__file__).parents[2] / "app.py"
_BETWEEN_STARTS = 5
"""Seconds at least, so that a worker that cannot begin does not keep the machine busy."""
_TO_END = 10


class Companion:
    """The background worker, in a process of its own that shares no connection, lock or socket with the server's."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0

    def keep(self) -> None:
        """Begins it, or begins it again if it died. Called about once a second."""
        if self._process and self._process.poll() is None:
            return
        if time.monotonic() - self._began < _BETWEEN_STARTS and self._process:
            return
        if self._process:
            log.warning("worker died and is started again", pid=self._process.pid)
        command = [sys.executable, "-m", "flask", "--app", str(_APP), "worker", "--beside", str(os.getpid())]
        # Ctrl-C reaches it too, and must not meet it before it can end in good order: it takes the signal once it can.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self._process, self._began = subprocess.Popen(command), time.monotonic()  # noqa: S603 - our own command
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})

    def ask_to_end(self) -> None:
        if self._process:
            self._process.terminate()

    def end(self) -> None:
        """Waits until it has ended as it was asked to, and does not wait for ever."""
        if self._process is None:
            return
        try:
            self._process.wait(_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()


class Arbiter(Gunicorn):  # type: ignore[misc]
    """Gunicorn's, which looks after one process more. Its death is the companion's too: that one watches for it."""

    def __init__(self, server: BaseApplication) -> None:
        self._companion = Companion()
        super().__init__(server)

    def manage_workers(self) -> None:
        super().manage_workers()
        self._companion.keep()

    def halt(self, *given: Any, **more: Any) -> None:
        """Both end at the same time: the longer of the two is what Ctrl-C takes."""
        self._companion.ask_to_end()
        try:
            super().halt(*given, **more)
        finally:
            self._companion.end()
