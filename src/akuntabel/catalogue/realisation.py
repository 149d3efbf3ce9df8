"""A formula definition applied to observed values: the realisation of an indicator, with its working."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from akuntabel.catalogue import schema
from akuntabel.core.rounding import exact
from akuntabel.core.values import Operation, State, Value, absent, compute, roll_up

Observed = Callable[[str, str], Value]
"""(measure key, group or "") → the cumulative value for the period, or its absence."""

Parameter = Callable[[str], "ParameterValue"]
"""Parameter key → what the unit set for the year."""


class ParameterValue:
    """A unit parameter in force: one number, or a table of named weights; absent when not set."""

    def __init__(
        self,
        key: str,
        number: Value | None = None,
        table: Mapping[str, Fraction] | None = None,
        source: str = "",
    ) -> None:
        self.key = key
        self.number = number or absent(key, State.MISSING, f"parameter {key} belum ditetapkan", key=key)
        self.table = dict(table or {})
        self.source = source


def realisation(
    formula: schema.Formula,
    observed: Observed,
    parameter: Parameter,
    rule_set: schema.RuleSet,
    *,
    unit: str,
    published: Value | None = None,
) -> Value:
    """The realisation of any kind, rounded half up once to the rule set's places.

    `published` is a value printed in a report without its parts; it stands in only where the parts
    have no number. Source: docs/decisions/0003-rounding-chain.md.
    """
    exact_value = unrounded(formula, observed, parameter, rule_set, unit=unit)
    if not exact_value.is_measured and published is not None:
        exact_value = published
    return compute("Realisasi", Operation.ROUNDED, (exact_value,), places=rule_set.realisation_places,
                   unit=unit, rule="pembulatan")  # fmt: skip


def unrounded(
    formula: schema.Formula, observed: Observed, parameter: Parameter, rule_set: schema.RuleSet, *, unit: str
) -> Value:
    """The formula's exact result, before rounding."""
    match formula:
        case schema.RatioFormula():
            parts = (observed(formula.numerator, ""), observed(formula.denominator, ""))
            return compute("Rasio", Operation.PERCENTAGE, parts, unit=unit, rule="rumus")
        case schema.CountFormula() | schema.ExternalFormula():
            return observed(formula.measure, "")
        case schema.WeightedMeanFormula():
            return _weighted_groups(formula, observed, parameter, unit)
        case schema.MeanOfGroupsFormula():
            groups = _groups_of(formula.measure, observed)
            return _all_or_nothing("Rata-rata kelompok", groups, [Fraction(1)] * len(groups), unit)
        case schema.ShareOfPlanFormula():
            plan = parameter(formula.plan).number
            shares = [
                compute(part.name, Operation.PERCENTAGE, (part, plan), unit="%", rule="rumus")
                for part in (observed(key, "") for key in formula.parts)
            ]
            return _all_or_nothing("Bagian dari rencana", shares, [Fraction(1)] * len(shares), unit)
        case schema.StageProgressFormula():
            progress = _stage_progress(formula, observed, parameter, unit)
            return _or_entered(progress, formula.or_entered, observed)
        case schema.MeanOfStagesFormula():
            return _or_entered(_mean_of_stages(formula, observed, parameter, unit), formula.or_entered, observed)
        case schema.CompositeFormula():
            return _composite(formula, observed, rule_set, unit)


def measures_of(formula: schema.Formula) -> tuple[str, ...]:
    """The measure keys that a formula reads, in its own order."""
    match formula:
        case schema.RatioFormula():
            return (formula.numerator, formula.denominator)
        case schema.ShareOfPlanFormula():
            return formula.parts
        case schema.StageProgressFormula():
            counted = (formula.done,) if formula.done else tuple(formula.stages.values())
            return (*counted, *filter(None, (formula.or_entered,)))
        case schema.MeanOfStagesFormula():
            parts = (part.done for part in formula.parts.values())
            return (*parts, *filter(None, (formula.or_entered,)))
        case schema.CompositeFormula():
            return tuple(formula.components.values())
        case _:
            return (formula.measure,)


def parameters_of(formula: schema.Formula) -> tuple[str, ...]:
    """The unit parameters that a formula reads."""
    match formula:
        case schema.WeightedMeanFormula():
            return (formula.weights,)
        case schema.ShareOfPlanFormula():
            return (formula.plan,)
        case schema.StageProgressFormula():
            return (formula.weights, formula.plan)
        case schema.MeanOfStagesFormula():
            return tuple(key for part in formula.parts.values() for key in (part.weights, part.plan))
        case _:
            return ()


