"""Months that changed after they were reported: each figure as it was then and is now, and what made the difference.

A month counts as reported at the end of the day that the scheme's rule gives (`timeliness.yaml`). What the records said
then is counted from their versions by the same statement as ever. A register that came into use later has no state
of that day: it is compared with the end of its first day, when the older records were loaded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Min, Value, prefetch_related_objects
from django.db.models.functions import TruncDate
from django.utils import timezone

from akuntabel.catalogue.compiler import MONTHS, Versions
from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.schema import Measure
from akuntabel.catalogue.timeliness import TimelinessRule, timeliness_rule
from akuntabel.core.periods import Period
from akuntabel.measurement.counting import Cell, Figure, count
from akuntabel.measurement.models import Observation
from akuntabel.measurement.monthly import YearReading
from akuntabel.measurement.record_queries import Book, added_in_month, books_of, withheld
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import day_in, definitions_for, units_below, version_on
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.kinds import KINDS


@dataclass(frozen=True)
class Baseline:
    """The day at whose end a month is taken to have been reported; `is_first_day` where the register began later."""

    day: date
    is_first_day: bool


@dataclass(frozen=True)
class Change:
    """One month of one measure whose figure is not what it was. `then` is None where there was no figure yet."""

    book: Book
    measure: Measure
    group: str
    month: int
    baseline: Baseline
    then: int | Decimal | None
    now: int | Decimal | None

    @property
    def difference(self) -> int | Decimal:
        return (self.now or 0) - (self.then or 0)


@dataclass(frozen=True)
class Effect:
    """One indicator s.d. the period: as the records stood when it was reported, and now."""

    then: IndicatorResult
    now: IndicatorResult


@dataclass(frozen=True)
class Effects:
    """Both scorecards, and the indicators in which they differ."""

    before: Scorecard
    after: Scorecard
    changed: list[Effect]


@dataclass(frozen=True)
class Lateness:
    """What changed after it was reported. `rule` is None where the scheme has none: then nothing is compared.

    `reported` are the months that were due to be reported by `today`; `late_registers` those in use later than that,
    without those whose first day may be a confidential record's.
    """

    rule: TimelinessRule | None
    reported: dict[int, date]
    late_registers: list[tuple[Book, date]]
    changes: list[Change]


def reporting_days(unit: Unit, year: int, months: Iterable[int], *, today: date) -> dict[int, date]:
    """Month → the day on which it had to be reported at the latest, where that day is over."""
    definitions = definitions_for(unit)
    calendar = working_days_of(unit)
    found: dict[int, date] = {}
    for month in months:
        period = Period(year, month, "month")
        rule = timeliness_rule(definitions.timeliness, period)
        if rule is None:
            continue
        day = calendar.due(period.last_day, rule.report_within)
        if day is not None and day < today:
            found[month] = day
    return found


def lateness(
    unit: Unit,
    period: Period,
    *,
    measures: Collection[str] | None = None,
    named: Collection[str] = (),
    now: datetime | None = None,
) -> Lateness:
    """The months up to the period's that changed after they were reported; of some measures, or of all.

    `named`: the registers for which the reader is named, as in `books_of`.

    One query each for the unit's versions, the first days of the registers and the figures, and one for each register
    (two where measures count the units below), however many records there are.
    """
    prefetch_related_objects([unit], "versions")
    today = day_in(unit, now or timezone.now())
    reported = reporting_days(unit, period.year, period.months, today=today)
    definitions = definitions_for(unit)
    rule = timeliness_rule(definitions.timeliness, period)
    books = _counted_books(unit, measures, named)
    if not reported or not books:
        return Lateness(rule, reported, [], [])
    begun = first_days(unit, books, period)
    stored = _stored(unit, period, books)
    changes: list[Change] = []
    late: list[tuple[Book, date]] = []
    for key, book in books.items():
        if key not in begun:
            continue
        baselines = {month: _baseline(day, begun[key]) for month, day in reported.items()}
        tells = book.layout.named or book.register.confidential is False
        if tells and any(one.is_first_day for one in baselines.values()):
            late.append((book, begun[key]))
        days = [baselines[month].day if month in baselines else today for month in range(1, MONTHS + 1)]
        then = count(unit, key, period.year, versions=_versions(unit, book, days))
        changes += _changes(book, baselines, then, stored, measures)
    return Lateness(rule, reported, late, changes)


def effects(reading: YearReading, *, now: datetime | None = None) -> Effects | None:
    """The indicators whose realisation or achievement s.d. the period is not what it was when that was reported.

    The records as they stood are put through the same arithmetic, with the plan and the rules of today; confidential
    ones count as they do in every figure. None while the period is not due to be reported. One query for each register
    and one for their first days.
    """
    unit, period = reading.unit, reading.period
    today = day_in(unit, now or timezone.now())
    reported = reporting_days(unit, period.year, [period.month], today=today)
    books = _counted_books(unit, None, KINDS)
    if period.month not in reported or not books:
        return None
    begun = first_days(unit, books, period)
    rows = list(reading.observations)
    for key, book in books.items():
        if key not in begun:
            continue
        day = _baseline(reported[period.month], begun[key]).day
        then = count(unit, key, period.year, versions=_versions(unit, book, [day] * MONTHS))
        rows = _as_they_were(unit, period.year, rows, book, then)
    before = replace(reading, observations=tuple(rows)).card()
    after = reading.card()
    pairs = zip(before.indicators, after.indicators, strict=True)
    return Effects(before, after, [Effect(then, one) for then, one in pairs if _differ(then, one)])


def changed_months(
    result: IndicatorResult, unit: Unit, period: Period, *, now: datetime | None = None
) -> list[int]:
    """The months of an indicator's own measures that changed after they were reported; none for entered figures."""
    measures = set(measures_of(result.formula))
    counted = {key for key in measures if definitions_for(unit).measures[key].counted is not None}
    if not counted:
        return []
    found = lateness(unit, period, measures=counted, named=KINDS, now=now)
    return sorted({change.month for change in found.changes})


