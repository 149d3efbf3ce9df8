"""The working paper behind a report, as a workbook whose formulas recompute the engine's figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.values import Value
from akuntabel.documents.workbook import Area, Sheet, Workbook, address
from akuntabel.measurement.budget_figures import spent_share
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.reporting.front_matter import status_text
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import status_beside
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.worksheet_budget import BUDGET, Totals, action_sheet, budget_sheet, efficiency_sheet
from akuntabel.reporting.worksheet_inputs import InputSheet
from akuntabel.reporting.worksheet_measurement import ACHIEVED, CAPPED, RATING, MeasurementSheet
from akuntabel.reporting.worksheet_measurement import NAME as MEASUREMENT
from akuntabel.reporting.worksheet_rules import Rules, rules
from akuntabel.reporting.worksheets import BOLD, DECIMALS, MONEY, TEXT, Filling, at, quote

SUMMARY = "Ringkasan"
HEAD_ROW = 6


def compose_workbook(data: ReportData) -> Workbook:
    """The working paper from data already read. Pure: same data, same workbook."""
    found = rules(data)
    inputs = InputSheet(data, found)
    measured = MeasurementSheet(data, found, inputs).build()
    efficiency = efficiency_sheet(data, found, measured)
    budget = budget_sheet(data, efficiency)
    sheets = [_summary(data, found, measured, budget), measured.sheet, inputs.sheet, efficiency.sheet]
    if budget is not None:
        sheets.append(budget.sheet)
    return Workbook(
        title=f"Kertas Kerja {PeriodWords(data.period).title}", author=data.version.long_name,
        created=data.signed_on, sheets=(*sheets, found.sheet, action_sheet(data)),
    )  # fmt: skip


def _summary(data: ReportData, found: Rules, measured: MeasurementSheet, budget: Totals | None) -> Sheet:
    filling = Filling(SUMMARY)
    period = PeriodWords(data.period)
    filling.title(f"Kertas Kerja {period.title}", data.version.long_name, f"Angka kumulatif {period.span}",
                  status_text(data))  # fmt: skip
    filling.heads(HEAD_ROW, ["Kode", "Uraian", "Nilai", "Kriteria", "Keterangan"])
    row = HEAD_ROW + 1
    for line in _lines(data, measured):
        _score(filling, data, line, row)
        row += 1
    row = _comparators(filling, data, measured, row + 1)
    _absorption(filling, data, budget, row + 1)
    conditions = found.conditions(Area(HEAD_ROW + 1, 3, row, 3), f"${address(HEAD_ROW + 1, 3)}")
    return filling.sheet([10, 72, 20, 28, 26], head_row=HEAD_ROW, landscape=True, conditions=conditions)


@dataclass(frozen=True)
class _Line:
    """One score of the summary and its row on the measurement sheet."""

    code: str
    name: str
    subject: str
    value: Value
    source: int


def _lines(data: ReportData, measured: MeasurementSheet) -> Iterator[_Line]:
    yield _Line("", "Nilai kinerja (NPS total)", "total", data.card.total, measured.total_row)
    for p in data.card.perspectives:
        source = measured.perspective_rows[p.slug]
        yield _Line("", f"Perspektif {p.name}", f"perspective:{p.slug}", p.score, source)
        for o in p.objectives:
            source = measured.objective_rows[o.slug]
            yield _Line(o.code, o.name, f"objective:{o.slug}", o.score, source)


def _score(filling: Filling, data: ReportData, line: _Line, row: int) -> None:
    style = TEXT if line.code else BOLD
    filling.text(row, 0, line.code, style)
    filling.text(row, 1, line.name, style)
    cached = line.value.number if line.value.is_measured else data.book.shown(line.subject, "score")
    filling.formula(row, 2, f"={at(MEASUREMENT, line.source, ACHIEVED)}", cached)
    rating = data.book.shown(line.subject, "rating")
    filling.formula(row, 3, f"={at(MEASUREMENT, line.source, RATING)}", rating, form="General", style=TEXT)
    filling.text(row, 4, status_beside(data.card, line.subject), style)


def _comparators(filling: Filling, data: ReportData, measured: MeasurementSheet, row: int) -> int:
    """The unofficial figures beside the total, each a formula over the measurement sheet."""
    filling.text(row, 0, "Pembanding, bukan angka resmi", BOLD, colspan=5)
    found = data.card.comparators
    objectives = ",".join(at(MEASUREMENT, r, ACHIEVED) for r in measured.objective_rows.values())
    indicators = ",".join(at(MEASUREMENT, r, ACHIEVED) for r in measured.indicator_rows.values())
    cap = indonesian_as_entered(data.rule_set.comparison_cap)
    for offset, (name, formula, value) in enumerate((
        (f"Nilai total bila capaian dibatasi {cap} %", f"={at(MEASUREMENT, measured.total_row, CAPPED)}",
         found.total_capped),
        ("Rata-rata sederhana sasaran", _average(objectives), found.mean_of_objectives),
        ("Rata-rata sederhana indikator", _average(indicators), found.mean_of_indicators),
    ), 1):  # fmt: skip
        filling.text(row + offset, 0, "")
        filling.text(row + offset, 1, name)
        cached = value.number if value.is_measured else data.book.absence(value.state)
        filling.formula(row + offset, 2, formula, cached)
        filling.text(row + offset, 3, "pembanding")
        filling.text(row + offset, 4, "bukan angka resmi")
    return row + 4


def _average(cells: str) -> str:
    return f"=IF(COUNT({cells})=0,{quote(NOT_SHOWN)},AVERAGE({cells}))"


def _absorption(filling: Filling, data: ReportData, budget: Totals | None, row: int) -> None:
    filling.text(row, 0, "Anggaran", BOLD, colspan=5)
    if budget is None or data.budget is None:
        filling.text(row + 1, 0, "")
        filling.text(row + 1, 1, "Dokumen anggaran belum tersedia")
        return
    realised, ceiling = data.budget.realised, data.budget.outputs_ceiling
    for offset, (name, column, value, form) in enumerate((
        ("Pagu (Rp)", 6, ceiling, MONEY), ("Realisasi (Rp)", 7, realised, MONEY),
        ("Penyerapan (%)", 8, spent_share(realised, ceiling), DECIMALS)), 1):  # fmt: skip
        filling.text(row + offset, 0, "")
        filling.text(row + offset, 1, name)
        cached = NOT_SHOWN if value is None else value
        filling.formula(row + offset, 2, f"={at(BUDGET, budget.row, column)}", cached, form=form)
