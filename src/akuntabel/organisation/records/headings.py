"""Files as officers have them: where the headings stand, what separates the columns, what at the edges holds nothing.

Only what can be told without doubt; nothing that holds something is left out without a word.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

LOOKED_AT = 20
"""Lines that hold something, among which the headings are looked for."""
BEGINNING = 100_000
"""Letters of a text in which what separates the columns is looked for."""
SEPARATORS = (",", ";", "\t")
TOTALS = frozenset({"jumlah", "total", "jumlah total", "total jumlah", "jumlah keseluruhan", "total keseluruhan",
                    "grand total", "subtotal", "sub total"})  # fmt: skip

Recognised: TypeAlias = Callable[[Sequence[str]], Collection[str]]
"""The columns of a register that a line of cells names, none twice."""


@dataclass(frozen=True)
class Line:
    """The cells of one line of a file, and its number."""

    number: int
    cells: Sequence[str]


def heading_row(rows: Sequence[Sequence[str]], recognised: Recognised) -> int:
    """The place of the headings: the first row of which half of the cells, and two at least, name a column.

    Where there is none, the first row. A title has one cell, or words that name no column.
    """
    for place, cells in enumerate(rows[:LOOKED_AT]):
        if _are_headings(cells, recognised):
            return place
    return 0


def _are_headings(cells: Sequence[str], recognised: Recognised) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    named = len(recognised(filled))
    return named >= 2 and 2 * named >= len(filled)


def separator_of(text: str, recognised: Recognised) -> str:
    """The sign by which the headings name the most columns; without headings, of which the first line has the most outside
    quotes; a comma where it has but one column."""
    beginning = text[:BEGINNING]
    named = {sign: _columns_named(beginning, sign, recognised) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: named[sign])
    return best if named[best] else _most_frequent(beginning)


def _columns_named(text: str, separator: str, recognised: Recognised) -> int:
    """How many columns the headings name where this sign separates them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(islice((cells for cells in reader if any(cell.strip() for cell in cells)), LOOKED_AT))
    except csv.Error:
        return 0
    return next((len(recognised(cells)) for cells in rows if _are_headings(cells, recognised)), 0)


def _most_frequent(text: str) -> str:
    signs: Counter[str] = Counter()
    is_quoted = False
    for sign in text.lstrip("\r\n"):
        if sign == '"':
            is_quoted = not is_quoted
        elif not is_quoted and sign in "\r\n":
            break
        elif not is_quoted and sign in SEPARATORS:
            signs[sign] += 1
    return max(SEPARATORS, key=lambda sign: signs[sign])


def without_empty_edges(
    header: list[str], lines: list[Line], wrong: Collection[tuple[int, int]]
) -> tuple[list[str], list[Line]]:
    """Without the columns at the right that have neither a heading nor, in any line, a cell that holds something."""
    width = max((place for place, cell in enumerate(header, 1) if cell), default=0)
    held = [place for line in lines for place, cell in enumerate(line.cells[width:], width + 1) if cell.strip()]
    held += [position + 1 for _, position in wrong]
    width = max([width, *(place for place in held if place <= len(header))])
    return header[:width], [
        line if any(cell.strip() for cell in line.cells[width:]) else replace(line, cells=line.cells[:width])
        for line in lines
    ]


def is_total(cells: Sequence[str]) -> str:
    """The word by which a line says that it sums up the others, in the first of its cells that holds something."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return first if " ".join(first.casefold().rstrip(" :.").split()) in TOTALS else ""
