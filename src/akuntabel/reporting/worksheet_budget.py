"""Sheets "Efisiensi", "Anggaran" and "RAPK": budget per indicator and output, and the monthly plan."""

from __future__ import annotations

from dataclasses import dataclass

from akuntabel.core.efficiency import Verdict
from akuntabel.core.periods import MONTH_ABBREVIATIONS
from akuntabel.core.values import State, Value
from akuntabel.documents import content
from akuntabel.documents.workbook import Number, Sheet, address
from akuntabel.measurement.budget_figures import spent_share
from akuntabel.measurement.figures import ABSENCES, NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.measurement.target_text import target_text
from akuntabel.planning.models import DocumentKind
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.plan_tables import action_plan_total, action_unit, unmeasured_targets, without_budget
from akuntabel.reporting.sentences import lines, words
from akuntabel.reporting.sources import BudgetData, ReportData
from akuntabel.reporting.worksheet_measurement import ACHIEVED, MeasurementSheet
from akuntabel.reporting.worksheet_measurement import NAME as MEASUREMENT
from akuntabel.reporting.worksheet_rules import Rules
from akuntabel.reporting.worksheets import (
    BOLD,
    COUNT,
    DECIMALS,
    MONEY,
    NOTE,
    TEXT,
    Filling,
    as_entered,
    at,
    quote,
)

EFFICIENCY, BUDGET, ACTION = "Efisiensi", "Anggaran", "RAPK"
HEAD_ROW = 3


@dataclass(frozen=True)
class Totals:
    """A finished sheet and the row of its totals."""

    sheet: Sheet
    row: int


def efficiency_sheet(data: ReportData, rules: Rules, measured: MeasurementSheet) -> Totals:
    """Input %, output %, IE, TE and category as live formulas."""
    filling = Filling(EFFICIENCY)
    until = PeriodWords(data.period).until
    filling.title(words("workbook.efficiency.title", until=until), words("workbook.efficiency.hint"))
    filling.heads(HEAD_ROW, lines("workbook.efficiency.heads"))
    row = HEAD_ROW + 1
    for result in data.indicators:
        source = measured.indicator_rows[result.slug]
        _efficiency_row(filling, data, result, row, rules=rules, measured_row=source)
        row += 1
    found = [result.efficiency for result in data.indicators if result.efficiency is not None]
    filling.text(row, 0, "", BOLD)
    filling.text(row, 1, words("workbook.total"), BOLD)
    ceiling = sum(int(entry.ceiling.number) for entry in found)
    realised = sum(int(entry.realised.number) for entry in found)
    for column, total in ((2, ceiling), (3, realised)):
        filling.total(row, column, HEAD_ROW + 1, total if found else None)
    _share(filling, row, (4, 3, 2), spent_share(realised, ceiling))
    return Totals(filling.sheet([9, 60, 17, 17, 11, 14, 12, 8, 12, 18], head_row=HEAD_ROW, landscape=True), row)


def _efficiency_row(
    filling: Filling, data: ReportData, result: IndicatorResult, row: int, *, rules: Rules, measured_row: int
) -> None:
    filling.text(row, 0, result.number)
    filling.text(row, 1, result.name)
    found = result.efficiency
    if found is None:
        for column in range(2, 10):
            filling.text(row, column, NOT_SHOWN)
        return
    book, names = data.book, data.rule_set.efficiency
    filling.number(row, 2, found.ceiling.number, MONEY)
    filling.number(row, 3, found.realised.number, MONEY)
    _share(filling, row, (4, 3, 2), found.input_achievement.value)
    spent, output, index, standard = (address(row, column) for column in (4, 5, 6, 7))
    achieved = result.achievement
    filling.formula(row, 5, f"={at(MEASUREMENT, measured_row, ACHIEVED)}",
                    achieved.number if achieved.is_measured else book.shown(result.slug, "achievement"))  # fmt: skip
    absent = f"IF(ISNUMBER({output}),{quote(ABSENCES[State.NOT_COMPUTABLE])},{output})"
    filling.formula(
        row, 6,
        f"=IF(AND(ISNUMBER({spent}),ISNUMBER({output})),IF({spent}=0,{absent},{output}/{spent}),{absent})",
        _number_or(found.index, book.shown(result.slug, "efficiency_index")),
    )  # fmt: skip
    filling.formula(row, 7, f"={rules.standard}", found.standard, form=as_entered(found.standard))
    filling.formula(row, 8, f"=IF(ISNUMBER({index}),({index}-{standard})/{standard},{index})",
                    _number_or(found.level, book.shown(result.slug, "efficiency_level")))  # fmt: skip
    verdicts = f"IF(ROUND({index},2)>={standard},{quote(names.efficient_name)},{quote(names.inefficient_name)})"
    shown = {Verdict.EFFICIENT: names.efficient_name, Verdict.INEFFICIENT: names.inefficient_name}
    cached = shown[found.verdict] if found.verdict else NOT_SHOWN
    filling.formula(
        row, 9, f"=IF(ISNUMBER({index}),{verdicts},{quote(NOT_SHOWN)})", cached, form="General", style=TEXT
    )


def _number_or(value: Value, shown: str) -> Number | str:
    return value.number if value.is_measured else shown