@dataclass(frozen=True)
class BehindChange:
    """The records that make a reported month differ, and how many of them are confidential and not shown."""

    records: list[LateRecord]
    withheld: int


@dataclass(frozen=True)
class LateRecord:
    """A record that makes a reported month differ: what it added to the figure then, and adds now."""

    key: int
    then: int | Decimal
    now: int | Decimal


def records_of_change(unit: Unit, change: Change, year: int) -> BehindChange:
    """The records behind one change, newest first, those that were withdrawn among them. Two queries for each flow of the
    measure, and two for the confidential records of a register that has some."""
    period = Period(year, change.month, "month")
    versions = _versions(unit, change.book, [change.baseline.day] * MONTHS)
    then = added_in_month(unit, change.book, change.measure, period, change.group, versions=versions)
    now = added_in_month(unit, change.book, change.measure, period, change.group)
    differing = [key for key in then.keys() | now.keys() if then.get(key, 0) != now.get(key, 0)]
    hidden = withheld(unit, change.book, with_withdrawn=True)
    shown = sorted((key for key in differing if key not in hidden), reverse=True)
    records = [LateRecord(key, then.get(key, 0), now.get(key, 0)) for key in shown]
    return BehindChange(records, len(differing) - len(records))


@dataclass(frozen=True)
class LastWord:
    """The last version of a record: the day it was written, and why."""

    day: date
    reason: str


def last_words(unit: Unit, book: Book, keys: Collection[int]) -> dict[int, LastWord]:
    """Key → the last version of each record. One query, none for no keys."""
    if not keys:
        return {}
    history = _history(book)
    rows = history.objects.filter(id__in=keys).order_by("history_id")
    zone = ZoneInfo(version_on(unit, timezone.now().date()).time_zone)
    found = {}
    for key, moment, reason in rows.values_list("id", "history_date", "history_change_reason"):
        found[key] = LastWord(moment.astimezone(zone).date(), reason or "")
    return found


