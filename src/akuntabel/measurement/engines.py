"""Engines that can count: the database itself, or DuckDB or Spark over a copy of what the measures read.

Every engine is given the same compiled statement and must return the same integers. What is copied are the columns that
the measures name, of the units that count: no other column leaves the database.
"""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from django.db import connection

from akuntabel.catalogue.compiler import Counts, compile_measures, fold
from akuntabel.catalogue.register_schema import Counted, Register
from akuntabel.organisation.records.columns import columns_of
from akuntabel.registers.kinds import KINDS

CHUNK = 2000
"""Records read from the database at a time."""
TYPES = {"choice": "string", "text": "string", "date": "date", "integer": "bigint", "boolean": "boolean",
         "reference": "bigint", "datetime": "timestamp"}  # fmt: skip
Rows = Iterator[tuple[Any, ...]]


class EngineMissing(Exception):
    """The engine that was asked for does not run here; the message says how it would."""


class Engine(Protocol):
    """What answers the compiled statement of one register."""

    @property
    def name(self) -> str: ...

    def count(self, register: Register, measures: Mapping[str, Counted], year: int, units: Sequence[int]) -> Counts:
        """Every measure by unit, group and month of the year."""


class Database:
    """Django's own connection: SQLite or PostgreSQL."""

    @property
    def name(self) -> str:
        return connection.vendor

    def count(self, register: Register, measures: Mapping[str, Counted], year: int, units: Sequence[int]) -> Counts:
        statement = compile_measures(register, measures, year, units=units)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, list(statement.parameters))
            return fold(statement, cursor.fetchall())


DATABASE = Database()
Load = Callable[[str, Mapping[str, str], Rows], None]
"""Fills a table of a name, with columns of these types, with rows."""
Ask = Callable[[str, Sequence[Any]], Sequence[Sequence[Any]]]


class Copying:
    """An engine beside the database: each question is answered over a fresh copy of the rows it is about."""

    def __init__(self, name: str, load: Load, ask: Ask) -> None:
        self._name, self._load, self._ask = name, load, ask

    @property
    def name(self) -> str:
        return self._name

    def count(self, register: Register, measures: Mapping[str, Counted], year: int, units: Sequence[int]) -> Counts:
        named = set().union(*(columns_of(counted) for counted in measures.values()))
        columns = {f"{column.key}_id" if column.type == "reference" else column.key: TYPES[column.type]
                   for column in register.columns if column.key in named}  # fmt: skip
        key = {"id": "bigint"} if any(counted.latest for counted in measures.values()) else {}
        columns = {"unit_id": "bigint", **key, **columns}
        rows = KINDS[register.key].model.objects.filter(unit__in=units).order_by().values_list(*columns)
        self._load(register.table, columns, rows.iterator(chunk_size=CHUNK))
        statement = compile_measures(register, measures, year, mark="?", units=units)
        return fold(statement, self._ask(statement.sql, list(statement.parameters)))


@contextmanager
def engine_called(name: str) -> Iterator[Engine]:
    """The engine of that name, closed afterwards. Raises EngineMissing."""
    if name == "duckdb":
        yield from _duckdb()
    elif name == "spark":
        yield from _spark()
    elif name in {"", connection.vendor}:
        yield DATABASE
    else:
        raise EngineMissing(f"Basis data ini {connection.vendor}, bukan {name}. Tulis --engine {connection.vendor}, duckdb "
                            "atau spark, atau pilih basis data lain dengan AKUNTABEL_DATABASE_URL.")  # fmt: skip


def need(library: str, extra: str) -> None:
    """Raises EngineMissing, saying how it is installed."""
    if importlib.util.find_spec(library) is None:
        raise EngineMissing(f"Pustaka {library} belum terpasang. Pasang dengan `pip install 'akuntabel[{extra}]'`.")


@contextmanager
def _in_memory() -> Iterator[tuple[Any, Load]]:
    """An empty DuckDB, and what fills its tables. Raises EngineMissing."""
    need("duckdb", "duckdb")
    import duckdb

    memory = duckdb.connect(":memory:")

    def load(table: str, columns: Mapping[str, str], rows: Rows) -> None:
        kinds = ", ".join(f"{key} {kind}" for key, kind in columns.items())
        memory.execute(f"create or replace table {table} ({kinds})")
        with memory.appender(table) as appender:
            for row in rows:
                appender.append_row(*row)

    with memory:
        yield memory, load


def _duckdb() -> Iterator[Engine]:
    with _in_memory() as (memory, load):
        yield Copying("duckdb", load, lambda sql, values: memory.execute(sql, values).fetchall())


def write_parquet(path: Path, columns: Mapping[str, str], rows: Rows) -> None:
    """Rows with columns of these types (`TYPES`) as a Parquet file. Raises EngineMissing."""
    with _in_memory() as (memory, load):
        load("rows", columns, rows)
        memory.from_query("select * from rows").write_parquet(str(path), compression="zstd")


def _spark() -> Iterator[Engine]:
    need("pyspark", "spark")
    if shutil.which("java") is None:
        raise EngineMissing("Spark memerlukan Java, yang tidak ditemukan. Pasang Java 17 atau lebih baru.")
    from pyspark.sql import SparkSession

    local: dict[str, Any] = {
        "spark.ui.enabled": False,
        "spark.sql.shuffle.partitions": 1,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.log.level": "ERROR",
    }
    session = SparkSession.builder.master("local[*]").config(map=local).getOrCreate()

    def load(table: str, columns: Mapping[str, str], rows: Rows) -> None:
        schema = ", ".join(f"{key} {kind}" for key, kind in columns.items())
        session.createDataFrame(list(rows), schema).createOrReplaceTempView(table)

    try:
        yield Copying("spark", load, lambda sql, values: session.sql(sql, args=list(values)).collect())
    finally:
        session.stop()
