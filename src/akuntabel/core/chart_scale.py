"""Where a value stands in a drawing: exact linear scales whose results are whole units of the drawing.

Drawings never decide anything: a figure is printed from its exact value, the scale only places it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from akuntabel.core.rounding import Number, exact, round_half_up

_STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))


@dataclass(frozen=True)
class LinearScale:
    """`low` … `high` in the value's unit on `start` … `end` in units of the drawing.

    `start` may lie above `end`: that is how a drawing counts downwards from its top.
    """

    low: Fraction
    high: Fraction
    start: int
    end: int

    def at(self, value: Number) -> int:
        """The place of a value, half up to a whole unit; values outside stand at the nearer end.

        A scale of no height puts everything in its middle.
        """
        if self.low == self.high:
            return middle(self.start, self.end)
        inside = min(max(exact(value), self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return int(round_half_up(self.start + share * (self.end - self.start), 0))

    def length(self, value: Number) -> int:
        """How long a bar from the scale's start to the value is."""
        return abs(self.at(value) - self.start)


def linear_scale(low: Number, high: Number, start: int, end: int) -> LinearScale:
    """A scale between two values and two places. Raises ValueError when `low` lies above `high`."""
    if exact(low) > exact(high):
        raise ValueError(f"{low} lies above {high}")
    return LinearScale(exact(low), exact(high), start, end)


def middle(first: int, second: int) -> int:
    """The place halfway, half up to a whole unit."""
    return int(round_half_up(Fraction(first + second, 2), 0))


def part_of(start: int, end: int, number: int, parts: int) -> int:
    """The place of division `number` (0 … parts) when start–end is cut into equal parts."""
    return int(round_half_up(start + Fraction((end - start) * number, parts), 0))


def tick_step(span: Number, about: int = 4) -> Fraction:
    """A round distance (1, 2, 2.5 or 5 times a power of ten) that cuts `span` into about `about` parts.

    A span of 0 or below gives 1.
    """
    whole = exact(span)
    if whole <= 0:
        return Fraction(1)
    rough = whole / about
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    return next(step * power for step in _STEPS if step * power >= rough)


def ticks(values: Sequence[Number], about: int = 4, *, from_zero: bool = False) -> list[Decimal]:
    """Round values from below the smallest to above the largest given, evenly spaced; at least two.

    With `from_zero` the first tick is 0 unless a value lies below it. No values: 0 and 1.
    """
    numbers = [exact(value) for value in values] or [Fraction(0), Fraction(1)]
    low = min(numbers) if not from_zero else min(Fraction(0), *numbers)
    high = max(numbers)
    step = tick_step(high - low, about)
    first = low // step
    last = -(-high // step)
    last = last if last > first else first + 1
    return [_decimal(step * number) for number in range(first, last + 1)]


def _decimal(number: Fraction) -> Decimal:
    """A step's multiple as a decimal: its denominator is a product of twos and fives."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def whole_parts(length: int, each: int) -> int:
    """How many parts of length `each` fit into `length`; never negative."""
    return max(0, length // each)
