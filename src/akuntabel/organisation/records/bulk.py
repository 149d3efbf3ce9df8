"""Keeping many records of one kind at once: checked whole, written set-based, told to the trail as one event.

`draft` makes the records of a file in memory and finds what is wrong with them; `prepared` does so, and stages them,
before anybody has to wait; `keep_many` and `write` store a draft with its history. A kind with `check_alone` is checked
in the draft and written set-based: nothing asks the database once per record, what its upkeep and checks need they ask
for all records together (`Kind.maintain_many`). Any other kind is maintained, checked and saved record by record as it
is written, each after those it points to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import day_in
from akuntabel.organisation.records import staging
from akuntabel.organisation.records.checks import choices_fit
from akuntabel.organisation.records.files import RecordFile
from akuntabel.organisation.records.kinds import Kind, number_column
from akuntabel.organisation.records.known import IN_ONE_QUESTION, sort_known, typed_uuids
from akuntabel.organisation.records.reading import read_values
from akuntabel.organisation.records.services import told_reason

BATCH = 1000
"""Records in one statement, where the engine does not want fewer."""
ByNumber = Mapping[str, Record]


@dataclass(frozen=True)
class Draft:
    """The records of one file, not written yet. `waves`: each record after those of this file that it points to."""

    kind: Kind
    register: Register
    file: RecordFile
    records: Sequence[Record]
    waves: Sequence[Sequence[Record]]

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


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept: its draft, and whether its records stand staged already."""

    made: Draft
    is_staged: bool


@contextmanager
def prepared(
    kind: Kind, register: Register, unit: Unit, file: RecordFile, *, by: Actor
) -> Iterator[Prepared | None]:
    """Everything about a file that needs no lock. Raises Refused with every problem at (line, column).

    None for a kind that is checked record by record: that asks what is stored, and so waits for the lock.
    """
    if kind.check_alone is None:
        yield None
        return
    made = _new(kind, register, unit, file)
    _stamp(made, unit, by)
    if kind.maintain_many is not None or len(made.waves) > 1:
        yield Prepared(
            made, is_staged=False
        )  # what is maintained from stored records is maintained again under the lock
        return
    with staging.staged(kind.model, made.records):
        yield Prepared(made, is_staged=True)


def keep_many(
    kind: Kind,
    register: Register,
    unit: Unit,
    file: RecordFile,
    ready: Prepared | None,
    *,
    reason: str = "",
    by: Actor,
) -> Draft:
    """Keep every record of a file that the unit does not have just so. Raises Refused with every problem at
    (line, column), writing nothing."""
    with transaction.atomic():
        _lock(unit)
        if ready is None:
            made = _new(kind, register, unit, file)
            _stamp(made, unit, by)
        else:
            made = ready.made
            if kind.maintain_many is not None:
                kind.maintain_many(made.records)
            if found := [*_used(made, unit), *_gone(made)]:
                raise Refused(sorted(found, key=_by_place))
        _write(made, unit, is_staged=ready is not None and ready.is_staged, reason=reason, by=by)
    return made


def _new(kind: Kind, register: Register, unit: Unit, file: RecordFile) -> Draft:
    """The draft of the rows that the unit does not have. Raises Refused."""
    known = sort_known(kind, register, file, unit)
    made, problems = draft(kind, register, known.new, unit=unit)
    if found := [*problems, *known.differing]:
        raise Refused(sorted(found, key=_by_place))
    return made


def _stamp(made: Draft, unit: Unit, by: Actor) -> None:
    day = day_in(unit, timezone.now())
    for record in made.records:
        record.unit, record.recorded_on, record.recorded_by = unit, day, by.name


