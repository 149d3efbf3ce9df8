"""A list as a file that Excel with Indonesian settings opens by itself: semicolons, because its comma is decimal, and
the byte order mark, by which it knows the letters. Days are written 2023-07-20, choices by their word, a reference by
its key; what is written here is read back to the same record."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from akuntabel.catalogue.register_schema import Column

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


class _Line:
    """What csv writes to: it gives each line back."""

    def write(self, text: str) -> str:
        return text


def lines_of(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The file, line by line, with the names of the columns first."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow([column.name for column in columns])
    for row in rows:
        yield writer.writerow([_harmless(column, text) for column, text in zip(columns, row, strict=True)])


def _harmless(column: Column, text: str) -> str:
    """A text that a spreadsheet would calculate gets an apostrophe before it, as one types it there."""
    return f"'{text}" if column.type == "text" and text.startswith(_STARTS_A_FORMULA) else text
