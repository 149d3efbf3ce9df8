"""The records of a file in memory, and everything that is wrong with them; nothing is written.

Nothing here asks the database once per record: what upkeep and checks need of it, they ask for all records together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem
from akuntabel.core.progress import Step, counted
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.records.among import in_parts
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.checks import choices_fit, wrong_with
from akuntabel.organisation.records.files import RecordFile
from akuntabel.organisation.records.kinds import Kind, number_column, typed_number
from akuntabel.organisation.records.known import typed_uuids
from akuntabel.organisation.records.reading import read_values

ByNumber = Mapping[str, Record]


@dataclass(frozen=True)
class Draft:
    """The records of one file, not written yet. `waves`: each record after those of this file that it points to.

    `facts` are what its checks knew of other records; None for a draft of no unit, which is not checked against others.
    """

    kind: Kind
    register: Register
    file: RecordFile
    records: Sequence[Record]
    waves: Sequence[Sequence[Record]]
    facts: Any = None

    @property
    def lines(self) -> dict[int, int]:
        """The line of each record, by `id` of the record."""
        return dict(zip(map(id, self.records), (row.line for row in self.file.rows), strict=True))

    @property
    def by_number(self) -> dict[str, Record]:
        """The records by the number that the unit gives them."""
        return _by_number(self.kind.model, self.records)


def _by_number(model: type[Record], records: Iterable[Record]) -> dict[str, Record]:
    """The first record with each number."""
    key = number_column(model)
    found: dict[str, Record] = {}
    for record in records if key else ():
        if number := getattr(record, key or ""):
            found.setdefault(number, record)
    return found


def draft(
    kind: Kind,
    register: Register,
    file: RecordFile,
    *,
    unit: Unit | None = None,
    others: Mapping[str, ByNumber | None] | None = None,
) -> tuple[Draft, list[Problem]]:
    """The records of a file, and everything wrong with them at (line, column).

    With a `unit` the records are its, and compared with what it has; else each is checked alone. A reference is looked up
    among `others` (register → number → record, written or drafted; None: not known, so not asked), the file itself, and
    the records that `unit` has. A record with a mistake is made from what could be read, so that what points to it is no
    second mistake, and not compared further.
    """
    references = [column for column in register.columns if column.type == "reference" and not column.maintained]
    plain = register.model_copy(update={"columns": tuple(c for c in register.columns if c not in references)})
    problems: list[Problem] = []
    records: list[Record] = []
    uuids, wrong_uuids = typed_uuids(file)
    problems += wrong_uuids
    for row in counted(Step.CHECK, file.rows):
        values, found = read_values(plain, row.typed)
        problems += [Problem((row.line, *problem.place), problem.message) for problem in found]
        record = kind.model(**values)
        record.uuid = uuids.get(row.line, record.uuid)
        if unit is not None:
            record.unit = unit
        records.append(record)
    if (number := typed_number(kind, register)) is not None:
        problems += _repeated(file, records, number, register.by_key[number].name)
    known: dict[str, ByNumber | None] = {**(others or {}), kind.key: _by_number(kind.model, records)}
    unasked: set[str | int] = set()
    for column in references:
        among = known.get(column.to or "", {})
        if among is None:
            unasked |= {row.line for row in file.rows if row.typed.get(column.key, "").strip()}
        else:
            problems += _refer(column, file, records, among, unit)
    waves, circular = _in_waves(kind, references, records)
    lines = dict(zip(map(id, records), (row.line for row in file.rows), strict=True))
    problems += [Problem((lines[id(one)], key), "catatan ini dan yang dirujuknya saling merujuk. Kosongkan salah satu.")
                 for one, key in circular]  # fmt: skip
    if number is None and number_column(kind.model) is not None:
        for record in records:  # so that what is read next can refer to them
            kind.maintain(record)
    wrong = unasked | {problem.place[0] for problem in problems}
    sound = [one for row, one in zip(file.rows, records, strict=True) if row.line not in wrong]
    bounds = Bounds.of(unit, register)
    bounds.spell(register, records)
    facts = kind.ask(sound) if unit is not None and sound else None
    if unit is None:
        alone = ((one, problem) for one in sound for problem in _alone(kind, register, one, bounds))
        problems += at_lines(alone, lines)
    else:
        problems += at_lines(wrong_with(kind, register, sound, facts, bounds), lines)
    return Draft(kind, register, file, records, waves, facts), sorted(problems, key=by_place)


def _alone(kind: Kind, register: Register, record: Record, bounds: Bounds) -> Iterator[Problem]:
    """Upkeep and checks that need no other record."""
    kind.maintain(record)
    yield from bounds.problems(register, record)
    yield from choices_fit(register, record)
    yield from kind.check(record)


def at_lines(found: Iterable[tuple[Record, Problem]], lines: Mapping[int, int]) -> list[Problem]:
    """Problems of records at (line, column)."""
    return [Problem((lines[id(record)], *problem.place), problem.message) for record, problem in found]


def _repeated(file: RecordFile, records: Sequence[Record], number: str, name: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, record in zip(file.rows, records, strict=True):
        value = getattr(record, number)
        if value and first.setdefault(value, row.line) != row.line:
            yield Problem((row.line, number), f'{name}: "{value}" sudah dipakai pada baris {first[value]}. Periksa, '
                          "atau beri nomor lain.")  # fmt: skip


def used(made: Draft, unit: Unit) -> Iterator[Problem]:
    """Numbers that a stored record of the unit has."""
    number = typed_number(made.kind, made.register)
    if number is None:
        return
    name = made.register.by_key[number].name
    lines = {getattr(record, number): row.line for row, record in zip(made.file.rows, made.records, strict=True)}
    for value in _stored(made.kind.model, unit, lines):
        yield Problem((lines[value], number), f'{name}: "{value}" sudah dipakai. Periksa, atau beri nomor lain.')


def _refer(
    column: Column, file: RecordFile, records: Sequence[Record], among: ByNumber, unit: Unit | None
) -> Iterator[Problem]:
    """Point each record to the one whose number its row names."""
    typed = [row.typed.get(column.key, "").strip() for row in file.rows]
    missing = dict.fromkeys(number for number in typed if number and number not in among)
    stored: dict[str, Record] = {}
    if unit is not None and missing and records:
        other: Any = type(records[0])._meta.get_field(column.key).related_model
        stored = _stored(other, unit, missing)
        stored |= _stored_by_uuid(other, unit, [number for number in missing if number not in stored])
    if any(_as_uuid(number) and number not in stored for number in missing):
        among = {**among, **{str(one.uuid): one for one in among.values()}}
    for row, record, number in zip(file.rows, records, typed, strict=True):
        if number == "":
            if column.required:
                yield Problem((row.line, column.key), f"{column.name}: belum diisi. Isi kolom ini.")
        elif (found := among.get(number) or stored.get(number)) is not None:
            setattr(record, column.key, found)
        else:
            yield Problem((row.line, column.key), f'{column.name}: tidak ada catatan bernomor "{number}" pada satuan kerja '
                          "ini. Periksa nomornya.")  # fmt: skip


def _stored(model: type[Record], unit: Unit, numbers: Iterable[str]) -> dict[str, Record]:
    """The unit's stored records with these numbers."""
    key = number_column(model)
    found: dict[str, Record] = {}
    for part in in_parts(numbers if key else ()):
        found |= _by_number(model, model.objects.filter(unit=unit, **{f"{key}__in": part}))
    return found


