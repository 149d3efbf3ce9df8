"""Whether the maintained columns of a register are what its records and the calendar give now, and making them so.

A decree announced later, or a correction behind the services, is a difference here: found, listed, and mended with its
event in the trail. Figures are counted again by `measurement.recording.mend`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.records.services import recompute, save_version, told_values, years_of


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
    return [one for record in _records(kind, unit) for one in _of(kind, register, record)]


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
    for record in list(_records(kind, unit).select_for_update(of=("self",))):
        years = years_of(register, record)
        found = list(_of(kind, register, record))
        mended.differences += found
        if not found or found[0].problem:
            continue
        stored, right = ({one.column: getattr(one, side) for one in found} for side in ("stored", "right"))
        before[str(record.uuid)] = {"version": record.version, **told_values(register, record, stored)}
        save_version(record, reason=reason.strip(), by=by)
        after[str(record.uuid)] = {"version": record.version, **told_values(register, record, right)}
        mended.years |= years | years_of(register, record)
    if after:
        tell(chain=unit.slug, action=f"{kind.key}.mended", subject=kind.key, actor=by, before=before, after=after,
             reason=reason.strip())  # fmt: skip
    return mended


def _records(kind: Kind, unit: Unit) -> QuerySet[Record]:
    """The unit's records in the order in which they were kept."""
    return kind.model.objects.filter(unit=unit).select_related("unit").order_by("pk")


def _of(kind: Kind, register: Register, record: Record) -> Iterator[Difference]:
    hidden = is_confidential(register, record)
    name = str(record.uuid) if hidden else str(record)
    try:
        found = recompute(kind, register, record)
    except Refused as refused:
        problem = refused.problems[0]
        yield Difference(record.uuid, name, str(problem.place[0]), None, None, problem.message, hidden)
        return
    for column, (stored, right) in found.items():
        yield Difference(record.uuid, name, column, stored, right, is_confidential=hidden)
