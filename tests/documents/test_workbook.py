"""The model of a workbook refuses what a spreadsheet cannot hold."""

from datetime import date
from decimal import Decimal

import pytest

from akuntabel.documents.content import ContentError
from akuntabel.documents.workbook import (
    CellStyle,
    FormulaValue,
    Sheet,
    SheetCell,
    TextValue,
    Workbook,
    address,
    quoted,
)


@pytest.mark.parametrize(
    ("row", "column", "written"),
    [(0, 0, "A1"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1")],
)
def test_address(row, column, written):
    assert address(row, column) == written


def test_absolute_address_and_quoted_name():
    assert address(2, 1, absolute=True) == "$B$3"
    assert quoted("Jum'at") == "'Jum''at'"


def cell(row=0, column=0, **more):
    return SheetCell(row, column, TextValue("x"), **more)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: FormulaValue("A1+1", Decimal(1)), "does not begin with ="),
        (lambda: CellStyle(tone="biru"), "'biru'"),
        (lambda: Sheet("", ()), "1 to 31 characters"),
        (lambda: Sheet("a" * 32, ()), "1 to 31 characters"),
        (lambda: Sheet("TW I/II", ()), "not allowed"),
        (lambda: Sheet("S", (cell(), cell())), "A1 is filled twice"),
        (lambda: Sheet("S", (cell(colspan=3), cell(0, 2))), "C1 is filled twice"),
        (lambda: Sheet("S", (cell(-1),)), "off the sheet"),
        (lambda: Sheet("S", (cell(0, 16384),)), "off the sheet"),
        (lambda: Workbook("W", "A", date(2023, 7, 31), ()), "no sheet"),
        (
            lambda: Workbook("W", "A", date(2023, 7, 31), (Sheet("S", ()), Sheet("s", ()))),
            "two sheets named 's'",
        ),
    ],
)
def test_impossible_workbooks_say_what_is_wrong(make, says):
    with pytest.raises(ContentError, match=says):
        make()
