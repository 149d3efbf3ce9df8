"""Every register that an account may read as files in a folder, one for each register of each unit.

CSV is what the page of a register gives and import reads back. Parquet is for counting elsewhere: values as the database
holds them, under the keys of the columns, so that the statement of the measures reads a file as it reads the table.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from akuntabel.audit.services import Actor
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement.engines import TYPES, need, write_parquet
from akuntabel.measurement.record_queries import Book, books_of
from akuntabel.organisation.access import may_keep, named_for, roles_in
from akuntabel.organisation.models import Unit, User
from akuntabel.organisation.records.export import personal_export
from akuntabel.organisation.records.list_files import lines_of
from akuntabel.organisation.records.queries import Search, values_for_file
from akuntabel.organisation.records.reading import Value

Form = Literal["csv", "parquet"]
READABLE_BY_OWNER = 0o600


@dataclass(frozen=True)
class Exported:
    """One file: whose register, where it lies, how many records it holds and which personal or secret columns."""

    unit: Unit
    register: Register
    path: Path
    records: int
    hidden: Sequence[Column]


@dataclass(frozen=True)
class _Planned:
    unit: Unit
    book: Book
    path: Path
    is_personal: bool


def export_registers(
    folder: Path, units: Sequence[Unit], *, form: Form, purpose: str | None = None, account: User, by: Actor
) -> Iterator[Exported]:
    """Write the registers that the account may read now, each as it is finished; without their histories.

    With a `purpose` those that the account keeps hold their personal columns too, each told to the trail. Raises Refused
    where a file is there already or a purpose has nothing to be for, before anything is written; EngineMissing.
    """
    if form == "parquet":
        need("duckdb", "duckdb")
    planned = [one for unit in units for one in _of_unit(folder, unit, form, account, personal=purpose is not None)]
    if purpose is not None and not any(one.is_personal for one in planned):
        raise Refused([Problem(("purpose",), f'Akun "{account.username}" tidak mencatat register yang berkolom pribadi. '
                                             "Ekspor tanpa kolom pribadi.")])  # fmt: skip
    if there := [Problem(("folder",), f"Berkas {one.path} sudah ada dan tidak ditimpa. Pilih folder lain.")
                 for one in planned if one.path.exists()]:  # fmt: skip
        raise Refused(there)
    return (_write(one, form, purpose or "", by) for one in planned)


def _of_unit(folder: Path, unit: Unit, form: Form, account: User, *, personal: bool) -> Iterator[_Planned]:
    named, roles = named_for(account, unit), roles_in(account, unit)
    for key, book in books_of(unit, named).items():
        keeps = may_keep(roles, book.register, named=key in named)
        path = folder.joinpath(unit.slug, f"{key}.{form}")
        yield _Planned(unit, book, path, personal and keeps and bool(book.layout.hidden))


def _write(one: _Planned, form: Form, purpose: str, by: Actor) -> Exported:
    book, layout = one.book, one.book.layout
    columns = layout.visible(personal=True) if one.is_personal else layout.open
    also = _database_columns(columns) if form == "parquet" else ()
    if one.is_personal:
        rows = iter(personal_export(book.kind, layout, one.unit, Search(), {}, purpose=purpose, also=also, by=by))
    else:
        rows = values_for_file(book.kind, layout, one.unit, Search(), {}, also=also)
    counted = _Counting(rows)
    one.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=one.path.parent, prefix=".") as beside:
        unfinished = Path(beside, one.path.name)
        if form == "csv":
            with unfinished.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines_of(columns, counted))
        else:
            _as_parquet(unfinished, one, columns, counted)
        unfinished.chmod(READABLE_BY_OWNER)
        unfinished.rename(one.path)
    return Exported(one.unit, book.register, one.path, counted.number, layout.hidden if one.is_personal else ())


def _database_columns(columns: Sequence[Column]) -> list[str]:
    """What joins and the statements of measures need beside the columns that people know."""
    return ["id", "unit_id", *(f"{column.key}_id" for column in columns if column.type == "reference")]


def _as_parquet(path: Path, one: _Planned, columns: Sequence[Column], rows: Iterator[list[Value]]) -> None:
    types = {column.key: "string" if column.type == "reference" else TYPES[column.type] for column in columns}
    types |= dict.fromkeys(_database_columns(columns), "bigint") | {"uuid": "string", "unit": "string"}
    references = [place for place, column in enumerate(columns) if column.type == "reference"]

    def texts() -> Iterator[tuple[object, ...]]:
        for row in rows:
            for place in references:
                row[place] = None if row[place] is None else str(row[place])
            yield (*row[:-1], str(row[-1]), one.unit.slug)

    write_parquet(path, types, texts())


class _Counting(Iterator["list[Value]"]):
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterator[list[Value]]) -> None:
        self._rows, self.number = rows, 0

    def __next__(self) -> list[Value]:
        row = next(self._rows)
        self.number += 1
        return row
