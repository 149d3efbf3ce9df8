"""Counting a unit's observations from its registers: one statement per register, integers only.

What is counted is the catalogue's (`Measure.counted`); the statement is `catalogue.compiler`'s. A register is kept up
to the last month in which it has a record: months before that without one are 0, later ones are not there yet. A month
in which as many records leave as enter has records too, though its number is 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from akuntabel.catalogue.compiler import MONTHS, Counts, Statement, Versions, compile_measures, fold
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import definition_hash
from akuntabel.catalogue.realisation import stands_in_for
from akuntabel.catalogue.register_schema import Counted
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement.engines import DATABASE, Engine
from akuntabel.measurement.models import Observation
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for, units_below

Cell = tuple[str, str, int]
"""Measure, group and month."""


@dataclass(frozen=True)
class Difference:
    """A stored observation that is not what the records give; None where there is none."""

    measure: str
    group: str
    year: int
    month: int
    stored: int | None
    counted: int | None


def counted_measures(definitions: SchemeDefinitions, register: str) -> dict[str, Counted]:
    """The measures that are counted from a register, by key."""
    found = {key: measure.counted for key, measure in definitions.measures.items()}
    return {
        key: counted for key, counted in found.items() if counted is not None and counted.in_register == register
    }


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
) -> dict[Cell, int]:
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
    last = max((month for months in counts.values() for month, number in months if number), default=0)
    counts = {place: months for place, months in counts.items() if place[0] in measures}
    groups = {key: (*definitions.measures[key].groups,) or ("",) for key in measures}
    return {
        (key, group, month): dict(counts[key, group]).get(month, 0) if (key, group) in counts else 0
        for key in measures
        for group in groups[key]
        for month in range(1, last + 1)
    }


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

    Raises Refused where a measure was entered for the year: no figure has two sources.
    """
    definitions = definitions_for(unit)
    changed: list[Difference] = []
    for year in sorted(set(years)):
        wanted = count(unit, register, year)
        stored = _stored(unit, definitions, register, year)
        if wanted:
            _refuse_entered(stored.values(), year)
            _refuse_entered(_stored_instead(unit, definitions, register, wanted, year), year)
        found = list(_differences(wanted, stored, year))
        _write(unit, definitions, register, found, stored=stored, now=now)
        changed += found
    return changed


def has_entered(unit: Unit, register: str, years: Iterable[int]) -> bool:
    """Whether a figure of the years that the register could give was entered: only then may `recount` refuse."""
    definitions = definitions_for(unit)
    keys = [*counted_measures(definitions, register), *entered_instead(definitions, register)]
    rows = Observation.objects.filter(unit=unit, year__in=set(years), measure__in=keys)
    return rows.exclude(origin=Observation.Origin.REGISTER).exists()


def differences(unit: Unit, register: str, year: int, *, engine: Engine = DATABASE) -> list[Difference]:
    """What `recount` would change; writes nothing."""
    counted = count(unit, register, year, engine=engine)
    return list(_differences(counted, _stored(unit, definitions_for(unit), register, year), year))


def _stored(unit: Unit, definitions: SchemeDefinitions, register: str, year: int) -> dict[Cell, Observation]:
    keys = counted_measures(definitions, register)
    rows = Observation.objects.filter(unit=unit, year=year, measure__in=keys)
    return {(row.measure, row.group, row.month): row for row in rows}


def _stored_instead(
    unit: Unit, definitions: SchemeDefinitions, register: str, wanted: Mapping[Cell, int], year: int
) -> Iterable[Observation]:
    """Figures that were entered as one although something of their parts is counted. No query where none can be."""
    counted = {measure for (measure, _, _), number in wanted.items() if number}
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


def _differences(wanted: Mapping[Cell, int], stored: Mapping[Cell, Observation], year: int) -> Iterable[Difference]:
    for measure, group, month in sorted(wanted.keys() | stored.keys()):
        cell = (measure, group, month)
        row = stored.get(cell)
        if row is not None and row.origin != Observation.Origin.REGISTER:
            continue  # entered where the register has nothing
        before = None if row is None else row.value
        if before != wanted.get(cell):
            yield Difference(measure, group, year, month, before, wanted.get(cell))


def _write(
    unit: Unit,
    definitions: SchemeDefinitions,
    register: str,
    found: list[Difference],
    *,
    stored: Mapping[Cell, Observation],
    now: datetime,
) -> None:
    source = f"Register {definitions.registers[register].name}{' (data contoh)' if unit.is_example else ''}"
    hashes = {one.measure: definition_hash(definitions.measures[one.measure]) for one in found}
    new: list[Observation] = []
    old: list[Observation] = []
    gone: list[int] = []
    for one in found:
        row = stored.get((one.measure, one.group, one.month))
        if one.counted is None:
            assert row is not None
            gone.append(row.pk)
            continue
        if row is None:
            row = Observation(unit=unit, measure=one.measure, group=one.group, year=one.year, month=one.month)
        row.value, row.scale, row.state = one.counted, 0, Observation.State.MEASURED
        row.origin, row.source = Observation.Origin.REGISTER, source
        row.definition_hash, row.computed_at = hashes[one.measure], now
        (new if row.pk is None else old).append(row)
    Observation.objects.bulk_create(new)
    Observation.objects.bulk_update(
        old, ["value", "scale", "state", "origin", "source", "definition_hash", "computed_at"]
    )
    Observation.objects.filter(pk__in=gone).delete()
