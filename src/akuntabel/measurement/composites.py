"""What a composite value, such as the budget performance score (NKA), is made of, and how much of it counted."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.values import Value
from akuntabel.measurement.results import Scorecard


@dataclass(frozen=True)
class CompositePart:
    """One component: the weight decreed for it, and its value, which may have no number."""

    name: str
    weight: Decimal
    value: Value


@dataclass(frozen=True)
class CompositeParts:
    """All components of one composite value, in the formula's order."""

    parts: tuple[CompositePart, ...]

    @property
    def used_weight(self) -> Decimal:
        """The weights of the components with a number, added up: what each of them is weighed against."""
        return sum((part.weight for part in self.parts if part.value.is_measured), Decimal(0))

    @property
    def is_partial(self) -> bool:
        """Whether a component has no number, so that the weights in use are not all that are decreed."""
        return any(not part.value.is_measured for part in self.parts)


def composite_parts(card: Scorecard, formula: CompositeFormula) -> CompositeParts:
    """The components of a composite formula with the weights in force and what was observed."""
    weights = card.rule_set.composites[formula.weights].weights
    return CompositeParts(
        tuple(
            CompositePart(card.definitions.measures[measure].name, weights[key], card.observed(measure, ""))
            for key, measure in formula.components.items()
        )
    )
