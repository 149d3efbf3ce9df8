"""Where more was done than planned: a progress through stages, or a share of the plan, then passes what the plan foresees."""

from __future__ import annotations

from collections.abc import Iterator

from akuntabel.catalogue.schema import (
    Formula,
    MeanOfStagesFormula,
    ShareOfPlanFormula,
    StageProgressFormula,
)
from akuntabel.core.number_format import indonesian_exact
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
        planned = share.inputs[-1].number
        for one in share.inputs[:-1]:
            if one.number > planned:
                done, plan, more = map(indonesian_exact, (one.number, planned, one.number - planned))
                told.append(f"{one.name} {done}, rencana {plan}, lebih {more}")
    return f"Yang dikerjakan lebih banyak daripada rencana: {'; '.join(told)}." if told else None


def _within(value: Value) -> Iterator[Value]:
    yield value
    for inner in value.inputs:
        yield from _within(inner)
