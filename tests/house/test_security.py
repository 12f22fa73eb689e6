"""docs/security.md answers each requirement once, names tests that there are, and says what the code says."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from kpevents.core.links import LIVES, Purpose
from kpevents.core.policy import ROLE_PERMISSIONS, Permission, Role
from kpevents.features.accounts.models import AccountRequest, User
from kpevents.features.accounts.rules import AT_MOST, HALFWAY, IDLE, LONGEST, SHORTEST
from kpevents.infra.passwords import OUR_WORDS
from kpevents.web.accounts import settling

PAGE = Path("docs/security.md").read_text()
PLAIN = " ".join(PAGE.split())

REQUIREMENTS = {
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
}  # fmt: skip
"""OWASP ASVS 5.0.0, levels 1 and 2: in each of these sections they are the first so many; 6.7 is of level 3 alone."""
NUMBERS = [f"{section}.{number}" for section, many in REQUIREMENTS.items() for number in range(1, many + 1)]
ANSWERS = re.findall(r"^- \*\*([\d.]+)\*\* (.*?)(?=^- |^#|\Z)", PAGE, re.MULTILINE | re.DOTALL)
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse(Path(path).read_text())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_requirement_is_answered_once_in_order():
    assert [number for number, _ in ANSWERS] == NUMBERS


@pytest.mark.parametrize(("number", "answer"), ANSWERS, ids=[number for number, _ in ANSWERS])
def test_answer_says_how_it_stands_and_what_shows_it(number, answer):
    standing = re.findall(r"\. (Met|Not met: .* because|Does not apply, (?:because|for))\b", " ".join(answer.split()))
    assert len(standing) == 1
    assert "::test_" in answer or standing[0].startswith("Does not apply")


@pytest.mark.parametrize(("path", "name"), TESTS, ids=[name for _, name in TESTS])
def test_test_that_is_named_is_there(path, name):
    assert name in functions_of(path)


def test_limits_of_the_page_are_those_of_the_code():
    limits = {value for name, value in vars(settling).items() if name.isupper()}
    assert set(re.findall(r"\| (\d+ per [\w ]+?) \|", PAGE)) == limits


def test_words_of_the_page_are_those_of_the_code():
    assert f"OUR_WORDS`: {', '.join(OUR_WORDS)}." in PLAIN
    assert f"passwords of {SHORTEST} to {LONGEST} characters" in PLAIN


def test_lives_of_the_page_are_those_of_the_code():
    hours = [int(span.total_seconds()) // 3600 for span in (IDLE, AT_MOST, LIVES[Purpose.RESET_PASSWORD])]
    minutes = int(HALFWAY.total_seconds()) // 60
    assert f"{hours[0]} hours without opening a page, {hours[1]} hours in all, {minutes} minutes between" in PLAIN
    assert f"link of an invitation, {LIVES[Purpose.SET_PASSWORD].days} days, once" in PLAIN
    assert f"link for a forgotten password, {hours[2]} hour, once" in PLAIN


def test_rights_of_the_page_are_those_of_the_policy():
    head, *rows = re.findall(r"^\| (?:permission|`\w+`) \|.*$", PAGE.partition("(8.1.1)")[2], re.MULTILINE)
    roles = [Role(name.strip()) for name in head.strip("| ").split("|")[1:]]
    told = {}
    for row in rows:
        name, *cells = [cell.strip() for cell in row[1:-1].split("|")]
        told[Permission(name.strip("`"))] = {role for role, cell in zip(roles, cells, strict=True) if cell}
    assert told == {each: {role for role in Role if each in ROLE_PERMISSIONS[role]} for each in Permission}


def test_account_keeps_no_hint_and_no_secret_question():
    """Whoever adds a column here looks at ASVS 5.0, 6.4.2 first."""
    columns = {column.name for model in (User, AccountRequest) for column in model.__table__.columns}
    assert [name for name in columns if re.search("hint|question|answer|maiden|birth", name)] == []


def test_chance_that_can_be_foretold_is_for_invented_meetings_alone():
    importing = re.compile(r"^\s*(?:import random\b|from random import)", re.MULTILINE)
    found = [path for path in Path("kpevents").rglob("*.py") if importing.search(path.read_text())]
    assert [str(path) for path in found if not path.is_relative_to("kpevents/features/demo")] == []
