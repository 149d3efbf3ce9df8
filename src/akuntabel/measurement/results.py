"""What a scorecard is: the results of indicators, objectives and perspectives, as value objects."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.schema import (
    Composite,
    CompositeFormula,
    CountFormula,
    Formula,
    Indicator,
    IndicatorVersion,
    Perspective,
    RatioFormula,
    RuleSet,
)
from akuntabel.core.achievement import Polarity, RangeTarget, achievement
from akuntabel.core.achievement import Target as TargetValue
from akuntabel.core.efficiency import Efficiency
from akuntabel.core.periods import MONTH_NAMES, Period
from akuntabel.core.ratings import Band, RatingScale
from akuntabel.core.rounding import exact, for_display
from akuntabel.core.scores import Comparators
from akuntabel.core.values import State, Value, given
from akuntabel.measurement.models import PUBLISHED_PREFIX, PUBLISHED_RULE, Submission
from akuntabel.measurement.observed import ObservedYear
from akuntabel.organisation.models import Team, Unit, UnitVersion
from akuntabel.planning.models import PlanDocument, PlanObjective, PlanRow, Series, Target, TargetForm


@dataclass(frozen=True)
class TargetShown:
    """A target as the plan has it: one number, or a range, exactly as entered."""

    lower: Decimal
    upper: Decimal | None
    unit: str

    @property
    def value(self) -> TargetValue:
        lower = given("Target" if self.upper is None else "Batas bawah target", self.lower, unit=self.unit)
        if self.upper is None:
            return lower
        return RangeTarget(lower, given("Batas atas target", self.upper, unit=self.unit))


class Standing(StrEnum):
    """How a realisation stands to its target."""

    REACHED = "reached"
    BELOW = "below"
    ABOVE = "above"
    """Too much, where less is better."""
    RANGE_WITHIN = "range_within"
    RANGE_EXCEEDED = "range_exceeded"
    """Outside the range, on its good side."""
    RANGE_BELOW = "range_below"
    RANGE_ABOVE = "range_above"


def unmeasured_months(targets: Iterable[Target], measured_in: Container[int]) -> list[int]:
    """The months of a plan's targets that are compared with nothing, because the definition measures in others."""
    planned = {target.month for target in targets if target.month is not None and target.form not in _NO_TARGET}
    return sorted(month for month in planned if month not in measured_in)


_NO_TARGET = (TargetForm.UNAVAILABLE, TargetForm.NOT_APPLICABLE)


@dataclass(frozen=True)
class IndicatorResult:
    """One indicator of the scorecard. `state` is that of its achievement."""

    row: PlanRow
    indicator: Indicator
    version: IndicatorVersion
    weight: Fraction
    series: Series
    formula: Formula
    unit: str
    target: TargetShown | None
    annual_target: TargetShown | None
    annual_unit: str
    realisation: Value
    achievement: Value
    rating: Band | None
    efficiency: Efficiency | None
    submission: Submission | None
    monthly_targets: dict[int, Target]

    @property
    def slug(self) -> str:
        return self.indicator.slug

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def name(self) -> str:
        return self.row.printed_name

    @property
    def short_name(self) -> str:
        return self.row.short_name or self.version.short_name

    @property
    def team(self) -> Team | None:
        return self.row.team

    @property
    def state(self) -> State:
        return self.achievement.state

    @property
    def is_due(self) -> bool:
        return self.state is not State.NOT_DUE

    @property
    def as_of(self) -> str:
        """ "per Juni 2023" when the realisation rests on a figure older than the period; empty otherwise."""
        months = {value.as_of for value in self.realisation.walk() if value.as_of}
        in_order = sorted(months, key=lambda month: MONTH_NAMES.index(month.split()[0]))
        return f"per {' dan '.join(in_order)}" if months else ""

    @property
    def polarity(self) -> Polarity:
        return Polarity(self.version.polarity)

    @property
    def standing(self) -> Standing | None:
        """By the achievement as printed, not by which of the two is larger; None without an achievement."""
        if not self.achievement.is_measured:
            return None
        is_reached = for_display(self.achievement.number) >= 100
        target, realised = self.target, self.realisation.number
        if target is None or target.upper is None:
            missed = Standing.ABOVE if self.polarity is Polarity.LOWER else Standing.BELOW
            return Standing.REACHED if is_reached else missed
        if exact(target.lower) <= realised <= exact(target.upper):
            return Standing.RANGE_WITHIN
        if is_reached:
            return Standing.RANGE_EXCEEDED
        return Standing.RANGE_BELOW if realised < exact(target.lower) else Standing.RANGE_ABOVE

    def share_of(self, target: Target) -> Value | None:
        """The realisation as an achievement of another plan's target; None where that target has no number."""
        if target.form not in (TargetForm.NUMBER, TargetForm.RANGE) or target.number is None:
            return None
        against = TargetShown(target.number, target.upper, target.unit).value
        return achievement(self.realisation, against, self.polarity)

    @property
    def unmeasured_target_months(self) -> list[int]:
        """Months in which the action plan sets a target although the definition does not measure then."""
        return unmeasured_months(self.monthly_targets.values(), self.version.measured_in)

    @property
    def is_approved(self) -> bool:
        """Whether the figure as it is now was approved."""
        return self.submission is not None and self.submission.is_approved

    @property
    def has_moved(self) -> bool:
        """Whether the figure changed after it was verified or approved."""
        return self.submission is not None and self.submission.changed_on is not None

    @property
    def is_whole_count(self) -> bool:
        """Whether the realisation is a number of things, printed without decimals."""
        value = self.realisation
        return isinstance(self.formula, CountFormula) and value.is_measured and value.number.denominator == 1

    @property
    def is_published(self) -> bool:
        """Whether the realisation was printed in a report that gave no parts, and taken from there."""
        return any(value.rule == PUBLISHED_RULE for value in self.realisation.inputs)

    @property
    def parts(self) -> tuple[Value, Value] | None:
        """Numerator and denominator of a ratio that was computed from them."""
        working = self.realisation.inputs[0] if self.realisation.inputs else None
        if isinstance(self.formula, RatioFormula) and working is not None and len(working.inputs) == 2:
            return working.inputs[0], working.inputs[1]
        return None


