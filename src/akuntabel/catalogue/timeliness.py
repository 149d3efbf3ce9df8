"""When a month has to be reported and a record entered (`timeliness.yaml`): dated rules, the latest begun holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from akuntabel.catalogue.entries import Entry, Slug, Text
from akuntabel.catalogue.schema import Confidence, PeriodKey
from akuntabel.core.periods import Period


class TimelinessRule(Entry):
    """A month is reported at the latest on the `report_within`-th working day after it, a quarter with its last month;
    an event is recorded within `record_within` calendar days."""

    in_force_from: PeriodKey
    report_within: Annotated[int, Field(ge=0, le=60)]
    record_within: Annotated[int, Field(ge=0, le=366)]
    references: tuple[Slug, ...] = ()
    confidence: Confidence
    author: Text
    checked_by: str | None
    note: str = ""

    @property
    def first_period(self) -> Period:
        return Period.parse(self.in_force_from)


def timeliness_rule(rules: Mapping[str, TimelinessRule], period: Period) -> TimelinessRule | None:
    """The rule in force on the period's last day; None where the scheme has none yet."""
    begun = [rule for rule in rules.values() if rule.first_period.begins_on <= period.last_day]
    return max(begun, key=lambda rule: rule.first_period.begins_on, default=None)
