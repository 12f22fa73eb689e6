"""Any list as a file for a spreadsheet, in the reader's language: CSV or XLSX, in which no cell can be a formula.

Both are written row by row into a temporary file, so that ten thousand rows take no more memory than ten.
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum, auto
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any, Generic, TypeVar

from flask import Response, send_file
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kpevents.core.text import N_, Sentence, without_controls
from kpevents.core.timespan import PartialDate
from kpevents.infra import clock, i18n
from kpevents.infra.i18n import gettext

Row = TypeVar("Row")


class FileType(StrEnum):
    """The end of a file's address, and of its name."""

    CSV = auto()
    XLSX = auto()


FILE_TYPE_LABELS = {FileType.CSV: N_("CSV"), FileType.XLSX: N_("XLSX (Excel)")}

_MEDIA_TYPES = {
    FileType.CSV: "text/csv",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Kind(StrEnum):
    """What a column holds: a number, a day and a moment are values that a spreadsheet can reckon with."""

    TEXT = auto()
    NUMBER = auto()
    DAY = auto()
    """A date, or a PartialDate: one known to its month or year stands there as a text."""
    MOMENT = auto()
    """An aware datetime, written in UTC: a spreadsheet knows no zones."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """``value`` gives what stands in this column, from a row of the list; None leaves the cell empty."""

    label: Sentence
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT

    def head(self) -> str:
        label = gettext(self.label)
        return gettext("%(label)s (UTC)", label=label) if self.kind is Kind.MOMENT else label


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """``name`` is that of the list, in the language that is spoken. ``rows`` may be read as they are written."""

    name: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]


def export(table: Table[Row], file_type: FileType) -> Response:
    """The file as an answer, called by the name of the list and the day. Nobody keeps a copy of it on the way."""
    file = TemporaryFile()  # noqa: SIM115 - closed with the answer
    try:
        _WRITERS[file_type](table, file)
        size = file.tell()
        file.seek(0)
        answer = send_file(
            file, _MEDIA_TYPES[file_type], as_attachment=True, download_name=_file_name(table.name, file_type)
        )
    except BaseException:
        file.close()
        raise
    answer.content_length = size
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers.pop("Expires", None)
    return answer


_NOT_IN_A_FILE_NAME = re.compile(r"[\\/:*?\"<>|\s]+")
_NOT_IN_A_SHEET_NAME = re.compile(r"[\\/:*?\[\]\s]+")


def _file_name(name: str, file_type: FileType) -> str:
    bare = _NOT_IN_A_FILE_NAME.sub(" ", without_controls(name)).strip(". ")[:100].strip()
    return f"{bare} {clock.now().date()}.{file_type}"


_BEGINS_A_FORMULA = re.compile(r"((?:^|[;\t\r\n])[\s\"']{0,9})([=+\-@＝＋－＠])")
"""At the start of a cell; and after what another country's spreadsheet takes for the end of one, quoted or not."""


def disarmed(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what would begin one (CWE-1236)."""
    text = without_controls(text)
    if text.startswith(("\t", "\r")):
        text = f"'{text}"
    return _BEGINS_A_FORMULA.sub(r"\1'\2", text)


def _write_csv(table: Table[Row], file: IO[bytes]) -> None:
    """RFC 4180, after the mark by which Excel knows UTF-8."""
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow([disarmed(column.head()) for column in table.columns])
    for row in table.rows:
        writer.writerow([_as_text(column.value(row), column.kind) for column in table.columns])
    text.detach()


def _as_text(value: Any, kind: Kind) -> str | int | float:
    if value is None:
        return ""
    if kind is Kind.MOMENT:
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if kind is Kind.NUMBER and isinstance(value, int | float):
        return value
    return disarmed(str(value))


_FIRST_DAY = date(1900, 3, 1)
"""Days before are none to Excel, or one too many: it counts a 29 February 1900."""
_LONGEST = 32_767
"""Characters in a cell."""
_WIDTHS = {Kind.TEXT: 36, Kind.NUMBER: 12, Kind.DAY: 14, Kind.MOMENT: 20}


def _write_xlsx(table: Table[Row], file: IO[bytes]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        book.set_properties({"title": table.name, "created": clock.now().replace(tzinfo=None)})
        head = book.add_format({"bold": True})
        formats = {
            Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
            Kind.MOMENT: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        sheet = book.add_worksheet(_NOT_IN_A_SHEET_NAME.sub(" ", without_controls(table.name))[:31].strip(" '"))
        if i18n.locale().text_direction == "rtl":
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, _WIDTHS[column.kind])
            sheet.write_string(0, at, column.head(), head)
        for number, row in enumerate(table.rows, 1):
            for at, column in enumerate(table.columns):
                _write_cell(sheet, (number, at), column.value(row), column.kind, formats)


def _write_cell(sheet: Worksheet, at: tuple[int, int], value: Any, kind: Kind, formats: dict[Kind, Format]) -> None:
    """Always by the method of its kind: what is a text stays one, whatever it looks like."""
    if value is None:
        return
    if kind is Kind.MOMENT and isinstance(value, datetime):
        sheet.write_datetime(*at, value.astimezone(UTC).replace(tzinfo=None), formats[kind])
    elif kind is Kind.DAY and (day := _as_day(value)):
        sheet.write_datetime(*at, day, formats[kind])
    elif kind is Kind.NUMBER and isinstance(value, int | float):
        sheet.write_number(*at, value)
    else:
        text = without_controls(str(value))
        sheet.write_string(*at, text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _as_day(value: Any) -> date | None:
    if isinstance(value, PartialDate):
        value = value.first if value.day else None
    return value if isinstance(value, date) and value >= _FIRST_DAY else None


_WRITERS: dict[FileType, Callable[[Table[Any], IO[bytes]], None]] = {
    FileType.CSV: _write_csv,
    FileType.XLSX: _write_xlsx,
}
