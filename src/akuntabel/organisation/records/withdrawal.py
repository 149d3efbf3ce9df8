"""What stands in the way of taking records out again, one or those that came in together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.records.among import in_parts
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.queries import values_at
from akuntabel.organisation.records.services import values_of

NAMED = 20
"""Records that a refusal names; it says that there are more."""


def hindrances(
    kind: Kind,
    register: Register,
    unit: Unit,
    keys: Sequence[int],
    registers: Mapping[type[Record], Register],
    *,
    alone: bool = False,
) -> list[Problem]:
    """Records that are gone, were corrected since they came in together (of one `alone`: never), or that records outside
    refer to; the first twenty by name.

    `registers` by model: a record that is confidential in its register is not named.
    """
    found: list[Problem] = []
    there = 0
    for part in in_parts(keys):
        rows = kind.model.objects.filter(unit=unit, pk__in=part)
        there += rows.count()
        found += [
            Problem((), f"{register.name} {one} sudah diubah sesudah dimasukkan. Kembalikan atau perbaiki satu per satu.")
            for one in ([] if alone else rows.filter(version__gt=1))
            if _was_corrected(kind, register, one)
        ]  # fmt: skip
        found += _pointed_to(kind.model, register, set(keys), part, registers)
        if len(found) > NAMED:
            return [*found[:NAMED], Problem((), "Masih ada catatan lain yang menghalangi.")]
    if there < len(keys):
        found.append(Problem((), f"{len(keys) - there} catatan impor ini sudah tidak ada."))
    return found


def _was_corrected(kind: Kind, register: Register, record: Record) -> bool:
    """Whether a person changed it: upkeep of maintained columns alone is none. Without a history every change is one."""
    if not hasattr(kind.model, "history"):
        return True
    first = values_at(kind, register, record, 1)
    now = values_of(register, record)
    return first is None or any(first[one.key] != now[one.key] for one in register.columns if not one.maintained)


def _pointed_to(
    model: type[Record],
    register: Register,
    keys: set[int],
    part: Sequence[int],
    registers: Mapping[type[Record], Register],
) -> Iterator[Problem]:
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        if not issubclass(other, Record):
            continue
        name = relation.field.name
        rows = other.objects.filter(**{f"{name}__in": part}).select_related(name)
        for one in rows.iterator():
            if not (other is model and one.pk in keys):
                is_hidden = other not in registers or is_confidential(registers[other], one)
                by = "catatan lain" if is_hidden else f"{other._meta.verbose_name} {one}"
                yield Problem((), f"{register.name} {getattr(one, name)} dirujuk oleh {by}. "
                              "Tarik atau ubah yang merujuk lebih dahulu.")  # fmt: skip
