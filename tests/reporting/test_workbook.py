"""The working paper: its formulas, recalculated by another engine, give the engine's figures."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from akuntabel.budget.models import Allocation, OutputProgress
from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.periods import Period
from akuntabel.core.rounding import for_display
from akuntabel.documents.workbook import FormulaValue, Sheet, address
from akuntabel.documents.writers.xlsx import write_xlsx
from akuntabel.planning.models import Target
from akuntabel.reporting.provisional import status_beside
from akuntabel.reporting.sources import read
from akuntabel.reporting.workbook import compose_workbook
from akuntabel.reporting.worksheet_measurement import ACHIEVED, RATING, REALISED, STATE
from akuntabel.reporting.worksheets import as_entered

pytestmark = pytest.mark.django_db

SHEETS = ["Ringkasan", "Pengukuran", "Masukan", "Efisiensi", "Anggaran", "Aturan", "RAPK"]


def recalculated(data: bytes, path):
    """(sheet, cell) → value, computed afresh from the formulas; cached values are removed before."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import formulas

        path.write_bytes(_without_cached(data))
        model = formulas.ExcelModel().loads(str(path)).finish()
        found = {}
        for key, ranges in model.calculate().items():
            name = str(key)
            if "!" in name and ":" not in name.split("!")[1] and hasattr(ranges, "value"):
                book, cell = name.rsplit("!", 1)
                found[book.split("]")[1].strip("'"), cell] = ranges.value[0, 0]
    return found


