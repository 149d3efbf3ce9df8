"""What the sub-commands share: exit status, the arguments that most of them take, and a user's mistake."""

from __future__ import annotations

import argparse

DONE, FOUND, WRONG = 0, 1, 2


class WrongUse(Exception):
    """Bad input; the message is shown as it is, without a traceback."""


def add_unit_and_period(parser: argparse.ArgumentParser) -> None:
    """The two arguments that most commands take."""
    parser.add_argument("unit", metavar="UNIT", help="kode atau alamat singkat satuan kerja")
    parser.add_argument("period", metavar="PERIODE", help="2023-Q2, 2023-06 atau 2023")
