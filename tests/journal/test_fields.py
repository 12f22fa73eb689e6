"""Every field that a line of the journal can name has a label, and every value of a closed list its word.

What the tests write is looked at as it is written (tests/conftest.py); here it is the code that is read.
"""

import ast
from pathlib import Path

import pytest

from kpevents.application import PACKAGE
from kpevents.features.meetings.plan import Plan
from kpevents.web.fields import FIELD_LABELS

ROOMS = PACKAGE / "features"
WRITERS = [path for path in ROOMS.rglob("*.py") if "features.journal" in path.read_text(encoding="utf-8")]


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def texts(node: ast.AST) -> set[str]:
    return {each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def keys_in(*nodes: ast.AST) -> set[str]:
    """The keys of the dictionaries that are written out there."""
    dicts = (part for node in nodes for part in ast.walk(node) if isinstance(part, ast.Dict))
    return {key.value for each in dicts for key in each.keys if isinstance(key, ast.Constant)}


def fields_named_in(path: Path) -> set[str]:
    """The first word of a Change, the keys of what is compared, and the FIELDS that a room writes."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and called(node) == "Change" and isinstance(node.args[0], ast.Constant):
            named.add(node.args[0].value)
        elif isinstance(node, ast.Call) and called(node) in ("differences", "write"):
            named |= keys_in(*node.args)
        elif isinstance(node, ast.Assign) and [ast.unparse(each) for each in node.targets] == ["FIELDS"]:
            named |= texts(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name in ("_said", "_told"):
            named |= keys_in(node)
    return named


def test_rooms_that_write_are_found():
    assert len(WRITERS) > 10
    assert set().union(*map(fields_named_in, WRITERS)) >= {"title", "colour", "ends_on", "audience", "standing"}


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: str(path.relative_to(ROOMS)))
def test_every_field_that_a_room_writes_has_a_label(path):
    assert fields_named_in(path) - set(FIELD_LABELS) == set()


def test_every_field_of_a_plan_has_a_label():
    assert set(Plan.__slots__) - set(FIELD_LABELS) == set()
