"""Filling a sheet of the working paper: cells with a look, and the styles all sheets share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from akuntabel.core.rounding import places_to_show
from akuntabel.documents.workbook import (
    Area,
    CellStyle,
    ConditionalFormat,
    FormulaValue,
    Number,
    NumberValue,
    Sheet,
    SheetCell,
    TextValue,
    Value,
    address,
    quoted,
)
from akuntabel.measurement.figures import NOT_SHOWN

PLAIN = CellStyle(border=True, wrap=True)
TEXT = PLAIN
NUMBER = CellStyle(border=True, wrap=True, align="right")
BOLD = CellStyle(border=True, bold=True, wrap=True)
BOLD_NUMBER = CellStyle(border=True, bold=True, align="right")
HEAD = CellStyle(border=True, bold=True, wrap=True, align="center", tone="head")
BAND = CellStyle(border=True, bold=True, wrap=True, tone="subhead")
BAND_NUMBER = CellStyle(border=True, bold=True, align="right", tone="subhead")
TITLE = CellStyle(bold=True, size=14)
NOTE = CellStyle(italic=True)
DECIMALS = "#,##0.00"
COUNT = "#,##0"
MONEY = "#,##0"


@dataclass
class Filling:
    """A sheet under construction; rows and columns count from 0."""

    name: str
    cells: list[SheetCell] = field(default_factory=list)

    def text(self, row: int, column: int, text: str, style: CellStyle = TEXT, *, colspan: int = 1) -> None:
        self.put(row, column, TextValue(text), style, colspan=colspan)

    def number(
        self, row: int, column: int, number: Number, form: str = DECIMALS, style: CellStyle = NUMBER
    ) -> None:
        self.put(row, column, NumberValue(number, form), style)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        cached: Number | str | None,
        *,
        form: str = DECIMALS,
        style: CellStyle = NUMBER,
    ) -> None:
        self.put(row, column, FormulaValue(formula, cached, form), style)

    def put(self, row: int, column: int, value: Value, style: CellStyle, *, colspan: int = 1) -> None:
        self.cells.append(SheetCell(row, column, value, style, colspan=colspan))

    def heads(self, row: int, labels: Sequence[str]) -> None:
        for column, label in enumerate(labels):
            self.text(row, column, label, HEAD)

    def title(self, *lines: str) -> None:
        """Title in the first row, further lines under it."""
        for row, line in enumerate(lines):
            self.text(row, 0, line, TITLE if row == 0 else NOTE)

    def total(self, row: int, column: int, first_row: int, cached: Number | None) -> None:
        """The sum of money from a row down to the one above; a dash where no row has any, as an empty sum is not 0."""
        cells = span(first_row, row - 1, column)
        formula = f"=IF(COUNT({cells})=0,{quote(NOT_SHOWN)},SUM({cells}))"
        self.formula(row, column, formula, NOT_SHOWN if cached is None else cached, form=MONEY, style=BOLD_NUMBER)

    @property
    def last_row(self) -> int:
        return max((cell.row for cell in self.cells), default=0)

    def sheet(
        self,
        widths: Sequence[int],
        *,
        head_row: int | None = None,
        landscape: bool = False,
        conditions: Sequence[ConditionalFormat] = (),
    ) -> Sheet:
        """The finished sheet; the head row repeats on each page and stays in view."""
        last_column = max(cell.column + cell.colspan - 1 for cell in self.cells)
        return Sheet(
            self.name, tuple(self.cells), tuple(widths), landscape=landscape, conditional_formats=tuple(conditions),
            freeze=None if head_row is None else (head_row + 1, 2),
            repeat_rows=None if head_row is None else (head_row, head_row),
            print_area=Area(0, 0, self.last_row, max(last_column, len(widths) - 1)),
        )  # fmt: skip


def as_entered(number: Number) -> str:
    """The format that shows a number with the decimals it has: "#,##0" or "#,##0.0".

    One format for all ("#,##0.######") would leave a bare decimal sign behind a whole number.
    """
    places = places_to_show(number)
    return f"#,##0.{'0' * places}" if places else "#,##0"


def at(sheet: str, row: int, column: int, *, absolute: bool = True) -> str:
    """A cell of another sheet: 'Aturan'!$B$10."""
    return f"{quoted(sheet)}!{address(row, column, absolute=absolute)}"


def span(first_row: int, last_row: int, column: int) -> str:
    """A range of one column: J5:J9."""
    return f"{address(first_row, column)}:{address(last_row, column)}"


def quote(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'
