"""Rows of a file that the unit has already: recognised by their UUID, by their number, or whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem
from akuntabel.core.progress import Step, counted
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.records import files
from akuntabel.organisation.records.among import in_parts
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.files import RecordFile, Row
from akuntabel.organisation.records.kinds import Kind, number_column, typed_number
from akuntabel.organisation.records.reading import read_values, written_value
from akuntabel.organisation.records.services import HIDDEN

NAMED, LONGEST = 5, 60
"""Columns of one row whose values are told, and the letters of each value."""


@dataclass(frozen=True)
class Differing(Problem):
    """A row whose record stands in the register with other values; nothing is ever written over it."""

    record: UUID


@dataclass(frozen=True)
class Known:
    """A file's rows: `new` ones, those that are stored just so, and a problem for each that is stored otherwise."""

    new: RecordFile
    same: Sequence[Row]
    differing: Sequence[Problem]


@dataclass(frozen=True)
class Difference:
    """One column in which a row and its record differ, as a file writes the two."""

    name: str
    stored: str
    typed: str
    is_hidden: bool = False

    def __str__(self) -> str:
        if self.is_hidden:
            return f"{self.name}: isinya lain"
        return f"{self.name}: {_told(self.stored)} dalam register, {_told(self.typed)} dalam berkas"


def _told(text: str) -> str:
    return f'"{text[: LONGEST - 1]}…"' if len(text) > LONGEST else f'"{text}"' if text else "kosong"


def sort_known(kind: Kind, register: Register, file: RecordFile, unit: Unit) -> Known:
    """Nothing is written. A row that cannot be read stays among the new ones, where its mistakes are told."""
    stored = _Stored(kind, register, unit)
    by_uuid = stored.by_uuid(filter(None, (uuid_of(row) for row in file.rows)))
    number = typed_number(kind, register)
    by_number = stored.by_number(number, (row.typed.get(number, "").strip() for row in file.rows)) if number else {}
    whole = stored.whole(file) if number is None else frozenset()
    new: list[int] = []
    same: list[Row] = []
    differing: list[Problem] = []
    for row in counted(Step.COMPARE, file.rows):
        uuid = uuid_of(row)
        found = by_uuid.get(uuid) if uuid else None
        if found is None and number:
            found = by_number.get(row.typed.get(number, "").strip())
        if found is None and uuid is None and whole and stored.as_text(row) in whole:
            same.append(row)
        elif found is None:
            new.append(row.line)
        elif found.unit_id != unit.pk:
            differing.append(Problem((row.line, files.UUID), "kunci ini milik catatan lain. Kosongkan sel ini."))
        else:
            others = stored.differences(row, found, uuid)
            if others is None:
                new.append(row.line)
            elif others:
                differing.append(_differs(register, row, number if found.uuid != uuid else None, found, others))
            else:
                same.append(row)
    return Known(files.only(file, new), same, differing)


def uuid_of(row: Row) -> UUID | None:
    """The UUID that a row gives; None for none, or for one that cannot be read."""
    try:
        return UUID(row.typed.get(files.UUID, "").strip())
    except ValueError:
        return None


def _differs(
    register: Register, row: Row, number: str | None, found: Record, others: Sequence[Difference]
) -> Differing:
    key = number or files.UUID
    name = register.by_key[number].name if number else "Catatan dengan uuid"
    more = f"; dan {len(others) - NAMED} kolom lain" if len(others) > NAMED else ""
    other = "beri nomor lain bila ini catatan lain" if number else "kosongkan uuid-nya bila ini catatan lain"
    return Differing((row.line, key), f'{name} "{row.typed.get(key, "").strip()}" sudah ada dengan isi lain. '
                     f"{'; '.join(map(str, others[:NAMED]))}{more}. Yang ada tidak ditimpa: ubah lewat catatannya, {other}, "
                     "atau hapus baris ini.", found.uuid)  # fmt: skip


