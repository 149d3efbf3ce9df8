"""Measures of one register → one parameterised SQL statement that returns integers per unit, month and group.

The text uses only what SQLite, PostgreSQL, DuckDB and Spark understand alike: no division, rounding, date function,
pattern or join; values travel as parameters only; every name comes from the register's definition. The month is found
by comparing with the first days of the months, so that no engine's date arithmetic takes part.

    compile_measures(register, {"samples_tested": counted, …}, 2023).sql

Each row is (unit_id, month, group, one integer per name in `Statement.measures`). Rows of several dates repeat a
unit and month: they are added (`fold`). Every value is read through `int()`: PostgreSQL sums to Decimal. A measure that
is the number of one record has three names: its integer, its scale, and the key of the record that holds (0: none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from akuntabel.catalogue.register_schema import (
    YEAR_START,
    Condition,
    Counted,
    Flow,
    LatestOf,
    OtherColumn,
    Register,
    SumOf,
)

Parameter = int | bool | str | date
Row = Sequence[object]
Counts = dict[str, dict[tuple[int, str], list[int]]]
"""Measure → (unit id, group) → twelve monthly integers, January first."""

MONTHS = 12
_Months: TypeAlias = "int | tuple[_Months, ...]"
_YEAR_IN_HALVES: _Months = (((1, 2, 3), (4, 5, 6)), ((7, 8, 9), (10, 11, 12)))
_COMPARISONS = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
UNIT_COLUMN = "unit_id"
_SCALE, _RECORD = " scale", " record"


def scale_of(measure: str) -> str:
    """The name of a measure's scale among the integers of a row."""
    return f"{measure}{_SCALE}"


def record_of(measure: str) -> str:
    """The name of the key of the record that holds."""
    return f"{measure}{_RECORD}"


