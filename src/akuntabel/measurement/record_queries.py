"""Registers and figures together: a unit's registers, which figures a record enters, which records are behind one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet

from akuntabel.catalogue.compiler import Versions, compile_records
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.matching import Entered, entered
from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.register_schema import Condition, Counted, Flow, LatestOf, Register, SumOf
from akuntabel.catalogue.schema import Measure
from akuntabel.catalogue.source_files import SourceError
from akuntabel.core.periods import Period
from akuntabel.core.scaled import from_scaled
from akuntabel.measurement.counting import counted_measures, rows_of
from akuntabel.measurement.models import Observation
from akuntabel.measurement.results import Scorecard
from akuntabel.organisation.models import Record, Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for, units_below, versions_on
from akuntabel.organisation.records import queries
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.confidential import confidential_ones
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds import KINDS


@dataclass(frozen=True)
class Book:
    """One register of a unit: how it is defined, stored and laid out, and the measures counted from it."""

    kind: Kind
    register: Register
    layout: Layout
    measures: dict[str, Measure]

    def records(self, unit: Unit) -> QuerySet[Any]:
        """The unit's records that the reader may see."""
        return queries.rows_of(self.kind.model, self.layout, unit)


def books_of(unit: Unit, named: Collection[str] = ()) -> dict[str, Book]:
    """The registers of the unit's scheme that this installation can keep and a reader may open, by key.

    `named`: those for which the reader is named (`access.named_for`). A register that is confidential altogether is
    not there for anybody else; of one that is so in part, the confidential records are not.
    """
    definitions = definitions_for(unit)
    return {
        key: _book(definitions, register, named=key in named)
        for key, register in definitions.registers.items()
        if key in KINDS and (register.confidential is not True or key in named)
    }


def _book(definitions: SchemeDefinitions, register: Register, *, named: bool) -> Book:
    counted = counted_measures(definitions, register.key)
    measures = {key: definitions.measures[key] for key in counted}
    return Book(KINDS[register.key], register, Layout.of(register, counted.values(), named=named), measures)


def teams_by_register(card: Scorecard, books: Mapping[str, Book]) -> dict[str, list[str]]:
    """Key of a register → the teams whose indicators are counted from it, in the order of the indicators."""
    found: dict[str, dict[str, None]] = {}
    for result in card.indicators:
        if result.team is None:
            continue
        for key, book in books.items():
            if not book.measures.keys().isdisjoint(measures_of(result.formula)):
                found.setdefault(key, {})[result.team.name] = None
    return {key: list(names) for key, names in found.items()}


def keeps_registers(unit: Unit) -> bool:
    """Whether the unit has a register that is open to it; no, where its definitions cannot be read."""
    try:
        return bool(books_of(unit))
    except (NotDefined, SourceError):
        return False


def keeps_plan_lines(unit: Unit) -> bool:
    """Whether the unit's scheme has plan lines; no, where its definitions cannot be read."""
    try:
        return "plan_line" in books_of(unit)
    except (NotDefined, SourceError):
        return False


class Held(NamedTuple):
    """A record and the number that it gives: of a measure that takes one record's number."""

    key: int
    day: date
    number: int | Decimal


@dataclass(frozen=True)
class Membership:
    """One measure and one record: what each flow of the measure says about it.

    Of a measure that takes one record's number also which record of that month holds, and the number that was entered for
    the month and stands instead of any record's.
    """

    measure: Measure
    flows: list[Entered]
    holds: Held | None = None
    entered: Decimal | None = None


def memberships(book: Book, record: Record) -> list[Membership]:
    """For every measure counted from the register: whether the record enters it, when, or what it does not meet.

    Two queries for each measure of which the record is one of those that may hold.
    """
    columns = book.register.columns
    values = {c.key: getattr(record, f"{c.key}_id" if c.type == "reference" else c.key) for c in columns}
    return [_membership(book, record, measure, values) for measure in book.measures.values()]


def _membership(book: Book, record: Record, measure: Measure, values: Mapping[str, Any]) -> Membership:
    counted = counted_of(measure)
    flows = entered(counted, values)
    if not counted.latest or not flows[0].counts or flows[0].day is None:
        return Membership(measure, flows)
    month = Period(flows[0].day.year, flows[0].day.month, "month")
    group = values[counted.group_by] if counted.group_by else ""
    [holds, *_] = held_in(record.unit, book, measure, month, group)
    typed = Observation.objects.filter(
        unit=record.unit, measure=measure.key, group=group, year=month.year, month=month.month
    ).exclude(origin=Observation.Origin.REGISTER)
    row = typed.first()
    return Membership(measure, flows, holds, row.number if row else None)