@dataclass(frozen=True)
class ObjectiveResult:
    """One objective: its score (NPS), rating and indicators."""

    objective: PlanObjective
    short_name: str
    score: Value
    rating: Band | None
    indicators: tuple[IndicatorResult, ...]

    @property
    def slug(self) -> str:
        return self.objective.slug

    @property
    def code(self) -> str:
        return self.objective.code

    @property
    def provisional(self) -> str:
        """ "sementara, 2 dari 3" while something due is missing below; empty for a complete score."""
        return _provisional(self.score, self.indicators)

    @property
    def name(self) -> str:
        return self.objective.printed_name


@dataclass(frozen=True)
class PerspectiveResult:
    """One perspective: its score, rating and objectives."""

    perspective: Perspective
    score: Value
    rating: Band | None
    objectives: tuple[ObjectiveResult, ...]

    @property
    def slug(self) -> str:
        return self.perspective.slug

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        return tuple(indicator for objective in self.objectives for indicator in objective.indicators)

    @property
    def provisional(self) -> str:
        """ "sementara, 9 dari 10" while something due is missing below; empty for a complete score."""
        return _provisional(self.score, self.indicators)

    @property
    def name(self) -> str:
        return self.perspective.name


@dataclass(frozen=True)
class Scorecard:
    """All of it, with the plan versions and rules it was computed by."""

    unit: Unit
    unit_version: UnitVersion
    period: Period
    definitions: SchemeDefinitions
    rule_set: RuleSet
    scale: RatingScale
    agreement: PlanDocument
    action_plan: PlanDocument
    perspectives: tuple[PerspectiveResult, ...]
    total: Value
    rating: Band | None
    comparators: Comparators
    observed: ObservedYear

    @property
    def objectives(self) -> tuple[ObjectiveResult, ...]:
        return tuple(objective for perspective in self.perspectives for objective in perspective.objectives)

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        return tuple(indicator for objective in self.objectives for indicator in objective.indicators)

    @property
    def composites(self) -> dict[str, Composite]:
        """The weights of composite values that this scorecard's indicators use, by their key."""
        used = [i.formula.weights for i in self.indicators if isinstance(i.formula, CompositeFormula)]
        return {key: self.rule_set.composites[key] for key in used}

    @property
    def is_complete(self) -> bool:
        """False while something due is missing; the total is then provisional."""
        return self.total.is_complete

    @property
    def is_official(self) -> bool:
        """Complete, and every due indicator approved."""
        due = [indicator for indicator in self.indicators if indicator.is_due]
        return bool(due) and self.is_complete and all(indicator.is_approved for indicator in due)

    @property
    def provisional(self) -> str:
        """ "sementara, 24 dari 25" while something due is missing; empty for a complete total."""
        return _provisional(self.total, self.indicators)

    @property
    def status(self) -> str:
        """What stands beside the total wherever it is printed: "resmi", "sementara, 24 dari 25" while
        something due is missing, "sementara, belum disahkan" while an approval is, "sementara, berubah sesudah
        disahkan" while all that is missing is the approval of what changed."""
        if self.is_official:
            return "resmi"
        return self.provisional or unapproved_status(self.indicators)

    @property
    def approved_on(self) -> str | None:
        """The latest approval among due indicators, ISO date; None while not official."""
        if not self.is_official:
            return None
        return max(str(i.submission.state_since) for i in self.indicators if i.is_due and i.submission)

    def indicator(self, key: str) -> IndicatorResult:
        """By slug or number. Raises KeyError with a sentence."""
        for result in self.indicators:
            if key in (result.slug, result.number):
                return result
        known = ", ".join(result.number for result in self.indicators)
        raise KeyError(f'Indikator "{key}" tidak ada dalam PK {self.period.year}. Yang ada: {known}.')

    def is_observed(self, result: IndicatorResult) -> bool:
        """Whether anything of an indicator has been observed up to the month: a measure, or its published value."""
        keys = (*measures_of(result.formula), f"{PUBLISHED_PREFIX}{result.slug}")
        return any(self.observed.rows(key) for key in keys)


def unapproved_status(indicators: Iterable[IndicatorResult]) -> str:
    """What is said of a complete score that lacks an approval: was it never given, or did a figure change after it?"""
    waiting = [one for one in indicators if one.is_due and not one.is_approved]
    moved = bool(waiting) and all(one.has_moved for one in waiting)
    return "sementara, berubah sesudah disahkan" if moved else "sementara, belum disahkan"


def _provisional(score: Value, indicators: Iterable[IndicatorResult]) -> str:
    if score.is_complete:
        return ""
    due = [indicator for indicator in indicators if indicator.is_due]
    present = [indicator for indicator in due if indicator.state is not State.MISSING]
    return f"sementara, {len(present)} dari {len(due)}"
