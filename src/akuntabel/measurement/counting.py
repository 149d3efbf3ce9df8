"""Counting a unit's observations from its registers: one statement per register, integers only.

What is counted is the catalogue's (`Measure.counted`); the statement is `catalogue.compiler`'s. A register is kept from
the first month of the year in which it has a record to the last: months between without one are 0, earlier and later ones
are not there. So the months before the first record of a year are never given a number by a record that comes after them.
A month after the last record is: it stays without a number until the year's next record shows that the register was kept,
and then is 0, so the number of a period that ends in such a month depends on a later record. A month in which as many
records leave as enter has records too, though its number is 0.

A measure that takes the number of one record (`Counted.latest`) has a value only in months of which a record holds. A
value entered for such a month stands until it is withdrawn; where the records give another, both are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction

from akuntabel.catalogue.compiler import (
    MONTHS,
    Counts,
    Statement,
    Versions,
    compile_measures,
    fold,
    record_of,
    scale_of,
)
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import definition_hash
from akuntabel.catalogue.realisation import stands_in_for
from akuntabel.catalogue.register_schema import Counted
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import from_scaled
from akuntabel.measurement.engines import DATABASE, Engine
from akuntabel.measurement.models import Observation
from akuntabel.measurement.moved import mark_moved
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import day_in, definitions_for, units_below
from akuntabel.registers.kinds import KINDS

Cell = tuple[str, str, int]
"""Measure, group and month."""


class Figure(NamedTuple):
    """What the records give for one cell; `record` is the key of the one that holds, where it is that one's number."""

    value: int
    scale: int = 0
    record: int | None = None

    @property
    def number(self) -> int | Decimal:
        return from_scaled(self.value, self.scale) if self.scale else self.value


@dataclass(frozen=True)
class Difference:
    """A stored observation that is not what the records give; None where there is none. `is_entered`: it was entered."""

    measure: str
    group: str
    year: int
    month: int
    stored: int | Decimal | None
    counted: int | Decimal | None
    is_entered: bool = False


def counted_measures(definitions: SchemeDefinitions, register: str) -> dict[str, Counted]:
    """The measures that are counted from a register, by key."""
    found = {key: measure.counted for key, measure in definitions.measures.items()}
    return {
        key: counted for key, counted in found.items() if counted is not None and counted.in_register == register
    }


def counts_below(unit: Unit, register: str) -> bool:
    """Whether a measure of the unit counts records of the units below it in a register."""
    return any(counted.units != "own" for counted in counted_measures(definitions_for(unit), register).values())


def entered_instead(definitions: SchemeDefinitions, register: str) -> dict[str, set[str]]:
    """The measures that hold as one figure what an indicator counts from this register, each with those counted."""
    counted = counted_measures(definitions, register)
    found: dict[str, set[str]] = {}
    for indicator in definitions.indicators.values():
        for version in indicator.versions:
            for formula in (version.formula, version.progress, version.outcome):
                entered, parts = (formula and stands_in_for(formula)) or ("", ())
                if parts and (here := counted.keys() & set(parts)):
                    found.setdefault(entered, set()).update(here)
    return found


def count(
    unit: Unit, register: str, year: int, *, versions: Versions | None = None, engine: Engine = DATABASE
) -> dict[Cell, Figure]:
    """Every measure of the register by group and month of a year, as the records stand; with `versions`, as each
    month's records stood at its moment (which only the database tells).

    Empty where the unit has no record that any measure counts in the year. Measures of the unit and those below it
    take, month by month, the units that were below on its last day.
    """
    definitions = definitions_for(unit)
    measures = counted_measures(definitions, register)
    if not measures:
        return {}
    asked = measures | {f"{key}{_EVERY}": _every(one) for key, one in measures.items() if _takes_off(one)}
    own = {key: counted for key, counted in asked.items() if counted.units == "own"}
    below = {key: counted for key, counted in asked.items() if counted.units != "own"}
    by_month = [{unit.pk}] * MONTHS
    counts = _ask(definitions, register, own, year, by_month, versions=versions, engine=engine)
    if below:
        last_days = [Period(year, month, "month").last_day for month in range(1, MONTHS + 1)]
        there = [{unit.pk} | units_below(unit, day) for day in last_days]
        counts |= _ask(definitions, register, below, year, there, versions=versions, engine=engine)
    groups = {key: (*definitions.measures[key].groups,) or ("",) for key in measures}
    latest = [key for key, counted in measures.items() if counted.latest]
    held = {
        (name, group) for key in latest for name in (key, scale_of(key), record_of(key)) for group in groups[key]
    }
    filled = [month for place, months in counts.items() if place not in held for month, number in months if number]
    found = {
        (key, group, month): Figure(dict(counts[key, group]).get(month, 0) if (key, group) in counts else 0)
        for key in measures.keys() - latest
        for group in groups[key]
        for month in (range(min(filled), max(filled) + 1) if filled else ())
    }
    return found | {
        (key, group, month): Figure(
            _at(counts, key, group, month), _at(counts, scale_of(key), group, month), record
        )
        for key in latest
        for group in groups[key]
        for month, record in counts.get((record_of(key), group), ())
        if record
    }


