"""Days from an event to its record, by register and month of the event: the root of late figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Value

from akuntabel.core.delays import days_between, median, percentile, within
from akuntabel.core.periods import Period
from akuntabel.organisation.models import Unit
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.queries import rows_of

SLOW = 90
"""The percentile that is shown beside the median."""


@dataclass
class Delays:
    """The records of one register whose main date lies in one month.

    `took`: calendar days from the main date to the day of recording → how many records; a file's records count as
    recorded on the day the file was read. Those recorded before their main date are `early`, and in no other number.
    """

    took: Counter[int] = field(default_factory=Counter)
    early: int = 0
    recorded_on: set[date] = field(default_factory=set)

    @property
    def number(self) -> int:
        return sum(self.took.values())

    @property
    def median(self) -> int | None:
        return median(self.took)

    @property
    def slow(self) -> int | None:
        return percentile(self.took, SLOW)

    def within(self, days: int) -> int:
        """How many were recorded within the standard."""
        return within(self.took, days)


def delays(layouts: Mapping[str, tuple[Kind, Layout]], unit: Unit, period: Period) -> dict[str, dict[int, Delays]]:
    """By key of the register, then month up to the period's; registers whose records have a main date that people fill: the
    end of a month is no event. One query."""
    asked = []
    for key, (kind, layout) in layouts.items():
        if layout.main_date is None or layout.main_date.maintained or layout.register.shared:
            continue
        main = layout.main_date.key
        span = {f"{main}__gte": date(period.year, 1, 1), f"{main}__lte": period.last_day}
        asked.append(
            rows_of(kind.model, layout, unit)
            .filter(**span)
            .order_by()
            .values(register=Value(key), main_day=F(main), recorded_day=F("recorded_on"))
            .annotate(how_many=Count("pk"))
        )
    if not asked:
        return {}
    found: dict[str, dict[int, Delays]] = {}
    for row in asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]:
        one = found.setdefault(row["register"], {}).setdefault(row["main_day"].month, Delays())
        one.recorded_on.add(row["recorded_day"])
        days = days_between(row["main_day"], row["recorded_day"])
        if days < 0:
            one.early += row["how_many"]
        else:
            one.took[days] += row["how_many"]
    return found


def loaded_on(months: Mapping[int, Delays]) -> date | None:
    """The one day on which all of a register's records were recorded, where there are several: they were loaded."""
    days = set().union(*(one.recorded_on for one in months.values()))
    number = sum(one.number + one.early for one in months.values())
    return next(iter(days)) if len(days) == 1 and number > 1 else None
