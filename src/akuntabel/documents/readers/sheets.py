"""Spreadsheets (.xlsx) from outside as rows of text, read in a child process with little memory and little time.

Whatever a file does to its reader (a bomb of zeros, a cell in the last corner, an endless loop) happens to the child.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

SECONDS = 120
"""A hundred thousand rows of twenty columns take about forty."""
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How a .xlsx begins; how an old .xls begins, and any workbook with a password."""


class SheetRefused(Exception):
    """A spreadsheet that is not read; the sentence says why and what to do."""


@dataclass(frozen=True)
class SheetRow:
    """One row: its number in the sheet and its cells as they would be typed."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True)
class WrongCell:
    """A cell without a value of its own: (line, position of the column, sentence)."""

    line: int
    position: int
    message: str


@dataclass(frozen=True)
class SheetContent:
    rows: Sequence[SheetRow]
    wrong: Sequence[WrongCell]


def read_sheet(content: bytes, *, seconds: int = SECONDS) -> SheetContent:
    """The rows of a workbook's first sheet that hold something. Raises SheetRefused."""
    command = [sys.executable, "-m", "akuntabel.documents.readers.sheet_child"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise SheetRefused(
            "Membaca berkas ini terlalu lama. Bagi menjadi beberapa berkas, atau simpan sebagai CSV."
        ) from None
    if done.returncode != 0:
        raise SheetRefused(
            "Berkas ini tidak terbaca sebagai lembar kerja Excel. Simpan ulang sebagai .xlsx atau CSV."
        )
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise SheetRefused(answer["refused"])
    return SheetContent(
        [SheetRow(line, cells) for line, cells in answer["rows"]], [WrongCell(*one) for one in answer["wrong"]]
    )
