"""Accounts made at the machine, as an operator types it."""

import subprocess
import sys

import pytest

from kpevents.application import ROOT
from tests.cli.test_commands import flask, installation  # noqa: F401 - a fixture

PASSWORD = "quiet herons at seven\n"


@pytest.fixture
def ready(installation):  # noqa: F811 - the fixture of that name
    assert flask(installation, "db", "upgrade").returncode == 0
    assert flask(installation, "data", "load").returncode == 0
    return installation


def create(environment, *words, password=PASSWORD, email="ada@example.org", name="Ada"):
    command = [sys.executable, "-m", "flask", "--app", "app", "users", "create", "--email", email, "--name", name]
    return subprocess.run(
        [*command, *words, "--password-stdin"],
        cwd=ROOT, env=environment, input=password, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def test_account_is_ready_to_sign_in(ready):
    made = create(ready, "--role", "secretariat")
    assert (made.returncode, made.stdout) == (0, "ada@example.org can sign in as secretariat.\n")
    again = create(ready, "--role", "secretariat")
    refused = "Error: There is already an account with the address ada@example.org.\n"
    assert (again.returncode, again.stderr) == (1, refused)
    made = create(ready, "--role", "focal-point", "--partner", "KE", email="kenya@example.org")
    assert (made.returncode, made.stdout) == (0, "kenya@example.org can sign in as focal-point.\n")
    liaison = ("--role", "host-liaison", "--meeting", "tm-climate-addis-2022", "--ends-on", "2030-01-31")
    assert create(ready, *liaison, email="host@example.org").returncode == 0


REFUSED = {
    "no partner": (("--role", "focal-point"), "--partner: there is no partner ''"),
    "unknown partner": (("--role", "deputy", "--partner", "zz"), "--partner: there is no partner 'zz'"),
    "no meeting": (("--role", "host-liaison"), "--meeting: there is no meeting ''"),
    "partner too many": (("--role", "secretariat", "--partner", "ke"), "A focal point or deputy needs a partner"),
    "unknown role": (("--role", "emperor"), "'emperor' is not one of"),
}


def test_what_does_not_fit_is_refused_in_one_line(ready):
    for words, sentence in REFUSED.values():
        answer = create(ready, *words)
        assert answer.returncode != 0
        assert sentence in answer.stderr
        assert "Traceback" not in answer.stderr
    weak = create(ready, "--role", "secretariat", password="password1234\n")
    assert (weak.returncode, weak.stderr.count("\n")) == (1, 1)
    for given, said in (({"name": "a\nb"}, "--name: "), ({"email": "é@example.org"}, "--email: ")):
        assert said in create(ready, "--role", "secretariat", **given).stderr
    nobody = create(ready, "--role", "secretariat", email="not an address")
    assert nobody.stderr == "Error: --email: 'not an address' is not an e-mail address.\n"
