"""What the records of a form or a file must know of those beside them: asked once for all, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias
from uuid import UUID

from django.db import models

from akuntabel.organisation.models import Record

IN_ONE_QUESTION = 5000
"""Keys looked up in one query."""

Held: TypeAlias = dict[tuple[Any, ...], UUID]


def in_parts(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The keys, as many at once as one question takes."""
    rest = iter(keys)
    while part := list(islice(rest, IN_ONE_QUESTION)):
        yield part


def stored_keys(records: Iterable[Record]) -> list[int]:
    """The keys of those that are stored already, each once, in order."""
    return sorted({one.pk for one in records if one.pk is not None})


def pointed_to(records: Iterable[Record], reference: str) -> dict[int, UUID]:
    """Key of each stored record that they point to → its UUID."""
    others = (getattr(one, reference) for one in records)
    return {other.pk: other.uuid for other in others if other is not None and other.pk is not None}


def pointing_to(model: type[Any], reference: str, records: Iterable[Record]) -> list[Any]:
    """Records of another kind that point to those of these that are stored, in the order of their keys."""
    found: list[Any] = []
    for part in in_parts(stored_keys(records)):
        found += model.objects.filter(**{f"{reference}__in": part}).select_related("unit", reference).order_by("pk")
    return found


def beside(records: Sequence[Record], *columns: str) -> Iterator[tuple[UUID, tuple[Any, ...]]]:
    """UUID of a record and its values of the columns: first those stored beside the given ones, then these in order.

    Where the first column is a reference, those that point to the same records, and its value is their UUID, which is
    known before they are stored; else those of the same unit.
    """
    given = {one.uuid for one in records}
    if not isinstance(records[0]._meta.get_field(columns[0]), models.ForeignKey):
        rows = (
            type(records[0]).objects.filter(unit_id=records[0].unit_id).order_by("pk").values_list("uuid", *columns)
        )
        yield from ((uuid, tuple(values)) for uuid, *values in rows if uuid not in given)
        yield from ((one.uuid, tuple(getattr(one, column) for column in columns)) for one in records)
        return
    reference, *others = columns
    parents = pointed_to(records, reference)
    for part in in_parts(sorted(parents)):
        rows = type(records[0]).objects.filter(**{f"{reference}__in": part}).order_by("pk")
        for uuid, key, *values in rows.values_list("uuid", reference, *others):
            if uuid not in given:
                yield uuid, (parents[key], *values)
    for one in records:
        if (parent := getattr(one, reference)) is not None:
            yield one.uuid, (parent.uuid, *(getattr(one, column) for column in others))


def held(records: Sequence[Record], *columns: str) -> Held:
    """Values of these columns → the first record that has them."""
    found: Held = {}
    for uuid, values in beside(records, *columns):
        found.setdefault(values, uuid)
    return found


def firsts(records: Sequence[Record], *columns: str) -> dict[tuple[Any, ...], Any]:
    """Values of all columns but the last → the smallest value of that."""
    found: dict[tuple[Any, ...], Any] = {}
    for _, (*values, value) in beside(records, *columns):
        key = tuple(values)
        found[key] = min(value, found.get(key, value))
    return found


def later_beside(records: Sequence[Any], *columns: str) -> Iterator[tuple[Any, Any]]:
    """Stored records beside these that have the same values of all columns but the last, a day, and a later day than one
    of these; each with the one of these that has the first."""
    if not records:
        return
    reference, *same, day = columns
    first: dict[tuple[Any, ...], Any] = {}
    for one in sorted(records, key=lambda one: getattr(one, day), reverse=True):
        first[getattr(one, f"{reference}_id"), *(getattr(one, column) for column in same)] = one
    given = {one.pk for one in records}
    model, later = type(records[0]), dict[int, Any]()
    for part in in_parts(sorted({key for key, *_ in first})):
        rows = model.objects.filter(**{f"{reference}__in": part})
        for pk, when, *values in rows.values_list("pk", day, f"{reference}_id", *same):
            cause = first.get(tuple(values))
            if cause is not None and pk not in given and when > getattr(cause, day):
                later[pk] = cause
    for part in in_parts(sorted(later)):
        for one in model.objects.filter(pk__in=part).select_related("unit", reference):
            yield one, later[one.pk]


def holds(record: Record, facts: Held, *columns: str) -> bool:
    """Whether no record before this one has the same values."""
    values = (getattr(record, column) for column in columns)
    key = tuple(value.uuid if isinstance(value, Record) else value for value in values)
    return facts.get(key, record.uuid) == record.uuid
