"""The budget page's drawings and composite scores, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass

from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.chart_scale import linear_scale
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.values import Operation
from akuntabel.measurement.budget_figures import OutputFigures
from akuntabel.measurement.composites import CompositePart, composite_parts
from akuntabel.measurement.explain import formula_text, value_text
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.results import Scorecard
from akuntabel.web.pages.scorecard.rows import IndicatorRow, ScorecardRows

_PERCENT = linear_scale(0, 100, 6, 102)


@dataclass(frozen=True)
class Dumbbell:
    """Where ● progress and □ absorption stand on a line of 108 units; None where not reported."""

    progress: int | None
    absorption: int | None

    @property
    def left(self) -> int:
        return min(self.progress or 0, self.absorption or 0)

    @property
    def length(self) -> int:
        return abs((self.progress or 0) - (self.absorption or 0))

    @property
    def has_both(self) -> bool:
        return self.progress is not None and self.absorption is not None

    @property
    def corner(self) -> int:
        """The left edge of the square, which is 8 units wide."""
        return (self.absorption or 0) - 4


@dataclass(frozen=True)
class OutputRow:
    figures: OutputFigures
    drawing: Dumbbell


@dataclass(frozen=True)
class Component:
    """One part of a composite score: its weight as decreed, and its value; `reason` where it has none."""

    name: str
    weight: str
    value: str
    reason: str


@dataclass(frozen=True)
class CompositeRow:
    indicator: IndicatorRow
    components: list[Component]
    is_partial: bool
    weights_used: str
    working: str


def output_rows(outputs: list[OutputFigures]) -> list[OutputRow]:
    return [OutputRow(output, _dumbbell(output)) for output in outputs]


def _dumbbell(output: OutputFigures) -> Dumbbell:
    progress, absorbed = output.line.progress, output.absorption_percent
    return Dumbbell(
        None if progress is None else _PERCENT.at(progress),
        None if absorbed is None else _PERCENT.at(absorbed),
    )


def composite_rows(card: Scorecard) -> list[CompositeRow]:
    """Every indicator made of weighted components, such as the budget performance score."""
    rows = ScorecardRows(card, FigureBook(card))
    found = []
    for row in rows.indicators:
        formula = row.result.formula
        if isinstance(formula, CompositeFormula):
            found.append(_composite(card, row, formula))
    return found


def _composite(card: Scorecard, row: IndicatorRow, formula: CompositeFormula) -> CompositeRow:
    found = composite_parts(card, formula)
    working = row.result.realisation.inputs[0] if row.result.realisation.is_measured else None
    is_computed = working is not None and working.operation is not Operation.INPUT
    text = f"{formula_text(working)} = {value_text(working)}" if working is not None and is_computed else ""
    return CompositeRow(
        indicator=row,
        components=[_component(part) for part in found.parts],
        is_partial=found.is_partial,
        weights_used=indonesian_as_entered(found.used_weight),
        working=text,
    )


def _component(part: CompositePart) -> Component:
    return Component(
        name=part.name,
        weight=indonesian_as_entered(part.weight),
        value=value_text(part.value) if part.value.is_measured else "",
        reason=part.value.reason,
    )
