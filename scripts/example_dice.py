"""Chance, days and districts from which the made-up registers are drawn: the same on every machine.

All chance is the sequence of `random.Random(SEED).random()`, which Python keeps the same from version to version.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TypeVar

from akuntabel.organisation.records.reading import Value

SEED = 20230720
Thing = TypeVar("Thing")
Record = dict[str, Value]

HOLIDAYS = {
    date(2023, month, day)
    for month, days in {
        1: (23,),
        3: (22, 23),
        4: (7, 19, 20, 21, 24, 25),
        5: (1, 18),
        6: (1, 2, 28, 29, 30),
    }.items()
    for day in days
}
"""Weekdays off in a government office, January to June 2023: decree of three ministers 1066/2022 with its changes."""

DISTRICTS = {
    "Kota Kupang": 30, "Kabupaten Kupang": 8, "Kabupaten Timor Tengah Selatan": 8, "Kabupaten Timor Tengah Utara": 6,
    "Kabupaten Belu": 8, "Kabupaten Malaka": 4, "Kabupaten Rote Ndao": 4, "Kabupaten Alor": 5, "Kabupaten Lembata": 4,
    "Kabupaten Flores Timur": 5, "Kabupaten Sikka": 7, "Kabupaten Sumba Timur": 6, "Kabupaten Sumba Barat Daya": 4,
    "Kabupaten Sumba Barat": 3, "Kabupaten Sumba Tengah": 2, "Kabupaten Sabu Raijua": 2,
}  # fmt: skip
"""The 16 districts of the working area, with an invented share of the work."""


@dataclass
class Dice:
    """All chance of the generator; only `random()`, the rest is arithmetic."""

    seed: int = SEED
    source: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.source = random.Random(self.seed)  # noqa: S311  # no secret

    def below(self, number: int) -> int:
        return int(self.source.random() * number)

    def one_of(self, things: Sequence[Thing]) -> Thing:
        return things[self.below(len(things))]

    def hit(self, percent: int) -> bool:
        return self.below(100) < percent

    def mixed(self, things: Sequence[Thing]) -> list[Thing]:
        rest = list(things)
        return [rest.pop(self.below(len(rest))) for _ in things]


def shared(total: int, shares: Mapping[str, int]) -> dict[str, int]:
    """`total` by shares, whole numbers, the largest remainders rounded up."""
    whole = sum(shares.values())
    parts = {key: Fraction(total * share, whole) for key, share in shares.items()}
    found = {key: int(part) for key, part in parts.items()}
    ups = sorted(parts, key=lambda key: found[key] - parts[key])
    return {key: number + (key in ups[: total - sum(found.values())]) for key, number in found.items()}


def spread(total: int, shares: Mapping[str, int]) -> list[str]:
    """Each key as often as its share of `total`."""
    return [key for key, number in shared(total, shares).items() for _ in range(number)]


def working_days() -> list[date]:
    """The working days from January to June 2023: 21, 20, 21, 14, 21 and 17."""
    days = [date(2023, 1, 1) + timedelta(days=number) for number in range(181)]
    return [day for day in days if day.weekday() < 5 and day not in HOLIDAYS]


DAYS = working_days()