def _names(measure: str, counted: Counted) -> tuple[str, ...]:
    return (measure, scale_of(measure), record_of(measure)) if counted.latest else (measure,)


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, and the names of the integers that follow unit, month and group in each row."""

    sql: str
    parameters: tuple[Parameter, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class Versions:
    """Records as they stood: the table of their versions, and for each month, January first, the moment before which
    the version must have been written that is taken for a record dated in that month."""

    table: str
    moments: tuple[datetime, ...]


@dataclass(frozen=True)
class _Counting:
    """One flow of one measure."""

    measure: str
    flow: Flow


class _Writer:
    """SQL being written: pieces of text, and the parameters in the order in which they stand in it."""

    def __init__(
        self, register: Register, year: int, mark: str, units: Sequence[int], versions: Versions | None = None
    ) -> None:
        self._table = register.table
        self._versions = versions
        self.parameters: list[Parameter] = []
        self._year_start, self._next_year = date(year, 1, 1), date(year + 1, 1, 1)
        self._columns = register.by_key
        self._mark = mark
        self._units = units

    def column(self, key: str) -> str:
        """The column in SQL. Only a registered one can be named: KeyError otherwise (the loader has checked)."""
        column = self._columns[key]
        return f"t.{column.key}_id" if column.type == "reference" else f"t.{column.key}"

    def value(self, value: Parameter) -> str:
        self.parameters.append(value)
        return self._mark

    def all_of(self, conditions: Iterable[Condition]) -> str:
        return " and ".join(self._condition(condition) for condition in conditions)

    def month_of(self, key: str) -> str:
        """The month of a date column within the year, by halves and quarters: at most four comparisons."""
        return self._month_in(self.column(key), _YEAR_IN_HALVES, str)

    def source(self, by: str) -> str:
        """What is counted in: the table of the records, or the last version of each before its month's moment."""
        if self._versions is None:
            return self._table
        table, column = self._versions.table, self.column(by).removeprefix("t.")
        before = self._moment_of(f"h.{column}")
        newer = self._moment_of(f"h.{column}")
        return (
            f"(select h.* from {table} h where h.history_type <> '-' and h.history_date < {before} and not exists "  # noqa: S608  # names of the definition
            f"(select 1 from {table} n where n.id = h.id and n.history_id > h.history_id and n.history_date < {newer}))"
        )

    def _moment_of(self, column: str) -> str:
        assert self._versions is not None
        moments = self._versions.moments
        if len(set(moments)) == 1:
            return self.value(moments[0])
        return self._month_in(column, _YEAR_IN_HALVES, lambda month: self.value(moments[month - 1]))

    def records(
        self,
        by: str,
        first: date,
        until: date,
        conditions: Sequence[Condition],
        *,
        needed: Iterable[str] = (),
    ) -> str:
        """Which records count: dated from `first` until before `until`, in the units, meeting the conditions, with a
        value in the columns `needed`."""
        column = self.column(by)
        parts = [f"{column} >= {self.value(first)}", f"{column} < {self.value(until)}"]
        if conditions:
            parts.append(self.all_of(conditions))
        parts += [f"{self.column(key)} is not null" for key in needed]
        if self._units:
            parts.append(f"t.{UNIT_COLUMN} in ({', '.join(self.value(unit) for unit in self._units)})")
        return " and ".join(parts)

    def counts(self, by: str, group_by: str | None, part: Sequence[_Counting], keys: Sequence[str]) -> str:
        """The counts of one date column and grouping: conditions that all share stand in `where`, the rest in the sums.

        The plus before the unit keeps SQLite from walking its index on it, which is slower than sorting the groups.
        """
        shared = _shared(part)
        month, group = self.month_of(by), self.column(group_by) if group_by else "''"
        sums = ", ".join(self._sum([one.flow for one in part if one.measure == key], shared) for key in keys)
        source = self.source(by)
        where = self.records(by, self._year_start, self._next_year, shared, needed=[group_by] if group_by else ())
        return (
            f"select +t.{UNIT_COLUMN}, {month}, {group}, {sums}\nfrom {source} t\nwhere {where}\ngroup by 1, 2, 3"
        )

    def latest(self, measure: str, counted: Counted, names: Sequence[str]) -> str:
        """The number of the one record that holds in each month: its integer, its scale, its key; 0 elsewhere."""
        [flow], held = counted.flows, counted.latest
        assert held is not None
        month, group = self.month_of(flow.by), self.column(counted.group_by) if counted.group_by else "''"
        source = self.source(flow.by)
        where = self.records(flow.by, self._year_start, self._next_year, flow.where, needed=counted.needed)
        given = {measure: "r.held_number", scale_of(measure): "r.held_scale", record_of(measure): "r.held_record"}
        chosen = ", ".join(given.get(name, "0") for name in names)
        place = f"t.{UNIT_COLUMN}, t.held_month, t.held_group"
        values = f"{self.column(held.latest)} as held_number, {self.column(held.scale)} as held_scale, t.id as held_record"
        rows = f"select t.*, {month} as held_month, {group} as held_group, {values} from {source} t where {where}"  # noqa: S608  # names of the definition
        rank = f"row_number() over (partition by {place} order by {self.precedence(flow)}) as held_rank"
        return (
            f"select r.{UNIT_COLUMN}, r.held_month, r.held_group, {chosen}\n"
            f"from (select t.*, {rank}\nfrom ({rows}) t) r\nwhere r.held_rank = 1"
        )

    def precedence(self, flow: Flow) -> str:
        """The record that holds first. What has no value comes last on every engine."""
        assert isinstance(flow.value, LatestOf)
        columns = [self.column(key) for key in (flow.by, *flow.value.then_by)]
        parts = [f"case when {column} is null then 1 else 0 end, {column} desc" for column in columns]
        return ", ".join([*parts, "t.id desc"])

    def _sum(self, flows: Sequence[Flow], shared: Sequence[Condition]) -> str:
        """The integer of one measure in one part; 0 where the part has no flow of it."""
        return " + ".join(self._term(flow, shared) for flow in flows) or "0"

    def _term(self, flow: Flow, shared: Sequence[Condition]) -> str:
        sign = "-" if flow.sign == "minus" else ""
        condition = self.all_of(condition for condition in flow.where if condition not in shared)
        counted = f"coalesce({self.column(flow.value.sum)}, 0)" if isinstance(flow.value, SumOf) else "1"
        return (
            f"{sign}sum(case when {condition} then {counted} else 0 end)" if condition else f"{sign}sum({counted})"
        )

    def _condition(self, condition: Condition) -> str:
        column = self.column(condition.column)
        match condition.op, condition.operand:
            case "is_set", _:
                return f"{column} is not null"
            case "is_not_set", _:
                return f"{column} is null"
            case "in", tuple() as values:
                return f"{column} in ({', '.join(self.value(value) for value in values)})"
            case op, OtherColumn() as other:
                return f"{column} {_COMPARISONS[op]} {self.column(other.column)}"
            case op, operand:
                assert operand is not None
                assert not isinstance(operand, tuple)
                value = self._year_start if operand == YEAR_START else operand
                return f"{column} {_COMPARISONS[op]} {self.value(value)}"

    def number_of(self, flow: Flow) -> str:
        """What one record adds by a flow, or gives: then with its scale."""
        if isinstance(flow.value, LatestOf):
            return f"{self.column(flow.value.latest)}, {self.column(flow.value.scale)}"
        sign = "-" if flow.sign == "minus" else ""
        return f"{sign}coalesce({self.column(flow.value.sum)}, 0)" if isinstance(flow.value, SumOf) else f"{sign}1"

    def _month_in(self, column: str, months: _Months, told: Callable[[int], str]) -> str:
        if isinstance(months, int):
            return told(months)
        *before, last = months
        cases = []
        for branch, following in zip(before, months[1:], strict=True):
            bound = self.value(date(self._year_start.year, _first(following), 1))
            cases.append(f"when {column} < {bound} then {self._month_in(column, branch, told)}")
        return f"case {' '.join(cases)} else {self._month_in(column, last, told)} end"


