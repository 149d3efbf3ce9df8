"""The shape of a register's definition (`registers/*.yaml`) and of what a measure counts in it.

The schema is closed: no arithmetic, no division, no date function, no pattern, no join. What needs arithmetic is a
column that the register's services maintain. Loaded and checked by `loader.py`, compiled by `compiler.py`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from akuntabel.catalogue.entries import Entry, Key, Text

Sensitivity = Literal["public", "internal", "personal", "secret"]
"""Who may see a column: anybody after publication, those who may open the register, or named people only."""

ColumnType = Literal["text", "choice", "date", "datetime", "integer", "boolean", "reference"]

YEAR_START = "$year_start"
"""The operand for 1 January of the measured year."""


class ChoicesBy(Entry):
    """Which choices a column has depends on another choice of the same record: `allowed` maps each choice of that
    `column` to those of this one. An empty list: this column stays empty then."""

    column: Key
    allowed: Annotated[dict[Key, tuple[Key, ...]], Field(min_length=1)]


class Column(Entry):
    """One column of a register. `maintained`: written by the register's services, never by a person.

    `is_year`: a whole number that is a year, written without a separator of thousands. `is_decimal`: a text that is a
    number with its decimals, kept with every digit as it was given. `may_lie_ahead`: a day that is meant to come (a last
    day, the end of a term); any other day that a person fills has come already. `district`: a text that names a district,
    one of the unit's own working area, or any (an applicant's).
    """

    key: Key
    name: Text
    type: ColumnType
    sensitivity: Sensitivity = "internal"
    required: bool = False
    choices: dict[Key, Text] = {}
    choices_by: ChoicesBy | None = None
    to: Key | None = None
    maintained: bool = False
    is_year: bool = False
    is_decimal: bool = False
    may_lie_ahead: bool = False
    district: Literal["own", "any"] | None = None
    help: str = ""


class OtherColumn(Entry):
    """A column as the operand of a comparison: `{column: due_on}`."""

    column: Key


Scalar = int | bool | str | date
Operator = Literal["=", "!=", "in", "<", "<=", ">", ">=", "is_set", "is_not_set"]
UNARY: frozenset[str] = frozenset({"is_set", "is_not_set"})
ORDERING: frozenset[str] = frozenset({"<", "<=", ">", ">="})


class Condition(Entry):
    """`[column, operator, operand]`; the operand is a literal, a list of literals for `in`, another column as
    `{column: KEY}`, or `$year_start`. A record whose column is empty meets nothing but `is_not_set`."""

    column: Key
    op: Operator
    operand: Scalar | tuple[Scalar, ...] | OtherColumn | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        if isinstance(value, tuple | list) and len(value) not in (2, 3):
            raise ValueError("tulis sebagai [kolom, operator, nilai]; is_set dan is_not_set tanpa nilai")
        return (
            dict(zip(("column", "op", "operand"), value, strict=False))
            if isinstance(value, tuple | list)
            else value
        )

    @model_validator(mode="after")
    def _operand_fits(self) -> Condition:
        if self.op in UNARY:
            if self.operand is not None:
                raise ValueError(f"{self.op} berdiri tanpa nilai; hapus nilainya")
        elif self.operand is None:
            raise ValueError(f"{self.op} memerlukan nilai; tambahkan")
        elif (self.op == "in") != isinstance(self.operand, tuple):
            raise ValueError("daftar nilai dipakai dengan in, dan in dengan daftar nilai; samakan")
        elif self.operand == ():
            raise ValueError("daftar nilai untuk in kosong; isi paling sedikit satu")
        return self


class Register(Entry):
    """A register (buku catatan): one table of records, each with a unit, whose columns measures may count by.

    `listed`: the columns of its lists, where they are not those that the layout would choose.
    `named_by`: what a record without a number of its own is called by: what it belongs to, and its kind or day.
    `shared`: a list of things that registers refer to (agencies, documents). Nothing is counted in it.
    `confidential`: named people only, neither the role nor the unit: the whole register (true), or the records that
    meet all the conditions.
    """

    key: Key
    name: Text
    table: Key
    listed: tuple[Key, ...] = ()
    named_by: tuple[Key, ...] = ()
    shared: bool = False
    confidential: bool | tuple[Condition, ...] = False
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]
    note: str = ""

    @property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}

    @property
    def confidential_rows(self) -> tuple[Condition, ...]:
        """What makes a record confidential; empty where the whole register is, or nothing in it."""
        return self.confidential if isinstance(self.confidential, tuple) else ()


class SumOf(Entry):
    """The sum of an integer column, where it is set."""

    sum: Key


class LatestOf(Entry):
    """The number of one record, not a sum: of those that meet the conditions, the one that holds for its month.

    `latest` is an integer column, `scale` the one that says how many of its digits are decimals. The latest by the flow's
    date holds, then the latest by each column of `then_by` (without a value: before all others), then the last entered.
    """

    latest: Key
    scale: Key
    then_by: tuple[Key, ...] = ()


class Flow(Entry):
    """Records counted in the month of one date column. `sign: minus` takes them off: a case leaving a stage."""

    by: Key
    where: tuple[Condition, ...] = ()
    value: Literal["count"] | SumOf | LatestOf = "count"
    sign: Literal["plus", "minus"] = "plus"

    @property
    def value_columns(self) -> tuple[str, ...]:
        """The columns from which the number comes; the number itself first."""
        match self.value:
            case SumOf(sum=key):
                return (key,)
            case LatestOf(latest=key, scale=scale, then_by=then_by):
                return (key, scale, *then_by)
        return ()


class Counted(Entry):
    """What a measure counts in its register; each flow has its own date, and all are added.

    `units`: the records of the unit itself, or also those of the units below it on the period's last day.
    A number of one record (`LatestOf`) is the measure's only flow, and of the unit itself.
    """

    in_register: Key
    units: Literal["own", "own_and_below"] = "own"
    flows: Annotated[tuple[Flow, ...], Field(min_length=1)]
    group_by: Key | None = None
    inference: Literal["random_sample", "targeted", "census", "none"] = "none"

    @property
    def latest(self) -> LatestOf | None:
        """How the record that holds is told, where the number is that of one record."""
        value = self.flows[0].value
        return value if isinstance(value, LatestOf) else None

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without whose value a record does not count."""
        grouping = (self.group_by,) if self.group_by else ()
        return (*grouping, self.latest.latest, self.latest.scale) if self.latest else grouping

    @model_validator(mode="after")
    def _one_record_is_not_added(self) -> Counted:
        if any(isinstance(flow.value, LatestOf) for flow in self.flows):
            if len(self.flows) > 1 or self.flows[0].sign == "minus":
                raise ValueError(
                    "nilai satu catatan (latest) tidak dijumlahkan; tulis satu aliran tanpa sign: minus"
                )
            if self.units != "own":
                raise ValueError("nilai satu catatan (latest) milik satuan kerjanya sendiri; hapus units")
        return self
