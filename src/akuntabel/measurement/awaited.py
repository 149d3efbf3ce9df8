"""Values of other offices that an indicator's figure still waits for: from whom, since when, in which record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.schema import Measure
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.observed import awaited_words
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.registers.models import ExternalValue


@dataclass(frozen=True)
class Awaited:
    """One value that has not come; `record` is the one that says so, where somebody keeps it."""

    measure: Measure
    period: Period
    record: ExternalValue | None

    @property
    def expected_on(self) -> date | None:
        return self.record.expected_on if self.record else None

    @property
    def words(self) -> str:
        """From whom, and until when or since when."""
        until = indonesian_date(self.expected_on) if self.expected_on else ""
        issuer = (self.record.issuer if self.record else None) or self.measure.issuer
        return awaited_words(self.period, issuer, until)


def awaited(card: Scorecard, result: IndicatorResult) -> list[Awaited]:
    """What the indicator's figure s.d. the period waits for: values that a record awaits, and those that it has not at all.

    One query; none for an indicator that takes no value from records of other offices.
    """
    period, found = card.period, []
    measures = [card.definitions.measures[key] for key in dict.fromkeys(measures_of(result.formula))]
    keys = [one.key for one in measures if one.counted and one.counted.latest]
    if not keys or not result.is_due:
        return []
    rows = ExternalValue.objects.filter(
        unit=card.unit, measure__in=keys, year=period.year, month__lte=period.month, received_on=None
    )
    records = {row.measure: row for row in rows.order_by("month")}
    for measure in measures:
        record = records.get(measure.key)
        if record is not None:
            found.append(Awaited(measure, Period(record.year, record.month, "month"), record))
        elif measure.key in keys and not card.observed.rows(measure.key):
            found.append(Awaited(measure, period, None))
    return found
