"""Keeping many records of one kind at once: checked whole, written set-based, told to the trail as one event.

A draft (`drafting.py`) is the records of a file in memory, checked; `prepared` makes it, and stages it, before anybody
has to wait; `keep_many` and `write` store it with its history. A kind with `check_alone` is checked
in the draft and written set-based: nothing asks the database once per record, what its upkeep and checks need they ask
for all records together (`Kind.maintain_many`). Any other kind is maintained, checked and saved record by record as it
is written, each after those it points to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import day_in
from akuntabel.organisation.records import staging
from akuntabel.organisation.records.checks import choices_fit
from akuntabel.organisation.records.drafting import Draft, by_place, draft, used
from akuntabel.organisation.records.files import RecordFile
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.known import IN_ONE_QUESTION, sort_known
from akuntabel.organisation.records.services import told_reason

BATCH = 1000
"""Records in one statement, where the engine does not want fewer."""


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
            if found := [*used(made, unit), *_gone(made)]:
                raise Refused(sorted(found, key=by_place))
        _write(made, unit, is_staged=ready is not None and ready.is_staged, reason=reason, by=by)
    return made


def _new(kind: Kind, register: Register, unit: Unit, file: RecordFile) -> Draft:
    """The draft of the rows that the unit does not have. Raises Refused."""
    known = sort_known(kind, register, file, unit)
    made, problems = draft(kind, register, known.new, unit=unit)
    if found := [*problems, *known.differing]:
        raise Refused(sorted(found, key=by_place))
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
        if found := list(used(made, unit)):
            raise Refused(found)
        _stamp(made, unit, by)
        _write(made, unit, by=by)


def _lock(unit: Unit) -> None:
    """Other keepings of this unit wait until we commit."""
    Unit.objects.select_for_update().get(pk=unit.pk)


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
        raise Refused(sorted(problems, key=by_place))


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
