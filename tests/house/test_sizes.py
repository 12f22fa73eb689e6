"""Small things: no file over 400 lines, no function over 50."""

import ast

import pytest

from kpevents.application import ROOT
from tests.house.floors import WRITTEN_BY_TOOLS

FOLDERS = ("kpevents", "tests", "templates", "bench", "tools", "static/css", "static/js")
OURS = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.*") if "vendor" not in path.parts]
FILES = {str(path.relative_to(ROOT)): path for path in OURS if path.suffix in (".py", ".html", ".css", ".js")}
CODE = [n for n in FILES if n.endswith(".py") and WRITTEN_BY_TOOLS.replace(".", "/") not in n]


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_file_over_400_lines(name):
    assert len(FILES[name].read_text().splitlines()) <= 400


@pytest.mark.parametrize("name", sorted(CODE))
def test_no_function_over_50_lines(name):
    functions = [n for n in ast.walk(ast.parse(FILES[name].read_text())) if isinstance(n, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno - f.lineno >= 50] == []