def first_days(unit: Unit, books: Mapping[str, Book], period: Period) -> dict[str, date]:
    """Key of a register → the day of its first record, where it has or had one. One query for all registers.

    A record that was withdrawn on a later day counts: the register was in use. One that was withdrawn on its own day, such as
    a wrong file, does not: it never stood at the end of a day.
    """
    units = {unit.pk}
    if any(m.counted and m.counted.units != "own" for book in books.values() for m in book.measures.values()):
        units |= units_below(unit, period.last_day)
    zone = ZoneInfo(version_on(unit, period.last_day).time_zone)
    asked = []
    for key, book in books.items():
        gone = _history(book).objects.filter(history_type="-").annotate(gone=TruncDate("history_date", tzinfo=zone))
        for rows in (book.kind.model.objects.all(), gone.filter(gone__gt=F("recorded_on"))):
            mine = rows.filter(unit__in=units).order_by()
            asked.append(mine.values(register=Value(key)).annotate(first_day=Min("recorded_on")))
    if not asked:
        return {}
    found: dict[str, date] = {}
    for row in asked[0].union(*asked[1:], all=True):
        if row["first_day"] is not None:
            found[row["register"]] = min(row["first_day"], found.get(row["register"], row["first_day"]))
    return found


def _counted_books(unit: Unit, measures: Collection[str] | None, named: Collection[str]) -> dict[str, Book]:
    """The registers from which any of the measures is counted."""
    return {
        key: book
        for key, book in books_of(unit, named).items()
        if book.measures and (measures is None or not book.measures.keys().isdisjoint(measures))
    }


def _baseline(reported_on: date, begun: date) -> Baseline:
    return Baseline(begun, True) if begun > reported_on else Baseline(reported_on, False)


def _versions(unit: Unit, book: Book, days: Iterable[date]) -> Versions:
    """The records as they stood at the end of the days, one for each month, in the unit's own time. One query, none
    where the unit's versions were read before."""
    prefetch_related_objects([unit], "versions")
    moments = []
    for day in days:
        zone = ZoneInfo(version_on(unit, day).time_zone)
        moments.append(datetime.combine(day + timedelta(days=1), time(), zone))
    return Versions(_history(book)._meta.db_table, tuple(moments))


def _history(book: Book) -> Any:
    """The model of the versions; every register has one."""
    return book.kind.model.history.model  # type: ignore[attr-defined]


_Cells = Mapping[Cell, int | Decimal | None]


def _stored(unit: Unit, period: Period, books: Mapping[str, Book]) -> _Cells:
    """The figures counted from the registers as they are stored now."""
    keys = [key for book in books.values() for key in book.measures]
    rows = Observation.objects.filter(
        unit=unit, year=period.year, month__lte=period.month, measure__in=keys, origin=Observation.Origin.REGISTER
    )
    return {(row.measure, row.group, row.month): row.number if row.scale else row.value for row in rows}


def _changes(
    book: Book,
    baselines: Mapping[int, Baseline],
    then: Mapping[Cell, Figure],
    stored: _Cells,
    measures: Collection[str] | None,
) -> Iterable[Change]:
    wanted = [key for key in book.measures if measures is None or key in measures]
    for key in wanted:
        measure = book.measures[key]
        for group in measure.groups or ("",):
            for month, baseline in baselines.items():
                cell = (key, group, month)
                figure, after = then.get(cell), stored.get(cell)
                before = None if figure is None else figure.number
                if (before or 0) != (after or 0):
                    yield Change(book, measure, group, month, baseline, before, after)


def _as_they_were(
    unit: Unit, year: int, rows: Iterable[Observation], book: Book, then: Mapping[Cell, Figure]
) -> list[Observation]:
    """The observations with the register's own ones replaced by what it gave then; unsaved copies."""
    kept = [row for row in rows if row.measure not in book.measures or row.origin != Observation.Origin.REGISTER]
    latest = {key for key, measure in book.measures.items() if measure.counted and measure.counted.latest}
    entered = {row.measure for row in kept if row.measure not in latest}
    cells = {(row.measure, row.group, row.month) for row in kept}
    sources = {row.measure: row.source for row in rows if row.measure in book.measures}
    return kept + [
        Observation(
            unit_id=unit.pk, measure=measure, group=group, year=year, month=month,
            value=figure.value, scale=figure.scale, state=Observation.State.MEASURED, origin=Observation.Origin.REGISTER,
            source=sources.get(measure, book.register.name),
        )
        for (measure, group, month), figure in then.items()
        if measure not in entered and (measure, group, month) not in cells
    ]  # fmt: skip


def _differ(then: IndicatorResult, now: IndicatorResult) -> bool:
    return (then.realisation.state, then.realisation.value, then.achievement.value) != (
        now.realisation.state,
        now.realisation.value,
        now.achievement.value,
    )