def held_in(unit: Unit, book: Book, measure: Measure, period: Period, group: str = "") -> list[Held]:
    """The records of the period's last month whose number the measure may take, the one that holds first. One query."""
    return _held(unit, book, measure, date(period.year, period.month, 1), period.last_day, group=group)


def _held(
    unit: Unit,
    book: Book,
    measure: Measure,
    first: date,
    last: date,
    *,
    group: str,
    versions: Versions | None = None,
) -> list[Held]:
    counted = _of_group(counted_of(measure), group)
    [statement] = compile_records(book.register, counted, first, last, units=[unit.pk], versions=versions)
    return [
        Held(int(str(key)), _day(day), number_of(int(str(digits)), int(str(scale))))
        for key, day, digits, scale in rows_of(statement)
    ]


def counted_of(measure: Measure) -> Counted:
    assert measure.counted is not None, f"{measure.key} is not counted from a register"
    return measure.counted


Entry = tuple[int, date, Flow]
"""Key of a record, the day by which it counts, and the flow."""


@dataclass(frozen=True)
class Behind:
    """The records behind a number s.d. a period: (key, day, flow) newest first, and the number as it is stored.

    `stored` is None where the months have no figure; `is_entered` where it was entered instead of counted;
    `withheld` are the entries of confidential records, which the reader does not see. Of a measure that takes one
    record's number, `held` are the records with theirs, the one that holds first, and `stored` is of `stored_month`.
    """

    entries: list[Entry]
    stored: int | Decimal | None
    is_entered: bool
    withheld: list[Entry] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    stored_month: int | None = None

    @property
    def contradicted(self) -> Held | None:
        """The record that gives another number for the month for which the stored one was entered."""
        same = (one for one in self.held if self.is_entered and one.day.month == self.stored_month)
        first = next(same, None)
        return first if first is not None and first.number != self.stored else None

    @property
    def differs(self) -> bool:
        """Whether the stored number is not what the records give; not judged where a column is summed."""
        if self.held:
            return not self.is_entered and self.held[0].number != self.stored
        every = [*self.entries, *self.withheld]
        if self.is_entered or any(isinstance(flow.value, SumOf) for _, _, flow in every):
            return False
        return sum(-1 if flow.sign == "minus" else 1 for _, _, flow in every) != (self.stored or 0)


def number_of(digits: int, scale: int) -> int | Decimal:
    """A whole number where nothing stands behind the comma."""
    return from_scaled(digits, scale) if scale else digits


def added_by(record: Record, flow: Flow) -> int | Decimal:
    """What one record adds to the number by one flow, or gives for it."""
    if isinstance(flow.value, LatestOf):
        return number_of(getattr(record, flow.value.latest) or 0, getattr(record, flow.value.scale) or 0)
    number = getattr(record, flow.value.sum) or 0 if isinstance(flow.value, SumOf) else 1
    return -number if flow.sign == "minus" else number


def records_behind(
    unit: Unit, book: Book, measure: Measure, period: Period, group: str = "", *, alone: bool = False
) -> Behind:
    """The records that a measure counts from 1 January to the period's end; of one group, or of all. `alone`: only those of
    the period's last month, and its own number.

    One query for the stored number and one for each flow, and one for the confidential records of a register that has
    some; measures of the units below ask once more for each
    month, because a record counts by where its unit stood then.
    """
    if counted_of(measure).latest:
        return _latest_behind(unit, book, measure, period, group, alone=alone)
    counted = _of_group(counted_of(measure), group)
    entries = [entry for first, last, units in _spans(unit, counted, period, alone=alone)
               for entry in _entries(book.register, counted, first, last, units)]  # fmt: skip
    entries.sort(key=lambda entry: (entry[1], entry[0]), reverse=True)
    rows = Observation.objects.filter(
        unit=unit,
        measure=measure.key,
        year=period.year,
        **_months(period, alone=alone),
        **{"group": group} if group else {},
    )
    numbers = [(row.value, row.origin) for row in rows]
    hidden = withheld(unit, book)
    return Behind(
        [entry for entry in entries if entry[0] not in hidden],
        sum(value or 0 for value, _ in numbers) if numbers else None,
        any(origin != Observation.Origin.REGISTER for _, origin in numbers),
        [entry for entry in entries if entry[0] in hidden],
    )


def _months(period: Period, *, alone: bool) -> dict[str, int]:
    return {"month": period.month} if alone else {"month__lte": period.month}