def _at(counts: _ByMonth, name: str, group: str, month: int) -> int:
    return dict(counts.get((name, group), ())).get(month, 0)


_EVERY = " ±"
"""After a measure's key: the records that enter or leave, which tell a month kept from one that is not."""


def _takes_off(counted: Counted) -> bool:
    return any(flow.sign == "minus" for flow in counted.flows)


def _every(counted: Counted) -> Counted:
    """The same flows, none taken off."""
    flows = tuple(flow.model_copy(update={"sign": "plus"}) for flow in counted.flows)
    return counted.model_copy(update={"flows": flows})


_ByMonth = dict[tuple[str, str], list[tuple[int, int]]]
"""Measure and group → (month, number)."""


def _ask(
    definitions: SchemeDefinitions,
    register: str,
    measures: Mapping[str, Counted],
    year: int,
    units_by_month: list[set[int]],
    *,
    versions: Versions | None,
    engine: Engine,
) -> _ByMonth:
    if not measures:
        return {}
    units = sorted(set().union(*units_by_month))
    if versions is None:
        return _of_units(engine.count(definitions.registers[register], measures, year, units), units_by_month)
    statement = compile_measures(definitions.registers[register], measures, year, units=units, versions=versions)
    return _of_units(fold(statement, rows_of(statement)), units_by_month)


def rows_of(statement: Statement) -> list[Sequence[object]]:
    """What the database answers; moments are given to it as it stores them."""
    adapted = [
        connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
        for value in statement.parameters
    ]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, adapted)
        return list(cursor.fetchall())


def _of_units(counts: Counts, units_by_month: list[set[int]]) -> _ByMonth:
    """The numbers of the units that belong to each month, added up."""
    found: dict[tuple[str, str], list[int]] = {}
    for measure, places in counts.items():
        for (unit, group), months in places.items():
            total = found.setdefault((measure, group), [0] * MONTHS)
            for position, number in enumerate(months):
                if unit in units_by_month[position]:
                    total[position] += number
    return {key: list(enumerate(months, 1)) for key, months in found.items()}


@transaction.atomic
def recount(unit: Unit, register: str, years: Iterable[int], *, now: datetime) -> list[Difference]:
    """Make the observations of a register what its records give; returns what changed.

    Raises Refused where a measure that is added up was entered for the year: no figure has two sources. A value entered
    for a month of a measure that takes one record's number stands.
    """
    definitions = definitions_for(unit)
    latest = {key for key, counted in counted_measures(definitions, register).items() if counted.latest}
    changed: list[Difference] = []
    for year in sorted(set(years)):
        wanted = count(unit, register, year)
        stored = _stored(unit, definitions, register, year)
        if added := {cell: figure for cell, figure in wanted.items() if cell[0] not in latest}:
            _refuse_entered((row for row in stored.values() if row.measure not in latest), year)
            _refuse_entered(_stored_instead(unit, definitions, register, added, year), year)
        found = [one for one in _differences(wanted, stored, year) if not one.is_entered]
        _write(unit, definitions, register, year, wanted, stored=stored, now=now)
        moved = [(one.measure, one.group, one.month) for one in found if (one.stored or 0) != (one.counted or 0)]
        mark_moved(unit, definitions, year, moved, on=day_in(unit, now))
        changed += found
    return changed


def has_entered(unit: Unit, register: str, years: Iterable[int]) -> bool:
    """Whether a figure of the years that the register could give was entered: only then may `recount` refuse."""
    definitions = definitions_for(unit)
    keys = [*counted_measures(definitions, register), *entered_instead(definitions, register)]
    rows = Observation.objects.filter(unit=unit, year__in=set(years), measure__in=keys)
    return rows.exclude(origin=Observation.Origin.REGISTER).exists()


