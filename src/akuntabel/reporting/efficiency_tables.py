"""Efficiency of every indicator: the short table of Bab III.B and the full one of its appendix, same figures."""

from __future__ import annotations

from akuntabel.core.efficiency import Verdict
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.documents.content import Cell, CrossReference, Row, Table
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import plain, say, words
from akuntabel.reporting.tables import CENTRED, CODE, NUMBER, TEXT, band_row, head, label, of, table


def verdict_counts(binder: Binder) -> tuple[int, int, int]:
    """Efficient, inefficient, and without a verdict."""
    verdicts = [r.efficiency.verdict if r.efficiency else None for r in binder.data.indicators]
    return verdicts.count(Verdict.EFFICIENT), verdicts.count(Verdict.INEFFICIENT), verdicts.count(None)


def _verdict_cell(binder: Binder, result: IndicatorResult) -> Cell:
    verdict = result.efficiency.verdict if result.efficiency else None
    tone = {Verdict.EFFICIENT: "meets", Verdict.INEFFICIENT: "fails"}[verdict] if verdict else "muted"
    return Cell((binder.score(result.slug, "efficiency"),), tone=tone, align="center")


def _field(binder: Binder, result: IndicatorResult, field: str) -> Cell:
    return of((binder.score(result.slug, field),))


def short_efficiency_table(binder: Binder) -> Table:
    """Input %, output %, IE, TE and verdict of every indicator."""
    data = binder.data
    body: list[Row] = []
    for objective in data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", 7))
        body += [
            (
                label(result.number),
                label(result.name),
                _field(binder, result, "input_achievement"),
                _field(binder, result, "achievement") if result.achievement.is_measured else label(NOT_SHOWN),
                _index(binder, result, "efficiency_index"),
                _index(binder, result, "efficiency_level"),
                _verdict_cell(binder, result),
            )
            for result in objective.indicators
        ]
    until = PeriodWords(data.period).until
    return table([CODE, TEXT, *([NUMBER] * 4), CENTRED],
                 head("No.", "Indikator", "Input (%)", "Output (%)", "IE", "TE", "Kategori"), body,
                 caption=words("chapter3.budget.efficiency_caption", until=until), name="tbl-efisiensi")  # fmt: skip


def full_efficiency_table(binder: Binder) -> Table:
    """Appendix: ceiling, realisation, target, realisation, IE, SE, TE and verdict; for landscape pages."""
    data = binder.data
    standard = indonesian_as_entered(data.rule_set.efficiency.standard)
    width = 12
    heads = (
        (label("No.", rowspan=2), label("Indikator", rowspan=2), label("Input (Rp)", colspan=3),
         label("Output", colspan=3), label("IE", rowspan=2), label("SE", rowspan=2), label("TE", rowspan=2),
         label("Kategori", rowspan=2)),
        (label("Pagu"), label("Realisasi"), label("%"), label("Target"), label("Realisasi"), label("%")),
    )  # fmt: skip
    body: list[Row] = []
    for objective in data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", width))
        body += [_full_row(binder, result, standard) for result in objective.indicators]
    budgets = [result.efficiency for result in data.indicators if result.efficiency is not None]
    ceiling = sum(int(found.ceiling.number) for found in budgets)
    realised = sum(int(found.realised.number) for found in budgets)
    foot = (
        Cell(plain(words("appendices.efficiency.total")), colspan=2),
        of((binder.current.amount("budget", "allocated_ceiling", ceiling),)),
        of((binder.current.amount("budget", "allocated_realised", realised),)),
        of((binder.current.share("budget", "allocated_absorption", realised, ceiling),)),
        Cell((), colspan=width - 5),
    )
    where = CrossReference("realisasi-anggaran")
    return table([CODE, TEXT, *([NUMBER] * 9), CENTRED], heads, body, foot=[foot], name="tbl-efisiensi-lengkap",
                 caption=words("appendices.efficiency.caption", until=PeriodWords(data.period).until),
                 notes=[say("appendices.efficiency.note", where=where)])  # fmt: skip


def _full_row(binder: Binder, result: IndicatorResult, standard: str) -> Row:
    known = result.realisation.is_measured
    return (
        label(result.number),
        label(result.name),
        *(_field(binder, result, field) for field in ("input_ceiling", "input_realised", "input_achievement")),
        of(binder.score_with_unit(result.slug, "target")),
        of(binder.realised(result, in_cell=True) if known else plain(NOT_SHOWN)),
        _field(binder, result, "achievement") if result.achievement.is_measured else label(NOT_SHOWN),
        _index(binder, result, "efficiency_index"),
        of((binder.text("rule-set", "efficiency-standard", standard),)),
        _index(binder, result, "efficiency_level"),
        _verdict_cell(binder, result),
    )


def _index(binder: Binder, result: IndicatorResult, field: str) -> Cell:
    """IE or TE, a dash where the indicator was not measured."""
    found = result.efficiency
    if found is None or not found.index.is_measured:
        return label(NOT_SHOWN)
    return _field(binder, result, field)
