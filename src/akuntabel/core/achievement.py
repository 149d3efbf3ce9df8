"""Achievement (capaian): how far a realisation reaches its target, in percent, unrounded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from akuntabel.core.values import Operation, State, Value, compute, given


class Polarity(StrEnum):
    """Whether more or less is better."""

    HIGHER = "higher_is_better"
    LOWER = "lower_is_better"


@dataclass(frozen=True)
class RangeTarget:
    """A target from `lower` to `upper`, both included, in the indicator's unit."""

    lower: Value
    upper: Value


Target = Value | RangeTarget

RULE = "capaian"


def achievement(realisation: Value, target: Target, polarity: Polarity) -> Value:
    """Achievement in percent of a (rounded) realisation against its target.

    Higher is better: R ÷ T × 100. Lower is better: (2 − R ÷ T) × 100, never below 0.
    A range: inside it 100; outside, the nearer bound is the target.
    Target 0: NOT_COMPUTABLE; when lower is better, R = 0 earns 100 and anything above earns 0.
    A negative realisation or target is NOT_COMPUTABLE: nothing we measure goes below 0.
    Source: Laporan Kinerja Interim TW II 2023, Bab II.E; PermenPANRB 6/2022 for polarity and ranges;
    docs/decisions/0004-polarity-ranges-and-zero-targets.md.
    """
    name = "Capaian"
    bounds = (target.lower, target.upper) if isinstance(target, RangeTarget) else (target,)
    for value in (realisation, *bounds):
        if value.is_measured and value.number < 0:
            return _not_computable(name, (realisation, *bounds), f"{value.name} di bawah 0")
    if isinstance(target, RangeTarget):
        return _against_range(name, realisation, target, polarity)
    return _against_number(name, realisation, target, polarity)


def _against_number(name: str, realisation: Value, target: Value, polarity: Polarity) -> Value:
    if polarity is Polarity.HIGHER:
        return compute(name, Operation.PERCENTAGE, (realisation, target), unit="%", rule=RULE)
    if target.is_measured and target.number == 0:
        return compute(name, Operation.ZERO_TARGET, (realisation, target), unit="%", rule=RULE)
    return compute(name, Operation.LOWER_IS_BETTER, (realisation, target), unit="%", rule=RULE)


def _against_range(name: str, realisation: Value, target: RangeTarget, polarity: Polarity) -> Value:
    inputs = (realisation, target.lower, target.upper)
    if not all(value.is_measured for value in inputs):
        return compute(name, Operation.WITHIN_RANGE, inputs, unit="%", rule=RULE)
    if target.lower.number <= realisation.number <= target.upper.number:
        return compute(name, Operation.WITHIN_RANGE, inputs, unit="%", rule=RULE)
    bound = target.lower if realisation.number < target.lower.number else target.upper
    return _against_number(name, realisation, bound, polarity)


def _not_computable(name: str, inputs: tuple[Value, ...], reason: str) -> Value:
    return Value(name, None, State.NOT_COMPUTABLE, Operation.PERCENTAGE, inputs, unit="%", rule=RULE, reason=reason)


def capped(value: Value, cap: Fraction) -> Value:
    """The achievement, at most `cap` percent; for comparison only, never official."""
    if not value.is_measured:
        return value
    return compute(value.name, Operation.CAPPED, (value, given("Batas", cap, unit="%")), unit="%", key=value.key)