def differences(unit: Unit, register: str, year: int, *, engine: Engine = DATABASE) -> list[Difference]:
    """What `recount` would change, and which entered values are not what a record gives; writes nothing."""
    counted = count(unit, register, year, engine=engine)
    return list(_differences(counted, _stored(unit, definitions_for(unit), register, year), year))


def _stored(unit: Unit, definitions: SchemeDefinitions, register: str, year: int) -> dict[Cell, Observation]:
    keys = counted_measures(definitions, register)
    rows = Observation.objects.filter(unit=unit, year=year, measure__in=keys)
    return {(row.measure, row.group, row.month): row for row in rows}


def _stored_instead(
    unit: Unit, definitions: SchemeDefinitions, register: str, wanted: Mapping[Cell, Figure], year: int
) -> Iterable[Observation]:
    """Figures that were entered as one although something of their parts is counted. No query where none can be."""
    counted = {measure for (measure, _, _), figure in wanted.items() if figure.value}
    keys = [key for key, parts in entered_instead(definitions, register).items() if parts & counted]
    return Observation.objects.filter(unit=unit, year=year, measure__in=keys) if keys else ()


def _refuse_entered(stored: Iterable[Observation], year: int) -> None:
    entered = sorted({row.measure for row in stored if row.origin != Observation.Origin.REGISTER})
    if entered:
        raise Refused([
            Problem((measure,), f'Ukuran "{measure}" {year} sudah diisi sebagai angka, sehingga tidak dapat dihitung '
                    "dari register. Hapus angka yang diisi, atau jangan isi register tahun itu.")
            for measure in entered
        ])  # fmt: skip


def _differences(
    wanted: Mapping[Cell, Figure], stored: Mapping[Cell, Observation], year: int
) -> Iterable[Difference]:
    for measure, group, month in sorted(wanted.keys() | stored.keys()):
        cell = (measure, group, month)
        row, figure = stored.get(cell), wanted.get(cell)
        is_entered = row is not None and row.origin != Observation.Origin.REGISTER
        if is_entered and figure is None:
            continue  # entered where the register has nothing
        before = None if row is None else row.number if row.scale else row.value
        after = None if figure is None else figure.number
        if before != after:
            yield Difference(measure, group, year, month, before, after, is_entered)


def _write(
    unit: Unit,
    definitions: SchemeDefinitions,
    register: str,
    year: int,
    wanted: Mapping[Cell, Figure],
    *,
    stored: Mapping[Cell, Observation],
    now: datetime,
) -> None:
    """Every cell that is not what its figure says, in number, decimals or source; entered ones stay."""
    sources = _sources(unit, definitions, register, wanted.values())
    hashes: dict[str, str] = {}
    new: list[Observation] = []
    old: list[Observation] = []
    for cell, figure in wanted.items():
        measure, group, month = cell
        row = stored.get(cell)
        source = sources[figure.record]
        if row is not None:
            is_entered = row.origin != Observation.Origin.REGISTER
            if is_entered or (row.value, row.scale, row.source) == (figure.value, figure.scale, source):
                continue
        else:
            row = Observation(unit=unit, measure=measure, group=group, year=year, month=month)
        if measure not in hashes:
            hashes[measure] = definition_hash(definitions.measures[measure])
        row.value, row.scale, row.state = figure.value, figure.scale, Observation.State.MEASURED
        row.origin, row.source = Observation.Origin.REGISTER, source
        row.definition_hash, row.computed_at = hashes[measure], now
        (new if row.pk is None else old).append(row)
    Observation.objects.bulk_create(new)
    Observation.objects.bulk_update(
        old, ["value", "scale", "state", "origin", "source", "definition_hash", "computed_at"]
    )
    gone = [
        row.pk for cell, row in stored.items() if cell not in wanted and row.origin == Observation.Origin.REGISTER
    ]
    if gone:
        Observation.objects.filter(pk__in=gone).delete()


def _sources(
    unit: Unit, definitions: SchemeDefinitions, register: str, figures: Iterable[Figure]
) -> dict[int | None, str]:
    """Key of a record that holds → who gave its number, by which document; None → the register. One query for the records,
    none without them."""
    name = f"Register {definitions.registers[register].name}{' (data contoh)' if unit.is_example else ''}"
    keys = {figure.record for figure in figures if figure.record is not None}
    if not keys:
        return {None: name}
    kind = KINDS[register]
    records = kind.model.objects.in_bulk(keys)
    return {None: name} | {key: f"{kind.source(record)}; {name}" for key, record in records.items()}