def _gone(made: Draft) -> Iterator[Problem]:
    """References to records that were withdrawn since the draft was made."""
    for field in staging.references(made.kind.model):
        other: Any = field.related_model
        wanted = {key for one in made.records if (key := getattr(one, field.attname)) is not None}
        there = {key for part in _in_parts(list(wanted)) for key in
                 other.objects.filter(pk__in=part).values_list("pk", flat=True)}  # fmt: skip
        for record in made.records if wanted - there else ():
            if getattr(record, field.attname) in wanted - there:
                name = made.register.by_key[field.name].name
                yield Problem((made.lines[id(record)], field.name), f"{name}: catatan yang dirujuk baru saja ditarik. "
                              "Periksa nomornya.")  # fmt: skip


def write(made: Draft, unit: Unit, *, by: Actor) -> None:
    """Store a draft without problems. Raises Refused where the unit has used a number before."""
    with transaction.atomic():
        _lock(unit)
        if found := list(_used(made, unit)):
            raise Refused(found)
        _stamp(made, unit, by)
        _write(made, unit, by=by)


def _lock(unit: Unit) -> None:
    """Other keepings of this unit wait until we commit."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def draft(
    kind: Kind,
    register: Register,
    file: RecordFile,
    *,
    unit: Unit | None = None,
    others: Mapping[str, ByNumber | None] | None = None,
) -> tuple[Draft, list[Problem]]:
    """The records of a file, and everything wrong with them at (line, column).

    A reference is looked up among `others` (register → number → record, written or drafted; None: not known, so not
    asked), the file itself, and the records that `unit` has. A record with a mistake is made from what could be read,
    so that what points to it is no second mistake, and not compared further.
    """
    references = [column for column in register.columns if column.type == "reference" and not column.maintained]
    plain = register.model_copy(update={"columns": tuple(c for c in register.columns if c not in references)})
    problems: list[Problem] = []
    records: list[Record] = []
    uuids, wrong_uuids = typed_uuids(file)
    problems += wrong_uuids
    for row in file.rows:
        values, found = read_values(plain, row.typed)
        problems += [Problem((row.line, *problem.place), problem.message) for problem in found]
        record = kind.model(**values)
        record.uuid = uuids.get(row.line, record.uuid)
        records.append(record)
    if (number := number_column(kind.model)) is not None:
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
    if kind.check_alone is not None:
        wrong = unasked | {problem.place[0] for problem in problems}
        problems += _compared(kind, register, [(row.line, one) for row, one in zip(file.rows, records, strict=True)
                                     if row.line not in wrong])  # fmt: skip
    return Draft(kind, register, file, records, waves), sorted(problems, key=_by_place)


def _compared(kind: Kind, register: Register, rows: Sequence[tuple[int, Record]]) -> Iterator[Problem]:
    """Upkeep, then what the columns of each record say against one another, both without asking for each."""
    assert kind.check_alone is not None
    if kind.maintain_many is not None:
        kind.maintain_many([record for _, record in rows])
    else:
        for _, record in rows:
            kind.maintain(record)
    for line, record in rows:
        for problem in (*choices_fit(register, record), *kind.check_alone(record)):
            yield Problem((line, *problem.place), problem.message)


def _repeated(file: RecordFile, records: Sequence[Record], number: str, name: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row, record in zip(file.rows, records, strict=True):
        value = getattr(record, number)
        if value and first.setdefault(value, row.line) != row.line:
            yield Problem((row.line, number), f'{name}: "{value}" sudah dipakai pada baris {first[value]}. Periksa, '
                          "atau beri nomor lain.")  # fmt: skip


def _used(made: Draft, unit: Unit) -> Iterator[Problem]:
    """Numbers that a stored record of the unit has."""
    number = number_column(made.kind.model)
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
    rest = iter(numbers if key else ())
    while part := list(islice(rest, IN_ONE_QUESTION)):
        found |= _by_number(model, model.objects.filter(unit=unit, **{f"{key}__in": part}))
    return found


def _stored_by_uuid(model: type[Record], unit: Unit, texts: Iterable[str]) -> dict[str, Record]:
    """The unit's stored records that these texts name by UUID, however it is written."""
    uuids = {text: uuid for text in texts if (uuid := _as_uuid(text))}
    rest = iter(uuids.values())
    there: dict[UUID, Record] = {}
    while part := list(islice(rest, IN_ONE_QUESTION)):
        there |= {one.uuid: one for one in model.objects.filter(unit=unit, uuid__in=part)}
    return {text: there[uuid] for text, uuid in uuids.items() if uuid in there}


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _by_place(problem: Problem) -> tuple[Any, ...]:
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


