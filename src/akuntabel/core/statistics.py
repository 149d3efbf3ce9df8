"""What a number from a sample can say: interval of a share, whether it differs from a target, where a year may end.

Exact: the one square root is taken of integers and rounded outwards, so that an interval is never too narrow and the
same on every machine.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

SMALL_DENOMINATOR = 30
"""Below this many, a share jumps by more than three points with one record: it is flagged."""

Z_95 = Fraction(1_959_964, 1_000_000)
"""The 97.5th percentile of the normal distribution: two-sided confidence of 95 %."""

_PRECISION = 10**12


class Interval(NamedTuple):
    """Lower and upper bound in percent, 0 to 100."""

    lower: Fraction
    upper: Fraction


class Told(StrEnum):
    """Whether a sample tells a share apart from a target (higher is better)."""

    REACHED = "reached"
    MISSED = "missed"
    UNDECIDED = "undecided"


def wilson_interval(part: int, whole: int, z: Fraction = Z_95) -> Interval:
    """Wilson's score interval of part ÷ whole, in percent: where the share of all that was drawn from may lie.

        (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n)

    Meant for random samples only: of targeted ones it would pretend to a certainty that they do not have. The bounds
    are rounded outwards by less than 10⁻⁸ points. Raises ValueError for `whole` below 1 or `part` outside 0…`whole`.

    Source: Wilson (1927), J. Am. Stat. Assoc. 22, 209–212.
    """
    if whole < 1 or not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share of a sample")
    p, n = Fraction(part, whole), Fraction(whole)
    centre = p + z * z / (2 * n)
    spread = z * _root_above(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    lower, upper = (centre - spread) / scale, (centre + spread) / scale
    return Interval(max(lower, Fraction(0)) * 100, min(upper, Fraction(1)) * 100)


def told_apart(interval: Interval, target: Fraction) -> Told:
    """Whether the whole interval lies on one side of a target in percent; a bound on it counts as reached."""
    if interval.lower >= target:
        return Told.REACHED
    return Told.MISSED if interval.upper < target else Told.UNDECIDED


def is_small(whole: Fraction | int) -> bool:
    """Whether a denominator is too small for its share to be taken at face value; 0 is no share at all."""
    return 0 < whole < SMALL_DENOMINATOR


def projected(realised: Fraction, target_now: Fraction, target_at_end: Fraction) -> Fraction | None:
    """A count at the year's end if it goes on as planned from here: realised ÷ target so far × target at the end.

    None where the plan has nothing so far: there is no profile to go by. For counts only: a ratio is projected as it
    is, a value from outside not at all.
    """
    return None if target_now <= 0 else realised / target_now * target_at_end


def _root_above(number: Fraction) -> Fraction:
    """A number not below √number and less than 10⁻¹² × (1 + √number) above it."""
    scaled = number.numerator * number.denominator * _PRECISION * _PRECISION
    root = isqrt(scaled)
    root += root * root < scaled
    return Fraction(root, number.denominator * _PRECISION)
