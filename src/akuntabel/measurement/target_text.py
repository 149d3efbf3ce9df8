"""How a target reads: a number, a range, words, or why there is none. The same on every page and in every document."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from akuntabel.core.number_format import as_entered, indonesian_as_entered, unit_suffix
from akuntabel.planning.models import Target, TargetForm

UNAVAILABLE = "tidak tersedia"
NOT_APPLICABLE = "tidak berlaku"


@dataclass(frozen=True)
class TargetText:
    """A target as text. `plain` is for machines and null where the target is no number or range; `shown` is for
    people, and `unit` what it counts: a column that names the unit prints `shown`, everything else `whole`."""

    plain: str | None
    shown: str
    unit: str = ""

    @property
    def suffix(self) -> str:
        """What follows `shown` in print: " %", " sekolah"; nothing for words, an index or a score."""
        return unit_suffix(self.unit)

    @property
    def whole(self) -> str:
        """ "98 %", "7–8 hari kerja", "Efisien (90 %)", "tidak tersedia"."""
        return f"{self.shown}{self.suffix}"


def target_text(target: Target | None, *, missing: str = UNAVAILABLE) -> TargetText:
    """A plan's target exactly as entered; `missing` where the plan has none.

    Words keep the number that came with them, in its own unit: "Efisien (90 %)"; nothing follows them.
    """
    if target is None or target.form == TargetForm.UNAVAILABLE:
        return TargetText(None, missing)
    if target.form == TargetForm.NOT_APPLICABLE:
        return TargetText(None, NOT_APPLICABLE)
    number = None if target.number is None else number_text(target.number, target.upper, target.unit)
    if target.form == TargetForm.WORDED:
        return TargetText(None, f"{target.words} ({number.whole})" if number else target.words)
    assert number is not None  # the table's constraint says so
    return number


def number_text(lower: Decimal, upper: Decimal | None = None, unit: str = "") -> TargetText:
    """A number, or a range when there is an `upper`: "98", "7–8"; digits as entered."""
    plain, shown = as_entered(lower), indonesian_as_entered(lower)
    if upper is not None:
        plain, shown = f"{plain}–{as_entered(upper)}", f"{shown}–{indonesian_as_entered(upper)}"
    return TargetText(plain, shown, unit)
