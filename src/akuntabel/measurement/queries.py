"""Reads for the scorecard: at most eight queries for one unit and period (asserted in the tests)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.results import Scorecard
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import day_in, version_on


def scorecard(unit: Unit, period: Period) -> Scorecard:
    """The scorecard of a unit and period.

    Raises PlanMissing when no agreement or action plan is in force on the period's last day, NotDefined
    when no rule set is.
    """
    version = version_on(unit, period.last_day)
    return read_year(unit, version, period, with_submissions=True, with_allocations=True).card()


def reported_periods(unit: Unit) -> list[Period]:
    """Quarters that have begun and for which the unit has any observation, newest first. Two queries at most.

    What counts by a day that lies ahead (a last day to answer) has its month already, but is nobody's news yet.
    """
    months = Observation.objects.filter(unit=unit).values_list("year", "month").distinct()
    quarters = {quarter_of(date(year, month, 1)) for year, month in months}
    return sorted((one for one in quarters if one <= quarter_of(day_in(unit, timezone.now()))), reverse=True)


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return Period(day.year, 3 * Period(day.year, day.month, "month").quarter, "quarter")
