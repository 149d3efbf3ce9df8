"""The budget of one unit s.d. one month, read from the database: the DIPA in force, its outputs, the allocation.

Every sum of the budget is made here, in whole rupiah; `budget_figures.py` makes printed figures of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, FilteredRelation, Q, Subquery

from akuntabel.budget.models import Allocation, Authorisation, Output, ReconciliationNote
from akuntabel.budget.queries import authorisations_on
from akuntabel.core.periods import Period
from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models import Unit


@dataclass(frozen=True)
class OutputLine:
    """One rincian output s.d. the month, as read: None where nothing was reported."""

    code: str
    name: str
    unit_of_measure: str
    planned: int
    ceiling: int
    volume: int | None
    progress: Decimal | None
    realised: int | None
    note: str


@dataclass(frozen=True)
class BudgetReading:
    """The budget of one unit s.d. one month as read: the DIPA in force, and what was reported for that month."""

    authorisation: Authorisation
    lines: tuple[OutputLine, ...]
    allocations: tuple[Allocation, ...]
    notes: Mapping[str, str]
    """"ceiling" or "realised" → why the allocation differs from the DIPA."""

    @property
    def ceiling(self) -> int:
        """The DIPA's ceiling, which absorption is measured against."""
        return self.authorisation.ceiling

    @property
    def outputs_ceiling(self) -> int:
        return sum(line.ceiling for line in self.lines)

    @property
    def reported(self) -> tuple[int, ...]:
        """The money of the outputs that reported any for this month."""
        return tuple(line.realised for line in self.lines if line.realised is not None)

    @property
    def realised(self) -> int | None:
        """Sum over the outputs that reported; None when none did."""
        return sum(self.reported) if self.reported else None

    @property
    def allocated_ceiling(self) -> int:
        """Over all allocations of the month, whatever indicator they name."""
        return sum(row.ceiling for row in self.allocations)

    @property
    def allocated_realised(self) -> int:
        return sum(row.realised for row in self.allocations)


def read_budget(
    unit: Unit, period: Period, *, allocations: Sequence[Allocation] | None = None
) -> BudgetReading | None:
    """The DIPA version in force on the period's last day with what was reported for its month; None without one.

    Three queries (two when the month's allocations are at hand), and one more where the DIPA has no outputs.
    """
    authorisation, lines = _read_outputs(unit, period)
    if authorisation is None:
        return None
    month = {"unit": unit, "year": period.year, "month": period.month}
    if allocations is None:
        allocations = tuple(Allocation.objects.filter(**month).order_by("id"))
    notes = {note.subject: note.reason for note in ReconciliationNote.objects.filter(**month)}
    return BudgetReading(authorisation, tuple(lines), tuple(allocations), notes)


def _read_outputs(unit: Unit, period: Period) -> tuple[Authorisation | None, list[OutputLine]]:
    """The latest DIPA version and its outputs with what was reported for exactly this month."""
    in_force = authorisations_on(unit, period.year, period.last_day)
    outputs = list(
        Output.objects.filter(authorisation_id=Subquery(in_force.values("pk")[:1]))
        .select_related("authorisation")
        .annotate(report=FilteredRelation("progress", condition=Q(progress__month=period.month)))
        .annotate(
            reported_volume=F("report__volume"),
            reported_progress=F("report__progress_value"),
            reported_scale=F("report__progress_scale"),
            reported_money=F("report__realised"),
            reported_note=F("report__note"),
        )
        .order_by("order")
    )
    if not outputs:
        return in_force.first(), []
    return outputs[0].authorisation, [_line(output) for output in outputs]


def _line(output: Any) -> OutputLine:
    progress = output.reported_progress
    return OutputLine(
        code=output.code,
        name=output.name,
        unit_of_measure=output.unit_of_measure,
        planned=output.volume,
        ceiling=output.ceiling,
        volume=output.reported_volume,
        progress=None if progress is None else from_scaled(progress, output.reported_scale),
        realised=output.reported_money,
        note=output.reported_note or "",
    )
