"""Efficiency of every indicator: the short table of Bab III.B and the full one of its appendix, same figures."""

from __future__ import annotations

from akuntabel.core.efficiency import Verdict
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.documents.content import Block, Cell, CrossReference, Row, Spans, Table
from akuntabel.measurement.budget_figures import (
    PlannedAgainstCeilings,
    efficiency_totals,
    planned_against_ceilings,
)
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.planning.models import DocumentKind
from akuntabel.reporting.binding import Binder, shown
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import lines, listed, plain, say, words
from akuntabel.reporting.tables import (
    CENTRED,
    CODE,
    NUMBER,
    TEXT,
    WIDE,
    band_row,
    body_text,
    head_of,
    label,
    of,
    table,
)

_PLANNED = "chapter3.budget.planned"
_PLANNED_TABLE = "tbl-rapk-pagu"


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
                 head_of("efficiency_short"), body,
                 caption=words("chapter3.budget.efficiency_caption", until=until), name="tbl-efisiensi")  # fmt: skip


def full_efficiency_table(binder: Binder) -> Table:
    """Appendix: ceiling, realisation, target, realisation, IE, SE, TE and verdict; for landscape pages."""
    data = binder.data
    standard = indonesian_as_entered(data.rule_set.efficiency.standard)
    width = 12
    number, name, spent, output, *rest = lines("heads.efficiency_full")
    heads = (
        (label(number, rowspan=2), label(name, rowspan=2), label(spent, colspan=3), label(output, colspan=3),
         *(label(text, rowspan=2) for text in rest)),
        tuple(map(label, lines("heads.efficiency_full_below"))),
    )  # fmt: skip
    body: list[Row] = []
    for objective in data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", width))
        body += [_full_row(binder, result, standard) for result in objective.indicators]
    found = [result.efficiency for result in data.indicators if result.efficiency is not None]
    totals = efficiency_totals(data.unit, data.period, found)
    foot = (
        Cell(plain(words("appendices.efficiency.total")), colspan=2),
        *(of((shown(total),)) for total in (totals.ceiling, totals.realised, totals.input_achievement)),
        Cell((), colspan=width - 5),
    )
    where = CrossReference("realisasi-anggaran")
    return table([CODE, TEXT, *([NUMBER] * 9), CENTRED], heads, body, foot=[foot], name="tbl-efisiensi-lengkap",
                 caption=words("appendices.efficiency.caption", until=PeriodWords(data.period).until),
                 notes=[say("appendices.efficiency.note", where=where), _planned_note(binder)])  # fmt: skip


def _compared(binder: Binder) -> PlannedAgainstCeilings | None:
    rows = binder.data.rows.get(DocumentKind.ACTION_PLAN, {})
    return planned_against_ceilings(binder.data.card, {slug: row.budget for slug, row in rows.items()})


def planned_comparison(binder: Binder) -> list[Block]:
    """Where the action plan's budget of an indicator is not the ceiling of its efficiency: both, side by side."""
    found = _compared(binder)
    if found is None:
        return []
    appendix = CrossReference("lampiran-efisiensi")
    compared = binder.tally("planned-compared", found.compared)
    without = listed([plain(result.number) for result in found.without])
    left_out = (*plain(" "), *say(f"{_PLANNED}.without", numbers=without)) if without else ()
    if not found.rows:
        return [body_text((*say(f"{_PLANNED}.same", compared=compared, appendix=appendix), *left_out))]
    intro = say(f"{_PLANNED}.intro", compared=compared, appendix=appendix, table=CrossReference(_PLANNED_TABLE),
                differing=binder.tally("planned-differing", len(found.rows)))  # fmt: skip
    body = [
        (label(row.indicator.number), label(row.indicator.short_name), of((shown(row.planned),)),
         of((shown(row.ceiling),)), of((shown(row.difference),)))
        for row in found.rows
    ]  # fmt: skip
    foot = (
        Cell(plain(words(f"{_PLANNED}.total")), colspan=2),
        of((shown(found.planned),)),
        of((shown(found.ceiling),)),
        of((shown(found.difference),)),
    )
    return [
        body_text((*intro, *left_out)),
        table([CODE, WIDE, NUMBER, NUMBER, NUMBER], head_of("planned"), body, foot=[foot], name=_PLANNED_TABLE,
              caption=words(f"{_PLANNED}.caption"), notes=[say(f"{_PLANNED}.note")]),
    ]  # fmt: skip


def _planned_note(binder: Binder) -> Spans:
    found = _compared(binder)
    if found is None or not found.rows:
        return ()
    return say(f"{_PLANNED}.appendix_note", differing=binder.tally("planned-differing", len(found.rows)),
               table=CrossReference(_PLANNED_TABLE), difference=shown(found.difference))  # fmt: skip


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
