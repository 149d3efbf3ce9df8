"""Efficiency of every indicator as rows, and a drawing of money spent against output reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from akuntabel.core.arithmetic import quotient
from akuntabel.core.chart_scale import LinearScale, linear_scale, ticks
from akuntabel.core.efficiency import Efficiency, Verdict
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.rounding import exact
from akuntabel.core.values import State
from akuntabel.measurement.budget_figures import lags_behind_stages, planned_money
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.results import IndicatorResult, Scorecard

LEFT, RIGHT, TOP, BOTTOM = 44, 332, 12, 212
LABEL_GAP, LABEL_WIDTH, LABEL_LINE = 8, 36, 13


@dataclass(frozen=True)
class EfficiencyRow:
    """One indicator. `reason` says why there is no verdict; it is empty when there is one."""

    result: IndicatorResult
    planned: Figure
    ceiling: Figure
    realised: Figure
    spent: Figure
    achievement: Figure
    index: Figure
    level: Figure
    verdict: Figure
    is_efficient: bool
    is_lagging: bool
    reason: str

    @property
    def differs_from_plan(self) -> bool:
        """Whether the action plan gives the indicator another budget than the allocation does."""
        return None not in (self.planned.plain, self.ceiling.plain) and self.planned.plain != self.ceiling.plain


@dataclass(frozen=True)
class Point:
    x: int
    y: int
    number: str
    is_efficient: bool
    label: Label | None = None


@dataclass(frozen=True)
class Label:
    """Where a point's number stands, and which way it runs."""

    x: int
    y: int
    anchor: str


@dataclass(frozen=True)
class Tick:
    place: int
    text: str


@dataclass(frozen=True)
class Scatter:
    """Input % to the right, output % upwards; on the line from 0 output ÷ input is the standard (SE)."""

    points: list[Point]
    across: list[Tick]
    upwards: list[Tick]
    line_end_x: int
    line_end_y: int
    text: str
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


def efficiency_rows(card: Scorecard, planned: Mapping[str, int | None]) -> list[EfficiencyRow]:
    """One row per indicator; `planned` is the action plan's budget by slug."""
    book = FigureBook(card)
    return [
        _row(result, book, planned_money(card.unit, card.period, result.slug, planned.get(result.slug)))
        for result in card.indicators
    ]


def _row(result: IndicatorResult, book: FigureBook, planned: Figure) -> EfficiencyRow:
    found = result.efficiency
    get = book.get
    return EfficiencyRow(
        result=result,
        planned=planned,
        ceiling=get(result.slug, "input_ceiling"),
        realised=get(result.slug, "input_realised"),
        spent=get(result.slug, "input_achievement"),
        achievement=get(result.slug, "achievement"),
        index=get(result.slug, "efficiency_index"),
        level=get(result.slug, "efficiency_level"),
        verdict=get(result.slug, "efficiency"),
        is_efficient=found is not None and found.verdict is Verdict.EFFICIENT,
        is_lagging=found is not None and lags_behind_stages(found),
        reason=_reason(result, book),
    )


def _reason(result: IndicatorResult, book: FigureBook) -> str:
    found = result.efficiency
    if found is None:
        return _("belum ada alokasi anggaran")
    if found.verdict is not None:
        return ""
    if result.state is State.MEASURED:
        return _("indeks tidak dapat dihitung: %(why)s") % {"why": found.index.reason}
    why = result.achievement.reason
    return why if result.state is State.NOT_DUE else f"{book.absence(result.state)}: {why}"


def scatter(rows: list[EfficiencyRow], standard: Decimal) -> Scatter | None:
    """The drawing with the line of the decreed standard; None with fewer than two verdicts."""
    measured = [(row, row.result.efficiency) for row in rows if row.verdict.plain is not None]
    pairs = [(row, found) for row, found in measured if found is not None]
    if len(pairs) < 2:
        return None
    across_ticks = ticks([100, *(found.input_achievement.number for _, found in pairs)], from_zero=True)
    up_ticks = ticks([100, *(found.index.inputs[0].number for _, found in pairs)], from_zero=True)
    across = linear_scale(across_ticks[0], across_ticks[-1], LEFT, RIGHT)
    upwards = linear_scale(up_ticks[0], up_ticks[-1], BOTTOM, TOP)
    end = min(exact(across_ticks[-1]), quotient(exact(up_ticks[-1]), exact(standard)))
    return Scatter(
        points=_labelled([_point(row, found, across, upwards) for row, found in pairs]),
        across=[_tick(value, across) for value in across_ticks],
        upwards=[_tick(value, upwards) for value in up_ticks],
        line_end_x=across.at(end),
        line_end_y=upwards.at(end * exact(standard)),
        text="; ".join(
            _("%(number)s input %(spent)s, output %(reached)s")
            % {"number": row.result.number, "spent": row.spent.shown, "reached": row.achievement.shown}
            for row, _found in pairs
        ),
    )


def _point(row: EfficiencyRow, found: Efficiency, across: LinearScale, upwards: LinearScale) -> Point:
    return Point(
        across.at(found.input_achievement.number),
        upwards.at(found.index.inputs[0].number),
        row.result.number,
        row.is_efficient,
    )


def _labelled(points: list[Point]) -> list[Point]:
    """The points below the line with their numbers: inside the drawing, one under the other where they meet."""
    taken: list[Label] = []
    labels: dict[Point, Label] = {}
    for point in sorted((p for p in points if not p.is_efficient), key=lambda p: (p.y, p.x)):
        runs_left = point.x > RIGHT - LABEL_WIDTH
        x = point.x - LABEL_GAP if runs_left else point.x + LABEL_GAP
        beside = [label.y for label in taken if abs(label.x - x) < LABEL_WIDTH]
        y = max([point.y, *(place + LABEL_LINE for place in beside)])
        labels[point] = Label(x, y, "end" if runs_left else "start")
        taken.append(labels[point])
    return [replace(point, label=labels.get(point)) for point in points]


def _tick(value: Decimal, scale: LinearScale) -> Tick:
    return Tick(scale.at(value), indonesian_number(value, 0))
