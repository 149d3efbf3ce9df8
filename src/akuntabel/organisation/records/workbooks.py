"""A register's records as an Excel workbook, and the empty one to fill: what `files.read_file` reads back.

Days are real dates, whole numbers real numbers, everything else text; a choice has a list to pick from.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.organisation.records.files import UUID, columns_of
from akuntabel.organisation.records.reading import NO, YES, Value, written_value

SHEET, LISTS, NOTES = "Isian", "Pilihan", "Petunjuk"
LAST_ROW = 200_000
"""Rows that have a list to pick from, and the most that a file may have."""
WIDTHS = {"text": 24, "reference": 20, "choice": 22, "date": 13, "datetime": 17, "integer": 12, "boolean": 10}
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False}  # fmt: skip
_FONT = {"font_name": "Arial", "font_size": 10}


def written_workbook(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """Records as a workbook: the values of these columns, then the UUID."""
    buffer = io.BytesIO()
    with _Workbook(buffer, columns) as book:
        for number, row in enumerate(rows, 1):
            for position, (column, value) in enumerate(zip(columns, row, strict=False)):
                book.write(number, position, column, value)
            book.text(number, len(columns), str(row[-1]))
    return buffer.getvalue()


def empty_workbook(register: Register) -> bytes:
    """A workbook to fill: the columns that a person fills, and what each of them means."""
    buffer = io.BytesIO()
    columns = columns_of(register)
    with _Workbook(buffer, columns, with_uuid=False) as book:
        book.explain(columns)
    return buffer.getvalue()


def marked_workbook(
    header: Sequence[str], lines: Iterable[tuple[Sequence[str], Mapping[int, str], str]], errors: str
) -> bytes:
    """A file given back: each line's cells as text, its wrong cells by position with their numbered sentences, and
    all of them in one column more, whose name is `errors`."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {**_OPTIONS, "constant_memory": False}) as book:
        plain = book.add_format(_FONT)
        head = book.add_format({**_FONT, "bold": True, "bottom": 1})
        bad = book.add_format({**_FONT, "bg_color": "#FBD5D5", "border": 1, "border_color": "#B42318"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(header) - 1, 0), 18, plain)
        sheet.set_column(len(header), len(header), 70, plain)
        for position, cell in enumerate([*header, errors]):
            sheet.write_string(0, position, cell[:32_000], head)
        for number, (cells, wrong, all_of_them) in enumerate(lines, 1):
            for position, cell in enumerate(cells):
                if position in wrong:
                    sheet.write_string(number, position, cell[:32_000], bad)
                    sheet.write_comment(number, position, wrong[position][:1_000], {"author": "Akuntabel"})
                elif cell:
                    sheet.write_string(number, position, cell[:32_000])
            if all_of_them:
                sheet.write_string(number, len(header), all_of_them[:32_000], bad)
    return buffer.getvalue()


class _Workbook:
    """A workbook with one sheet of records, and the lists to pick from in a hidden one."""

    def __init__(self, buffer: io.BytesIO, columns: Sequence[Column], *, with_uuid: bool = True) -> None:
        self._book: Any = xlsxwriter.Workbook(buffer, {**_OPTIONS, "default_date_format": "yyyy-mm-dd"})
        self._head = self._book.add_format({**_FONT, "bold": True, "bottom": 1})
        self._filled = self._book.add_format({**_FONT, "bold": True, "bottom": 1, "bg_color": "#E6EEF8"})
        self._day = self._book.add_format({**_FONT, "num_format": "yyyy-mm-dd", "align": "left"})
        self._moment = self._book.add_format({**_FONT, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._whole = self._book.add_format({**_FONT, "num_format": "0"})
        self._text = self._book.add_format({**_FONT, "num_format": "@"})
        self._sheet: Any = self._book.add_worksheet(SHEET)
        self._begin(columns, with_uuid=with_uuid)

    def __enter__(self) -> _Workbook:
        return self

    def __exit__(self, *raised: object) -> None:
        self._book.close()

    def _begin(self, columns: Sequence[Column], *, with_uuid: bool) -> None:
        formats = {"date": self._day, "datetime": self._moment, "integer": self._whole}
        lists: list[tuple[int, list[str]]] = []
        for position, column in enumerate(columns):
            self._sheet.set_column(position, position, WIDTHS[column.type], formats.get(column.type, self._text))
            head = self._filled if column.required and not column.maintained else self._head
            self._sheet.write_string(0, position, column.name, head)
            if not column.maintained and column.type in ("choice", "boolean"):
                lists.append((position, list(column.choices.values()) or [YES, NO]))
        if with_uuid:
            self._sheet.set_column(len(columns), len(columns), 38, self._text)
            self._sheet.write_string(0, len(columns), UUID, self._head)
        self._sheet.freeze_panes(1, 1)
        if lists:
            self._offer(lists)

    def _offer(self, lists: Sequence[tuple[int, list[str]]]) -> None:
        hidden = self._book.add_worksheet(LISTS)
        hidden.hide()
        for number, (position, words) in enumerate(lists):
            for place, word in enumerate(words):
                hidden.write_string(number, place, word)
            last = xlsxwriter.utility.xl_rowcol_to_cell(number, max(len(words) - 1, 0), row_abs=True, col_abs=True)
            self._sheet.data_validation(1, position, LAST_ROW, position, {
                "validate": "list", "source": f"={LISTS}!$A${number + 1}:{last}", "error_type": "warning",
                "error_title": "Bukan pilihan", "error_message": "Pilih dari daftar.",
            })  # fmt: skip

    def write(self, number: int, position: int, column: Column, value: Value) -> None:
        """One value, as the kind of cell that it is."""
        if value is None:
            return
        if isinstance(value, datetime):
            self._sheet.write_datetime(number, position, value.replace(tzinfo=None), self._moment)
        elif isinstance(value, date) and value.year >= 1900:
            self._sheet.write_datetime(number, position, value, self._day)
        elif isinstance(value, int) and not isinstance(value, bool):
            self._sheet.write_number(number, position, value, self._whole)
        else:
            self.text(number, position, written_value(column, value))

    def text(self, number: int, position: int, text: str) -> None:
        self._sheet.write_string(number, position, text, self._text)

    def explain(self, columns: Sequence[Column]) -> None:
        """A sheet that says what each column holds."""
        notes = self._book.add_worksheet(NOTES)
        notes.set_column(0, 0, 32, self._text)
        notes.set_column(1, 1, 10, self._text)
        notes.set_column(2, 2, 80, self._text)
        for position, cell in enumerate(("Kolom", "Wajib", "Isi")):
            notes.write_string(0, position, cell, self._head)
        for number, column in enumerate(columns, 1):
            notes.write_string(number, 0, column.name, self._text)
            notes.write_string(number, 1, YES if column.required else NO, self._text)
            notes.write_string(number, 2, _meaning(column), self._text)


def _meaning(column: Column) -> str:
    ways = {
        "date": "Tanggal, misalnya 2023-07-20.",
        "datetime": "Tanggal dan jam, misalnya 2023-07-20 14:05.",
        "integer": "Bilangan bulat, misalnya 1250.",
        "boolean": "ya atau tidak.",
        "reference": "Nomor atau nama catatan yang dirujuk.",
        "choice": f"Salah satu dari: {', '.join(column.choices.values())}.",
        "text": "Bilangan dengan desimalnya, misalnya 2,48 atau 1.234,56." if column.is_decimal else "Teks.",
    }
    return f"{column.help} {ways[column.type]}".strip()
