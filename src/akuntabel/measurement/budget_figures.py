"""Figures of the budget (anggaran): the DIPA, its outputs (RO), the allocation to indicators, efficiency.

Texts come ready from here, bound to references such as `unit/2023-Q2/budget/absorption` or
`unit/2023-Q2/output:QDB.001/gap`; percentages are computed by `core`. Money not reported stays not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from akuntabel.budget.models import Authorisation
from akuntabel.core.efficiency import Efficiency
from akuntabel.core.number_format import indonesian_number, plain_number, rupiah, signed_rupiah
from akuntabel.core.periods import Period
from akuntabel.core.rounding import Number, exact, for_display
from akuntabel.core.values import Operation, compute, given
from akuntabel.measurement.budget_reading import BudgetReading, OutputLine, read_budget
from akuntabel.measurement.figures import NOT_SHOWN, Figure
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.organisation.models import Unit

WIDE_GAP = 40
"""Points between absorption and progress above which an output is marked: our choice, shown beside the table."""

LOW_INPUT, HIGH_INDEX = 25, 2
"""Below this input % and above this IE, the index says that money lags behind, not that much was saved."""

NOT_REPORTED = "tidak dilaporkan"


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
    def is_above_ceiling(self) -> bool:
        """Whether more was spent than its ceiling allows."""
        return self.line.realised is not None and self.line.realised > self.line.ceiling

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
    """The budget s.d. the period's month, by the DIPA version in force on its last day; None without one."""
    reading = read_budget(unit, period)
    return None if reading is None else figures_of(unit, period, reading)


def figures_of(unit: Unit, period: Period, reading: BudgetReading) -> BudgetFigures:
    """The printed figures of a budget already read. Pure."""
    return _Writer(unit, period).budget(reading)


class _Writer:
    """Makes the figures of one unit and period."""

    def __init__(self, unit: Unit, period: Period) -> None:
        self._prefix = f"{unit.slug}/{period}"

    def figure(self, subject: str, field: str, plain: str | None, shown: str, unit: str = "") -> Figure:
        return Figure(f"{self._prefix}/{subject}/{field}", plain, shown, unit)

    def amount(self, subject: str, field: str, amount: int | None, unit: str = "Rp") -> Figure:
        """A whole number without its unit, for columns; not reported when there is none."""
        if amount is None:
            return self.figure(subject, field, None, NOT_REPORTED, unit)
        return self.figure(subject, field, str(amount), indonesian_number(amount, 0), unit)

    def money(self, subject: str, field: str, amount: int | None) -> Figure:
        """ "Rp30.215.555.000"."""
        if amount is None:
            return self.figure(subject, field, None, NOT_REPORTED)
        return self.figure(subject, field, str(amount), rupiah(amount))

    def percent(self, subject: str, field: str, number: Number | None, absent: str = NOT_REPORTED) -> Figure:
        if number is None:
            return self.figure(subject, field, None, absent, "%")
        return self.figure(subject, field, plain_number(number), indonesian_number(number), "%")

    def points(self, subject: str, field: str, number: Number | None) -> Figure:
        """ "+44,12" or "−80,00"; a dash when one of the two is not there."""
        if number is None:
            return self.figure(subject, field, None, NOT_SHOWN, "poin")
        sign = "+" if for_display(number) > 0 else ""
        return self.figure(subject, field, plain_number(number), f"{sign}{indonesian_number(number)}", "poin")

    def budget(self, reading: BudgetReading) -> BudgetFigures:
        ceiling, realised, planned = reading.ceiling, reading.realised, reading.outputs_ceiling
        return BudgetFigures(
            authorisation=reading.authorisation,
            outputs=tuple(self.output(line) for line in reading.lines),
            ceiling=self.money("budget", "ceiling", ceiling),
            realised=self.money("budget", "realised", realised),
            absorption=self.percent("budget", "absorption", spent_share(realised, ceiling)),
            outputs_ceiling=self.money("budget", "outputs_ceiling", planned),
            outputs_agree=planned == ceiling,
            reported=len(reading.reported),
            reconciliations=tuple(self.reconciliations(reading)),
        )

    def compared(self, subject: str, planned: int, ceiling: int) -> tuple[Figure, Figure, Figure]:
        """A budget of the action plan, a ceiling, and the first less the second."""
        difference = planned - ceiling
        return (
            self.amount(subject, "planned_budget", planned),
            self.amount(subject, "input_ceiling", ceiling),
            self.figure(subject, "planned_difference", str(difference), signed_rupiah(difference)),
        )

    def output(self, line: OutputLine) -> OutputFigures:
        subject = f"output:{line.code}"
        absorbed = spent_share(line.realised, line.ceiling)
        gap = None if absorbed is None or line.progress is None else absorbed - exact(line.progress)
        return OutputFigures(
            line=line,
            planned=self.amount(subject, "planned", line.planned, line.unit_of_measure),
            volume=self.amount(subject, "volume", line.volume, line.unit_of_measure),
            progress=self.percent(subject, "progress", line.progress),
            ceiling=self.amount(subject, "ceiling", line.ceiling),
            realised=self.amount(subject, "realised", line.realised),
            absorption=self.percent(subject, "absorption", absorbed),
            gap=self.points(subject, "gap", gap),
            absorption_percent=absorbed,
            gap_points=gap,
        )

    def reconciliations(self, reading: BudgetReading) -> Iterable[Reconciliation]:
        if not reading.allocations:
            return
        yield self.reconciliation("ceiling", "Pagu", reading.allocated_ceiling, reading.ceiling, reading.notes)
        if reading.realised is not None:
            yield self.reconciliation(
                "realised", "Realisasi", reading.allocated_realised, reading.realised, reading.notes
            )

    def reconciliation(
        self, key: str, subject: str, allocated: int, authorised: int, notes: Mapping[str, str]
    ) -> Reconciliation:
        difference = allocated - authorised
        return Reconciliation(
            subject=subject,
            allocated=self.money("budget", f"allocated_{key}", allocated),
            authorised=self.money("budget", f"authorised_{key}", authorised),
            difference=self.figure("budget", f"difference_{key}", str(difference), signed_rupiah(difference)),
            is_equal=difference == 0,
            reason=notes.get(key, ""),
        )


