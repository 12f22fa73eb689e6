"""Commands as an operator types them, each in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kpevents.application import ROOT
from tests import databases


@pytest.fixture(params=databases.KINDS)
def installation(request, tmp_path):
    """The environment of a new installation: an empty folder and an empty database."""
    with databases.fresh_database(request.param, tmp_path, fill=None) as url:
        yield {
            **{name: value for name, value in os.environ.items() if not name.startswith("KPEVENTS_")},
            "KPEVENTS_INSTANCE": str(tmp_path / "instance"),
            "KPEVENTS_DATABASE_URL": url.replace("+psycopg", ""),
        }


def flask(environment, *words, **more):
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    return subprocess.run(command, cwd=ROOT, env=environment | more, capture_output=True, text=True, timeout=120)


def test_new_installation_is_migrated_loaded_and_checked(installation):
    before = flask(installation, "check")
    assert before.returncode == 1
    assert "The database is not migrated" in before.stderr
    assert flask(installation, "db", "upgrade").returncode == 0
    first, second = flask(installation, "data", "load"), flask(installation, "data", "load")
    assert first.stdout.splitlines()[-1] == "Facts: 242 added, 0 changed, 0 kept as edited here."
    assert second.stdout.splitlines()[-1] == "Facts: 0 added, 0 changed, 0 kept as edited here."
    after = flask(installation, "check")
    assert (after.returncode, after.stdout.split(":")[0]) == (0, "All well")
    assert "54 public meetings" in after.stdout


def test_broken_data_is_refused_in_one_line(installation, tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "partners.yaml").write_text("states: 7", encoding="utf-8")
    flask(installation, "db", "upgrade")
    answer = flask(installation, "data", "load", "--from", str(folder))
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: Nothing was loaded. ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "five"),
        ("KPEVENTS_DATABASE_URL", "mysql://localhost/kp"),
        ("KPEVENTS_BASE_URL", "kp.example.org"),
        ("KPEVENTS_LANGUAGES", "en de"),
        ("KPEVENTS_TRUSTED_PROXIES", "-1"),
    ],
)
def test_setting_that_cannot_be_used_is_named(installation, name, value):
    answer = flask(installation, "check", **{name: value})
    assert answer.returncode == 1
    assert name in answer.stderr
    assert "Traceback" not in answer.stderr


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def test_serve_builds_everything_from_nothing_and_ends_cleanly(installation):
    port = free_port()
    command = [sys.executable, "-m", "flask", "--app", "app", "serve"]
    environment = installation | {"PORT": str(port)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        with urlopen(f"http://127.0.0.1:{port}/meetings/") as page:
            assert page.status == 200
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"KP Events is at http://127.0.0.1:{port}" in said
    with pytest.raises(URLError):
        urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2)


def test_port_that_somebody_else_has_is_said_before_anything_is_done(installation):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        answer = flask(installation, "serve", PORT=str(port))
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Error: 127.0.0.1:{port} cannot be had")
    assert f"PORT={port + 1}" in answer.stderr


@pytest.mark.parametrize("words", [["data", "load"], ["backup", "kp.zip"], ["demo", "load"], ["check"]], ids=" ".join)
def test_database_that_is_not_migrated_is_said_in_one_line(installation, words):
    answer = flask(installation, *words)
    assert answer.returncode == 1
    assert "not migrated" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("words", [["serve"], ["data", "load"], ["check"]], ids=" ".join)
def test_database_that_cannot_be_reached_is_said_in_one_line(installation, words):
    url = "postgresql://nobody@127.0.0.1:1/kp"
    answer = flask(installation, *words, KPEVENTS_DATABASE_URL=url, PORT=str(free_port()))
    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr


def wait_for(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(address)
