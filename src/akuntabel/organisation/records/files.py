"""A register's records as one file: CSV or an Excel workbook, a line of headings, one record a line.

One dialect, whoever writes it; what officers' own files have besides (titles above, other signs, empty edges) is told in
`headings.py`. CSV is UTF-8, else Windows-1252. A column is named by its key or by its name, whatever the case. A value is
written as `reading.written_value` does and read back by `reading.read_value`; a reference is the number of the record it
points to, or its UUID. The column `uuid` makes a row the same record again. Maintained columns may stand in a file, and are
not read: the register's service writes them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.problems import Problem
from akuntabel.core.progress import Step, tell
from akuntabel.documents.readers.sheets import OLD_OFFICE, ZIP, SheetRefused, read_sheet
from akuntabel.organisation.records.headings import (
    Line,
    Recognised,
    heading_row,
    is_total,
    separator_of,
    without_empty_edges,
)
from akuntabel.organisation.records.reading import Value, written_value
from akuntabel.organisation.records.signs import decoded

LARGEST_FILE = 100_000_000
"""Bytes; a hundred thousand records take about a fifth of it."""
MOST_COLUMNS, MOST_ROWS = 512, 200_000
"""The same as of a workbook (`documents.readers.sheet_child`)."""
UUID = "uuid"
"""The column that says which record a row is."""
ERRORS = "Kesalahan"
"""The column in which a file was given back with its mistakes (`marking.py`); it is not read."""
BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Row:
    """One record as typed, and the line of the file on which it begins."""

    line: int
    typed: Mapping[str, str]


@dataclass(frozen=True)
class RecordFile:
    """A file of records: its name, the SHA-256 of its bytes, and its rows. `unread`: maintained columns it holds.

    `head_line` and `encoding` as of its `Table`.
    """

    name: str
    sha256: str
    rows: Sequence[Row]
    unread: Sequence[str] = ()
    head_line: int = 1
    encoding: str = ""


@dataclass(frozen=True)
class Table:
    """A file as it was sent, before anything says which column is which. `separator` is empty for a workbook.

    `wrong` are cells without a value of their own (a formula), by (line, position of the column). `sheet` is the one that
    was read, of all `sheets` of a workbook. `head_line` is the line of the headings; those above it are not read. `encoding`
    says how a text was read that is not UTF-8.
    """

    name: str
    sha256: str
    header: Sequence[str]
    lines: Sequence[Line]
    separator: str = ""
    wrong: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sheet: str = ""
    sheets: Sequence[str] = ()
    head_line: int = 1
    encoding: str = ""


def has_line(problem: Problem) -> bool:
    """Whether a mistake stands on a line of the file; others are about the register or its figures."""
    return bool(problem.place) and isinstance(problem.place[0], int)


def columns_of(register: Register) -> list[Column]:
    """The columns that a file holds, in their order."""
    return [column for column in register.columns if not column.maintained]


def read_file(
    register: Register, name: str, content: bytes, *, sheet: str = ""
) -> tuple[RecordFile | None, list[Problem]]:
    """The rows of a file and what is wrong with its shape, each problem at (line,) or (line, column).

    The file is None when its headings or its signs cannot be read; a row with too few or too many cells is left out.
    """
    table, problems = read_table(name, content, sheet=sheet, recognised=names_of(register))
    if table is None:
        return None, problems
    keys = [column_named(register, cell) or _unless_errors(cell) for cell in table.header]
    if found := list(_check_header(register, keys, table.head_line)):
        return None, found
    return read_rows(register, table, keys)


def names_of(register: Register) -> Recognised:
    """Which columns a line names by their keys or names."""
    return lambda cells: {key for cell in cells if (key := column_named(register, cell))}


def read_table(
    name: str, content: bytes, *, recognised: Recognised, sheet: str = "", preferred: str = ""
) -> tuple[Table | None, list[Problem]]:
    """The cells of a CSV file or of one sheet of a workbook, told apart by their first bytes.

    That is the sheet named so; else the preferred or the first one, whichever first holds anything. Its headings are the
    first line in which enough columns are `recognised`, else the first that holds anything.
    """
    if len(content) > LARGEST_FILE:
        most = indonesian_number(LARGEST_FILE, 0)
        return None, [Problem((1,), f"lebih dari {most} bita; bagi berkasnya")]
    if content.startswith(OLD_OFFICE):
        return None, [Problem((1,), "berkas ini dilindungi kata sandi, atau .xls lama. Simpan sebagai .xlsx tanpa kata "
                                    "sandi, atau CSV.")]  # fmt: skip
    digest = hashlib.sha256(content).hexdigest()
    if content.startswith(ZIP):
        return _read_workbook(name, digest, content, (sheet, preferred), recognised)
    tell(Step.READ)
    return _read_csv(name, digest, content, recognised)


def _read_workbook(
    name: str, digest: str, content: bytes, sheets: tuple[str, str], recognised: Recognised
) -> tuple[Table | None, list[Problem]]:
    only, preferred = sheets
    try:
        sheet = read_sheet(content, only=only, preferred=preferred)
    except SheetRefused as refused:
        return None, [Problem((1,), str(refused))]
    if not sheet.rows:
        return None, [Problem((1,), "buku kerja ini kosong. Isi baris pertama sebuah lembar dengan nama kolom.")]
    rows = [row for row in sheet.rows if any(cell.strip() for cell in row.cells)]
    at = heading_row([row.cells for row in rows], recognised)
    head, rest = rows[at], rows[at + 1 :]
    header = [cell.strip() for cell in head.cells]
    lines = [Line(row.line, [*row.cells, *[""] * (len(header) - len(row.cells))]) for row in rest]
    wrong = {(one.line, one.position): one.message for one in sheet.wrong if one.line > head.line}
    header, lines = without_empty_edges(header, lines, wrong)
    return Table(name, digest, header, lines, "", wrong, sheet.sheet, sheet.sheets, head.line), []


def _read_csv(name: str, digest: str, content: bytes, recognised: Recognised) -> tuple[Table | None, list[Problem]]:
    try:
        text, encoding = decoded(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [Problem((line,), "bukan teks UTF-8; simpan ulang berkasnya sebagai CSV UTF-8")]
    separator = separator_of(text, recognised)
    lines = _lines(text, separator)
    try:
        rows = [
            Line(number, [_as_meant(cell) for cell in cells])
            for number, cells in lines
            if len(cells) > MOST_COLUMNS or any(cell.strip() for cell in cells)
        ]
        at = heading_row([line.cells for line in rows], recognised)
        head, rows = rows[at] if rows else Line(1, []), rows[at + 1 :]
        header = [cell.strip() for cell in head.cells]
        if len(header) > MOST_COLUMNS:
            return None, [
                Problem(
                    (head.number,), f"{len(header)} kolom, paling banyak {MOST_COLUMNS}. Hapus yang tidak perlu."
                )
            ]
        if len(rows) > MOST_ROWS:
            most = indonesian_number(MOST_ROWS, 0)
            return None, [
                Problem((rows[MOST_ROWS].number,), f"lebih dari {most} baris. Bagi menjadi beberapa berkas.")
            ]
    except csv.Error:
        message = "susunan CSV tidak terbaca; periksa tanda kutip di baris ini dan sesudahnya"
        return None, [Problem((lines.line + 1,), message)]
    header, rows = without_empty_edges(header, rows, {})
    return Table(name, digest, header, rows, separator, head_line=head.number, encoding=encoding), []


class _lines(Iterator[tuple[int, list[str]]]):  # noqa: N801  # reads as the function it stands for
    """Each row's first line and its cells; `line` is the last line read."""

    def __init__(self, text: str, separator: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        self.line = 0

    def __next__(self) -> tuple[int, list[str]]:
        first = self.line + 1
        cells = next(self._reader)
        self.line = self._reader.line_num
        return first, cells


def _unless_errors(cell: str) -> str:
    """What is told of a cell that names no column; empty for one that is not read, "(kosong)" for an empty one."""
    return "" if cell == ERRORS else cell or "(kosong)"


def column_named(register: Register, cell: str) -> str | None:
    """The key of the column that a cell of the first line names: by key or by name, whatever the case."""
    names = {name.casefold(): column.key for column in register.columns for name in (column.name, column.key)}
    return {**names, UUID: UUID}.get(cell.strip().casefold())


def _check_header(register: Register, header: list[str], line: int) -> Iterator[Problem]:
    known = [column.key for column in columns_of(register)]
    for position, key in enumerate(header):
        if key == "":
            continue
        if key in header[:position]:
            yield Problem((line, key), "kolom ini tercantum dua kali. Hapus salah satu.")
        elif key not in {UUID, *register.by_key}:
            others = nearest(key, known) or nearest(key, [register.by_key[one].name for one in known])
            others = others or f"; pakai: {', '.join(known)}"
            yield Problem((line, key), f"kolom ini tidak dikenal{others}. Perbaiki ejaannya, atau hapus.")
    yield from missing_columns(register, header, line)


def missing_columns(register: Register, keys: Iterable[str], line: int = 1) -> Iterator[Problem]:
    """Required columns that a file does not hold, told at the line of its headings."""
    held = set(keys)
    for column in columns_of(register):
        if column.required and column.key not in held:
            yield Problem((line, column.key), f"{column.name}: kolom wajib ini tidak ada. Tambahkan.")


def read_rows(register: Register, table: Table, keys: Sequence[str]) -> tuple[RecordFile, list[Problem]]:
    """The rows of a table whose columns are these, in order; "" for one that is not read. Problems at (line, column)."""
    unread = [key for key in keys if key in register.by_key and register.by_key[key].maintained]
    read = [(position, key) for position, key in enumerate(keys) if key and key not in unread]
    rows: list[Row] = []
    problems: list[Problem] = []
    totals = _totals_of(table)
    head = "pertama" if table.head_line == 1 else str(table.head_line)
    for line in table.lines:
        if line.number in totals:
            problems.append(Problem((line.number,), f'"{totals[line.number]}": baris jumlah, bukan catatan. Hapus baris ini '
                                    "dari berkas."))  # fmt: skip
        elif len(line.cells) != len(keys):
            problems.append(Problem((line.number,), f"{len(line.cells)} sel, padahal baris {head} menyebut {len(keys)} "
                                    f"kolom. Periksa {_periksa(table)}."))  # fmt: skip
        else:
            rows.append(Row(line.number, {key: line.cells[position] for position, key in read}))
    named = dict(read)
    problems += [
        Problem((line, named[position]), message)
        for (line, position), message in table.wrong.items()
        if position in named and line not in totals
    ]
    return RecordFile(table.name, table.sha256, rows, unread, table.head_line, table.encoding), problems


def _totals_of(table: Table) -> dict[int, str]:
    """The lines at the end that sum up the others, and the word that says so."""
    found: dict[int, str] = {}
    for line in reversed(table.lines):
        word = is_total(line.cells)
        if not word:
            break
        found[line.number] = word
    return found


def _periksa(table: Table) -> str:
    signs = {",": "koma dan tanda kutip", ";": "titik koma dan tanda kutip", "\t": "tab dan tanda kutip"}
    return signs.get(table.separator, "sel di luar kolom yang bernama")


# Writing


def harmless(text: str) -> str:
    """A text that a spreadsheet would calculate gets an apostrophe before it, as one types it there.

    So does one that begins with an apostrophe of its own before such a sign: what is read back is the same text.
    """
    return f"'{text}" if text.lstrip("'").startswith(_STARTS_A_FORMULA) else text


def _as_meant(cell: str) -> str:
    """A cell without the apostrophe that `harmless` gave it."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_STARTS_A_FORMULA) else cell


class _Line:
    """What csv writes to: it gives each line back."""

    def write(self, text: str) -> str:
        return text


def spreadsheet_lines(header: Sequence[str], rows: Iterable[Sequence[str]], separator: str = ";") -> Iterator[str]:
    """A file that Excel with Indonesian settings opens by itself, line by line: semicolons, because its comma is decimal,
    and the byte order mark, by which it knows the letters. The cells are `harmless` already."""
    writer: Any = csv.writer(_Line(), delimiter=separator, lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(header)
    for row in rows:
        yield writer.writerow(row)


def written_file(register: Register, records: Iterable[Mapping[str, Value]]) -> str:
    """A file for other programs, with commas and keys: every column, a reference by the number given."""
    columns = columns_of(register)
    text = io.StringIO(newline="")
    writer: Any = csv.writer(text, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for record in records:
        writer.writerow([_safely(column, record.get(column.key)) for column in columns])
    return text.getvalue()


def _safely(column: Column, value: Value) -> str:
    text = written_value(column, value)
    return harmless(text) if column.type in ("text", "reference") else text


def only(file: RecordFile, lines: Iterable[int]) -> RecordFile:
    """The file without the rows of other lines."""
    kept = set(lines)
    return replace(file, rows=[row for row in file.rows if row.line in kept])
