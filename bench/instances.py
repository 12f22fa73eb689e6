"""Installations of the product with as many invented meetings as one asks for, beside the real facts."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = 1


class Failed(Exception):
    """The benchmark itself could not be done; says what went wrong."""


@dataclass(frozen=True, slots=True)
class Instance:
    """``statements`` are counted for each page that must not grow with the number of meetings."""

    folder: Path
    meetings: int
    slugs: tuple[str, ...]
    statements: dict[str, int]


def build(folder: Path, meetings: int) -> None:
    folder.mkdir()
    flask = ["flask", "--app", "app"]
    _run(folder, *flask, "db", "upgrade")
    _run(folder, *flask, "data", "load")
    if meetings:
        _run(folder, *flask, "demo", "load", "--meetings", str(meetings), "--seed", str(SEED))


def look_at(folder: Path, meetings: int, slugs: Sequence[str] = ()) -> Instance:
    """With the pages of these meetings; of some spread over the years when none are named."""
    told = json.loads(_run(folder, "bench.statements", *slugs).splitlines()[-1])
    return Instance(folder, meetings, tuple(told["slugs"]), told["statements"])


def environment(instance: Path | None) -> dict[str, str]:
    """Without the settings of whoever runs this. The base address is fixed: calendars carry it."""
    ours = ("KPEVENTS_", "GUNICORN_", "FLASK_", "WEB_", "WSGI_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environ = {name: value for name, value in environ.items() if name not in ("HOST", "PORT")}
    if instance:
        environ |= {"KPEVENTS_INSTANCE": str(instance), "KPEVENTS_BASE_URL": "http://127.0.0.1:5000"}
    return environ


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as asked:
        port: int = asked.getsockname()[1]
        return port


def _run(instance: Path, *command: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT, env=environment(instance), capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ran.returncode:
        raise Failed(f"`{' '.join(command)}` failed.\n{(ran.stderr or ran.stdout)[-2000:]}")
    return ran.stdout
