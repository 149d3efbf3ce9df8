"""A list as a CSV file that Excel opens, and that import reads back to the same records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from akuntabel.catalogue.register_schema import Column
from akuntabel.organisation.records.files import UUID, harmless, spreadsheet_lines
from akuntabel.organisation.records.reading import Value, written_value

CALCULATED = {"text", "reference"}
"""Columns whose texts a spreadsheet could take for a formula; a number below 0 is none."""


def lines_of(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The file, line by line, with the names of the columns first, and the UUID of each record last."""
    yield from spreadsheet_lines(
        [*(column.name for column in columns), UUID], (_cells(columns, row) for row in rows)
    )


def _cells(columns: Sequence[Column], row: Sequence[Value]) -> list[str]:
    cells = []
    for column, value in zip(columns, row, strict=False):
        text = "" if value is None else str(value) if column.type == "reference" else written_value(column, value)
        cells.append(harmless(text) if column.type in CALCULATED else text)
    return [*cells, str(row[-1])]
