"""Lists as files: read back as a spreadsheet reads them, in each language, and never as a formula."""

import csv
import io
import tracemalloc
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import unquote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import load_workbook

from kpevents.core.text import N_
from kpevents.core.timespan import PartialDate
from kpevents.infra.i18n import speaking
from kpevents.web.exports import Column, FileType, Kind, Table, disarmed, export
from tests.times import NOW

COLUMNS = [
    Column(N_("Name"), lambda row: row["name"]),
    Column(N_("Number"), lambda row: row.get("number"), Kind.NUMBER),
    Column(N_("From"), lambda row: row.get("day"), Kind.DAY),
    Column(N_("When"), lambda row: row.get("at"), Kind.MOMENT),
]
KENYA = {
    "name": "Kenya, “Jamhuri”\nline two",
    "number": -12.5,
    "day": date(2026, 7, 14),
    "at": datetime(2026, 7, 14, 12, 0, tzinfo=timezone(timedelta(hours=3))),
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', " =1", "＝1", "'=1", "\ufeff=1"]


@pytest.fixture(autouse=True)
def in_a_request(monkeypatch):
    monkeypatch.setattr("kpevents.infra.clock.now", lambda: NOW)
    with Flask(__name__).test_request_context("/"):
        yield


def made(rows, file_type, name="Partners", language="en"):
    """The file, and the headers it comes with."""
    with speaking(language), export(Table(name, COLUMNS, rows), file_type) as answer:
        answer.direct_passthrough = False
        assert answer.content_length == len(answer.data)
        return answer.data, answer.headers


def rows_of_csv(rows, **more):
    content, _ = made(rows, FileType.CSV, **more)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(rows, **more):
    content, _ = made(rows, FileType.XLSX, **more)
    return load_workbook(io.BytesIO(content)).active


def test_csv_says_that_it_is_utf_8_and_holds_days_and_moments_that_a_spreadsheet_reads():
    assert made([], FileType.CSV)[0].startswith(b"\xef\xbb\xbf")
    assert rows_of_csv([KENYA]) == [
        ["Name", "Number", "From", "When (UTC)"],
        [KENYA["name"], "-12.5", "2026-07-14", "2026-07-14 09:00:00"],
    ]


def test_sheet_holds_numbers_days_and_moments_and_not_their_pictures():
    head, row = sheet([KENYA]).iter_rows()
    assert [cell.value for cell in head] == ["Name", "Number", "From", "When (UTC)"]
    assert [cell.value for cell in row] == [
        KENYA["name"],
        -12.5,
        datetime(2026, 7, 14),  # noqa: DTZ001 - a sheet knows no zones
        datetime(2026, 7, 14, 9, 0),  # noqa: DTZ001
    ]
    assert [cell.data_type for cell in row] == ["s", "n", "d", "d"]


def test_first_row_stays_in_sight():
    assert sheet([KENYA]).freeze_panes == "A2"


@pytest.mark.parametrize(("language", "from_the_right"), [("en", False), ("fr", False), ("ar", True)])
def test_sheet_runs_in_the_direction_of_its_language(language, from_the_right):
    assert bool(sheet([KENYA], language=language).sheet_view.rightToLeft) is from_the_right


def test_what_is_known_to_the_month_is_no_day_of_the_sheet():
    (_, row) = sheet([{"name": "x", "day": PartialDate(2026, 7)}]).iter_rows(values_only=True)
    assert row[2] == "2026-07"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_sheet_is_a_formula_or_a_link(text):
    written = sheet([{"name": text}, {"name": "https://example.org"}])
    assert {cell.data_type for row in written.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert {cell.hyperlink for row in written.iter_rows() for cell in row} == {None}
    assert written["A2"].value.lstrip().endswith(text.lstrip("\ufeff").lstrip())


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(text):
    (_, row) = rows_of_csv([{"name": text}])
    assert row[0].lstrip()[0] == "'"


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\n=1+1", "a\n'=1+1"),
        ('a;"=1', "a;\"'=1"),
        ("a-b = c + d", "a-b = c + d"),
        ("", ""),
    ],
)
def test_what_another_country_takes_for_the_end_of_a_cell_begins_no_formula(text, harmless):
    assert disarmed(text) == harmless


@given(some.text(alphabet="=+-@;,\t\r\n \"'a１＝", max_size=12))
def test_whatever_is_written_no_cell_begins_with_what_computes(text):
    for delimiter in ";\t":
        for row in csv.reader(io.StringIO(disarmed(text), newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE):
            assert not any(cell.startswith(("=", "+", "-", "@", "＝")) for cell in row)
    assert not disarmed(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_number_below_nothing_stays_a_number():
    assert rows_of_csv([{"name": "x", "number": -3}])[1][1] == "-3"


@pytest.mark.parametrize("file_type", FileType)
def test_characters_that_nobody_types_and_texts_without_end_make_no_broken_file(file_type):
    text = "\x00\u202eabc" + "x" * 40_000
    if file_type is FileType.CSV:
        assert rows_of_csv([{"name": text}])[1][0] == text[2:]
    else:
        (_, row) = sheet([{"name": text}]).iter_rows(values_only=True)
        assert (row[0][:3], len(row[0]), row[0][-1]) == ("abc", 32_767, "…")


@pytest.mark.parametrize(
    ("name", "saved_as"),
    [
        ("Partners", "Partners 2026-03-02.csv"),
        ("a/b: “c”\n*?", "a b “c” 2026-03-02.csv"),
        ("السجل", "السجل 2026-03-02.csv"),
    ],
)
def test_file_is_called_by_its_list_and_the_day(name, saved_as):
    _, headers = made([], FileType.CSV, name=name)
    assert saved_as in unquote(headers["Content-Disposition"])
    assert headers["Cache-Control"] == "private, no-store"
    assert "Expires" not in headers


@pytest.mark.parametrize("name", ["", "'", "[a]:*?/\\", "x" * 60])
def test_sheet_opens_whatever_its_list_is_called(name):
    assert sheet([KENYA], name=name).max_row == 2


@pytest.mark.parametrize("file_type", FileType)
def test_ten_thousand_rows_take_no_more_memory_than_a_hundred(file_type):
    def peak(number):
        tracemalloc.start()
        rows = ({"name": f"row {n}", "number": n, "at": datetime(2026, 1, 1, tzinfo=UTC)} for n in range(number))
        answer = export(Table("Rows", COLUMNS, rows), file_type)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        answer.close()
        return most

    peak(10)
    assert peak(10_000) - peak(100) < 3_000_000
