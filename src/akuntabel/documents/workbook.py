"""The model of a workbook: sheets of typed cells, formulas with their engine values, defined names.

Rows and columns count from 0; ``address(row, column)`` writes A1. Numbers are exact (Decimal, Fraction, int);
they become floating point only where writers/xlsx.py hands them to the file. A text is never a formula,
whatever it begins with. A formula carries the value the engine computed, so that a reader who does not
recalculate sees the right figure and a check can compare the two.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from akuntabel.documents.content import ContentError
from akuntabel.documents.palette import TONES, is_tone

Number = Decimal | Fraction | int
CellAlign = Literal["", "left", "center", "right"]
_FORBIDDEN_IN_NAMES = frozenset("[]:*?/\\")
_LAST_ROW = 1_048_575
_LAST_COLUMN = 16_383


@dataclass(frozen=True, slots=True)
class TextValue:
    """Text, written as text even where it begins with = + - or @."""

    text: str


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number and how it is shown, in the notation of spreadsheets ("#,##0.00")."""

    number: Number
    format: str = "#,##0.00"


@dataclass(frozen=True, slots=True)
class FormulaValue:
    """A formula ("=ROUND(C5/B5*100,2)") and the value the engine computed; None where there is none."""

    formula: str
    cached: Number | str | None
    format: str = "#,##0.00"

    def __post_init__(self) -> None:
        if not self.formula.startswith("="):
            raise ContentError(f"Formula {self.formula!r} does not begin with =: write it as in a cell.")


@dataclass(frozen=True, slots=True)
class DateValue:
    """A day, shown in Indonesian ("31 Juli 2023")."""

    day: date
    format: str = "[$-421]d mmmm yyyy"


Value = TextValue | NumberValue | FormulaValue | DateValue


@dataclass(frozen=True, slots=True)
class CellStyle:
    """Look of a cell; ``tone`` names fill and foreground (palette.py)."""

    bold: bool = False
    italic: bool = False
    wrap: bool = False
    align: CellAlign = ""
    tone: str = ""
    border: bool = False
    size: int = 10
    """Type size in points."""

    def __post_init__(self) -> None:
        if self.tone and not is_tone(self.tone):
            raise ContentError(
                f"CellStyle has the tone {self.tone!r}: use a colour as #RRGGBB, or one of {', '.join(TONES)}."
            )


PLAIN = CellStyle()


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A value at a row and column (from 0); rowspan and colspan above 1 merge."""

    row: int
    column: int
    value: Value
    style: CellStyle = PLAIN
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included, from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class ConditionalFormat:
    """A tone for the cells of an area where a formula holds ("=$E5>120", seen from its first cell)."""

    area: Area
    formula: str
    tone: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet and how it prints: always fitted to one page in width."""

    name: str
    cells: tuple[SheetCell, ...]
    widths: tuple[int, ...] = ()
    """Width of each column from the first, in characters."""
    freeze: tuple[int, int] | None = None
    """The first row and column that scroll."""
    repeat_rows: tuple[int, int] | None = None
    """First and last row printed again on each page."""
    print_area: Area | None = None
    landscape: bool = False
    conditional_formats: tuple[ConditionalFormat, ...] = ()

    def __post_init__(self) -> None:
        if (
            not 1 <= len(self.name) <= 31
            or _FORBIDDEN_IN_NAMES & set(self.name)
            or self.name.strip("'") != self.name
        ):
            raise ContentError(
                f"Sheet name {self.name!r} is not allowed: use 1 to 31 characters without [ ] : * ? / \\ "
                "and no apostrophe at an end."
            )
        taken: set[tuple[int, int]] = set()
        for cell in self.cells:
            self._take(cell, taken)

    def _take(self, cell: SheetCell, taken: set[tuple[int, int]]) -> None:
        last_row, last_column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
        if min(cell.row, cell.column) < 0 or last_row > _LAST_ROW or last_column > _LAST_COLUMN:
            raise ContentError(
                f"Sheet {self.name!r}: cell at row {cell.row}, column {cell.column} is off the sheet."
            )
        for row in range(cell.row, last_row + 1):
            for column in range(cell.column, last_column + 1):
                if (row, column) in taken:
                    raise ContentError(f"Sheet {self.name!r}: {address(row, column)} is filled twice.")
                taken.add((row, column))


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name for a cell or range, such as ``batas_memenuhi`` for ``='Parameter'!$B$3``."""

    name: str
    refers_to: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook; ``created`` is its only date."""

    title: str
    author: str
    created: date
    sheets: tuple[Sheet, ...]
    names: tuple[DefinedName, ...] = ()

    def __post_init__(self) -> None:
        lowered = [sheet.name.lower() for sheet in self.sheets]
        if not lowered:
            raise ContentError(f"Workbook {self.title!r} has no sheet: give at least one.")
        for name in lowered:
            if lowered.count(name) > 1:
                raise ContentError(
                    f"Workbook {self.title!r} has two sheets named {name!r}: give each its own name."
                )


def address(row: int, column: int, absolute: bool = False) -> str:
    """A1 notation of a row and column from 0; ``$A$1`` when absolute."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${row + 1}" if absolute else f"{letters}{row + 1}"


def quoted(sheet: str) -> str:
    """A sheet name as formulas write it: ``'Kertas kerja'``."""
    return "'" + sheet.replace("'", "''") + "'"
