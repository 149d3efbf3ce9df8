"""The working days of an office, by the calendar of its scheme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from akuntabel.catalogue import calendars
from akuntabel.core.working_days import WorkingDays
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for


def working_days_of(unit: Unit, *, known_by: date | None = None) -> WorkingDays:
    """By the decrees announced until `known_by`, all of them when None. Raises NotDefined or SourceError."""
    return calendars.working_days(definitions_for(unit).calendars, known_by=known_by)


def provisional_years_of(unit: Unit, years: Iterable[int]) -> list[int]:
    """Those of the years whose days off no decree has set yet: what is reckoned into them can still change."""
    return calendars.provisional_years(definitions_for(unit).calendars, years)
