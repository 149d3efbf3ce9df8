"""The indicators that a measure enters, as links."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from akuntabel.measurement.indicators_of import NumberedIndicator, indicators_by_measure
from akuntabel.organisation.access import Permission
from akuntabel.web.place import Place


@dataclass(frozen=True)
class IndicatorLink:
    """ "6.2 Sampel makanan sesuai standar"; `address` is empty where the account may not see indicators."""

    number: str
    name: str
    address: str


class IndicatorLinks:
    """By measure; each year's plan is read once."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._may = place.may(Permission.VIEW_SCORECARD)
        self._years: dict[int, dict[str, list[NumberedIndicator]]] = {}

    def of(self, measure: str, year: int, period: str) -> list[IndicatorLink]:
        """The indicators of that year's plan; their pages s.d. the period."""
        if year not in self._years:
            self._years[year] = indicators_by_measure(self._place.unit, year)
        unit = self._place.unit.slug
        return [
            IndicatorLink(
                one.number, one.name, reverse("indicator", args=[unit, period, one.slug]) if self._may else ""
            )
            for one in self._years[year].get(measure, [])
        ]
