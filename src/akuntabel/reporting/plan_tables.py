"""Tables of plans that stand both in a chapter and in an appendix, built once so that they cannot differ."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from akuntabel.catalogue.lookup import groups_of
from akuntabel.core.number_format import signed_rupiah
from akuntabel.core.periods import MONTH_ABBREVIATIONS, month_span
from akuntabel.documents.content import Cell, LineBreak, Row, Spans, Table, inline
from akuntabel.measurement.budget_figures import PlannedTotal, planned_total
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.measurement.target_text import number_text
from akuntabel.planning.models import DocumentKind, PlanDocument, PlanRow
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.sentences import lines, listed, plain, say, words
from akuntabel.reporting.sources import ReportData, target_of
from akuntabel.reporting.tables import CENTRED, CODE, NUMBER, TEXT, band_row, head, head_of, label, of, table

SUBJECTS = {
    DocumentKind.STRATEGIC_PLAN: "strategic-target",
    DocumentKind.ANNUAL_PLAN: "annual-plan-target",
    DocumentKind.PERFORMANCE_AGREEMENT: "agreement-target",
    DocumentKind.ACTION_PLAN: "action-plan-target",
    DocumentKind.KPI_DECREE: "decree-target",
}


def target_cell(
    binder: Binder, kind: DocumentKind, slug: str, *, year: int | None = None, unit: bool = True
) -> Cell:
    """The annual target of an indicator in one document, as entered, or why there is none."""
    row = binder.data.row(kind, slug)
    target = target_of(row, binder.data.year if year is None else year)
    if row is None:
        return label(NOT_SHOWN)
    return of(binder.target(target, slug, SUBJECTS[kind], unit=unit))


def rows_by_objective(binder: Binder, kind: DocumentKind) -> list[tuple[str, list[PlanRow]]]:
    """A document's rows under its objectives ("SK.1 …"), in its own order."""
    rows = binder.data.rows.get(kind, {}).values()
    grouped = groupby(rows, key=lambda row: (row.objective.code, row.objective.printed_name))
    return [(f"{code} {name}", list(group)) for (code, name), group in grouped]


def strategic_table(
    binder: Binder, plan: PlanDocument, *, caption: str, name: str, notes: tuple[Spans, ...] = ()
) -> Table:
    """Targets of every year of the Renstra, each in its own unit."""
    years = range(plan.first_year, plan.last_year + 1)
    width = 3 + len(years)
    body: list[Row] = []
    for objective, rows in rows_by_objective(binder, DocumentKind.STRATEGIC_PLAN):
        body.append(band_row(objective, width))
        for row in rows:
            units = [target.unit for target in row.targets.all()]
            cells = [
                target_cell(binder, DocumentKind.STRATEGIC_PLAN, row.slug, year=year, unit=False) for year in years
            ]
            body.append(
                (label(row.number), label(row.printed_name), label(units[0] if units else NOT_SHOWN), *cells)
            )
    return table([CODE, TEXT, CODE, *([CENTRED] * len(years))],
                 head(*lines("heads.strategic_targets"), *map(str, years)), body, caption=caption, name=name,
                 notes=notes)  # fmt: skip


def agreement_table(binder: Binder, *, caption: str, name: str) -> Table:
    """Objective, indicator and annual target of the agreement."""
    body: list[Row] = []
    for objective in binder.data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", 3))
        for result in objective.indicators:
            target = target_cell(binder, DocumentKind.PERFORMANCE_AGREEMENT, result.slug)
            body.append((label(result.number), label(result.name), target))
    return table([CODE, TEXT, CENTRED], head_of("agreement"), body,
                 caption=caption, name=name)  # fmt: skip


