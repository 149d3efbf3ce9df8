"""Days that something took or waits: median and percentiles of whole days, and classes of age. Integers only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class AgeClass:
    """Ages from `first` to `last` days, both included; the last class has no end."""

    first: int
    last: int | None

    def holds(self, days: int) -> bool:
        return self.first <= days and (self.last is None or days <= self.last)


def age_classes(ends: Iterable[int]) -> tuple[AgeClass, ...]:
    """Classes that end at the given days and one without an end: 7, 14, 30 → 0–7, 8–14, 15–30, > 30."""
    classes: list[AgeClass] = []
    first = 0
    for end in ends:
        classes.append(AgeClass(first, end))
        first = end + 1
    return (*classes, AgeClass(first, None))


def class_of(classes: Sequence[AgeClass], days: int) -> int:
    """The position of the class that holds an age. Raises ValueError for an age below 0."""
    for position, one in enumerate(classes):
        if one.holds(days):
            return position
    raise ValueError(f"{days} days are in no class of age")


def days_between(first: date, last: date) -> int:
    """Calendar days from one day to another; the same day is 0, below 0 when `last` comes first."""
    return (last - first).days


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """The nearest-rank percentile of whole days, given as days → how many: the fewest days within which at least
    `percent` % of all lie.

    The rank is ⌈percent × n ÷ 100⌉, at least 1, and the value one that occurs: nothing is interpolated. The median is
    the 50th: of an even number the lower middle one. None for nothing. Raises ValueError outside 1…100.
    """
    if not 1 <= percent <= 100:
        raise ValueError(f"{percent} is no percentile")
    total = sum(counts.values())
    rank = max(1, -(-percent * total // 100))
    seen = 0
    for days in sorted(counts):
        seen += counts[days]
        if seen >= rank:
            return days
    return None


def median(counts: Mapping[int, int]) -> int | None:
    """The 50th percentile as above."""
    return percentile(counts, 50)


def within(counts: Mapping[int, int], days: int) -> int:
    """How many took at most that many days."""
    return sum(number for took, number in counts.items() if took <= days)
