"""Keeping records and the figures they enter, in one transaction: no figure waits for a second step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement.counting import recount
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for, units_above
from akuntabel.organisation.records import bulk, services
from akuntabel.organisation.records.files import RecordFile
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.reading import Value


@transaction.atomic
def keep(kind: Kind, unit: Unit, values: Mapping[str, Value], *, by: Actor) -> Record:
    """A new record, and the months it enters counted again. Raises Refused."""
    register = definitions_for(unit).registers[kind.key]
    Unit.objects.select_for_update().get(pk=unit.pk)  # two counts of one unit would overwrite each other
    record = services.create(kind, register, unit, values, by=by)
    count_again(unit, register, years_of(register, [record]))
    return record


@transaction.atomic
def keep_many(kind: Kind, unit: Unit, file: RecordFile, *, by: Actor) -> Sequence[Record]:
    """Every record of a file, and the months they enter counted again once. Raises Refused."""
    register = definitions_for(unit).registers[kind.key]
    Unit.objects.select_for_update().get(pk=unit.pk)
    records = bulk.keep_many(kind, register, unit, file, by=by)
    count_again(unit, register, years_of(register, records))
    return records


def file_problems(kind: Kind, unit: Unit, file: RecordFile) -> list[Problem]:
    """What `keep_many` would refuse, at (line, column); nothing stays written."""
    with transaction.atomic():
        try:
            keep_many(kind, unit, file, by=Actor("pratinjau", "cli"))
        except Refused as refused:
            return refused.problems
        finally:
            transaction.set_rollback(True)
    return []


@transaction.atomic
def correct(
    kind: Kind, unit: Unit, uuid: UUID, values: Mapping[str, Value], *, version: int, reason: str, by: Actor
) -> Record:
    """A corrected record, and the months it enters and entered counted again.

    Raises RecordMissing, Stale or Refused, as `records.services.correct` does.
    """
    register = definitions_for(unit).registers[kind.key]
    Unit.objects.select_for_update().get(pk=unit.pk)
    before = kind.model.objects.filter(unit=unit, uuid=uuid).first()
    years = years_of(register, [before] if before is not None else [])
    record = services.correct(kind, register, unit, uuid, values, version=version, reason=reason, by=by)
    count_again(unit, register, years | years_of(register, [record]))
    return record


def years_of(register: Register, records: Iterable[Record]) -> set[int]:
    """The years of every day in the records: those whose figures they can enter."""
    columns = [column.key for column in register.columns if column.type == "date"]
    days = (getattr(record, key) for record in records for key in columns)
    return {day.year for day in days if isinstance(day, date) and not isinstance(day, datetime)}


def count_again(unit: Unit, register: Register, years: set[int]) -> None:
    """The unit's own figures, and those of the units above it that count its records too. Raises Refused."""
    now = timezone.now()
    for one in (unit, *units_above(unit, now)):
        if register.key in definitions_for(one).registers:
            recount(one, register.key, years, now=now)