def _first(months: _Months) -> int:
    return months if isinstance(months, int) else _first(months[0])


def compile_measures(
    register: Register,
    measures: Mapping[str, Counted],
    year: int,
    *,
    mark: str = "%s",
    units: Sequence[int] = (),
    versions: Versions | None = None,
) -> Statement:
    """One statement for all the measures of a register and year; of the `units` given by id, or of all.

    With `versions`, as the records stood at the moment of each month. `mark` is how the engine writes a parameter: `%s`
    on Django's cursors, `?` on DuckDB and Spark.
    """
    names = tuple(name for key, counted in measures.items() for name in _names(key, counted))
    parts: dict[tuple[str, str | None], list[_Counting]] = {}
    for key, counted in measures.items():
        for flow in () if counted.latest else counted.flows:
            parts.setdefault((flow.by, counted.group_by), []).append(_Counting(key, flow))
    writer = _Writer(register, year, mark, units, versions)
    selects = [writer.counts(by, group_by, part, names) for (by, group_by), part in parts.items()]
    selects += [writer.latest(key, counted, names) for key, counted in measures.items() if counted.latest]
    return Statement("\nunion all\n".join(selects), tuple(writer.parameters), names)


def _shared(part: Sequence[_Counting]) -> list[Condition]:
    """The conditions that every flow of the part has."""
    first, *others = (one.flow.where for one in part)
    return [condition for condition in first if all(condition in where for where in others)]


def fold(statement: Statement, rows: Iterable[Row]) -> Counts:
    """Rows of the statement added up; a measure without a record in the year is there, and empty."""
    counts: Counts = {measure: {} for measure in statement.measures}
    for unit, month, group, *numbers in rows:
        place = (int(str(unit)), str(group))
        for measure, number in zip(statement.measures, numbers, strict=True):
            if number:
                months = counts[measure].setdefault(place, [0] * MONTHS)
                months[int(str(month)) - 1] += int(str(number))
    return counts


def compile_records(
    register: Register,
    counted: Counted,
    first: date,
    last: date,
    *,
    mark: str = "%s",
    units: Sequence[int] = (),
    versions: Versions | None = None,
) -> list[Statement]:
    """The records behind a number, one statement for each flow: (record id, date, what it adds), dates from `first` to
    `last` within one year; with `versions`, as they stood.

    Of a number of one record: (record id, date, integer, scale), the one that holds first, then those that do not.
    The same conditions as the count's: what is listed is what was counted.
    """
    statements = []
    for flow in counted.flows:
        writer = _Writer(register, first.year, mark, units, versions)
        source = writer.source(flow.by)
        where = writer.records(flow.by, first, last + timedelta(days=1), flow.where, needed=counted.needed)
        sql = f"select t.id, {writer.column(flow.by)}, {writer.number_of(flow)} from {source} t where {where}"  # noqa: S608  # no value
        if counted.latest:
            sql += f" order by {writer.precedence(flow)}"
        statements.append(Statement(sql, tuple(writer.parameters), ()))
    return statements
