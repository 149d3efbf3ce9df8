"""Whether one record enters a measure, in which month, and why or why not; and a definition in words.

The same conditions as the compiler's, read over one record: a column without a value meets nothing but `is_not_set`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from akuntabel.catalogue.register_schema import (
    YEAR_START,
    Column,
    Condition,
    Counted,
    Flow,
    OtherColumn,
    Register,
)
from akuntabel.core.date_format import indonesian_date

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_WORDS = {"=": "adalah", "!=": "bukan", "<": "sebelum", "<=": "paling lambat", ">": "sesudah", ">=": "sejak"}
_NUMBER_WORDS = {"=": "sama dengan", "!=": "tidak sama dengan", "<": "di bawah", "<=": "paling banyak", ">": "di atas",
                 ">=": "paling sedikit"}  # fmt: skip


@dataclass(frozen=True)
class Entered:
    """One flow of a measure over one record: how much it adds and on which day, or what it does not meet.

    Of a number of one record, the integer that it gives should it hold.
    """

    flow: Flow
    day: date | None
    number: int
    unmet: tuple[Condition, ...]

    @property
    def counts(self) -> bool:
        return self.day is not None and not self.unmet


def entered(counted: Counted, record: Mapping[str, Any]) -> list[Entered]:
    """What one record adds to a measure, flow by flow. `record` maps every column that the measure names to its value.

    `$year_start` is that of the year of the flow's own date: the year that the record would enter.
    """
    return [_enter(counted, flow, record) for flow in counted.flows]


def _enter(counted: Counted, flow: Flow, record: Mapping[str, Any]) -> Entered:
    day: date | None = record[flow.by]
    unmet = tuple(c for c in flow.where if not _is_met(c, record, day.year if day else None))
    unmet += tuple(Condition(column=key, op="is_set") for key in counted.needed if record[key] is None)
    number = (record[flow.value_columns[0]] or 0) if flow.value_columns else 1
    return Entered(flow, day, -number if flow.sign == "minus" else number, unmet)


def _is_met(condition: Condition, record: Mapping[str, Any], year: int | None) -> bool:
    value = record[condition.column]
    match condition.op, condition.operand:
        case "is_set", _:
            return value is not None
        case "is_not_set", _:
            return value is None
        case _ if value is None:
            return False
        case "in", tuple() as values:
            return value in values
        case op, OtherColumn() as other:
            compared = record[other.column]
            return compared is not None and _COMPARE[op](value, compared)
        case op, operand:
            if operand == YEAR_START:
                return year is not None and _COMPARE[op](value, date(year, 1, 1))
            return _COMPARE[op](value, operand)


def in_words(register: Register, condition: Condition) -> str:
    """A condition for an official: "Komoditas salah satu dari: Obat, Kosmetik", "Selesai pada terisi"."""
    column = register.by_key[condition.column]
    match condition.op, condition.operand:
        case "is_set", _:
            return f"{column.name} terisi"
        case "is_not_set", _:
            return f"{column.name} kosong"
        case "in", tuple() as values:
            return f"{column.name} salah satu dari: {', '.join(_shown(column, value) for value in values)}"
        case op, OtherColumn() as other:
            return f"{column.name} {_relation(column, op)} {register.by_key[other.column].name}"
        case op, operand:
            shown = "1 Januari tahun yang diukur" if operand == YEAR_START else _shown(column, operand)
            return f"{column.name} {_relation(column, op)} {shown}"


def _relation(column: Column, op: str) -> str:
    return (_NUMBER_WORDS if column.type == "integer" else _WORDS)[op]


def _shown(column: Column, value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, date):
        return indonesian_date(value)
    return column.choices.get(value, str(value)) if column.type == "choice" else str(value)