def _latest_behind(unit: Unit, book: Book, measure: Measure, period: Period, group: str, *, alone: bool) -> Behind:
    """The records of the year whose number the measure may have taken, the one that holds s.d. the period first."""
    first = date(period.year, period.month if alone else 1, 1)
    held = _held(unit, book, measure, first, period.last_day, group=group)
    rows = Observation.objects.filter(
        unit=unit, measure=measure.key, group=group, year=period.year, **_months(period, alone=alone)
    )
    row = rows.order_by("month").last()
    hidden = withheld(unit, book)
    [flow] = counted_of(measure).flows
    return Behind(
        [(one.key, one.day, flow) for one in held if one.key not in hidden],
        None if row is None or row.value is None else number_of(row.value, row.scale),
        row is not None and row.origin != Observation.Origin.REGISTER,
        [(one.key, one.day, flow) for one in held if one.key in hidden],
        held,
        None if row is None else row.month,
    )


def withheld(unit: Unit, book: Book, *, with_withdrawn: bool = False) -> set[int]:
    """The keys of the confidential records that the reader does not see, also of those that were confidential when they
    were withdrawn. What is counted in them is the unit's own."""
    if book.layout.named or not book.register.confidential_rows:
        return set()
    closed = confidential_ones(book.register)
    keys = set(book.kind.model.objects.filter(closed, unit=unit).values_list("pk", flat=True))
    if with_withdrawn:
        gone = queries.withdrawn_rows(book.kind).filter(closed, unit=unit)
        keys |= set(gone.values_list("id", flat=True))
    return keys


def _of_group(counted: Counted, group: str) -> Counted:
    """The same flows with the group as one more condition."""
    if not counted.group_by or not group:
        return counted
    one = Condition(column=counted.group_by, op="=", operand=group)
    return counted.model_copy(
        update={"flows": tuple(flow.model_copy(update={"where": (*flow.where, one)}) for flow in counted.flows)}
    )


def _spans(unit: Unit, counted: Counted, period: Period, *, alone: bool) -> Iterator[tuple[date, date, list[int]]]:
    """First and last day with the units that count; months with the same units are one span."""
    first = date(period.year, period.month if alone else 1, 1)
    if counted.units == "own":
        yield first, period.last_day, [unit.pk]
        return
    units: set[int] = set()
    last = first
    for month in period.months[-1:] if alone else period.months:
        until = Period(period.year, month, "month").last_day
        there = {unit.pk} | units_below(unit, until)
        if units and there != units:
            yield first, last, sorted(units)
            first = date(period.year, month, 1)
        units, last = there, until
    yield first, last, sorted(units)


def _entries(register: Register, counted: Counted, first: date, last: date, units: list[int]) -> Iterator[Entry]:
    for flow, rows in _rows(register, counted, first, last, units=units, versions=None):
        for key, day, _number in rows:
            yield key, day, flow


def _rows(
    register: Register, counted: Counted, first: date, last: date, *, units: list[int], versions: Versions | None
) -> Iterator[tuple[Flow, list[tuple[int, date, int]]]]:
    """By flow: key of the record, its day, and what it adds."""
    statements = compile_records(register, counted, first, last, units=units, versions=versions)
    for flow, statement in zip(counted.flows, statements, strict=True):
        yield flow, [(int(str(key)), _day(day), int(str(number))) for key, day, number in rows_of(statement)]


def _day(day: object) -> date:
    return day if isinstance(day, date) else date.fromisoformat(str(day))


def added_in_month(
    unit: Unit, book: Book, measure: Measure, period: Period, group: str = "", *, versions: Versions | None = None
) -> dict[int, int | Decimal]:
    """Key of each record that counts in the period's last month → what it adds to that month's number; with
    `versions`, as the records stood then. One query for each flow, one more for measures of the units below."""
    first = date(period.year, period.month, 1)
    if counted_of(measure).latest:
        held = _held(unit, book, measure, first, period.last_day, group=group, versions=versions)
        return {one.key: one.number for one in held[:1]}
    counted = _of_group(counted_of(measure), group)
    units = [unit.pk]
    if counted.units != "own":
        units = sorted({unit.pk} | units_below(unit, period.last_day))
    found: dict[int, int | Decimal] = {}
    for _flow, rows in _rows(book.register, counted, first, period.last_day, units=units, versions=versions):
        for key, _day_of_it, number in rows:
            found[key] = found.get(key, 0) + number
    return found


def names_of_other_units(unit: Unit, records: Iterable[Record], period: Period) -> dict[int, UnitVersion]:
    """What the other units among the records were called on the period's last day. One query, none without them."""
    others = {record.unit_id for record in records} - {unit.pk}
    return versions_on(Unit.objects.filter(pk__in=others), period.last_day) if others else {}
