"""What the registers of a unit give for a period, measure by measure and record by record; and whether the stored
figures are that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.periods import Period
from akuntabel.measurement.counting import Difference, Figure, count, differences
from akuntabel.measurement.engines import DATABASE, Engine
from akuntabel.measurement.record_queries import added_by, books_of, records_behind
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.kinds import Kind, number_column

Series = dict[str, dict[str, Figure]]
"""Measure (with its group after a colon) → month as `2023-01` → what the records of that month give."""


def measured(unit: Unit, period: Period, *, engine: Engine = DATABASE) -> Series:
    """Every measure that is counted from a register, by month of the year up to the period's end.

    A month is there when its register is kept that far. One query per register (two where units below count).
    """
    found: Series = {}
    for register in definitions_for(unit).registers:
        for (measure, group, month), figure in count(unit, register, period.year, engine=engine).items():
            if month <= period.month:
                name = f"{measure}:{group}" if group else measure
                found.setdefault(name, {})[f"{period.year}-{month:02d}"] = figure
    return found


def measured_json(unit: Unit, period: Period, *, engine: Engine = DATABASE) -> dict[str, Any]:
    """The same with the engine that counted: what `akuntabel measure --format json` prints.

    Every number is an integer; `scales` says of those that are one record's number how many digits are decimals.
    """
    found = measured(unit, period, engine=engine)
    scales = {
        name: {month: figure.scale for month, figure in months.items() if figure.record}
        for name, months in found.items()
    }
    return {
        "engine": engine.name,
        "measures": {name: {month: one.value for month, one in months.items()} for name, months in found.items()},
        "scales": {name: months for name, months in scales.items() if months},
    }


def mismatches(unit: Unit, period: Period, *, engine: Engine = DATABASE) -> list[Difference]:
    """Stored figures up to the period's end that are not what the records give; nothing is written."""
    registers = definitions_for(unit).registers
    found = (one for register in registers for one in differences(unit, register, period.year, engine=engine))
    return [one for one in found if one.month <= period.month]


class NotCounted(LookupError):
    """No register of the unit gives such a measure to this reader; the message says why."""


@dataclass(frozen=True)
class Listed:
    """The records behind a number, oldest first, and how many more stay confidential. `is_latest`: the number is that of
    one record, and only that one is there."""

    measure: str
    records: list[dict[str, Any]]
    withheld: int
    is_latest: bool = False


def records_of(unit: Unit, period: Period, name: str) -> Listed:
    """The records behind a measure, or one group of it (`measure:group`), from 1 January to the period's end.

    Each with UUID, number, day, and what it adds. Confidential ones are not there, whoever asks: nobody is named at a
    command line. Raises NotCounted.
    """
    measure, _, group = name.partition(":")
    definitions = definitions_for(unit)
    found = definitions.measures.get(measure)
    if found is None or found.counted is None or (group and group not in found.groups):
        raise NotCounted(f'Ukuran "{name}" tidak dihitung dari register {unit.slug}. Lihat namanya dengan: akuntabel '
                         f"measure {unit.slug} {period}.")  # fmt: skip
    register = definitions.registers[found.counted.in_register]
    book = books_of(unit).get(register.key)
    if book is None:
        raise NotCounted(f"Catatan register {register.name} rahasia: yang ditunjuk melihatnya di aplikasi.")
    behind = records_behind(unit, book, found, period, group)
    is_latest = bool(found.counted.latest)
    entries = behind.entries[:1] if is_latest else behind.entries
    rows = book.kind.model.objects.in_bulk([key for key, _, _ in entries])
    number = _open_number(book.kind, register)
    listed = [{"uuid": str(rows[key].uuid), "number": getattr(rows[key], number) if number else "",
               "day": day.isoformat(), "adds": added_by(rows[key], flow)}
              for key, day, flow in reversed(entries)]  # fmt: skip
    return Listed(name, listed, len(behind.withheld), is_latest)


def _open_number(kind: Kind, register: Register) -> str | None:
    """The column by which the unit tells its records apart, unless it is a person's."""
    number = number_column(kind.model)
    return number if number in {column.key for column in Layout(register).open} else None
