"""Workbook: text stays text, formulas carry the engine's value and compute to it, bytes do not change."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import formulas
import openpyxl
import pytest

from akuntabel.documents.workbook import (
    Area,
    CellStyle,
    ConditionalFormat,
    DateValue,
    DefinedName,
    FormulaValue,
    NumberValue,
    Sheet,
    SheetCell,
    TextValue,
    Workbook,
)
from akuntabel.documents.writers.xlsx import WorkbookError, write_xlsx
from documents.writers import audit

HEAD = CellStyle(bold=True, tone="head", align="center", border=True, wrap=True)
DANGEROUS = (
    '=HYPERLINK("http://x","y")',
    "@SUM(A1)",
    "+1+1",
    "-2",
    "=cmd|' /C calc'!A0",
    "https://contoh.go.id",
    "007",
)


def sample(cached=Decimal("106.52")):
    cells = (
        SheetCell(0, 0, TextValue("Kertas kerja"), HEAD, colspan=3),
        SheetCell(1, 0, NumberValue(Decimal("86.60"))),
        SheetCell(1, 1, NumberValue(Fraction(369, 4))),
        SheetCell(1, 2, FormulaValue("=ROUND(B2/A2*100,2)", cached)),
        SheetCell(2, 0, NumberValue(120, "0")),
        SheetCell(2, 1, FormulaValue('=IF(C2>batas_atas,"di atas","di bawah")', "di bawah")),
        SheetCell(2, 2, FormulaValue("=SUM(A2:B2)", Fraction(3577, 20))),
        SheetCell(3, 0, DateValue(date(2023, 7, 31))),
        *(SheetCell(4 + index, 0, TextValue(text)) for index, text in enumerate(DANGEROUS)),
    )
    sheet = Sheet(
        "Capaian IKU",
        cells,
        widths=(20, 12, 14),
        freeze=(1, 0),
        repeat_rows=(0, 0),
        print_area=Area(0, 0, 12, 2),
        landscape=True,
        conditional_formats=(ConditionalFormat(Area(1, 2, 2, 2), "=$C2>100", "meets"),),
    )
    names = (DefinedName("batas_atas", "='Capaian IKU'!$A$3"),)
    return Workbook("Kertas kerja", "Balai POM di Kupang", date(2023, 7, 31), (sheet, Sheet("Kosong", ())), names)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("xlsx") / "sample.xlsx"
    made.write_bytes(write_xlsx(sample()))
    return made


def part(name):
    return zipfile.ZipFile(io.BytesIO(write_xlsx(sample()))).read(name).decode()


def test_audit_finds_nothing(path):
    assert audit.faults(path) == []


def test_same_workbook_same_bytes():
    assert write_xlsx(sample()) == write_xlsx(sample())
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", part("docProps/core.xml"))) == {"2023-07-31T00:00:00Z"}


def test_text_is_never_a_formula_a_number_or_a_link(path):
    sheet = openpyxl.load_workbook(path)["Capaian IKU"]

    found = [
        (sheet.cell(5 + index, 1).value, sheet.cell(5 + index, 1).data_type) for index in range(len(DANGEROUS))
    ]

    assert found == [(text, "s") for text in DANGEROUS]
    assert "<hyperlink" not in part("xl/worksheets/sheet1.xml")


def test_values_formats_and_dates(path):
    sheet = openpyxl.load_workbook(path, data_only=True)["Capaian IKU"]

    assert [sheet[at].value for at in ("A2", "B2", "C2", "A3", "B3")] == [
        86.6,
        92.25,
        106.52,
        120,
        "di bawah",
    ]
    assert sheet["A2"].number_format == "#,##0.00"
    assert sheet["A4"].value.date() == date(2023, 7, 31)
    assert sheet["A1"].fill.start_color.rgb == "FF1F4E79"


def test_print_and_view_settings(path):
    sheet = openpyxl.load_workbook(path)["Capaian IKU"]

    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'Capaian IKU'!$A$1:$C$13"
    assert sheet.page_setup.orientation == "landscape"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:C1"]
    assert len(sheet.conditional_formatting) == 1


def recalculated(workbook, folder):
    """Values of all formulas, computed by another engine from a file without cached values."""
    source = zipfile.ZipFile(io.BytesIO(write_xlsx(workbook)))
    bare = folder / "bare.xlsx"
    with zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            target.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", source.read(name)))
    assert b"</f><v>" not in zipfile.ZipFile(bare).read("xl/worksheets/sheet1.xml")
    solution = formulas.ExcelModel().loads(str(bare)).finish().calculate()
    return {
        key.rpartition("!")[2].strip("'"): value.value[0, 0]
        for key, value in solution.items()
        if hasattr(value, "value")
    }


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_formulas_compute_to_their_cached_values(path, tmp_path):
    cached = openpyxl.load_workbook(path, data_only=True)["Capaian IKU"]

    computed = recalculated(sample(cached=Decimal(1)), tmp_path)

    for at in ("C2", "B3", "C3"):
        expected = cached[at].value
        assert computed[at] == (pytest.approx(expected, abs=1e-9) if isinstance(expected, float) else expected), at


def test_refusals_name_sheet_and_cell():
    long = Sheet("S", (SheetCell(1, 1, TextValue("x" * 40_000)),))
    with pytest.raises(WorkbookError, match="'S', B2 holds 40000 characters"):
        write_xlsx(Workbook("W", "A", date(2023, 7, 31), (long,)))

    bad_name = Workbook("W", "A", date(2023, 7, 31), (Sheet("S", ()),), (DefinedName("A1", "=S!$A$1"),))
    with pytest.warns(UserWarning, match="looks like a cell"), pytest.raises(WorkbookError, match="'A1'"):
        write_xlsx(bad_name)


def test_a_row_is_as_high_as_its_wrapped_text():
    """Some programs print one line of a row without a height of its own, over the row below."""
    wraps = CellStyle(wrap=True)
    cells = (SheetCell(0, 0, TextValue("kata " * 20), wraps), SheetCell(1, 0, TextValue("kata"), wraps))
    data = write_xlsx(Workbook("Judul", "Kantor", date(2023, 7, 31), (Sheet("Satu", cells, widths=(20,)),)))

    sheet = openpyxl.load_workbook(io.BytesIO(data))["Satu"]
    assert sheet.row_dimensions[1].height > 60
    assert sheet.row_dimensions[2].height is None
