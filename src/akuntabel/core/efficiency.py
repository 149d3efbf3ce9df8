"""Efficiency of resource use: output achieved against budget spent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from akuntabel.core.rounding import for_display
from akuntabel.core.values import Operation, Value, compute, given


class Verdict(StrEnum):
    """Efisien or tidak efisien; there is no third, only no verdict."""

    EFFICIENT = "EFFICIENT"
    INEFFICIENT = "INEFFICIENT"


@dataclass(frozen=True)
class Efficiency:
    """Input achievement, index and level of one indicator, each with its working."""

    ceiling: Value
    realised: Value
    input_achievement: Value
    index: Value
    level: Value
    standard: Fraction

    @property
    def verdict(self) -> Verdict | None:
        """EFFICIENT when IE as displayed ≥ SE; None when the output or the index has no number.

        As displayed, like a rating: a printed 1,00 is never "tidak efisien"
        (docs/decisions/0006-rating-of-displayed-values.md).
        """
        if not self.index.is_measured:
            return None
        return Verdict.EFFICIENT if for_display(self.index.number) >= self.standard else Verdict.INEFFICIENT


def efficiency(output: Value, ceiling: Value, realised: Value, standard: Fraction) -> Efficiency:
    """Efficiency of one indicator.

    input % = budget realised ÷ ceiling × 100; IE = output % ÷ input %; TE = (IE − SE) ÷ SE.
    Nothing is rounded: appendix 4 row 3 prints IE 6.85, which rounded parts would make 6.86.
    `output` is the indicator's achievement in percent over the same period as the budget. Without it
    there is no verdict; with nothing spent, IE is NOT_COMPUTABLE.
    Source: Laporan Kinerja Interim TW II 2023, Bab II.E and appendix 4.
    """
    spent = compute("Capaian input", Operation.PERCENTAGE, (realised, ceiling), unit="%", rule="efisiensi")
    index = compute("Indeks efisiensi (IE)", Operation.QUOTIENT, (output, spent), rule="efisiensi")
    level = compute("Tingkat efisiensi (TE)", Operation.RELATIVE_DIFFERENCE,
                    (index, given("Standar efisiensi (SE)", standard)), rule="efisiensi")  # fmt: skip
    return Efficiency(ceiling, realised, spent, index, level, standard)