def _without_cached(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", content)
            target.writestr(name, content)
    return out.getvalue()


def formula_cells(workbook):
    for sheet in workbook.sheets:
        assert isinstance(sheet, Sheet)
        for cell in sheet.cells:
            if isinstance(cell.value, FormulaValue):
                yield sheet.name.upper(), address(cell.row, cell.column), cell.value


def same(found, cached) -> bool:
    if isinstance(cached, str):
        return str(found) == cached
    return abs(found - float(cached)) < 1e-6


def test_recalculated_values_are_the_engines(data, tmp_path):
    workbook = compose_workbook(data)
    found = recalculated(write_xlsx(workbook), tmp_path / "book.xlsx")
    compared = list(formula_cells(workbook))
    assert len(compared) > 250
    wrong = [
        (sheet, cell, value.formula, found.get((sheet, cell)), value.cached)
        for sheet, cell, value in compared
        if not same(found[sheet, cell], value.cached)
    ]
    assert wrong == []


def test_formulas_are_live(kupang, tmp_path):
    """A changed count moves the indicator, its objective, its perspective, the total and the rating."""
    data = write_xlsx(compose_workbook(read(kupang, Period.parse("2023-Q2"))))
    before = recalculated(data, tmp_path / "before.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Pengukuran"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "1.1")
    sheet.cell(row, 7).value = 200
    changed = io.BytesIO()
    book.save(changed)
    after = recalculated(changed.getvalue(), tmp_path / "after.xlsx")
    assert before["PENGUKURAN", f"I{row}"] == pytest.approx(98.0)
    assert after["PENGUKURAN", f"I{row}"] == pytest.approx(49.88)
    assert str(after["PENGUKURAN", f"K{row}"]) == "Tidak Memenuhi Ekspektasi"
    assert after["RINGKASAN", "C8"] < before["RINGKASAN", "C8"]
    assert for_display(_decimal(before["RINGKASAN", "C8"])) == for_display(_decimal("103.34"))


def test_a_component_from_outside_is_entered_once_and_moves_its_score(kupang, tmp_path):
    """No realisation is a constant: the components of 11.1 and the stages of 7.1 stand on the sheet of inputs."""
    data = write_xlsx(compose_workbook(read(kupang, Period.parse("2023-Q2"))))
    book = openpyxl.load_workbook(io.BytesIO(data))
    inputs = [[cell.value for cell in row] for row in book["Masukan"].iter_rows(min_row=5)]
    assert [line[2:5:2] for line in inputs if line[0] == "11.1"] == [[50.74, 60], [97.05, 40]]
    assert [line[2] for line in inputs if line[0] == "7.1"] == [1, 2, 0, 0, 5]
    row = next(number for number, line in enumerate(inputs, 5) if line[0] == "11.1")
    book["Masukan"].cell(row, 3).value = 100
    changed = io.BytesIO()
    book.save(changed)
    after = recalculated(changed.getvalue(), tmp_path / "after.xlsx")
    measured = next(cell.row for cell in book["Pengukuran"]["A"] if cell.value == "11.1")
    assert after["PENGUKURAN", f"I{measured}"] == pytest.approx(98.82)


def test_every_measured_realisation_is_a_formula(data):
    sheet = next(sheet for sheet in compose_workbook(data).sheets if sheet.name == "Pengukuran")
    placed = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    rows = {getattr(value, "text", None): row for (row, column), value in placed.items() if column == 0}
    for result in data.indicators:
        if result.realisation.is_measured:
            assert isinstance(placed[rows[result.number], REALISED], FormulaValue)


def test_what_is_provisional_stands_beside_its_score(data):
    workbook = compose_workbook(data)
    summary, measured = workbook.sheets[:2]
    told = {getattr(cell.value, "text", "") for cell in summary.cells if cell.column == 4}
    states = {getattr(cell.value, "text", "") for cell in measured.cells if cell.column == STATE}
    card = data.card
    for subject in ("total", *(f"objective:{found.slug}" for found in card.objectives)):
        status = status_beside(card, subject)
        assert status in told
        assert status in states
    for result in card.indicators:
        assert any(state.endswith(result.as_of) for state in states)


def test_no_key_of_the_catalogue_stands_where_a_reader_expects_a_name(data):
    rules = next(sheet for sheet in compose_workbook(data).sheets if sheet.name == "Aturan")
    labels = {getattr(cell.value, "text", "") for cell in rules.cells if cell.column == 0}
    formulas = [r.formula for r in data.indicators if isinstance(r.formula, CompositeFormula)]
    assert formulas
    for formula in formulas:
        assert not labels & set(formula.components)
        assert labels >= {data.definitions.measures[measure].name for measure in formula.components.values()}


@pytest.mark.parametrize(
    ("number", "form"), [(92, "#,##0"), (Decimal("88.5"), "#,##0.0"), (Decimal("4.25"), "#,##0.00")]
)
def test_a_number_is_shown_with_the_decimals_it_has(number, form):
    """A format with optional decimals would show 92 as "92,"."""
    assert as_entered(number) == form


def test_money_that_nobody_reported_is_a_dash(dinas, tmp_path):
    """Not Rp0 and not 0 %, and there is nothing to reconcile; another engine computes the same dashes."""
    OutputProgress.objects.filter(output__authorisation__unit=dinas).delete()
    workbook = compose_workbook(read(dinas, Period.parse("2024-Q2")))
    summary = {cell.value.text: row for row, cell in _column(workbook, "Ringkasan", 1)}
    shown = dict(_column(workbook, "Ringkasan", 2))
    assert [shown[summary[name]].value.cached for name in ("Pagu (Rp)", "Realisasi (Rp)", "Penyerapan (%)")] == [
        1_570_000_000, "–", "–"]  # fmt: skip
    subjects = [cell.value.text for _, cell in _column(workbook, "Anggaran", 0)]
    assert subjects[-2:] == ["Hal", "Pagu"]
    found = recalculated(write_xlsx(workbook), tmp_path / "book.xlsx")
    wrong = [entry for entry in formula_cells(workbook) if not same(found[entry[:2]], entry[2].cached)]
    assert wrong == []


def test_without_an_allocation_there_is_no_sum_of_it(dinas):
    Allocation.objects.filter(unit=dinas).delete()
    workbook = compose_workbook(read(dinas, Period.parse("2024-Q2")))
    totals = [cells[max(cells)].value.cached for n in (2, 3) if (cells := dict(_column(workbook, "Efisiensi", n)))]
    assert totals == ["–", "–"]
    assert "Hal" not in [cell.value.text for _, cell in _column(workbook, "Anggaran", 0)]


def test_numbers_in_texts_are_written_as_indonesian(dinas):
    Target.objects.filter(row__slug="average-processing-days", form="range", month=6).update(
        value=75, upper_value=85, scale=1, upper_scale=1
    )
    workbook = compose_workbook(read(dinas, Period.parse("2024-Q2")))
    texts = {getattr(cell.value, "text", "") for sheet in workbook.sheets for cell in sheet.cells}
    assert "7,5–8,5" in texts
    assert not [text for text in texts if re.search(r"\d\.\d+ %", text)]


def _column(workbook, name, column):
    """(row, cell) of one column of a sheet, top down."""
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == name)
    return sorted(((cell.row, cell) for cell in sheet.cells if cell.column == column), key=lambda pair: pair[0])


def _decimal(value):
    return Decimal(str(value))


def test_sheets_and_their_order(data):
    assert [sheet.name for sheet in compose_workbook(data).sheets] == SHEETS


def test_unmeasured_rows_carry_words_not_zero(data):
    """Achievement and rating of a row without a result are text, and count neither above nor below."""
    workbook = compose_workbook(data)
    sheet = next(sheet for sheet in workbook.sheets if sheet.name == "Pengukuran")
    placed = {(cell.row, cell.column): cell.value for cell in sheet.cells}
    rows = {getattr(value, "text", None): row for (row, column), value in placed.items() if column == 0}
    for result in data.indicators:
        value = placed[rows[result.number], ACHIEVED]
        if not result.achievement.is_measured:
            shown = value.cached if isinstance(value, FormulaValue) else value.text
            assert shown == data.book.shown(result.slug, "achievement")
            assert placed[rows[result.number], RATING].cached == data.book.shown(result.slug, "rating")


def test_ratio_indicators_compute_their_realisation(kupang):
    workbook = compose_workbook(read(kupang, Period.parse("2023-Q2")))
    formulas_found = [value.formula for _, _, value in formula_cells(workbook)]
    assert sum(formula.startswith("=ROUND(G") for formula in formulas_found) == 10


def test_same_data_same_bytes(data):
    assert write_xlsx(compose_workbook(data)) == write_xlsx(compose_workbook(data))