def _share(filling: Filling, row: int, columns: tuple[int, int, int], share: Number | None) -> None:
    """part ÷ whole × 100 in the first column, of the other two; a dash when one has no number or the whole is 0."""
    column, part, whole = columns
    top, bottom = address(row, part), address(row, whole)
    known = f"AND(ISNUMBER({top}),ISNUMBER({bottom}))"
    formula = f"=IF({known},IF({bottom}=0,{quote(NOT_SHOWN)},{top}/{bottom}*100),{quote(NOT_SHOWN)})"
    filling.formula(row, column, formula, NOT_SHOWN if share is None else share)


def budget_sheet(data: ReportData, efficiency: Totals) -> Totals | None:
    """Outputs with sums, and the reconciliation of the allocation; None without a budget."""
    budget = data.budget
    if budget is None:
        return None
    filling = Filling(BUDGET)
    found = budget.authorisation
    until = PeriodWords(data.period).until
    filling.title(words("workbook.outputs.title", until=until), f"{found.number}; {found.activity}")
    filling.heads(HEAD_ROW, lines("workbook.outputs.heads"))
    row = HEAD_ROW + 1
    for line in budget.lines:
        filling.text(row, 0, line.code)
        filling.text(row, 1, line.name)
        filling.text(row, 2, line.unit_of_measure)
        filling.number(row, 3, line.planned, COUNT)
        _maybe(filling, row, 4, line.volume, COUNT)
        _maybe(filling, row, 5, line.progress, DECIMALS)
        filling.number(row, 6, line.ceiling, MONEY)
        _maybe(filling, row, 7, line.realised, MONEY)
        _share(filling, row, (8, 7, 6), spent_share(line.realised, line.ceiling))
        row += 1
    for column in range(6):
        filling.text(row, column, words("workbook.total") if column == 1 else "", BOLD)
    for column, total in ((6, budget.outputs_ceiling), (7, budget.realised)):
        filling.total(row, column, HEAD_ROW + 1, total)
    _share(filling, row, (8, 7, 6), spent_share(budget.realised, budget.outputs_ceiling))
    if budget.reading.allocations:
        _reconciliation(filling, budget, efficiency, row)
    return Totals(filling.sheet([11, 60, 14, 12, 12, 12, 19, 19, 14], head_row=HEAD_ROW, landscape=True), row)


def _maybe(filling: Filling, row: int, column: int, number: Number | None, form: str) -> None:
    if number is None:
        filling.text(row, column, NOT_SHOWN)
    else:
        filling.number(row, column, number, form)


def _reconciliation(filling: Filling, budget: BudgetData, efficiency: Totals, total_row: int) -> None:
    """Sum of the allocation against the DIPA and, where one was reported, its realisation; the difference stays
    visible."""
    head_row = total_row + 2
    subject, reason, *sums = lines("workbook.outputs.reconciliation")
    filling.heads(head_row, [subject, reason, *[""] * 4, *sums])
    rows = [("ceiling", 2, 6, budget.allocated_ceiling, budget.outputs_ceiling)]
    if budget.realised is not None:
        rows.append(("realised", 3, 7, budget.allocated_realised, budget.realised))
    for row, (key, source, column, allocated, official) in enumerate(rows, head_row + 1):
        filling.text(row, 0, words(f"workbook.outputs.{key}"))
        filling.text(row, 1, budget.notes.get(key, NOT_SHOWN), TEXT, colspan=5)
        filling.formula(row, 6, f"={at(EFFICIENCY, efficiency.row, source)}", allocated, form=MONEY)
        filling.formula(row, 7, f"={address(total_row, column)}", official, form=MONEY)
        filling.formula(
            row, 8, f"={address(row, 6)}-{address(row, 7)}", allocated - official, form="+#,##0;-#,##0;0"
        )


def action_sheet(data: ReportData) -> Sheet:
    """Twelve cumulative targets and the budget of every indicator."""
    filling = Filling(ACTION)
    filling.title(data.action_plan.title, words("workbook.action.hint"))
    months = [f"B{month:02d} {name}" for month, name in enumerate(MONTH_ABBREVIATIONS, 1)]
    filling.heads(HEAD_ROW, [*lines("workbook.action.heads"), *months, words("workbook.action.budget")])
    row = HEAD_ROW + 1
    for result in data.indicators:
        filling.text(row, 0, result.number)
        filling.text(row, 1, result.name)
        filling.text(row, 2, action_unit(result))
        for month in range(1, 13):
            target = result.monthly_targets.get(month)
            if target is not None and target.upper is not None:
                filling.text(row, 2 + month, target_text(target).shown)
            else:
                number = target.number if target else None
                _maybe(filling, row, 2 + month, number, as_entered(number or 0))
        plan = data.row(DocumentKind.ACTION_PLAN, result.slug)
        _maybe(filling, row, 15, plan.budget if plan else None, MONEY)
        row += 1
    for column in range(15):
        filling.text(row, column, words("workbook.total") if column == 1 else "", BOLD)
    total = action_plan_total(data)
    filling.total(row, 15, HEAD_ROW + 1, total.amount)
    notes = [*unmeasured_targets(data.indicators), without_budget(total)]
    for offset, note in enumerate(filter(None, notes), 2):
        filling.text(row + offset, 0, content.plain(note), NOTE)
    return filling.sheet([9, 60, 14, *([8] * 12), 18], head_row=HEAD_ROW, landscape=True)
