"""Bab III.B Realisasi Anggaran: outputs, reconciliation with the allocation, efficiency, composite scores."""

from __future__ import annotations

from decimal import Decimal

from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.number_words import rupiah_in_words
from akuntabel.core.values import State
from akuntabel.documents.content import Block, Cell, Column, CrossReference, Heading, Row, Table
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.efficiency_tables import short_efficiency_table, verdict_counts
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import ended, listed, plain, say, sentence_case, words
from akuntabel.reporting.sources import BudgetData, OutputLine
from akuntabel.reporting.tables import CODE, NUMBER, TEXT, body_text, head, label, of, table, unavailable
from akuntabel.reporting.working import working_table

_KEY = "chapter3.budget"


def budget_section(binder: Binder) -> list[Block]:
    budget = binder.data.budget
    blocks: list[Block] = [Heading(2, words(f"{_KEY}.title"), "realisasi-anggaran")]
    if budget is None:
        blocks.append(unavailable(words(f"{_KEY}.missing"), words(f"{_KEY}.remedy")))
    else:
        blocks += [*_outputs(binder, budget), *_reconciliation(binder, budget)]
    return [*blocks, *_efficiency(binder), *_composites(binder)]


def _outputs(binder: Binder, budget: BudgetData) -> list[Block]:
    data = binder.data
    period = PeriodWords(data.period)
    found = budget.authorisation
    blocks: list[Block] = [Heading(3, words(f"{_KEY}.outputs_heading"), "rincian-output")]
    spans = say(
        f"{_KEY}.intro", year=str(data.year), number=found.number, date=indonesian_date(found.authorised_on),
        ceiling=binder.money("authorisation", "ceiling", found.ceiling),
        words=binder.text("authorisation", "ceiling-in-words", rupiah_in_words(found.ceiling)),
        activity=found.activity, until_capital=sentence_case(period.until),
        realised=binder.current.money("budget", "realised", budget.realised, bold=True),
        share=binder.current.share("budget", "absorption", budget.realised, budget.ceiling, bold=True),
        outputs=binder.current.count("budget", "outputs", len(budget.lines)), table=CrossReference("tbl-ro"),
    )  # fmt: skip
    unreported = [line.output.code for line in budget.lines if line.progress is None]
    if unreported:
        spans = (*spans, *plain(" "), *say(f"{_KEY}.unreported", codes=", ".join(unreported)))
    return [*blocks, body_text(spans), output_table(binder, budget)]


def output_table(binder: Binder, budget: BudgetData) -> Table:
    """Volume, progress and money of every output, with the totals computed."""
    period = PeriodWords(binder.data.period)
    heads = (
        (label("Kode", rowspan=2), label("Rincian output", rowspan=2), label("Volume", colspan=2),
         label("Progres (%)", rowspan=2), label("Anggaran (Rp)", colspan=3)),
        (label("T"), label("R"), label("Pagu"), label("Realisasi"), label("%")),
    )  # fmt: skip
    body = [_output_row(binder, line) for line in budget.lines]
    foot = (
        Cell(plain("Jumlah"), colspan=5),
        of((binder.current.amount("budget", "outputs_ceiling", budget.outputs_ceiling),)),
        of((binder.current.amount("budget", "realised", budget.realised),)),
        of((binder.current.share("budget", "absorption", budget.realised, budget.ceiling),)),
    )
    return table([CODE, TEXT, *([NUMBER] * 6)], heads, body, foot=[foot],
                 caption=words(f"{_KEY}.outputs_caption", until=period.until), name="tbl-ro",
                 notes=[say(f"{_KEY}.outputs_note", dash=NOT_SHOWN),
                        say("chapter1.strategic.source", source=ended(budget.authorisation.source))])  # fmt: skip


def _output_row(binder: Binder, line: OutputLine) -> Row:
    output, progress = line.output, line.progress
    subject = f"output:{output.code}"
    unit = f" ({output.unit_of_measure})" if output.unit_of_measure else ""
    realised = None if progress is None else progress.realised
    return (
        label(output.code),
        label(f"{output.name}{unit}"),
        of((binder.current.count(subject, "planned", output.volume),)),
        of((binder.current.count(subject, "volume", None if progress is None else progress.volume),)),
        _progress(binder, subject, None if progress is None else progress.progress),
        of((binder.current.amount(subject, "ceiling", output.ceiling),)),
        of((binder.current.amount(subject, "realised", realised),)),
        of((binder.current.share(subject, "absorption", realised, output.ceiling),)),
    )


def _progress(binder: Binder, subject: str, progress: Decimal | None) -> Cell:
    """Progress in percent as reported, with two decimals."""
    if progress is None:
        return label(NOT_SHOWN)
    return of((binder.current.text(subject, "progress", indonesian_number(progress)),))


def _reconciliation(binder: Binder, budget: BudgetData) -> list[Block]:
    blocks: list[Block] = [Heading(3, words(f"{_KEY}.reconciliation_heading"), "rekonsiliasi")]
    if not budget.allocations:
        return [*blocks, unavailable(words(f"{_KEY}.allocation_missing"), words(f"{_KEY}.allocation_remedy"))]
    rows = [("ceiling", budget.allocated_ceiling, budget.authorisation.ceiling)]
    if budget.realised is not None:
        rows.append(("realised", budget.allocated_realised, budget.realised))
    body = [_reconciled(binder, budget, *row) for row in rows]
    if all(allocated == official for _, allocated, official in rows):
        blocks.append(body_text(say(f"{_KEY}.reconciliation_same")))
    return [
        *blocks,
        body_text(say(f"{_KEY}.reconciliation", table=CrossReference("tbl-rekonsiliasi"))),
        table([CODE, NUMBER, NUMBER, NUMBER, Column(weight=1)],
              head("Hal", "Jumlah alokasi indikator", "Dokumen anggaran", "Selisih", "Alasan"), body,
              caption=words(f"{_KEY}.reconciliation_caption"), name="tbl-rekonsiliasi"),
    ]  # fmt: skip


def _reconciled(binder: Binder, budget: BudgetData, subject: str, allocated: int, official: int) -> Row:
    difference = allocated - official
    reason = budget.notes.get(subject) or words(f"{_KEY}.{'no_reason' if difference else 'no_difference'}")
    return (
        label(words(f"{_KEY}.{subject}")),
        of((binder.current.amount("budget", f"allocated_{subject}", allocated),)),
        of((binder.current.amount("budget", f"authorised_{subject}", official),)),
        of((binder.current.difference("budget", f"difference_{subject}", difference),)),
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
    return [*blocks, body_text((*intro, *plain(" "), *counts)), short_efficiency_table(binder)]


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
