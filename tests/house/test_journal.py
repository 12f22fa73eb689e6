"""Nothing in the product edits the journal: two functions write it, and nobody else knows its table."""

import ast

from tests.house.test_floors import HOUSE, tree

WRITES = {"note", "erase"}
OF_SQL = {"insert", "update", "delete", "merge", "add", "add_all", "execute", "bulk_save_objects"}


def functions_that_name_the_table(module: str) -> set[str]:
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef)]
    return {f.name for f in functions if any(isinstance(n, ast.Name) and n.id == "JournalLine" for n in ast.walk(f))}


def test_journal_is_written_by_note_and_cleared_by_erase_and_by_nothing_else():
    assert functions_that_name_the_table("features.journal.actions") == WRITES


def test_reading_the_journal_writes_nothing():
    for module in ("features.journal.queries", "web.journal.telling"):
        calls = (ast.unparse(node.func) for node in ast.walk(tree(module)) if isinstance(node, ast.Call))
        assert {call.rpartition(".")[2] for call in calls} & OF_SQL == set()


def test_erase_takes_a_name_away_and_changes_nothing_else():
    parts = ast.walk(tree("features.journal.actions"))
    (erase,) = (n for n in parts if isinstance(n, ast.FunctionDef) and n.name == "erase")
    values = [n for n in ast.walk(erase) if isinstance(n, ast.Call) and ast.unparse(n.func).endswith(".values")]
    assert [[keyword.arg for keyword in each.keywords] for each in values] == [["actor_name"]]


def test_no_statement_names_the_table_past_its_model():
    def texts(module):
        return (n.value for n in ast.walk(tree(module)) if isinstance(n, ast.Constant) and isinstance(n.value, str))

    statements = ("UPDATE journal", "DELETE FROM journal", "INSERT INTO journal")
    named = [m for m in HOUSE if not m.startswith("migrations") and any(s in t for t in texts(m) for s in statements)]
    assert named == []
