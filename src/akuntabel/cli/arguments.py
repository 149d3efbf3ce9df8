"""What the sub-commands share: exit status, the arguments that most of them take, and a user's mistake."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

DONE, FOUND, WRONG = 0, 1, 2
INTERRUPTED = 130  # the shell's own number for a command stopped with Ctrl+C


class WrongUse(Exception):
    """Bad input; the message is shown as it is, without a traceback."""


def add_unit_and_period(parser: argparse.ArgumentParser) -> None:
    """The two arguments that most commands take."""
    parser.add_argument("unit", metavar="UNIT", help="kode atau alamat singkat satuan kerja")
    parser.add_argument("period", metavar="PERIODE", help="2024-Q2 (triwulan), 2024-06 (bulan) atau 2024 (tahun)")


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    """A type for arguments: a whole number from `lowest` to `highest`."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and lowest <= int(text) <= highest):
            raise argparse.ArgumentTypeError(f'"{text}" bukan bilangan bulat dari {lowest} sampai dengan {highest}')
        return int(text)

    return parse


def day(text: str) -> date:
    """A type for arguments: a day written 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" bukan tanggal; tulis seperti 2026-12-31') from None
