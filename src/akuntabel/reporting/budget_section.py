"""Bab III.B Realisasi Anggaran: outputs, reconciliation with the allocation, efficiency, composite scores."""

from __future__ import annotations

from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_words import rupiah_in_words
from akuntabel.core.values import State
from akuntabel.documents.content import Block, Cell, Column, CrossReference, Heading, Row, Spans, Table
from akuntabel.measurement.budget_figures import BudgetFigures, OutputFigures, Reconciliation
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder, amount, figure, shown
from akuntabel.reporting.efficiency_tables import planned_comparison, short_efficiency_table, verdict_counts
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import ended, lines, listed, plain, say, sentence_case, words
from akuntabel.reporting.tables import CODE, NUMBER, TEXT, body_text, head_of, label, of, table, unavailable
from akuntabel.reporting.working import working_table

_KEY = "chapter3.budget"


def budget_section(binder: Binder) -> list[Block]:
    budget = binder.data.budget
    blocks: list[Block] = [Heading(2, words(f"{_KEY}.title"), "realisasi-anggaran")]
    if budget is None:
        blocks.append(unavailable(words(f"{_KEY}.missing"), words(f"{_KEY}.remedy")))
    else:
        blocks += [*_outputs(binder, budget.figures), *_reconciliation(budget.figures)]
    return [*blocks, *_efficiency(binder), *_composites(binder)]


def _outputs(binder: Binder, budget: BudgetFigures) -> list[Block]:
    data = binder.data
    found = budget.authorisation
    spans = say(
        f"{_KEY}.intro", year=str(data.year), number=found.number, date=indonesian_date(found.authorised_on),
        ceiling=binder.money("authorisation", "ceiling", found.ceiling),
        words=binder.text("authorisation", "ceiling-in-words", rupiah_in_words(found.ceiling)),
        activity=found.activity,
    )  # fmt: skip
    spans = (*spans, *plain(" "), *_absorbed(binder, budget))
    unreported = [output.line.code for output in budget.outputs if output.line.realised is None]
    if unreported:
        spans = (*spans, *plain(" "), *say(f"{_KEY}.unreported", codes=", ".join(unreported)))
    heading = Heading(3, words(f"{_KEY}.outputs_heading"), "rincian-output")
    return [heading, body_text(spans), output_table(binder, budget)]


def _absorbed(binder: Binder, budget: BudgetFigures) -> Spans:
    """How much was spent, or that nobody reported it."""
    outputs = binder.current.count("budget", "outputs", len(budget.outputs))
    until = sentence_case(PeriodWords(binder.data.period).until)
    table_reference = CrossReference("tbl-ro")
    if budget.realised.plain is None:
        return say(f"{_KEY}.nothing_reported", until_capital=until, outputs=outputs, table=table_reference)
    return say(f"{_KEY}.absorbed", until_capital=until, realised=figure(budget.realised, bold=True),
               share=figure(budget.absorption, bold=True), outputs=outputs, table=table_reference)  # fmt: skip


def output_table(binder: Binder, budget: BudgetFigures) -> Table:
    """Volume, progress and money of every output, with the totals computed."""
    period = PeriodWords(binder.data.period)
    code, name, volume, progress, money = lines("heads.outputs")
    heads = (
        (label(code, rowspan=2), label(name, rowspan=2), label(volume, colspan=2), label(progress, rowspan=2),
         label(money, colspan=3)),
        tuple(map(label, lines("heads.outputs_below"))),
    )  # fmt: skip
    foot = (
        Cell(plain(words(f"{_KEY}.outputs_total")), colspan=5),
        of((amount(budget.outputs_ceiling),)),
        of((amount(budget.realised),)),
        of((shown(budget.absorption),)),
    )
    return table([CODE, TEXT, *([NUMBER] * 6)], heads, [_output_row(output) for output in budget.outputs],
                 foot=[foot], caption=words(f"{_KEY}.outputs_caption", until=period.until), name="tbl-ro",
                 notes=[say(f"{_KEY}.outputs_note", dash=NOT_SHOWN),
                        say("chapter1.strategic.source", source=ended(budget.authorisation.source))])  # fmt: skip