def stands_in_for(formula: schema.Formula) -> tuple[str, tuple[str, ...]] | None:
    """The measure that holds a progress as one figure, and those from which it is counted otherwise."""
    if not isinstance(formula, schema.StageProgressFormula | schema.MeanOfStagesFormula) or not formula.or_entered:
        return None
    return formula.or_entered, measures_of(formula)[:-1]


def _groups_of(measure: str, observed: Observed) -> list[Value]:
    whole = observed(measure, "*")
    return list(whole.inputs) or [whole]


def _weighted_groups(
    formula: schema.WeightedMeanFormula, observed: Observed, parameter: Parameter, unit: str
) -> Value:
    weights = parameter(formula.weights)
    groups = _groups_of(formula.measure, observed)
    if not weights.table:
        return compute("Rata-rata berbobot", Operation.SAME, (weights.number,), unit=unit, rule="rumus")
    by_key = {group.key: group for group in groups}
    chosen = [by_key.get(key) or absent(key, State.MISSING, f"kelompok {key} belum diisi") for key in weights.table]
    return _all_or_nothing("Rata-rata berbobot", chosen, list(weights.table.values()), unit)


def _stage_progress(
    formula: schema.StageProgressFormula, observed: Observed, parameter: Parameter, unit: str
) -> Value:
    if formula.done is not None:
        part = schema.StagesOfPart(name="tahapan", done=formula.done, weights=formula.weights, plan=formula.plan)
        return _progress_of(part, observed, parameter, unit)
    weights = parameter(formula.weights)
    if not weights.table:
        return compute("Progres tahapan", Operation.SAME, (weights.number,), unit=unit, rule="rumus")
    counts = [observed(measure, "") for measure in formula.stages.values()]
    chosen = tuple(weights.table[stage] for stage in formula.stages)
    plan = parameter(formula.plan).number
    return compute("Progres tahapan", Operation.WEIGHTED_SHARE, (*counts, plan), weights=chosen,
                   unit=unit, rule="rumus")  # fmt: skip


def _progress_of(
    part: schema.StagesOfPart, observed: Observed, parameter: Parameter, unit: str, *, key: str = ""
) -> Value:
    """Σ(weight × places done) ÷ places planned, the stages being the groups of one measure.

    Where nothing is planned for the year (0, not: unknown) the part does not apply.
    """
    name, plan, weights = f"Progres {part.name}", parameter(part.plan).number, parameter(part.weights)
    if plan.is_measured and plan.number == 0:
        reason = "direncanakan 0 tahun ini"
        return absent(name, State.NOT_APPLICABLE, reason, unit=unit, key=key, source=plan.source)
    if not weights.table:
        return compute(name, Operation.SAME, (weights.number,), unit=unit, key=key, rule="rumus")
    counts = [observed(part.done, stage) for stage in weights.table]
    return compute(name, Operation.WEIGHTED_SHARE, (*counts, plan), weights=tuple(weights.table.values()), unit=unit,
                   key=key, rule="rumus")  # fmt: skip


def _mean_of_stages(
    formula: schema.MeanOfStagesFormula, observed: Observed, parameter: Parameter, unit: str
) -> Value:
    members = [_progress_of(part, observed, parameter, unit, key=key) for key, part in formula.parts.items()]
    return _all_or_nothing("Rata-rata progres tahapan", members, [Fraction(1)] * len(members), unit)


def _or_entered(progress: Value, key: str | None, observed: Observed) -> Value:
    """The progress that was entered as one figure, where nothing of the parts was counted: no number, or 0."""
    if key is None or (progress.is_measured and progress.number != 0):
        return progress
    entered = observed(key, "")
    return entered if entered.is_measured else progress


def _composite(formula: schema.CompositeFormula, observed: Observed, rule_set: schema.RuleSet, unit: str) -> Value:
    composite = rule_set.composites[formula.weights]
    components = [observed(measure, "") for measure in formula.components.values()]
    weights = [exact(composite.weights[key]) for key in formula.components]
    return _all_or_nothing(composite.name, components, weights, unit)


def _all_or_nothing(name: str, members: list[Value], weights: list[Fraction], unit: str) -> Value:
    """A weighted mean that a suspended (not applicable) member leaves, but a missing one prevents."""
    if any(member.state in (State.MISSING, State.NOT_COMPUTABLE, State.NOT_DUE) for member in members):
        return compute(name, Operation.WEIGHTED_MEAN, members, weights=weights, unit=unit, rule="rumus")
    return roll_up(name, members, weights, unit=unit, rule="rumus")
