"""Spreadsheets (.xlsx) from outside as rows of text, read in a child process with little memory and little time.

Whatever a file does to its reader (a bomb of zeros, a cell in the last corner, an endless loop) happens to the child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from akuntabel.core.progress import Step, tell

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
    """One sheet of a workbook: its name among all of them, its rows and its wrong cells."""

    sheets: Sequence[str]
    sheet: str
    rows: Sequence[SheetRow]
    wrong: Sequence[WrongCell]


def read_sheet(content: bytes, *, only: str = "", preferred: str = "", seconds: int = SECONDS) -> SheetContent:
    """The rows of one sheet that hold something: of `only`, else of `preferred` or the first, whichever first has any.

    Raises SheetRefused.
    """
    tell(Step.READ)
    answer = json.loads(_answer(content, [only, preferred], seconds))
    if "refused" in answer:
        raise SheetRefused(answer["refused"])
    return SheetContent(
        answer["sheets"],
        answer["sheet"],
        [SheetRow(line, cells) for line, cells in answer["rows"]],
        [WrongCell(*one) for one in answer["wrong"]],
    )


def _answer(content: bytes, names: Sequence[str], seconds: int) -> bytes:
    """What the child says. Raises SheetRefused."""
    end = time.monotonic() + seconds
    with _pipe() as (reading, writing):
        command = [sys.executable, "-m", "akuntabel.documents.readers.sheet_child", *names, str(writing)]
        with subprocess.Popen(  # noqa: S603  # our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=[writing]
        ) as child:
            unsent: bytes | None = content
            while True:
                try:
                    said, _ = child.communicate(unsent, timeout=1)
                except subprocess.TimeoutExpired:
                    unsent = None  # it goes on being sent
                    _pass_on(reading)
                    if time.monotonic() > end:
                        child.kill()
                        raise SheetRefused(
                            "Membaca berkas ini terlalu lama. Bagi menjadi beberapa berkas, atau simpan sebagai CSV."
                        ) from None
                else:
                    break
    if child.returncode != 0:
        raise SheetRefused(
            "Berkas ini tidak terbaca sebagai lembar kerja Excel. Simpan ulang sebagai .xlsx atau CSV."
        )
    return said


@contextmanager
def _pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)  # a child that is not listened to must not wait
    try:
        yield reading, writing
    finally:
        os.close(reading)
        os.close(writing)


def _pass_on(reading: int) -> None:
    """Tell how far the child said last that it is."""
    try:
        lines = os.read(reading, 1 << 16).decode().splitlines()
    except BlockingIOError:
        return
    done, total = map(int, lines[-1].split())
    tell(Step.READ, done, total)
