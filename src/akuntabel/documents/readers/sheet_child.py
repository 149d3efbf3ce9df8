"""The child of `sheets.py`: a workbook on standard input → one sheet's rows as JSON on standard output.

Arguments: the sheet that is wanted and the one that is preferred, each possibly empty, and the file descriptor on which
it says how far it is.

It bounds itself before it reads, looks through the package before it opens it, and reads the sheet as a stream.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

MEMORY, CPU_SECONDS = 1_500_000_000, 110
UNPACKED, RATIO = 200_000_000, 200
COLUMNS, ROWS = 512, 200_000
CHUNK, OVERLAP = 1 << 20, 64
TOLD = 500
"""Rows between two tellings of how far it is."""
_CELL = re.compile(rb'<(?:c|row)\s[^>]*?r="([A-Z]{0,4})([0-9]{1,10})"')
_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")


class Refused(Exception):
    """Not read; the sentence says why and what to do."""


def main() -> int:
    """0 when an answer was given, also one that refuses."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    try:
        answer = read(sys.stdin.buffer.read(), *sys.argv[1:3], told_to=int(sys.argv[3]))
    except Refused as refused:
        answer = {"refused": str(refused)}
    json.dump(answer, sys.stdout)
    return 0


def read(content: bytes, only: str = "", preferred: str = "", *, told_to: int) -> dict[str, Any]:
    """The sheets' names, which one was read, its rows that hold something, and its cells that have no value of their own.

    That is the sheet `only` where one is named; else `preferred` or the first, whichever first holds anything. Raises
    Refused.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _look_through(package)
    except zipfile.BadZipFile:
        raise Refused(
            "Berkas ini rusak atau bukan .xlsx. Simpan ulang dari Excel sebagai .xlsx atau CSV."
        ) from None
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    if not book.worksheets:
        raise Refused("Buku kerja ini tanpa lembar isian. Taruh datanya pada sebuah lembar.")
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if only and only not in sheets:
        raise Refused(f'Lembar "{only}" tidak ada dalam buku kerja ini. Pilih lembar lain.')
    names = [only] if only else sorted(sheets, key=lambda name: name != preferred)
    for name in names:
        rows, wrong = _rows(sheets[name], told_to)
        if rows:
            return {"sheets": list(sheets), "sheet": name, "rows": rows, "wrong": wrong}
    if only:
        raise Refused(f'Lembar "{only}" kosong. Pilih lembar lain.')
    return {"sheets": list(sheets), "sheet": names[0], "rows": [], "wrong": []}


def _rows(sheet: Any, told_to: int) -> tuple[list[tuple[int, list[str]]], list[tuple[int, int, str]]]:
    rows: list[tuple[int, list[str]]] = []
    wrong: list[tuple[int, int, str]] = []
    for line, cells in enumerate(sheet.rows, 1):
        if line % TOLD == 0:
            with contextlib.suppress(BlockingIOError):  # nobody has read what was told before
                os.write(told_to, f"{line} {min(sheet.max_row or 0, ROWS)}\n".encode())
        if line > ROWS + 1 or len(cells) > COLUMNS:
            raise Refused(_too_many(f"Baris {line}"))
        texts = []
        for position, cell in enumerate(cells):
            if cell.data_type == "f":
                wrong.append((line, position, "sel ini berisi rumus. Salin, lalu tempel sebagai nilai."))
            elif cell.data_type == "e":
                wrong.append((line, position, f"sel ini berisi galat {cell.value}. Perbaiki, atau kosongkan."))
            texts.append(as_typed(cell.value))
        while texts and texts[-1] == "":
            texts.pop()
        if texts:
            rows.append((line, texts))
    return rows, wrong


def as_typed(value: Any) -> str:
    """A cell's value as one would type it: a day 2023-07-20, a whole number without point, ya or tidak."""
    match value:
        case None:
            return ""
        case bool():
            return "ya" if value else "tidak"
        case datetime():
            return (
                value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
            )
        case date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    return _CONTROL.sub(lambda found: chr(int(found[1], 16)), str(value))


def _look_through(package: zipfile.ZipFile) -> None:
    """Sizes, names and corners, before anything is parsed. Raises Refused."""
    parts = package.infolist()
    if sum(part.file_size for part in parts) > UNPACKED or any(
        part.file_size > max(part.compress_size, 1) * RATIO and part.file_size > CHUNK for part in parts
    ):
        raise Refused(
            "Isi berkas ini jauh lebih besar daripada berkasnya. Bagi berkasnya, atau simpan sebagai CSV."
        )
    for part in parts:
        name = part.filename
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise Refused("Susunan berkas ini tidak wajar. Simpan ulang dari Excel sebagai .xlsx.")
        if name.lower().endswith("vbaproject.bin"):
            raise Refused("Berkas ini berisi makro. Simpan sebagai .xlsx tanpa makro, atau CSV.")
    if "xl/workbook.xml" not in package.namelist():
        raise Refused("Berkas ini bukan buku kerja Excel. Simpan datanya sebagai .xlsx atau CSV.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            for piece in _pieces(package, part):
                _look_at(piece)


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    before = b""
    with package.open(part) as file:
        while chunk := file.read(CHUNK):
            yield before + chunk
            before = chunk[-OVERLAP:]


def _look_at(piece: bytes) -> None:
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise Refused("Berkas ini memuat bagian yang tidak dipakai Excel. Simpan ulang dari Excel sebagai .xlsx.")
    for letters, digits in _CELL.findall(piece):
        if int(digits) > ROWS + 1 or _column(letters) > COLUMNS:
            raise Refused(_too_many(f"Sel {letters.decode()}{digits.decode()}"))


def _too_many(place: str) -> str:
    return (
        f"{place} terisi: paling banyak {ROWS} baris dan {COLUMNS} kolom. "
        "Hapus baris dan kolom kosong di ujung lembar, atau bagi berkasnya."
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    sys.exit(main())
