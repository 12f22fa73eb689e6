"""Servers of two workers with four threads each, as ``make run`` starts them, and what processor time they took."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.instances import ROOT, Failed, environment, free_port

WORKERS, THREADS = 2, 4
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    port: int
    workers: tuple[int, ...]

    def cpu(self) -> float:
        """Seconds, user and system, that all workers took so far."""
        if self.workers != _workers_of(_parent(self.workers[0])):
            raise Failed(f"{self.name}: a worker died under load.")
        return sum(_cpu(worker) for worker in self.workers)


@contextmanager
def ours(instance: Path, name: str, log: Path) -> Iterator[Server]:
    port = free_port()
    more = {"PORT": str(port), "WEB_WORKERS": str(WORKERS), "WEB_THREADS": str(THREADS)}
    command = ["flask", "--app", "app", "serve"]
    with _running(name, command, {**environment(instance), **more}, port, "/readyz", log) as server:
        yield server


@contextmanager
def floor(application: str, name: str, log: Path) -> Iterator[Server]:
    """``application`` as gunicorn names one: ``bench.floors:hello()``."""
    port = free_port()
    size = ["--workers", str(WORKERS), "--threads", str(THREADS), "--worker-class", "gthread"]
    command = [
        "gunicorn", "--preload", "--log-level", "warning", "--bind", f"127.0.0.1:{port}", *size, application,
    ]  # fmt: skip
    with _running(name, command, environment(None), port, "/", log) as server:
        yield server


@contextmanager
def _running(
    name: str, command: Sequence[str], environ: Mapping[str, str], port: int, path: str, log: Path
) -> Iterator[Server]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT, env=environ, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(name, process, f"http://127.0.0.1:{port}{path}", log)
        yield Server(name, port, _workers_of(process.pid))
    finally:
        _end(process)


def _wait(name: str, process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(address, timeout=5):
                pass
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            if len(_workers_of(process.pid)) == WORKERS:
                return
    raise Failed(f"{name} did not start.\n{log.read_text()[-2000:]}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The whole group that we started, and nobody else."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            continue


def _workers_of(master: int) -> tuple[int, ...]:
    numbers = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return tuple(sorted(number for number in numbers if _parent(number) == master and _serves(number)))


def _serves(process: int) -> bool:
    """Pages, that is; not mail, for which the product keeps a process of its own."""
    try:
        return b"--beside" not in Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _stat(process: int) -> list[str]:
    """The fields after the name, which may hold spaces: see proc_pid_stat(5)."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _parent(process: int) -> int:
    return int(fields[1]) if (fields := _stat(process)) else 0


def _cpu(process: int) -> float:
    """By the scheduler's own count in nanoseconds; by ticks of 10 ms where the kernel keeps none."""
    try:
        threads = Path(f"/proc/{process}/task").iterdir()
        return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9
    except FileNotFoundError:
        user, system = _stat(process)[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
