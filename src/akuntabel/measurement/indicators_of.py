"""Which indicators a measure enters, as the unit's plan of a year numbers and names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from akuntabel.catalogue.lookup import NotDefined, indicator_version
from akuntabel.catalogue.realisation import measures_of
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.planning.models import DocumentKind, PlanRow
from akuntabel.planning.queries import documents_in_force


@dataclass(frozen=True)
class NumberedIndicator:
    """An indicator with the number and the short name that it has in a year's plan."""

    slug: str
    number: str
    name: str


def indicators_by_measure(unit: Unit, year: int) -> dict[str, list[NumberedIndicator]]:
    """Measure → the indicators of the year's last performance agreement that read it, in the agreement's order; none
    without an agreement. Two queries at most."""
    day = date(year, 12, 31)
    agreement = documents_in_force(unit, year, day).get(DocumentKind.PERFORMANCE_AGREEMENT)
    if agreement is None:
        return {}
    definitions = definitions_for(unit)
    found: dict[str, list[NumberedIndicator]] = {}
    rows = PlanRow.objects.filter(objective__document=agreement).order_by("objective__order", "order")
    for row in rows:
        if row.slug not in definitions.indicators:
            continue
        try:
            version = indicator_version(definitions.indicators[row.slug], day)
        except NotDefined:
            continue  # planned before it was defined: nothing is counted for it
        one = NumberedIndicator(row.slug, row.number, row.short_name or version.short_name)
        formulas = (version.formula, version.progress, version.outcome)
        for measure in dict.fromkeys(key for formula in formulas if formula for key in measures_of(formula)):
            found.setdefault(measure, []).append(one)
    return found
