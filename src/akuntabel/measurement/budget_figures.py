"""Figures of the budget (anggaran): the DIPA, its outputs (RO), the allocation to indicators, efficiency.

Texts come ready from here, bound to references such as `unit/2023-Q2/budget/absorption` or
`unit/2023-Q2/output:QDB.001/gap`; percentages are computed by `core`. Money not reported stays not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import FilteredRelation, Q

from akuntabel.budget.models import Allocation, Authorisation, Output, ReconciliationNote
from akuntabel.core.efficiency import Efficiency
from akuntabel.core.number_format import MINUS, indonesian_number, plain_number, rupiah, signed_rupiah
from akuntabel.core.periods import Period
from akuntabel.core.rounding import Number, exact, for_display
from akuntabel.core.scaled import from_scaled
from akuntabel.core.values import Operation, Value, compute, given
from akuntabel.measurement.figures import NOT_SHOWN, Figure
from akuntabel.organisation.models import Unit

WIDE_GAP = 40
"""Points between absorption and progress above which an output is marked: our choice, shown beside the table."""

LOW_INPUT, HIGH_INDEX = 25, 2
"""Below this input % and above this IE, the index says that money lags behind, not that much was saved."""

NOT_REPORTED = "tidak dilaporkan"


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
class OutputFigures:
    """The printed figures of one output; `gap` is absorption − progress in points."""

    line: OutputLine
    planned: Figure
    volume: Figure
    progress: Figure
    ceiling: Figure
    realised: Figure
    absorption: Figure
    gap: Figure
    absorption_percent: Fraction | None
    gap_points: Fraction | None

    @property
    def is_wide(self) -> bool:
        """Whether the gap as displayed is more than WIDE_GAP points, either way."""
        return self.gap_points is not None and abs(for_display(self.gap_points)) > WIDE_GAP

    @property
    def has_volume(self) -> bool:
        return self.volume.plain is not None


@dataclass(frozen=True)
class Reconciliation:
    """One comparison of the allocation to indicators with the DIPA; never adjusted, only explained."""

    subject: str
    allocated: Figure
    authorised: Figure
    difference: Figure
    is_equal: bool
    reason: str


@dataclass(frozen=True)
class BudgetFigures:
    """The budget of one unit s.d. one month."""

    authorisation: Authorisation
    outputs: tuple[OutputFigures, ...]
    ceiling: Figure
    realised: Figure
    absorption: Figure
    outputs_ceiling: Figure
    outputs_agree: bool
    reported: int
    reconciliations: tuple[Reconciliation, ...]

    @property
    def by_gap(self) -> list[OutputFigures]:
        """The widest gap first; outputs without one last, in the DIPA's order."""
        return sorted(self.outputs, key=lambda o: (o.gap_points is None, -abs(o.gap_points or Fraction(0))))

    @property
    def by_code(self) -> list[OutputFigures]:
        return sorted(self.outputs, key=lambda o: o.line.code)

    @property
    def wide(self) -> list[OutputFigures]:
        """Outputs whose gap is marked, widest first."""
        return [output for output in self.by_gap if output.is_wide]

    @property
    def is_complete(self) -> bool:
        """Whether every output reported its money for this month."""
        return self.reported == len(self.outputs)


def budget_figures(unit: Unit, period: Period) -> BudgetFigures | None:
    """The budget s.d. the period's month, by the DIPA version in force on its last day; None without one.

    Three queries, and one more where the DIPA has no outputs.
    """
    authorisation, lines = _read_outputs(unit, period)
    if authorisation is None:
        return None
    month = {"unit": unit, "year": period.year, "month": period.month}
    allocations = list(Allocation.objects.filter(**month))
    notes = {note.subject: note.reason for note in ReconciliationNote.objects.filter(**month)}
    return _Writer(unit, period).budget(authorisation, lines, allocations, notes)


def _read_outputs(unit: Unit, period: Period) -> tuple[Authorisation | None, list[OutputLine]]:
    """The latest DIPA version and its outputs with the progress of exactly this month."""
    in_force = Authorisation.objects.filter(
        unit=unit, year=period.year, authorised_on__lte=period.last_day
    ).order_by("-version")
    outputs = list(
        Output.objects.filter(authorisation=in_force.values("pk")[:1])
        .select_related("authorisation")
        .annotate(report=FilteredRelation("progress", condition=Q(progress__month=period.month)))
        .annotate_report()
        if hasattr(Output.objects, "annotate_report")
        else _with_report(in_force, period)
    )
    if not outputs:
        return in_force.first(), []
    return outputs[0].authorisation, [_line(output) for output in outputs]
