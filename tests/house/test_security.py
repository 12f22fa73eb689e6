"""docs/security.md answers every point of its levels, and every test that it names is there."""

import ast
import re

import pytest

from kpevents.application import ROOT
from kpevents.features.accounts.models import AccountRequest, User
from kpevents.infra.passwords import OUR_WORDS

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d\.\d\.\d+) \((L\d)\) \| (.+?) \| (.*?) ?\|$", TEXT, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))

LEVELS_1_AND_2 = {
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1,
}  # fmt: skip
"""Of each section of ASVS 5.0.0 how many points, from its first on, are of level 1 or 2."""


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_test_that_is_named_is_there(path, name):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_point_of_levels_1_and_2_is_answered_once():
    wanted = [f"{section}.{n}" for section, points in LEVELS_1_AND_2.items() for n in range(1, points + 1)]
    assert [point for point, level, _, _ in ROWS if level != "L3"] == wanted


def test_every_answer_has_its_test_or_says_why_it_has_none():
    bare = [point for point, _, answer, tests in ROWS if "::" not in tests and "Not applicable, because" not in answer]
    assert bare == []


def test_words_that_are_documented_are_those_that_are_refused():
    line = TEXT.partition("**Words that no password may be made of:**")[2].partition("and the name")[0]
    assert tuple(re.findall(r"`(\w+)`", line)) == OUR_WORDS


def test_no_password_grows_old():
    assert [name for name in User.__table__.columns.keys() if "expire" in name or "password" in name] == [  # noqa: SIM118
        "password_hash"
    ]


def test_nobody_is_asked_a_secret_question():
    columns = {*User.__table__.columns.keys(), *AccountRequest.__table__.columns.keys()}
    assert {name for name in columns if "question" in name or "answer" in name or "hint" in name} == set()
