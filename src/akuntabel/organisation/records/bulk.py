"""Keeping many records of one kind at once: checked whole, written set-based, told to the trail as one event.

A draft (`drafting.py`) is the records of a file in memory, maintained and checked; `prepared` makes it, and stages it,
before anybody has to wait. Under the unit's lock `keep_many` asks again what the checks had asked: only when that has
changed meanwhile are the records checked again. Nothing asks the database once per record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import day_in
from akuntabel.organisation.records import staging
from akuntabel.organisation.records.among import in_parts
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.checks import wrong_with
from akuntabel.organisation.records.drafting import Draft, at_lines, by_place, draft, used
from akuntabel.organisation.records.files import RecordFile
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.known import sort_known
from akuntabel.organisation.records.origins import origin_text
from akuntabel.organisation.records.services import told_of, told_reason

BATCH = 1000
"""Records in one statement, where the engine does not want fewer."""


Versions: TypeAlias = "Sequence[tuple[Any, Mapping[int, int]]]"
"""Each reference, and the versions that the stored records it points to have, by key."""


@dataclass(frozen=True)
class Prepared:
    """A file ready to be kept: its draft, and whether its records stand staged already."""

    made: Draft
    is_staged: bool


@contextmanager
def prepared(kind: Kind, register: Register, unit: Unit, file: RecordFile, *, by: Actor) -> Iterator[Prepared]:
    """Everything about a file that needs no lock. Raises Refused with every problem at (line, column)."""
    made = _new(kind, register, unit, file)
    _stamp(made, unit, by)
    if len(made.waves) > 1:
        yield Prepared(made, is_staged=False)  # who points to another of the file needs the key that it gets
        return
    with staging.staged(kind.model, made.records):
        yield Prepared(made, is_staged=True)


def keep_many(unit: Unit, ready: Prepared, *, reason: str = "", by: Actor) -> Draft:
    """Keep every record of a file that the unit does not have just so. Raises Refused with every problem at
    (line, column), writing nothing."""
    made = ready.made
    with transaction.atomic():
        _lock(unit)
        versions = list(_versions(made))
        found = [*used(made, unit), *_gone(made, versions)]
        if not found and _is_outdated(made, versions):
            found = _wrong(made, made.records)
            if ready.is_staged:
                staging.fill_again(made.kind.model, made.records)
        if found:
            raise Refused(sorted(found, key=by_place))
        _write(made, unit, is_staged=ready.is_staged, reason=reason, by=by)
    return made


def drafted(kind: Kind, register: Register, unit: Unit, file: RecordFile) -> Draft:
    """What `keep_many` would keep of a file; nothing is written or locked.

    Raises Refused with every problem at (line, column).
    """
    return _new(kind, register, unit, file)


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


def _gone(made: Draft, versions: Versions) -> Iterator[Problem]:
    """References to records that were withdrawn since the draft was made."""
    lines = made.lines
    for field, there in versions:
        for record in made.records:
            key = getattr(record, field.attname)
            if key is not None and key not in there:
                name = made.register.by_key[field.name].name
                yield Problem((lines[id(record)], field.name), f"{name}: catatan yang dirujuk baru saja ditarik. "
                              "Periksa nomornya.")  # fmt: skip


def _versions(made: Draft) -> Iterator[tuple[Any, dict[int, int]]]:
    """What the records point to, as it is now."""
    for field in staging.references(made.kind.model):
        other: Any = field.related_model
        wanted = {key for one in made.records if (key := getattr(one, field.attname)) is not None}
        yield field, {key: version for part in in_parts(sorted(wanted)) for key, version in
                      other.objects.filter(pk__in=part).values_list("pk", "version")}  # fmt: skip


def _is_outdated(made: Draft, versions: Versions) -> bool:
    """Whether what the records point to, or what stands beside them, has changed since the draft was made.

    Those that they point to are then read again.
    """
    changed = False
    for field, now in versions:
        old = {key for one in made.records if (key := getattr(one, field.attname)) is not None
               and now[key] != getattr(one, field.name).version}  # fmt: skip
        other: Any = field.related_model
        fresh = {key: one for part in in_parts(sorted(old)) for key, one in other.objects.in_bulk(part).items()}
        for record in made.records if fresh else ():
            if (key := getattr(record, field.attname)) in fresh:
                setattr(record, field.name, fresh[key])
        changed = changed or bool(fresh)
    return bool(made.records) and (made.kind.ask(made.records) != made.facts or changed)


def _wrong(made: Draft, records: Sequence[Record]) -> list[Problem]:
    """Upkeep and checks from what is stored now, at (line, column)."""
    bounds = Bounds.of(records[0].unit if records else None, made.register)
    bounds.spell(made.register, records)
    facts = made.kind.ask(records) if records else None
    return at_lines(wrong_with(made.kind, made.register, records, facts, bounds), made.lines)


def write(made: Draft, unit: Unit, *, by: Actor) -> None:
    """Store a draft that was made for no unit yet, and is compared with what this unit has now. Raises Refused."""
    with transaction.atomic():
        _lock(unit)
        _stamp(made, unit, by)
        sound = [record for record in made.records if _points_to_stored(record)]
        found = [*used(made, unit), *_wrong(made, sound)]
        if found or len(sound) < len(made.records):  # what the others point to was refused, and that was told
            raise Refused(sorted(found, key=by_place))
        if len(made.waves) > 1:
            _write(made, unit, by=by)
            return
        with staging.staged(made.kind.model, made.records):
            _write(made, unit, is_staged=True, by=by)


def _points_to_stored(record: Record) -> bool:
    """Whether records of other kinds that it points to are stored; it then has the keys that they got since."""
    stored = True
    for field in staging.references(type(record)):
        other = getattr(record, field.name)
        setattr(record, field.name, other)
        stored = stored and (other is None or other.pk is not None or type(other) is type(record))
    return stored


def _lock(unit: Unit) -> None:
    """Other keepings of this unit wait until we commit."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def _write(made: Draft, unit: Unit, *, is_staged: bool = False, reason: str = "", by: Actor) -> None:
    if is_staged:
        staging.insert(made.kind.model, made.records)
    for wave in () if is_staged else made.waves:
        made.kind.model.objects.bulk_create(wave, batch_size=BATCH)
    if hasattr(made.kind.model, "history"):
        lines = made.lines
        origins = {one.pk: origin_text(made.file.name, lines[id(one)]) for one in made.records}
        staging.write_history(made.kind.model, origins, timezone.now(), sign="+")
    uuids = "\n".join(sorted(str(record.uuid) for record in made.records))
    tell(chain=unit.slug, action=f"{made.kind.key}.imported", subject=made.kind.key, actor=by,
         after={"file": told_of(made.register, made.file.name), "sha256": made.file.sha256, "records": len(made.records),
                "uuids": hashlib.sha256(uuids.encode()).hexdigest()},
         reason=told_reason(made.register, made.records, reason))  # fmt: skip


def remove(kind: Kind, unit: Unit, keys: Sequence[int], *, reason: str, by: Actor) -> None:
    """Take records out of a register; their histories, where kept, end with who and why. Nothing may point to them."""
    if hasattr(kind.model, "history"):
        for part in in_parts(keys):
            kind.model.objects.filter(unit=unit, pk__in=part).update(changed_by=by.name)
        staging.write_history(kind.model, dict.fromkeys(keys, reason), timezone.now(), sign="-")
    for part in in_parts(keys):
        found = kind.model.objects.filter(unit=unit, pk__in=part)
        found._raw_delete(found.db)  # noqa: SLF001  # who points to them was asked once for all, not for each
