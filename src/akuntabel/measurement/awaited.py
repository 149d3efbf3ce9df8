"""Values of other offices that an indicator's figure still waits for, from whom and since when; and those that a record
gives otherwise than they were entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.schema import Measure
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation
from akuntabel.measurement.observed import awaited_words
from akuntabel.measurement.record_queries import books_of, held_in
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
    measures = _given_measures(card, result)
    if not measures or not result.is_due:
        return []
    rows = ExternalValue.objects.filter(
        unit=card.unit,
        measure__in=[one.key for one in measures],
        year=period.year,
        month__lte=period.month,
        received_on=None,
    )
    records = {row.measure: row for row in rows.order_by("month")}
    for measure in measures:
        record = records.get(measure.key)
        if record is not None:
            found.append(Awaited(measure, Period(record.year, record.month, "month"), record))
        elif not card.observed.rows(measure.key):
            found.append(Awaited(measure, period, None))
    return found


def _given_measures(card: Scorecard, result: IndicatorResult) -> list[Measure]:
    """The indicator's measures whose number is that of one record."""
    found = (card.definitions.measures[key] for key in dict.fromkeys(measures_of(result.formula)))
    return [measure for measure in found if measure.counted and measure.counted.latest]


@dataclass(frozen=True)
class Contradiction:
    """A value that was entered, and another one that a record gives for the same month."""

    measure: Measure
    month: Period
    group: str
    entered: Decimal | None
    given: int | Decimal


def contradictions(card: Scorecard, result: IndicatorResult) -> list[Contradiction]:
    """Where the figure s.d. the period rests on an entered value although a record gives another.

    One query for each entered value of an indicator that takes such values; none for any other.
    """
    found = []
    for measure in _given_measures(card, result):
        last = {row.group: row for row in card.observed.rows(measure.key)}
        for row in last.values():
            book = books_of(card.unit).get(measure.counted.in_register) if measure.counted else None
            if row.origin == Observation.Origin.REGISTER or book is None:
                continue
            month = Period(row.year, row.month, "month")
            held = held_in(card.unit, book, measure, month, row.group)
            if held and held[0].number != row.number:
                found.append(Contradiction(measure, month, row.group, row.number, held[0].number))
    return found