def _stored_by_uuid(model: type[Record], unit: Unit, texts: Iterable[str]) -> dict[str, Record]:
    """The unit's stored records that these texts name by UUID, however it is written."""
    uuids = {text: uuid for text in texts if (uuid := _as_uuid(text))}
    there: dict[UUID, Record] = {}
    for part in in_parts(uuids.values()):
        there |= {one.uuid: one for one in model.objects.filter(unit=unit, uuid__in=part)}
    return {text: there[uuid] for text, uuid in uuids.items() if uuid in there}


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def by_place(problem: Problem) -> tuple[Any, ...]:
    return problem.place


def _in_waves(
    kind: Kind, references: Iterable[Column], records: Sequence[Record]
) -> tuple[list[list[Record]], list[tuple[Record, str]]]:
    """The records, each after those of the same file that it points to; and those that point in a circle."""
    keys = [column.key for column in references if column.to == kind.key]
    waiting, waves = list(records), list[list[Record]]()
    written: set[int] = set()
    while waiting:
        pending = {id(record) for record in waiting}
        ready = [one for one in waiting if not any(id(getattr(one, key)) in pending for key in keys)]
        if not ready:
            return waves, [(one, key) for one in waiting for key in keys if id(getattr(one, key)) in pending]
        waves.append(ready)
        written |= {id(record) for record in ready}
        waiting = [one for one in waiting if id(one) not in written]
    return waves, []
