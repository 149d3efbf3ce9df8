"""The formulas themselves, on exact fractions. Nothing here rounds; nothing here knows a state.

Units: a percentage is a plain number (106.52 means 106.52 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def percentage(part: Fraction, whole: Fraction) -> Fraction:
    """part ÷ whole × 100, in percent. Raises ZeroDivisionError when whole is 0.

    Achievement of a higher-is-better indicator: realisation ÷ target × 100.
    Source: Laporan Kinerja Interim TW II 2023, Bab II.E (persen capaian kinerja).
    """
    return part / whole * 100


def lower_is_better(realisation: Fraction, target: Fraction) -> Fraction:
    """(2 − realisation ÷ target) × 100, never below 0, in percent: less than the target earns more than 100.

    Raises ZeroDivisionError when target is 0. Source: PermenPANRB 6/2022, read second hand;
    the floor is ours (docs/decisions/0004-polarity-ranges-and-zero-targets.md).
    """
    return max(Fraction(0), (2 - realisation / target) * 100)


def weighted_mean(values: Sequence[Fraction], weights: Sequence[Fraction]) -> Fraction:
    """Σ(weight × value) ÷ Σ weight, in the unit of the values.

    Weights are plain numbers above 0. Raises ZeroDivisionError for no values at all.
    The report's own formula divides by n, which holds only while every weight is 1
    (docs/decisions/0005-weighted-objective-scores.md).
    """
    total = sum((weight * value for value, weight in zip(values, weights, strict=True)), Fraction(0))
    return total / sum(weights, Fraction(0))


def weighted_share(counts: Sequence[Fraction], weights: Sequence[Fraction], plan: Fraction) -> Fraction:
    """Σ(weight × count) ÷ plan: progress through weighted stages, in the unit of the weights (percent).

    Raises ZeroDivisionError when plan is 0.
    Source: Laporan Kinerja Interim TW II 2023, IKU 7.1: (25 × 1 + 50 × 2) ÷ 5 = 25.
    """
    return sum((weight * count for count, weight in zip(counts, weights, strict=True)), Fraction(0)) / plan


def quotient(dividend: Fraction, divisor: Fraction) -> Fraction:
    """dividend ÷ divisor; the efficiency index IE = output % ÷ input %. Raises ZeroDivisionError."""
    return dividend / divisor


def relative_difference(value: Fraction, standard: Fraction) -> Fraction:
    """(value − standard) ÷ standard; the efficiency level TE = (IE − SE) ÷ SE. Raises ZeroDivisionError."""
    return (value - standard) / standard
