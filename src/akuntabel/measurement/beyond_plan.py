"""Where more was done than planned: a progress through stages, or a share of the plan, then passes what the plan foresees."""

from __future__ import annotations

from collections.abc import Iterator

from akuntabel.catalogue.schema import (
    Formula,
    MeanOfStagesFormula,
    ShareOfPlanFormula,
    StageProgressFormula,
)
from akuntabel.core.number_format import exact_text
from akuntabel.core.rounding import Number
from akuntabel.core.values import Operation, Value


def beyond_plan(formula: Formula | None, realisation: Value) -> str | None:
    """One sentence in Indonesian: what was done more than planned, the plan, and by how much. None where nothing was."""
    if not isinstance(formula, StageProgressFormula | MeanOfStagesFormula | ShareOfPlanFormula):
        return None
    of_plan = Operation.PERCENTAGE if isinstance(formula, ShareOfPlanFormula) else Operation.WEIGHTED_SHARE
    told = []
    for share in _within(realisation):
        if share.operation is not of_plan or not share.is_measured:
            continue
        *done, plan = share.inputs
        planned = plan.number
        told += [
            f"{one.name} {_text(one.number)}, rencana {_text(planned)}, lebih {_text(one.number - planned)}"
            for one in done
            if one.number > planned
        ]
    return f"Yang dikerjakan lebih banyak daripada rencana: {'; '.join(told)}." if told else None


def _within(value: Value) -> Iterator[Value]:
    yield value
    for inner in value.inputs:
        yield from _within(inner)


def _text(number: Number) -> str:
    return exact_text(number).replace(".", ",")
