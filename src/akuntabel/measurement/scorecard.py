"""The scorecard of one unit and period: plan, figures and budget handed to `core`, results as value objects.

Nothing here reads the database (`queries.py` does) or formats a number (`figures.py` does).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from akuntabel.budget.models import Allocation
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import indicator_version, rating_scale
from akuntabel.catalogue.realisation import ParameterValue, realisation
from akuntabel.catalogue.schema import (
    Formula,
    Indicator,
    IndicatorVersion,
    Perspective,
    RuleSet,
)
from akuntabel.core.achievement import Polarity, achievement
from akuntabel.core.efficiency import Efficiency, efficiency
from akuntabel.core.periods import MONTH_NAMES, Period
from akuntabel.core.ratings import Band, RatingScale
from akuntabel.core.rounding import exact
from akuntabel.core.scores import (
    ObjectiveRows,
    PerspectiveRows,
    WeightedAchievement,
    comparators,
    objective_score,
    overall_score,
    perspective_score,
)
from akuntabel.core.values import State, Value, absent, given
from akuntabel.measurement.models import Submission
from akuntabel.measurement.observed import ObservedYear
from akuntabel.measurement.results import (
    IndicatorResult,
    ObjectiveResult,
    PerspectiveResult,
    Scorecard,
    TargetShown,
)
from akuntabel.organisation.models import Unit, UnitParameter, UnitVersion
from akuntabel.organisation.queries import table_of
from akuntabel.planning.models import PlanDocument, PlanObjective, PlanRow, Series, Target, TargetForm


@dataclass(frozen=True)
class ScorecardInputs:
    """Everything a scorecard is made of, read from the database."""

    unit: Unit
    unit_version: UnitVersion
    period: Period
    definitions: SchemeDefinitions
    rule_set: RuleSet
    agreement: PlanDocument
    agreement_rows: Sequence[PlanRow]
    action_plan: PlanDocument
    action_rows: Mapping[str, PlanRow]
    observed: ObservedYear
    parameters: Mapping[str, UnitParameter]
    allocations: Mapping[str, Allocation]
    submissions: Mapping[str, Submission]


def build_scorecard(inputs: ScorecardInputs) -> Scorecard:
    """Compute every figure of the unit and period. Pure: same inputs, same scorecard."""
    scale = rating_scale(inputs.rule_set)
    rated = _Rater(scale)
    by_objective: dict[str, list[IndicatorResult]] = {}
    objectives: dict[str, PlanObjective] = {}
    for row in inputs.agreement_rows:
        objectives.setdefault(row.objective.slug, row.objective)
        by_objective.setdefault(row.objective.slug, []).append(_indicator(row, inputs, rated))
    catalogue = inputs.definitions
    grouped: dict[str, list[ObjectiveResult]] = {}
    for slug, objective in objectives.items():
        entry = catalogue.objectives[slug]
        grouped.setdefault(entry.perspective, []).append(
            _objective(objective, entry.short_name, by_objective[slug], rated)
        )
    ordered = sorted(grouped, key=lambda slug: catalogue.perspectives[slug].order)
    perspectives = tuple(_perspective(catalogue.perspectives[slug], grouped[slug], rated) for slug in ordered)
    total = overall_score([perspective.score for perspective in perspectives])
    cap = exact(inputs.rule_set.comparison_cap)
    return Scorecard(
        inputs.unit,
        inputs.unit_version,
        inputs.period,
        catalogue,
        inputs.rule_set,
        scale,
        inputs.agreement,
        inputs.action_plan,
        perspectives,
        total,
        rated(total),
        comparators(_tree(perspectives), cap),
        inputs.observed,
    )


class _Rater:
    def __init__(self, scale: RatingScale) -> None:
        self._scale = scale

    def __call__(self, value: Value) -> Band | None:
        return self._scale.classify(value.number) if value.is_measured else None


def _tree(perspectives: Sequence[PerspectiveResult]) -> list[PerspectiveRows]:
    return [
        PerspectiveRows(
            perspective.name,
            perspective.slug,
            tuple(
                ObjectiveRows(
                    o.name, o.slug, tuple(WeightedAchievement(i.achievement, i.weight) for i in o.indicators)
                )
                for o in perspective.objectives
            ),
        )
        for perspective in perspectives
    ]


def _objective(
    objective: PlanObjective, short_name: str, indicators: list[IndicatorResult], rated: _Rater
) -> ObjectiveResult:
    rows = [WeightedAchievement(result.achievement, result.weight) for result in indicators]
    score = objective_score(f"{objective.code} {objective.printed_name}", rows, key=objective.slug)
    return ObjectiveResult(objective, short_name, score, rated(score), tuple(indicators))


def _perspective(entry: Perspective, objectives: list[ObjectiveResult], rated: _Rater) -> PerspectiveResult:
    score = perspective_score(entry.name, [objective.score for objective in objectives], key=entry.slug)
    return PerspectiveResult(entry, score, rated(score), tuple(objectives))


def _indicator(row: PlanRow, inputs: ScorecardInputs, rated: _Rater) -> IndicatorResult:
    period, rule_set = inputs.period, inputs.rule_set
    indicator = inputs.definitions.indicators[row.slug]
    version = indicator_version(indicator, period.last_day)
    series, formula, unit = _series_at(version, period.month)
    action = inputs.action_rows.get(row.slug)
    monthly = {t.month: t for t in action.targets.all() if t.month is not None} if action else {}
    target = _shown(monthly.get(period.month))
    label = f"{row.number} {row.printed_name}"
    if target is None or period.month not in version.measured_in:
        realised = absent("Realisasi", State.NOT_DUE, _when_due(version, monthly, period), unit=unit)
    else:
        published = inputs.observed.published(row.slug, unit)
        realised = realisation(formula, inputs.observed, _parameter_lookup(inputs), rule_set, unit=unit,
                               published=published)  # fmt: skip
    achieved = _achievement(label, row.slug, realised, target, version)
    return IndicatorResult(
        row=row,
        indicator=indicator,
        version=version,
        weight=_weight(row, indicator, rule_set),
        series=series,
        formula=formula,
        unit=unit,
        target=target,
        annual_target=_annual(row, period.year),
        annual_unit=version.unit,
        realisation=realised,
        achievement=achieved,
        rating=rated(achieved),
        efficiency=_efficiency(achieved, inputs.allocations.get(row.slug), rule_set),
        submission=inputs.submissions.get(row.slug),
        monthly_targets=monthly,
    )


def _series_at(version: IndicatorVersion, month: int) -> tuple[Series, Formula, str]:
    """A staged indicator is progress in % until November and outcome in its own unit in December."""
    if version.formula is not None:
        return Series.MAIN, version.formula, version.unit
    assert version.progress is not None  # the schema says so
    assert version.outcome is not None
    return (
        (Series.OUTCOME, version.outcome, version.unit) if month == 12 else (Series.PROGRESS, version.progress, "%")
    )


def _shown(target: Target | None) -> TargetShown | None:
    if target is None or target.form not in (TargetForm.NUMBER, TargetForm.RANGE):
        return None
    assert target.number is not None
    return TargetShown(target.number, target.upper, target.unit)


def _annual(row: PlanRow, year: int) -> TargetShown | None:
    return next(
        (_shown(target) for target in row.targets.all() if target.year == year and target.month is None), None
    )


def _when_due(version: IndicatorVersion, monthly: Mapping[int, Target], period: Period) -> str:
    later = [month for month in sorted(monthly) if month > period.month and month in version.measured_in]
    return f"diukur {MONTH_NAMES[later[0] - 1]} {period.year}" if later else "tidak diukur pada periode ini"


def _achievement(
    label: str, slug: str, realised: Value, target: TargetShown | None, version: IndicatorVersion
) -> Value:
    if target is None:
        return absent(label, State.NOT_DUE, realised.reason, unit="%", key=slug)
    result = achievement(realised, target.value, Polarity(version.polarity))
    waiting = {"waiting_for": (label,)} if result.state is State.MISSING else {}
    return result.named(label, key=slug, **waiting)  # type: ignore[arg-type]


def _weight(row: PlanRow, indicator: Indicator, rule_set: RuleSet) -> Fraction:
    if row.weight is not None:
        return exact(row.weight)
    return exact(rule_set.weight_by_kind["kpi" if indicator.is_kpi else "other"])


def _efficiency(achieved: Value, allocation: Allocation | None, rule_set: RuleSet) -> Efficiency | None:
    if allocation is None:
        return None
    ceiling = given("Pagu", allocation.ceiling, unit="Rp", source=allocation.source)
    realised = given("Realisasi anggaran", allocation.realised, unit="Rp", source=allocation.source)
    return efficiency(achieved, ceiling, realised, exact(rule_set.efficiency.standard))


def _parameter_lookup(inputs: ScorecardInputs):  # type: ignore[no-untyped-def]  # Parameter, a callable
    def lookup(key: str) -> ParameterValue:
        row = inputs.parameters.get(key)
        name = inputs.definitions.parameters[key].name
        if row is None:
            return ParameterValue(key, absent(name, State.MISSING, "belum ditetapkan", key=key))
        if row.number is not None:
            return ParameterValue(key, given(name, row.number, key=key, source=row.document))
        return ParameterValue(key, table={k: exact(v) for k, v in table_of(row).items()}, source=row.document)

    return lookup