def _output_row(output: OutputFigures) -> Row:
    line = output.line
    unit = f" ({line.unit_of_measure})" if line.unit_of_measure else ""
    numbers = (output.planned, output.volume, output.progress, output.ceiling, output.realised, output.absorption)
    return (label(line.code), label(f"{line.name}{unit}"), *(of((shown(found),)) for found in numbers))


def _reconciliation(budget: BudgetFigures) -> list[Block]:
    rows = budget.reconciliations
    blocks: list[Block] = [Heading(3, words(f"{_KEY}.reconciliation_heading"), "rekonsiliasi")]
    if not rows:
        return [*blocks, unavailable(words(f"{_KEY}.allocation_missing"), words(f"{_KEY}.allocation_remedy"))]
    if all(row.is_equal for row in rows):
        blocks.append(body_text(say(f"{_KEY}.reconciliation_same")))
    return [
        *blocks,
        body_text(say(f"{_KEY}.reconciliation", table=CrossReference("tbl-rekonsiliasi"))),
        table([CODE, NUMBER, NUMBER, NUMBER, Column(weight=1)],
              head_of("reconciliation"), [_reconciled(row) for row in rows],
              caption=words(f"{_KEY}.reconciliation_caption"), name="tbl-rekonsiliasi"),
    ]  # fmt: skip


def _reconciled(row: Reconciliation) -> Row:
    reason = row.reason or words(f"{_KEY}.{'no_difference' if row.is_equal else 'no_reason'}")
    return (
        label(row.subject),
        of((amount(row.allocated),)),
        of((amount(row.authorised),)),
        of((figure(row.difference),)),
        label(ended(sentence_case(reason))),
    )


def _efficiency(binder: Binder) -> list[Block]:
    data = binder.data
    blocks: list[Block] = [Heading(3, words(f"{_KEY}.efficiency_heading"), "efisiensi-indikator")]
    if all(result.efficiency is None for result in data.indicators):
        return [*blocks, unavailable(words(f"{_KEY}.allocation_missing"), words(f"{_KEY}.allocation_remedy"))]
    efficient, inefficient, rest = verdict_counts(binder)
    names = data.rule_set.efficiency
    counts = say(
        f"{_KEY}.efficiency_counts", judged=binder.tally("efficiency-judged", efficient + inefficient),
        efficient=binder.tally("efficient", efficient), efficient_name=names.efficient_name.lower(),
        inefficient=binder.tally("inefficient", inefficient), inefficient_name=names.inefficient_name.lower(),
        rest=binder.tally("efficiency-not-judged", rest),
    )  # fmt: skip
    intro = say(f"{_KEY}.efficiency", table=CrossReference("tbl-efisiensi"),
                appendix=CrossReference("lampiran-efisiensi"))  # fmt: skip
    return [
        *blocks,
        body_text((*intro, *plain(" "), *counts)),
        short_efficiency_table(binder),
        *planned_comparison(binder),
    ]


def _composites(binder: Binder) -> list[Block]:
    found = [result for result in binder.data.indicators if isinstance(result.formula, CompositeFormula)]
    if not found:
        return [
            Heading(3, words(f"{_KEY}.composite_none_heading"), "nilai-kinerja-anggaran"),
            unavailable(words(f"{_KEY}.composite_none"), words(f"{_KEY}.composite_none_remedy")),
        ]
    return [block for result in found for block in _composite(binder, result)]


def _composite(binder: Binder, result: IndicatorResult) -> list[Block]:
    period = PeriodWords(binder.data.period)
    heading = Heading(3, result.short_name, f"gabungan-{result.slug}")
    if result.realisation.state is not State.MEASURED:
        reason = result.realisation.reason or NOT_SHOWN
        return [heading, body_text(say(f"{_KEY}.composite_absent", name=result.short_name, until=period.until,
                                       reason=reason))]  # fmt: skip
    name = f"tbl-gabungan-{result.slug}"
    caption = words(f"{_KEY}.composite_caption", name=result.short_name, until=period.until)
    rows = working_table(binder, result, caption=caption, name=name)
    if rows is None:
        return [heading, body_text(listed([binder.score_with_unit(result.slug, "realisation")]))]
    return [
        heading,
        body_text(say(f"{_KEY}.composite", name=result.short_name, until=period.until, table=CrossReference(name),
                      value=binder.score(result.slug, "realisation", bold=True))),
        rows,
    ]  # fmt: skip
