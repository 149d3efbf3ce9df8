"""Whether the maintained columns of a register are what its records and the calendar give now, and making them so.

A decree announced later, or a correction behind the services, is a difference here: found, listed, and mended with its
event in the trail. Figures are counted again by `measurement.recording.mend`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records import staging
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.records.services import (
    Recomputed,
    recompute,
    save_versions,
    told_of,
    told_values,
    years_of,
)

AT_ONCE = 2000
"""Records computed again together."""


@dataclass(frozen=True)
class Difference:
    """A maintained column that is not what it should be; `problem` says why nothing right can be told.

    `record` is what people call it, of a confidential one its UUID; the values of that are not for printing.
    """

    uuid: UUID
    record: str
    column: str
    stored: Value
    right: Value
    problem: str = ""
    is_confidential: bool = False


@dataclass
class Mended:
    """What differed, and the years whose figures the mended records enter."""

    differences: list[Difference] = field(default_factory=list)
    years: set[int] = field(default_factory=set)


def differences(kind: Kind, unit: Unit) -> list[Difference]:
    """Every maintained column of the unit's register, computed again and compared. Writes nothing."""
    register = definitions_for(unit).registers[kind.key]
    return [one for records in _records(kind, unit) for found in recompute(kind, register, records)
            for one in _of(register, found)]  # fmt: skip


@transaction.atomic
def mend(kind: Kind, unit: Unit, *, reason: str, by: Actor) -> Mended:
    """Make the columns that differ right: a new version of each record, and one event for all.

    What cannot be told is left as it is. Raises Refused without a reason.
    """
    if not reason.strip():
        raise Refused([Problem(("reason",), "Alasan perbaikan belum diisi. Tulis sebabnya.")])
    register = definitions_for(unit).registers[kind.key]
    mended = Mended()
    before: dict[str, dict[str, object]] = {}
    after: dict[str, dict[str, object]] = {}
    for records in _records(kind, unit):
        years = {record.pk: years_of(register, record) for record in records}
        wrong: list[Record] = []
        for found in recompute(kind, register, records):
            mended.differences += _of(register, found)
            if found.changes:
                uuid, stored = str(found.record.uuid), {key: old for key, (old, _) in found.changes.items()}
                before[uuid] = {"version": found.record.version, **told_values(register, found.record, stored)}
                right = {key: new for key, (_, new) in found.changes.items()}
                after[uuid] = {"version": found.record.version + 1, **told_values(register, found.record, right)}
                mended.years |= years[found.record.pk] | years_of(register, found.record)
                wrong.append(found.record)
        save_versions(kind.model, register, wrong, reason=reason.strip(), by=by)
    if after:
        tell(chain=unit.slug, action=f"{kind.key}.mended", subject=kind.key, actor=by, before=before, after=after,
             reason=told_of(register, reason.strip()))  # fmt: skip
    return mended


def _records(kind: Kind, unit: Unit) -> Iterator[Sequence[Record]]:
    """The unit's records with what they point to, in the order in which they were kept, so many at once."""
    references = [field.name for field in staging.references(kind.model)]
    rows = kind.model.objects.filter(unit=unit).select_related("unit", *references).order_by("pk")
    last = 0
    while part := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield part
        last = part[-1].pk


def _of(register: Register, found: Recomputed) -> Iterator[Difference]:
    record = found.record
    hidden = is_confidential(register, record)
    name = str(record.uuid) if hidden else str(record)
    for problem in found.problems[:1]:
        yield Difference(record.uuid, name, str(problem.place[0]), None, None, problem.message, hidden)
    for column, (stored, right) in found.changes.items():
        yield Difference(record.uuid, name, column, stored, right, is_confidential=hidden)
