"""Reads for the scorecard: at most eight queries for one unit and period (asserted in the tests)."""

from __future__ import annotations

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.results import Scorecard
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import version_on


def scorecard(unit: Unit, period: Period) -> Scorecard:
    """The scorecard of a unit and period.

    Raises PlanMissing when no agreement or action plan is in force on the period's last day, NotDefined
    when no rule set is.
    """
    version = version_on(unit, period.last_day)
    return read_year(unit, version, period, with_submissions=True, with_allocations=True).card()


def reported_periods(unit: Unit) -> list[Period]:
    """Quarters for which the unit has any observation, newest first. One query."""
    months = Observation.objects.filter(unit=unit).values_list("year", "month").distinct()
    ends = [Period(year, month, "month") for year, month in months]
    quarters = {Period(end.year, 3 * end.quarter, "quarter") for end in ends}
    return sorted(quarters, reverse=True)
