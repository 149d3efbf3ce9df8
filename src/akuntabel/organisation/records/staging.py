"""New records put into a temporary table of the connection first, and from there into the register by one statement.

What changes many stored records at once, and their histories, is here too: nothing is written one record after another.
Filling the table takes as long as the file is; nobody waits for it, because a temporary table is no other connection's
business (on SQLite it is a file of its own, on PostgreSQL local to the session). Only the one statement needs the lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models
from simple_history.utils import get_history_manager_for_model

from akuntabel.core.progress import Step, counted
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.among import in_parts

TABLE = "import_staging"
ROWS = 500
"""Rows in one call; the engine repeats one prepared statement."""


def _fields(model: type[Record]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.primary_key]


def _columns(model: type[Record]) -> str:
    return ", ".join(connection.ops.quote_name(field.column) for field in _fields(model))


@contextmanager
def staged(model: type[Record], records: Sequence[Record]) -> Iterator[None]:
    """The records stand in the temporary table, in their order, until the block ends."""
    columns, live = _columns(model), connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {TABLE}")
        cursor.execute(f"create temporary table {TABLE} as select 0 as place, {columns} from {live} where 1 = 0")  # noqa: S608  # names of models only
    try:
        _fill(model, records)
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"drop table if exists {TABLE}")


def _fill(model: type[Record], records: Sequence[Record]) -> None:
    fields = _fields(model)
    marks = ", ".join(["%s"] * (len(fields) + 1))
    sql = f"insert into {TABLE} (place, {_columns(model)}) values ({marks})"  # noqa: S608  # names of models only
    rows = iter(enumerate(counted(Step.PREPARE, records)))
    with connection.cursor() as cursor:
        while part := list(islice(rows, ROWS)):
            cursor.executemany(sql, [(place, *_stored(fields, record)) for place, record in part])


def _stored(fields: Sequence[Any], record: Record) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(record, add=True), connection) for field in fields]


def insert(model: type[Record], records: Sequence[Record]) -> None:
    """The staged rows into the register, and to each record the key that it got there."""
    columns, live = _columns(model), connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"insert into {live} ({columns}) select {columns} from {TABLE} order by place")  # noqa: S608  # names of models only
        cursor.execute(f"select t.place, l.id from {TABLE} t join {live} l on l.uuid = t.uuid")  # noqa: S608  # the same
        keys = {int(place): int(key) for place, key in cursor.fetchall()}
    for place, record in enumerate(records):
        record.pk = keys[place]
        record._state.adding = False  # noqa: SLF001  # as bulk_create leaves it
        record._state.db = connection.alias  # noqa: SLF001  # the same


def fill_again(model: type[Record], records: Sequence[Record]) -> None:
    """The staged rows as the records are now."""
    with connection.cursor() as cursor:
        cursor.execute(f"delete from {TABLE}")  # noqa: S608  # a name of ours
    _fill(model, records)


def update(model: type[Record], records: Sequence[Record], columns: Sequence[str]) -> None:
    """Some columns of stored records as the records have them now."""
    fields: list[Any] = [model._meta.get_field(column) for column in columns]
    quote = connection.ops.quote_name
    marks = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    sql = f"update {quote(model._meta.db_table)} set {marks} where id = %s"  # noqa: S608  # names of models only
    rows = iter(records)
    with connection.cursor() as cursor:
        while part := list(islice(rows, ROWS)):
            cursor.executemany(
                sql,
                [
                    (*(f.get_db_prep_save(getattr(one, f.attname), connection) for f in fields), one.pk)
                    for one in part
                ],
            )


def write_history(model: type[Record], reasons: Mapping[int, str], now: datetime, *, sign: str) -> None:
    """A version of each record, as it stands, into its history, with its reason: the first ("+"), another ("~") or the last
    ("-")."""
    history = get_history_manager_for_model(model).model
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for field in model._meta.local_concrete_fields if (column := field.column))
    moment = history._meta.get_field("history_date").get_db_prep_save(now, connection)
    table, to = quote(model._meta.db_table), quote(history._meta.db_table)
    with connection.cursor() as cursor:
        for part in in_parts(sorted(reasons)):
            marks = ", ".join(["(cast(%s as bigint), cast(%s as text))"] * len(part))
            cursor.execute(
                f"with why(of_record, told) as (values {marks}) "  # noqa: S608  # names of models only
                f"insert into {to} ({columns}, history_date, history_type, history_change_reason) "
                f"select {columns}, %s, %s, told from {table} join why on of_record = id order by id",
                [*(value for key in part for value in (key, reasons[key])), moment, sign],
            )


def references(model: type[Record]) -> list[models.ForeignKey[Any, Any]]:
    """The columns that point to other records."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Record)
    ]
