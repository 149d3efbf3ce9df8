"""A register's records as one CSV file: UTF-8, commas, a first line of column keys, one record a line.

A value is written as `reading.written_value` does and read back by `reading.read_value`; a reference is the number of
the record it points to. Maintained columns do not stand in a file: the register's service writes them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.reading import Value, written_value

LARGEST_FILE = 100_000_000
"""Bytes; a hundred thousand records take about a fifth of it."""


@dataclass(frozen=True)
class Row:
    """One record as typed, and the line of the file on which it begins."""

    line: int
    typed: Mapping[str, str]


@dataclass(frozen=True)
class RecordFile:
    """A file of records: its name, the SHA-256 of its bytes, and its rows."""

    name: str
    sha256: str
    rows: Sequence[Row]


def columns_of(register: Register) -> list[Column]:
    """The columns that a file holds, in their order."""
    return [column for column in register.columns if not column.maintained]


def read_file(register: Register, name: str, content: bytes) -> tuple[RecordFile | None, list[Problem]]:
    """The rows of a file and what is wrong with its shape, each problem at (line,) or (line, column).

    The file is None when its first line or its signs cannot be read; a row with too few or too many cells is left out.
    """
    if len(content) > LARGEST_FILE:
        most = indonesian_number(LARGEST_FILE, 0)
        return None, [Problem((1,), f"lebih dari {most} bita; bagi berkasnya")]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [Problem((line,), "bukan teks UTF-8; simpan ulang berkasnya sebagai CSV UTF-8")]
    lines = _lines(text)
    try:
        header = [cell.strip() for cell in next(lines, (1, []))[1]]
        if problems := list(_check_header(register, header)):
            return None, problems
        rows, problems = _rows(header, lines)
    except csv.Error:
        message = "susunan CSV tidak terbaca; periksa tanda kutip di baris ini dan sesudahnya"
        return None, [Problem((lines.line + 1,), message)]
    return RecordFile(name, hashlib.sha256(content).hexdigest(), rows), problems


class _lines(Iterator[tuple[int, list[str]]]):  # noqa: N801  # reads as the function it stands for
    """Each row's first line and its cells; `line` is the last line read."""

    def __init__(self, text: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        self.line = 0

    def __next__(self) -> tuple[int, list[str]]:
        first = self.line + 1
        cells = next(self._reader)
        self.line = self._reader.line_num
        return first, cells


def _check_header(register: Register, header: list[str]) -> Iterator[Problem]:
    known = [column.key for column in columns_of(register)]
    if len(header) == 1 and ";" in header[0]:
        yield Problem((1,), "kolom dipisahkan titik koma; simpan ulang dengan koma sebagai pemisah")
        return
    for position, key in enumerate(header):
        if key in header[:position]:
            yield Problem((1, key), "kolom ini tercantum dua kali. Hapus salah satu.")
        elif key in register.by_key and key not in known:
            yield Problem((1, key), "kolom ini diisi program. Hapus dari berkas.")
        elif key not in known:
            others = nearest(key, known) or f"; pakai: {', '.join(known)}"
            yield Problem((1, key), f"kolom ini tidak dikenal{others}. Perbaiki ejaannya, atau hapus.")
    for column in columns_of(register):
        if column.required and column.key not in header:
            yield Problem((1, column.key), f"{column.name}: kolom wajib ini tidak ada. Tambahkan.")


def _rows(header: list[str], lines: Iterable[tuple[int, list[str]]]) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if len(cells) != len(header):
            problems.append(Problem((line,), f"{len(cells)} sel, padahal baris pertama menyebut {len(header)} kolom. "
                                    "Periksa koma dan tanda kutip."))  # fmt: skip
        else:
            rows.append(Row(line, dict(zip(header, cells, strict=True))))
    return rows, problems


def written_file(register: Register, records: Iterable[Mapping[str, Value]]) -> str:
    """A file that `read_file` reads back: every column, a reference by the number given."""
    columns = columns_of(register)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    for record in records:
        writer.writerow([written_value(column, record.get(column.key)) for column in columns])
    return text.getvalue()
