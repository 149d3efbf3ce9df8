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
from akuntabel.reporting.sentences import lines, words
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.worksheet_budget import BUDGET, Totals, action_sheet, budget_sheet, efficiency_sheet
from akuntabel.reporting.worksheet_inputs import InputSheet
from akuntabel.reporting.worksheet_measurement import ACHIEVED, CAPPED, RATING, MeasurementSheet
from akuntabel.reporting.worksheet_measurement import NAME as MEASUREMENT
from akuntabel.reporting.worksheet_rules import Rules, rules
from akuntabel.reporting.worksheets import BOLD, DECIMALS, MONEY, TEXT, Filling, at, quote

SUMMARY = "Ringkasan"
HEAD_ROW = 6
_KEY = "workbook.summary"


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
        title=_title(data), author=data.version.long_name,
        created=data.signed_on, sheets=(*sheets, found.sheet, action_sheet(data)),
    )  # fmt: skip


def _title(data: ReportData) -> str:
    return words("workbook.title", report=PeriodWords(data.period).title)


def _summary(data: ReportData, found: Rules, measured: MeasurementSheet, budget: Totals | None) -> Sheet:
    filling = Filling(SUMMARY)
    span = words(f"{_KEY}.span", span=PeriodWords(data.period).span)
    filling.title(_title(data), data.version.long_name, span, status_text(data))
    filling.heads(HEAD_ROW, lines(f"{_KEY}.heads"))
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
    yield _Line("", words("appendices.measurement.total"), "total", data.card.total, measured.total_row)
    for p in data.card.perspectives:
        source = measured.perspective_rows[p.slug]
        name = words("appendices.measurement.perspective", name=p.name)
        yield _Line("", name, f"perspective:{p.slug}", p.score, source)
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
    filling.text(row, 0, words(f"{_KEY}.comparators"), BOLD, colspan=5)
    found = data.card.comparators
    objectives = ",".join(at(MEASUREMENT, r, ACHIEVED) for r in measured.objective_rows.values())
    indicators = ",".join(at(MEASUREMENT, r, ACHIEVED) for r in measured.indicator_rows.values())
    cap = indonesian_as_entered(data.rule_set.comparison_cap)
    for offset, (name, formula, value) in enumerate((
        (words(f"{_KEY}.total_capped", cap=cap), f"={at(MEASUREMENT, measured.total_row, CAPPED)}",
         found.total_capped),
        (words(f"{_KEY}.mean_of_objectives"), _average(objectives), found.mean_of_objectives),
        (words(f"{_KEY}.mean_of_indicators"), _average(indicators), found.mean_of_indicators),
    ), 1):  # fmt: skip
        filling.text(row + offset, 0, "")
        filling.text(row + offset, 1, name)
        cached = value.number if value.is_measured else data.book.absence(value.state)
        filling.formula(row + offset, 2, formula, cached)
        filling.text(row + offset, 3, words(f"{_KEY}.comparator"))
        filling.text(row + offset, 4, words(f"{_KEY}.unofficial"))
    return row + 4


def _average(cells: str) -> str:
    return f"=IF(COUNT({cells})=0,{quote(NOT_SHOWN)},AVERAGE({cells}))"


def _absorption(filling: Filling, data: ReportData, budget: Totals | None, row: int) -> None:
    filling.text(row, 0, words(f"{_KEY}.budget"), BOLD, colspan=5)
    if budget is None or data.budget is None:
        filling.text(row + 1, 0, "")
        filling.text(row + 1, 1, words(f"{_KEY}.budget_missing"))
        return
    realised, ceiling = data.budget.realised, data.budget.outputs_ceiling
    for offset, (name, column, value, form) in enumerate((
        ("ceiling", 6, ceiling, MONEY), ("realised", 7, realised, MONEY),
        ("absorption", 8, spent_share(realised, ceiling), DECIMALS)), 1):  # fmt: skip
        filling.text(row + offset, 0, "")
        filling.text(row + offset, 1, words(f"{_KEY}.{name}"))
        cached = NOT_SHOWN if value is None else value
        filling.formula(row + offset, 2, f"={at(BUDGET, budget.row, column)}", cached, form=form)
