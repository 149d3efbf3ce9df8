"""Checks that many kinds of record have: choices that fit, days in order, numbers used once, nothing below 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.among import Held, holds
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.kinds import Kind, number_column


def choices_fit(register: Register, record: Record) -> Iterator[Problem]:
    """Choices that depend on another column of the record (`choices_by`) are among those that its value allows."""
    for column in register.columns:
        value = getattr(record, column.key) if column.choices_by is not None else None
        if column.choices_by is None or value is None:
            continue
        by = register.by_key[column.choices_by.column]
        chosen = getattr(record, by.key)
        allowed = column.choices_by.allowed.get(chosen, ())
        if chosen is None or value in allowed:
            continue
        where = f"{by.name} {by.choices[chosen]}"
        if allowed:
            words = ", ".join(column.choices[key] for key in allowed)
            yield Problem((column.key,), f'{column.name}: "{column.choices[value]}" bukan pilihan untuk {where}. '
                          f"Pilih: {words}.")  # fmt: skip
        else:
            yield Problem((column.key,), f"{column.name}: tidak diisi untuk {where}. Kosongkan.")


def named(record: Record, column: str) -> str:
    """A column's name as a sentence begins with it: "Diperiksa pada"."""
    name = record.label(column)
    return name[:1].upper() + name[1:]


def number_free(record: Record) -> Iterator[Problem]:
    """The number that a unit tells its records apart by is no other one's; an absent one may be absent often."""
    column = number_column(type(record))
    number = getattr(record, column) if column else None
    if column is None or number is None:
        return
    others = type(record).objects.filter(unit_id=record.unit_id, **{column: number}).exclude(pk=record.pk)
    if others.exists():
        yield Problem(
            (column,), f'{named(record, column)}: "{number}" sudah dipakai. Periksa, atau beri yang lain.'
        )


def wrong_with(
    kind: Kind, register: Register, records: Iterable[Record], facts: Any, bounds: Bounds
) -> Iterator[tuple[Record, Problem]]:
    """Upkeep of each record, and everything that is wrong with it then, besides its number."""
    for record in records:
        found: list[Problem] = []
        try:
            kind.maintain(record)
            kind.maintain_among(record, facts)
        except Refused as refused:
            found += refused.problems
        found += bounds.problems(register, record)
        found += choices_fit(register, record)
        found += kind.check(record)
        found += kind.check_among(record, facts)
        yield from ((record, problem) for problem in found)


def in_order(record: Record, *columns: str) -> Iterator[Problem]:
    """Each of the days that are filled is not before the one that precedes it; one that could not be read is passed."""
    unread = getattr(record, "unread_columns", ())
    asked = (column for column in columns if column not in unread)
    done = [(column, day) for column in asked if (day := getattr(record, column)) is not None]
    for (earlier, first), (later, second) in pairwise(done):
        if second < first:
            yield Problem((later,), f"{named(record, later)} {indonesian_date(second)}, sebelum {record.label(earlier)} "
                          f"{indonesian_date(first)}. Perbaiki salah satu tanggal.")  # fmt: skip


def below_zero(record: Record, *columns: str) -> Iterator[Problem]:
    """Numbers of things are 0 or more."""
    for column in columns:
        found = getattr(record, column)
        if found is not None and found < 0:
            yield Problem((column,), f"{named(record, column)}: {found} di bawah 0. Isi 0 atau lebih.")


def once_together(record: Record, facts: Held, parent: str, *columns: str) -> Iterator[Problem]:
    """What is kept about another record stands there once by these columns; `facts` are who `held` them first."""
    if not holds(record, facts, parent, *columns):
        yield Problem((columns[0],), f"{named(record, columns[0])}: sudah dicatat untuk {getattr(record, parent)}. Perbaiki "
                      "catatan itu, atau pilih yang lain.")  # fmt: skip


def not_before(earlier: Record, first: str, later: Record, second: str, *, at: str) -> Iterator[Problem]:
    """A day of one record is not before a day of another; the sentence stands at `at`."""
    day, bound = getattr(later, second), getattr(earlier, first)
    if day < bound:
        yield Problem((at,), f"{named(later, second)} {indonesian_date(day)}, sebelum {earlier.label(first)} "
                      f"{indonesian_date(bound)}. Perbaiki salah satu tanggal.")  # fmt: skip