def monthly_table(binder: Binder, *, caption: str, name: str) -> Table:
    """Twelve cumulative targets and the budget of every indicator; for landscape pages."""
    data = binder.data
    width = 16
    body = [_monthly_row(binder, r, data.row(DocumentKind.ACTION_PLAN, r.slug)) for r in data.indicators]
    total = action_plan_total(data)
    foot = (
        Cell(plain(words("appendices.action.total")), colspan=width - 1, align="right"),
        of((binder.amount("action-plan", "budget-total", total.amount, bold=True),)),
    )
    notes = [say("appendices.action.note", dash=NOT_SHOWN), *unmeasured_targets(data.indicators),
             *aspect_notes(binder), without_budget(total), _against_agreement(data, total)]  # fmt: skip
    return table([CODE, TEXT, CODE, *([CENTRED] * 12), NUMBER], _monthly_head(), body, foot=[foot],
                 caption=caption, name=name, notes=notes)  # fmt: skip


def action_plan_total(data: ReportData) -> PlannedTotal:
    """The sum of the action plan's budgets over the indicators of the agreement."""
    rows = {result.number: data.row(DocumentKind.ACTION_PLAN, result.slug) for result in data.indicators}
    return planned_total({number: None if row is None else row.budget for number, row in rows.items()})


def without_budget(total: PlannedTotal) -> Spans:
    """The indicators that a sum leaves out; nothing where it has all of them."""
    if not total.without:
        return ()
    return say("appendices.action.without", numbers=listed([plain(number) for number in total.without]))


def _against_agreement(data: ReportData, total: PlannedTotal) -> Spans:
    """The sum against the agreement's budget; nothing where one of them is not known in full."""
    difference = total.difference_from(data.agreement.budget)
    if difference is None:
        return ()
    if difference == 0:
        return say("appendices.action.agrees")
    return say("appendices.action.differs", difference=signed_rupiah(difference))


def _monthly_head() -> tuple[Row, ...]:
    """The months as the action plan numbers them, with their names below: B01 Jan."""
    months = [Cell(inline(f"B{month:02d}", LineBreak(), name)) for month, name in enumerate(MONTH_ABBREVIATIONS, 1)]
    return ((*map(label, lines("heads.months")), *months, label(words("heads.months_budget"))),)


def unmeasured_targets(indicators: Iterable[IndicatorResult]) -> list[Spans]:
    """Why a month has a target although the definition does not measure in it, one note for each indicator.

    The action plan is printed as it was signed; what is due follows the definition.
    """
    return [
        say("appendices.action.unmeasured", number=result.number, months=month_span(extra),
            measured=month_span(result.version.measured_in))
        for result in indicators
        if (extra := result.unmeasured_target_months)
    ]  # fmt: skip


def aspect_notes(binder: Binder) -> list[Spans]:
    """The targets of aspects, one note for each indicator that has them: the indicator's own target stays the one
    that its achievement is computed from."""
    data = binder.data
    notes = []
    for result in data.indicators:
        names = groups_of(data.definitions, result.version)
        parts = [
            inline(f"{names.get(aspect.aspect, aspect.aspect)} ",
                   binder.text(result.slug, f"aspect-target-{aspect.aspect}",
                               number_text(aspect.number, aspect.upper).shown))
            for aspect in data.aspects.get(result.slug, ())
        ]  # fmt: skip
        if parts:
            notes.append(say("appendices.action.aspects", number=result.number, aspects=listed(parts)))
    return notes


def action_unit(result: IndicatorResult) -> str:
    """What the action plan's targets count; of an indicator in stages, per cent until its last month."""
    unit = result.annual_unit
    return words("appendices.action.staged_unit", unit=unit) if result.version.is_staged else unit


def _monthly_row(binder: Binder, result: IndicatorResult, row: PlanRow | None) -> Row:
    cells = []
    for month in range(1, 13):
        target = result.monthly_targets.get(month)
        field = f"monthly-target-{month:02d}"
        cells.append(of(binder.target(target, result.slug, field, unit=False, missing=NOT_SHOWN)))
    budget = binder.amount(result.slug, "action-plan-budget", row.budget if row is not None else None)
    return (label(result.number), label(result.name), label(action_unit(result)), *cells, of((budget,)))