def _write(made: Draft, unit: Unit, *, is_staged: bool = False, reason: str = "", by: Actor) -> None:
    now = timezone.now()
    if made.kind.check_alone is None:
        _write_each(made)
    else:
        if is_staged:
            staging.insert(made.kind.model, made.records)
        for wave in () if is_staged else made.waves:
            made.kind.model.objects.bulk_create(wave, batch_size=BATCH)
        if made.records:
            _write_history(made.kind.model, unit, [record.pk for record in made.records], now)
    uuids = "\n".join(sorted(str(record.uuid) for record in made.records))
    tell(chain=unit.slug, action=f"{made.kind.key}.imported", subject=made.kind.key, actor=by,
         after={"file": made.file.name, "sha256": made.file.sha256, "records": len(made.records),
                "uuids": hashlib.sha256(uuids.encode()).hexdigest()},
         reason=told_reason(made.register, made.records, reason))  # fmt: skip


def _write_each(made: Draft) -> None:
    """Upkeep, checks and saving of one record after another. Raises Refused with every problem at (line, column)."""
    lines = made.lines
    references = [column.key for column in made.register.columns if column.type == "reference"]
    problems: list[Problem] = []
    for record in (record for wave in made.waves for record in wave):
        pointed = {key: getattr(record, key) for key in references}
        if any(other is not None and other.pk is None for other in pointed.values()):
            continue  # what it points to was refused
        for key, other in pointed.items():
            setattr(record, key, other)  # by the key that the other has since it was saved
        found = list(_wrong(made.kind, made.register, record))
        problems += [Problem((lines[id(record)], *problem.place), problem.message) for problem in found]
        if not found:
            record.save(force_insert=True)
    if problems:
        raise Refused(sorted(problems, key=_by_place))


def _wrong(kind: Kind, register: Register, record: Record) -> Iterator[Problem]:
    try:
        kind.maintain(record)
    except Refused as refused:
        yield from refused.problems
    else:
        yield from choices_fit(register, record)
        yield from kind.check(record)


def remove(kind: Kind, unit: Unit, keys: Sequence[int], *, reason: str) -> None:
    """Take records out of a register; their histories, where kept, end with the reason. Nothing may point to them."""
    rows = kind.model.objects.filter(unit=unit)
    now = timezone.now()
    for part in _in_parts(keys):
        if hasattr(kind.model, "history"):
            _write_history(kind.model, unit, part, now, sign="-", reason=reason)
        found = rows.filter(pk__in=part)
        found._raw_delete(found.db)  # noqa: SLF001  # who points to them was asked once for all, not for each


def _in_parts(keys: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(sorted(keys))
    while part := list(islice(rest, IN_ONE_QUESTION)):
        yield part


def _write_history(
    model: type[Record], unit: Unit, keys: Sequence[int], now: Any, *, sign: str = "+", reason: str | None = None
) -> None:
    """The first or the last version of each record, in one statement from the table itself.

    The unit is locked: between our first and last key no other record of it has come in.
    """
    history = get_history_manager_for_model(model).model
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for field in model._meta.local_concrete_fields if (column := field.column))
    moment = history._meta.get_field("history_date").get_db_prep_save(now, connection)
    table, to = quote(model._meta.db_table), quote(history._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {to} ({columns}, history_date, history_type, history_change_reason) "  # noqa: S608  # names of models only
            f"select {columns}, %s, %s, %s from {table} where unit_id = %s and id between %s and %s order by id",
            [moment, sign, reason, unit.pk, min(keys), max(keys)],
        )
