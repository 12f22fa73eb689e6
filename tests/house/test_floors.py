"""The architecture, checked. If one of these fails, move the code, not the test."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.house.floors import FLASK, FLASK_MAY_BE_NAMED_IN, FLOORS, ONLY_IN, PURE, WRITTEN_BY_TOOLS

PACKAGE = Path(__file__).parents[2] / "kpevents"
MODULES = {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in PACKAGE.rglob("*.py")}
HOUSE = sorted(m for m in MODULES if not m.endswith("__init__"))


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text())


@cache
def imports(module: str) -> frozenset[str]:
    names = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}: write the whole path, so that its floor can be read"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def inside(module: str) -> set[str]:
    return {name.removeprefix("kpevents.") for name in imports(module) if name.startswith("kpevents.")}


def outside(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(module)} - {"kpevents"} - sys.stdlib_module_names


def stands_in(module: str, packages: tuple[str, ...]) -> bool:
    return any((module + ".").startswith(package + ".") for package in packages)


def room(module: str) -> tuple[int, str]:
    """The floor a module stands on, and its package there."""
    found = [(n, p) for n, packages in enumerate(FLOORS) for p in packages if stands_in(module, (p,))]
    assert found, f"{module} stands on no floor: name it in tests/house/floors.py"
    return found[0]


@pytest.mark.parametrize("module", HOUSE)
def test_every_module_stands_on_a_floor(module):
    assert room(module)


@pytest.mark.parametrize("module", HOUSE)
def test_imports_run_downwards(module):
    for used in inside(module):
        assert room(used) == room(module) or room(used)[0] < room(module)[0], f"{module} reaches {used}"


@pytest.mark.parametrize("module", [m for m in HOUSE if set(m.split(".")) & set(PURE)])
def test_rules_are_pure(module):
    assert outside(module) == set()
    for used in inside(module):
        assert set(used.split(".")) & set(PURE), f"{module} imports {used}"


@pytest.mark.parametrize("module", [m for m in HOUSE if not stands_in(m, FLASK_MAY_BE_NAMED_IN)])
def test_features_do_not_know_flask(module):
    assert {name for name in outside(module) if name.startswith(FLASK)} == set()


@pytest.mark.parametrize("module", [m for m in HOUSE if m.startswith(WRITTEN_BY_TOOLS)])
def test_migrations_import_nothing_of_ours(module):
    assert (inside(module), outside(module)) == (set(), {"alembic", "sqlalchemy"})


@pytest.mark.parametrize("module", [m for m in HOUSE if m.startswith("web.") and m.count(".") == 2])
def test_rooms_of_the_web_do_not_import_each_other(module):
    rooms = {f"web.{path.name}" for path in (PACKAGE / "web").iterdir() if path.is_dir()}
    strangers = tuple(rooms - {module.rpartition(".")[0]})
    assert [used for used in inside(module) if stands_in(used, strangers)] == []


@pytest.mark.parametrize("module", HOUSE)
def test_no_import_hides_in_a_function(module):
    everywhere = [n for n in ast.walk(tree(module)) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert [node.lineno for node in everywhere if node not in tree(module).body] == []


@pytest.mark.parametrize("module", sorted(set(MODULES) - set(HOUSE)))
def test_an_init_holds_its_sentence_and_nothing_else(module):
    assert [type(node) for node in tree(module).body] == [ast.Expr]


@pytest.mark.parametrize("word", ONLY_IN)
def test_done_in_one_place_only(word):
    def uses(module: str) -> bool:
        written = (ast.unparse(n) for n in ast.walk(tree(module)) if isinstance(n, ast.Attribute | ast.Name))
        return any(("." + name).endswith("." + word) for name in written)

    assert [m for m in HOUSE if uses(m) and not stands_in(m, ONLY_IN[word])] == []
