"""A kind of record: its model, and what its service does besides what the definition says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import models

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Record

Fields: TypeAlias = "models.Field[Any, Any]"


def nothing_asked(records: Sequence[Any]) -> Any:
    """Nothing that other records say matters to this kind."""


def no_upkeep(record: Any) -> None:  # a record without maintained columns
    """Nothing to maintain."""


def no_problems(record: Any) -> Iterator[Problem]:  # noqa: ARG001
    """Nothing to check beyond types and choices."""
    yield from ()


def no_upkeep_among(record: Any, facts: Any) -> None:
    """Nothing to maintain from other records."""


def no_problems_among(record: Any, facts: Any) -> Iterator[Problem]:  # noqa: ARG001
    """Nothing to check against other records."""
    yield from ()


def none_affected(records: Sequence[Any]) -> Iterable[Affected]:  # noqa: ARG001
    """Nothing depends on this kind of record."""
    return ()


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    `maintain` writes the maintained columns of a record before it is saved: run again, it changes nothing. It raises
    Refused, with each problem at the column's key, where they cannot be told. Where it makes the kind's number, it
    makes that also from a record with gaps. `check` yields what its columns say
    against one another, likewise. Both ask the database nothing: they know the record and what it points to.

    What more they need to know, `ask` finds out for all records of a form or a file together, from those stored beside
    them and from one another: the facts that `maintain_among` and `check_among` are given. Facts that are equal say the
    same, so that nothing is reckoned again for a file when nothing has changed meanwhile.

    `after` finds the stored records, others than these, whose maintained columns depend on these: they are maintained
    again whenever these are kept, corrected or withdrawn. It too asks once for all of them.

    `source` says where the number of a record comes from, for a figure that is one record's number.
    """

    key: str
    model: type[Record]
    maintain: Callable[[Any], None] = no_upkeep
    check: Callable[[Any], Iterator[Problem]] = no_problems

    ask: Callable[[Sequence[Any]], Any] = nothing_asked
    maintain_among: Callable[[Any, Any], None] = no_upkeep_among
    check_among: Callable[[Any, Any], Iterator[Problem]] = no_problems_among

    after: Callable[[Sequence[Any]], Iterable[Affected]] = none_affected
    source: Callable[[Any], str] = str


@dataclass(frozen=True)
class Affected:
    """A stored record to maintain again because of `cause`; should it refuse, the sentence stands there, at column `at`."""

    kind: Kind
    record: Record
    cause: Record
    at: str


_FIELDS: dict[str, type[Fields]] = {
    "text": models.TextField,
    "choice": models.CharField,
    "date": models.DateField,
    "datetime": models.DateTimeField,
    "integer": models.BigIntegerField,
    "boolean": models.BooleanField,
    "reference": models.ForeignKey,
}
"""Type of a column → the field that stores it."""


def differences(kind: Kind, register: Register, models_by_key: dict[str, type[Record]]) -> Iterator[str]:
    """Where a model and its definition are not the same: table, columns, types, what may be empty, references."""
    meta = kind.model._meta
    if meta.db_table != register.table:
        yield f"{kind.key}: table {meta.db_table}, defined as {register.table}"
    own = {field.name: field for field in meta.local_concrete_fields}
    for column in register.columns:
        field = own.get(column.key)
        if field is None:
            yield f"{kind.key}: the model has no column {column.key}"
        else:
            yield from _field_differences(kind, column, field, models_by_key)
    known = {field.name for field in Record._meta.get_fields()} | {"id"}
    for name in sorted(set(own) - known - set(register.by_key)):
        yield f"{kind.key}: column {name} is not defined"


def _field_differences(
    kind: Kind, column: Column, field: Any, models_by_key: dict[str, type[Record]]
) -> Iterator[str]:
    where = f"{kind.key}.{column.key}"
    if type(field) is not _FIELDS[column.type]:
        yield f"{where}: {type(field).__name__}, defined as {column.type}"
    if field.null is column.required:
        yield f"{where}: null={field.null}, defined as required={column.required}"
    if column.type == "reference" and field.related_model is not models_by_key.get(column.to or ""):
        yield f"{where}: refers to {field.related_model}, defined as {column.to}"
    if str(field.verbose_name).lower() != column.name.lower():
        yield f'{where}: called "{field.verbose_name}", defined as "{column.name}"'


def number_column(model: type[Record]) -> str | None:
    """The column by which a unit tells its records apart: the text that its table holds once in each unit, if any.

    It may be a maintained one: references name it, rows of a file do not hold it (`typed_number`).
    """
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields[:1] == ("unit",):
            key, *others = constraint.fields[1:]
            if not others and isinstance(model._meta.get_field(key), models.TextField):
                return key
    return None


def typed_number(kind: Kind, register: Register) -> str | None:
    """The number column where people type it; None where upkeep makes the number."""
    key = number_column(kind.model)
    return key if key is not None and not register.by_key[key].maintained else None