class _Stored:
    """The unit's records of one kind, as rows of a file see them."""

    def __init__(self, kind: Kind, register: Register, unit: Unit) -> None:
        self._kind, self._register, self._unit = kind, register, unit
        self._bounds = Bounds.of(unit, register)
        self._references = [column.key for column in register.columns if column.type == "reference"]

    def _rows(self) -> Any:
        rows = self._kind.model.objects.all()
        return rows.select_related(*self._references) if self._references else rows

    def by_uuid(self, uuids: Iterable[UUID]) -> dict[UUID, Record]:
        """Also another unit's, since a UUID is the only one of its kind."""
        return {
            one.uuid: one for part in in_parts(dict.fromkeys(uuids)) for one in self._rows().filter(uuid__in=part)
        }

    def by_number(self, key: str, numbers: Iterable[str]) -> dict[str, Record]:
        mine = self._rows().filter(unit=self._unit)
        return {
            getattr(one, key): one
            for part in in_parts(dict.fromkeys(filter(None, numbers)))
            for one in mine.filter(**{f"{key}__in": part})
        }

    def whole(self, file: RecordFile) -> frozenset[tuple[str, ...]]:
        """Every stored record as the file's columns would write it: what has no number is the same when all is."""
        if not file.rows:
            return frozenset()
        columns = self._columns(file.rows[0])
        mine = self._rows().filter(unit=self._unit)
        return frozenset(tuple(_written(column, one) for column in columns) for one in mine.iterator())

    def as_text(self, row: Row) -> tuple[str, ...] | None:
        """The row in the same form; None where it cannot be read."""
        plain = self._register.model_copy(
            update={"columns": tuple(c for c in self._columns(row) if c.type != "reference")}
        )
        values, problems = read_values(plain, row.typed)
        if problems:
            return None
        return tuple(
            row.typed[column.key].strip()
            if column.type == "reference"
            else self._bounds.spelt(column, written_value(column, values[column.key]))
            for column in self._columns(row)
        )

    def differences(self, row: Row, found: Record, uuid: UUID | None) -> list[Difference] | None:
        """The columns in which a row differs from a stored record; None where it cannot be read."""
        typed = self.as_text(row)
        if typed is None:
            return None
        others = [
            Difference(column.name, stored, text, column.sensitivity in HIDDEN)
            for column, text in zip(self._columns(row), typed, strict=True)
            if text != (stored := _written(column, found)) and not _is_uuid_of(column, text, found)
        ]
        return others + (
            [Difference(files.UUID, str(found.uuid), str(uuid))] if uuid not in (None, found.uuid) else []
        )

    def _columns(self, row: Row) -> list[Column]:
        return [column for column in self._register.columns if column.key in row.typed]


def _written(column: Column, record: Record) -> str:
    value = getattr(record, column.key)
    return written_reference(value) if isinstance(value, Record) else written_value(column, value)


def written_reference(other: Record) -> str:
    """How a file names a record: by its number, or by its UUID where it has none."""
    key = number_column(type(other))
    return (getattr(other, key) if key else None) or str(other.uuid)


def _is_uuid_of(column: Column, text: str, record: Record) -> bool:
    if column.type != "reference" or not text:
        return False
    other = getattr(record, column.key)
    return other is not None and text.lower() == str(other.uuid)


def typed_uuids(file: RecordFile) -> tuple[Mapping[int, UUID], list[Problem]]:
    """Line → the UUID it gives; problems where one cannot be read or stands twice."""
    found: dict[int, UUID] = {}
    lines: dict[UUID, int] = {}
    problems: list[Problem] = []
    for row in file.rows:
        text = row.typed.get(files.UUID, "").strip()
        if not text:
            continue
        uuid = uuid_of(row)
        if uuid is None:
            problems.append(Problem((row.line, files.UUID), f'"{text}" bukan UUID. Kosongkan sel ini.'))
        elif lines.setdefault(uuid, row.line) != row.line:
            problems.append(Problem((row.line, files.UUID), f"kunci ini sudah dipakai pada baris {lines[uuid]}. "
                                    "Kosongkan sel ini."))  # fmt: skip
        else:
            found[row.line] = uuid
    return found, problems