def spent_share(realised: int | None, ceiling: int) -> Fraction | None:
    """realised ÷ ceiling in percent by `core`; None where nobody reported, or with nothing to take a share of."""
    if realised is None:
        return None
    found = compute(
        "Serapan", Operation.PERCENTAGE, (given("Realisasi", realised), given("Pagu", ceiling)), unit="%"
    )
    return found.value


@dataclass(frozen=True)
class EfficiencyTotals:
    """Sums over the indicators of a scorecard that have an allocation, and their input %.

    Allocations to what is no indicator of the agreement are not in them: `Reconciliation` counts those too.
    """

    ceiling: Figure
    realised: Figure
    input_achievement: Figure


def efficiency_totals(unit: Unit, period: Period, found: Sequence[Efficiency]) -> EfficiencyTotals:
    """The sums of ceilings and realisations of the indicators whose efficiency is measured."""
    writer = _Writer(unit, period)
    ceiling = sum(int(one.ceiling.number) for one in found)
    realised = sum(int(one.realised.number) for one in found)
    return EfficiencyTotals(
        ceiling=writer.amount("efficiency", "input_ceiling", ceiling),
        realised=writer.amount("efficiency", "input_realised", realised),
        input_achievement=writer.percent("efficiency", "input_achievement", spent_share(realised, ceiling)),
    )


@dataclass(frozen=True)
class PlannedDifference:
    """One indicator whose budget in the action plan is not the ceiling its efficiency is measured by."""

    indicator: IndicatorResult
    planned: Figure
    ceiling: Figure
    difference: Figure


@dataclass(frozen=True)
class PlannedAgainstCeilings:
    """Budgets of the action plan (RAPK) against the ceilings of the efficiency measurement (appendix 4).

    `rows` are the indicators that differ, in the agreement's order; the totals are those of all `compared`,
    so that `difference` is also the sum of the differences in `rows`. `without` have only one of the two.
    """

    rows: tuple[PlannedDifference, ...]
    compared: int
    without: tuple[IndicatorResult, ...]
    planned: Figure
    ceiling: Figure
    difference: Figure


def planned_against_ceilings(card: Scorecard, planned: Mapping[str, int | None]) -> PlannedAgainstCeilings | None:
    """The comparison for a scorecard with allocations, and `planned`: indicator slug → budget in the action plan.

    difference = budget in the action plan − ceiling, in whole rupiah; never adjusted. An amount that is not
    there is not 0: its indicator is not compared. None when nothing can be.
    """
    writer = _Writer(card.unit, card.period)
    pairs, without = [], []
    for result in card.indicators:
        budget = planned.get(result.slug)
        ceiling = None if result.efficiency is None else int(result.efficiency.ceiling.number)
        if budget is not None and ceiling is not None:
            pairs.append((result, budget, ceiling))
        elif budget is not None or ceiling is not None:
            without.append(result)
    if not pairs:
        return None
    total = (sum(budget for _, budget, _ in pairs), sum(ceiling for _, _, ceiling in pairs))
    figures = writer.compared("action-plan", *total)
    return PlannedAgainstCeilings(
        tuple(PlannedDifference(r, *writer.compared(r.slug, b, c)) for r, b, c in pairs if b != c),
        len(pairs),
        tuple(without),
        *figures,
    )


@dataclass(frozen=True)
class PlannedTotal:
    """The sum of the budgets of an action plan; of a plan that gives none, None."""

    amount: int | None
    without: tuple[str, ...]
    """Numbers of the indicators that have no budget there, in the plan's order: the sum leaves them out."""

    def difference_from(self, budget: int | None) -> int | None:
        """The sum less another budget; None while the sum is not that of all indicators, or there is no other."""
        if self.amount is None or budget is None or self.without:
            return None
        return self.amount - budget


def planned_total(budgets: Mapping[str, int | None]) -> PlannedTotal:
    """The sum over the numbers of indicators and their budgets. A budget that is not there is not 0."""
    known = [budget for budget in budgets.values() if budget is not None]
    without = tuple(number for number, budget in budgets.items() if budget is None)
    return PlannedTotal(sum(known) if known else None, without)


def lags_behind_stages(found: Efficiency) -> bool:
    """Whether the index is high because little money was spent so far: input % < 25 and IE > 2, as displayed.

    A warning only; the verdict stays what the rule says.
    """
    spent, index = found.input_achievement, found.index
    if not (spent.is_measured and index.is_measured):
        return False
    return for_display(spent.number) < LOW_INPUT and for_display(index.number) > HIGH_INDEX


def planned_money(unit: Unit, period: Period, subject: str, amount: int | None) -> Figure:
    """The budget that the action plan gives one indicator (or `budget`, for the whole)."""
    writer = _Writer(unit, period)
    return (
        writer.figure(subject, "planned_budget", None, NOT_SHOWN, "Rp")
        if amount is None
        else writer.amount(subject, "planned_budget", amount)
    )
