"""The volume of outputs (RO) as reported beside what measures count on their own basis: shown, never made equal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.number_format import MINUS, indonesian_number
from akuntabel.core.periods import Period
from akuntabel.core.values import Value
from akuntabel.measurement.budget_reading import BudgetReading, OutputLine
from akuntabel.measurement.models import Observation
from akuntabel.measurement.observed import ObservedYear
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for


@dataclass(frozen=True)
class CountedMeasure:
    """One measure of an output's basis: its name and its number s.d. the period; None where there is none."""

    name: str
    number: int | None

    @property
    def shown(self) -> str:
        """ "1.250"; empty where there is no number."""
        return _shown(self.number)


@dataclass(frozen=True)
class OutputComparison:
    """One output: its reported volume, what the measures count together, and why the two may differ."""

    line: OutputLine
    measures: tuple[CountedMeasure, ...]
    counted: int | None
    basis: str
    confidence: str

    @property
    def difference(self) -> int | None:
        """Reported less counted; None where either is missing."""
        return None if self.line.volume is None or self.counted is None else self.line.volume - self.counted

    @property
    def volume_shown(self) -> str:
        return _shown(self.line.volume)

    @property
    def counted_shown(self) -> str:
        return _shown(self.counted)

    @property
    def difference_shown(self) -> str:
        """ "−53", "0", "+2"; empty where there is none."""
        if self.difference is None:
            return ""
        sign = "+" if self.difference > 0 else MINUS if self.difference < 0 else ""
        return f"{sign}{indonesian_number(abs(self.difference), 0)}"


def output_comparisons(unit: Unit, period: Period, reading: BudgetReading) -> list[OutputComparison]:
    """The outputs that the scheme gives a basis for, in the budget's order. One query."""
    definitions = definitions_for(unit)
    bases = [(line, definitions.outputs[line.code]) for line in reading.lines if line.code in definitions.outputs]
    if not bases:
        return []
    observed = _observed(unit, period, definitions, {key for _, basis in bases for key in basis.measures})
    found = []
    for line, basis in bases:
        values = [observed(key) for key in basis.measures]
        found.append(OutputComparison(
            line,
            tuple(CountedMeasure(definitions.measures[key].name, _whole(value))
                  for key, value in zip(basis.measures, values, strict=True)),
            sum(int(value.number) for value in values) if all(value.is_measured for value in values) else None,
            basis.basis, basis.confidence,
        ))  # fmt: skip
    return found


def _observed(unit: Unit, period: Period, definitions: SchemeDefinitions, keys: Iterable[str]) -> ObservedYear:
    rows = Observation.objects.filter(unit=unit, year=period.year, measure__in=keys)
    return ObservedYear(rows, definitions, period)


def _shown(number: int | None) -> str:
    return "" if number is None else indonesian_number(number, 0)


def _whole(value: Value) -> int | None:
    return int(value.number) if value.is_measured else None
