"""Ratings (kriteria): which band a percentage falls into. The bands are data; their tiling is proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from akuntabel.core.rounding import DISPLAY_PLACES, Number, for_display

_STEP = Decimal(1).scaleb(-DISPLAY_PLACES)


@dataclass(frozen=True)
class Band:
    """One band: from `lower` to `upper` percent, each edge inside or outside; None is an open end."""

    code: str
    name: str
    short_name: str
    letter: str
    lower: Decimal | None
    lower_inclusive: bool
    upper: Decimal | None
    upper_inclusive: bool
    colour: str
    colour_name: str
    tone: str
    conclusion: str = ""
    name_en: str = ""

    @property
    def first(self) -> Decimal | None:
        """The lowest value of two decimals inside the band; None for no lower end."""
        if self.lower is None:
            return None
        return self.lower if self.lower_inclusive else self.lower + _STEP

    @property
    def last(self) -> Decimal | None:
        """The highest value of two decimals inside the band; None for no upper end."""
        if self.upper is None:
            return None
        return self.upper if self.upper_inclusive else self.upper - _STEP

    def holds(self, shown: Decimal) -> bool:
        """Whether a displayed value lies in the band."""
        return (self.first is None or shown >= self.first) and (self.last is None or shown <= self.last)

    @property
    def condition(self) -> str:
        """ "80 ≤ x < 100", "x > 120"."""
        left = "" if self.lower is None else f"{_plain(self.lower)} {'≤' if self.lower_inclusive else '<'} "
        right = "" if self.upper is None else f" {'≤' if self.upper_inclusive else '<'} {_plain(self.upper)}"
        if self.upper is None and self.lower is not None:
            return f"x {'≥' if self.lower_inclusive else '>'} {_plain(self.lower)}"
        return f"{left}x{right}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


@dataclass(frozen=True)
class RatingScale:
    """A complete set of bands. Build it only from bands without `tiling_problems`."""

    bands: tuple[Band, ...]

    def classify(self, value: Number) -> Band:
        """The band of a value as displayed (two decimals, half up), so a printed 100,00 is never yellow.

        Source: docs/decisions/0006-rating-of-displayed-values.md. Raises ValueError when no band holds
        it, which `tiling_problems` rules out.
        """
        shown = for_display(value)
        for band in self.bands:
            if band.holds(shown):
                return band
        raise ValueError(f"no band holds {shown}: the bands have a gap")


def tiling_problems(bands: Sequence[Band]) -> list[str]:
    """Why the bands do not cover every value of two decimals exactly once; empty when they do.

    The 2022 guideline's printed table (…120 < and > 120) fails: exactly 120 is in no band.
    """
    problems = [
        f"{band.name}: batas bawah {_plain(band.first)} di atas batas atas {_plain(band.last)}"
        for band in bands
        if band.first is not None and band.last is not None and band.first > band.last
    ]
    ordered = sorted(bands, key=lambda band: (band.first is not None, band.first or Decimal(0)))
    if ordered and ordered[0].first is not None:
        problems.append(f"tidak ada kelas untuk nilai di bawah {_plain(ordered[0].first)}")
    for below, above in pairwise(ordered):
        if above.first is None:
            problems.append(f"{below.name} dan {above.name} bertumpang: keduanya tanpa batas bawah")
        elif below.last is None:
            problems.append(f"{below.name} dan {above.name} bertumpang mulai {_plain(above.first)}")
        elif above.first <= below.last:
            problems.append(
                f"{below.name} dan {above.name} bertumpang dari {_plain(above.first)} sampai {_plain(below.last)}"
            )
        elif above.first > below.last + _STEP:
            first_gap, last_gap = below.last + _STEP, above.first - _STEP
            what = (
                f"tepat {_plain(first_gap)}"
                if first_gap == last_gap
                else f"{_plain(first_gap)} sampai {_plain(last_gap)}"
            )
            problems.append(f"{what} tidak berkelas, di antara {below.name} dan {above.name}")
    if ordered and all(band.last is not None for band in ordered):
        problems.append(
            f"tidak ada kelas untuk nilai di atas {_plain(max(band.last for band in ordered if band.last is not None))}"
        )
    return problems
