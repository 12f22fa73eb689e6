"""Mail as an operator has it: one command, a worker, and the server that keeps a worker beside it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from functools import partial
from threading import Timer

import pytest

from kpevents.application import ROOT
from kpevents.core.links import Purpose
from kpevents.features.outbox import queries
from kpevents.features.outbox.rules import State
from kpevents.infra import clock
from kpevents.infra.db import db
from tests import databases
from tests.cli.test_commands import flask, free_port, wait_for
from tests.outbox import servers
from tests.outbox.letters import LINKS, letter, queue, with_link

ENDS_WITHIN = 20
"""Seconds on a busy machine: a server that stalls would hold it for thirty."""


@pytest.fixture
def environment(database_url, tmp_path):
    """Of an installation that is migrated, with this test as an application on the same database."""
    app = databases.app_on(database_url, tmp_path)
    with app.app_context():
        yield {
            **{name: value for name, value in os.environ.items() if not name.startswith("KPEVENTS_")},
            "KPEVENTS_INSTANCE": str(tmp_path),
            "KPEVENTS_DATABASE_URL": database_url.replace("+psycopg", ""),
            "KPEVENTS_SECRET_KEY": databases.SECRET,
            "KPEVENTS_BASE_URL": "https://kp.example.org",
        }
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def box():
    with servers.postbox() as box:
        yield box


@contextmanager
def running(environment, *words):
    """A command that goes on until it is ended, in a group of its own as in a terminal; nothing of it stays behind."""
    command = [sys.executable, "-m", "flask", "--app", "app", *words]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    too_long = Timer(180, kill_all, [process])
    too_long.start()
    try:
        yield process
    finally:
        too_long.cancel()
        kill_all(process)
        process.communicate()


def kill_all(process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def end(process, number=signal.SIGTERM, *, as_in_a_terminal: bool = False) -> tuple[float, str]:
    """How long it took, and what was said that nobody had read yet. A terminal sends Ctrl-C to the whole group."""
    began = time.monotonic()
    if as_in_a_terminal:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    return time.monotonic() - began, said


def line_with(process, word: str) -> dict:
    """The next line of its log that tells of this."""
    said = []
    for line in process.stdout:
        if word in line:
            return json.loads(line)
        said.append(line)
    raise AssertionError(f"it never said {word}, but: {''.join(said)}")


def until(true, seconds: float = 60):
    over = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < over
        time.sleep(0.1)
    return found


def counts() -> dict[State, int]:
    db.session.rollback()
    return queries.count_by_state()


def test_without_a_server_mail_waits_and_that_is_no_fault(environment):
    queue(letter(), letter(), now=clock.now())
    sent = flask(environment, "mail", "send")
    assert (sent.returncode, sent.stderr) == (0, "")
    assert sent.stdout == "2 waiting. KPEVENTS_SMTP_URL is not set: mail waits, and the desk shows it.\n"
    checked = flask(environment, "check")
    assert checked.returncode == 0
    assert checked.stdout.endswith(
        "Mail: 2 waiting. KPEVENTS_SMTP_URL is not set: mail waits, and the desk shows it.\n"
    )


def test_command_sends_what_waits_and_counts(environment, box):
    queue(letter(), with_link(), letter(to="late@example.org"), letter(to="bad@example.org"), now=clock.now())
    box.to_receiver = {"late@example.org": "450 busy", "bad@example.org": "550 no such user"}
    sent = flask(environment, "mail", "send", KPEVENTS_SMTP_URL=box.url, KPEVENTS_MAIL_FROM="KP <kp@example.org>")
    assert sent.returncode == 0
    assert sent.stdout.splitlines()[-1] == "Mail: 2 sent, 1 waiting, 1 failed."
    assert str(box.messages[0]["From"]) == "KP <kp@example.org>"
    token = box.messages[1].get_content().split("https://kp.example.org/password/")[1].split()[0]
    assert LINKS.read(Purpose.SET_PASSWORD, token, now=clock.now()) == (7, 3)
    assert "amina" not in sent.stdout + sent.stderr
    assert token not in sent.stdout + sent.stderr


def test_database_that_is_not_migrated_is_said_in_one_line(environment, tmp_path):
    sent = flask(environment, "mail", "send", KPEVENTS_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert sent.returncode == 1
    assert "not migrated" in sent.stderr
    assert "Traceback" not in sent.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"KPEVENTS_SMTP_URL": "smtp://127.0.0.1:1"}, "127.0.0.1:1 takes no mail: Connection refused"),
        ({"KPEVENTS_SMTP_URL": "smtp://mail.invalid", "KPEVENTS_MAIL_FROM": "kp@localhost"}, "from kp@localhost"),
        ({"KPEVENTS_SMTP_URL": "http://127.0.0.1"}, "KPEVENTS_SMTP_URL cannot be used"),
        ({"KPEVENTS_MAIL_FROM": "nobody"}, "KPEVENTS_MAIL_FROM is 'nobody'"),
    ],
    ids=["nobody there", "from nowhere", "no mail server", "no address"],
)
def test_check_says_why_mail_cannot_leave(environment, settings, said):
    checked = flask(environment, "check", **settings)
    assert checked.returncode == 1
    assert said in checked.stderr
    assert "Traceback" not in checked.stderr


def test_check_signs_in_at_the_mail_server(environment, tmp_path):
    with servers.postbox(tls_context=servers.self_signed(tmp_path), **servers.asking_for("kp", "pw")) as box:
        right = flask(environment, "check", KPEVENTS_SMTP_URL=f"smtp://kp:pw@127.0.0.1:{box.port}")
        wrong = flask(environment, "check", KPEVENTS_SMTP_URL=f"smtp://kp:guess@127.0.0.1:{box.port}")
    assert right.returncode == 0, right.stderr
    assert right.stdout.endswith("goes through 127.0.0.1 as KP Events <no-reply@kp.example.org>\n")
    assert "takes no mail: 535" in wrong.stderr
    assert "guess" not in wrong.stderr + wrong.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_delivers_what_comes_and_ends_when_asked(environment, box, number):
    with running(environment | {"KPEVENTS_SMTP_URL": box.url}, "worker", "--every", "0.2") as worker:
        line_with(worker, "worker began")
        for n in range(2):
            queue(letter(subject=f"Number {n}"), now=clock.now())
            until(lambda n=n: len(box.messages) == n + 1)
        until(lambda: counts()[State.SENT] == 2)
        took, said = end(worker, number)
    assert took < ENDS_WITHIN
    assert "worker ended" in said


def test_worker_without_a_server_does_nothing_and_says_so(environment):
    queue(letter(), now=clock.now())
    with running(environment, "worker") as worker:
        assert "mail waits" in line_with(worker, "worker began")["mail"]
        took, _ = end(worker)
    assert took < ENDS_WITHIN
    assert counts()[State.WAITING] == 1


@pytest.mark.parametrize(
    "stuck", [partial(servers.scripted, servers.stalls), servers.behind_a_wall], ids=["said", "unsaid"]
)
def test_worker_that_is_stuck_ends_in_seconds_and_loses_nothing(environment, stuck):
    queue(letter(), now=clock.now())
    with stuck() as server:
        way = {"KPEVENTS_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        with running(environment | way, "worker", "--every", "0.2") as worker:
            until(lambda: counts()[State.SENDING])
            took, said = end(worker)
    assert took < ENDS_WITHIN
    assert "worker ended" in said
    assert counts()[State.WAITING] == 1


def test_command_that_is_interrupted_loses_nothing(environment):
    queue(letter(), letter(), now=clock.now())
    with servers.scripted(servers.stalls) as server:
        way = {"KPEVENTS_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        with running(environment | way, "mail", "send") as sending:
            until(lambda: counts()[State.SENDING])
            took, said = end(sending, signal.SIGINT)
    assert took < ENDS_WITHIN
    assert said.splitlines()[-1] == "Mail: 0 sent, 2 waiting, 0 failed."


def test_worker_outlives_a_database_that_is_not_there_yet(tmp_path, environment, box):
    name = "messages" if db.engine.dialect.name == "postgresql" else '"messages"'
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO gone")
    with running(environment | {"KPEVENTS_SMTP_URL": box.url}, "worker", "--every", "0.2") as worker:
        assert "messages" in line_with(worker, "worker could not")["error"]
        with db.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE gone RENAME TO messages")
        queue(letter(), now=clock.now())
        until(lambda: box.messages)
        end(worker)


@contextmanager
def serving(environment, box):
    port = free_port()
    more = {"PORT": str(port), "KPEVENTS_SMTP_URL": box.url}
    with running(environment | more, "serve") as server:
        wait_for(f"http://127.0.0.1:{port}/readyz")
        yield server


def is_there(pid: int) -> bool:
    """Whether the process does something yet; a zombie does not."""
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("as_in_a_terminal", [True, False], ids=["Ctrl-C", "kill -INT"])
def test_served_product_delivers_and_ends_with_its_worker(environment, box, as_in_a_terminal):
    queue(with_link(), now=clock.now())
    with serving(environment, box) as server:
        until(lambda: box.messages)
        pid = line_with(server, "worker began")["pid"]
        until(lambda: counts()[State.SENT] == 1)
        took, said = end(server, signal.SIGINT, as_in_a_terminal=as_in_a_terminal)
        assert not is_there(pid)
    assert took < ENDS_WITHIN
    assert "worker ended" in said
    assert "Traceback" not in said


def test_server_that_is_ended_as_soon_as_it_listens_ends_in_silence(environment, box):
    """Its worker is still on the way."""
    with serving(environment, box) as server:
        took, said = end(server, signal.SIGINT, as_in_a_terminal=True)
    assert took < ENDS_WITHIN
    assert [word for word in ("Traceback", "Aborted", "SIGKILL", "Error") if word in said] == []


def test_worker_that_dies_is_started_again(environment, box):
    with serving(environment, box) as server:
        first = line_with(server, "worker began")["pid"]
        os.kill(first, signal.SIGKILL)
        assert line_with(server, "worker died")["pid"] == first
        second = line_with(server, "worker began")["pid"]
        queue(letter(), now=clock.now())
        until(lambda: box.messages)
        end(server)
        assert not is_there(second)


def test_worker_does_not_stay_behind_when_the_server_is_killed(environment, box):
    with serving(environment, box) as server:
        pid = line_with(server, "worker began")["pid"]
        server.kill()
        until(lambda: not is_there(pid))
