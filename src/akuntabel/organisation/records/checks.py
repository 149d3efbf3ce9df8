"""Checks that many kinds of record have: days in order, numbers used once, nothing below 0."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Record


def named(record: Record, column: str) -> str:
    """A column's name as a sentence begins with it: "Diperiksa pada"."""
    name = record.label(column)
    return name[:1].upper() + name[1:]


def once(record: Record, column: str) -> Iterator[Problem]:
    """A text is used once in a unit; an absent one may be absent often."""
    text = getattr(record, column)
    others = type(record).objects.filter(unit_id=record.unit_id, **{column: text}).exclude(pk=record.pk)
    if text is not None and others.exists():
        yield Problem((column,), f'{named(record, column)}: "{text}" sudah dipakai. Periksa, atau beri yang lain.')


def in_order(record: Record, *columns: str) -> Iterator[Problem]:
    """Each of the days that are filled is not before the one that precedes it."""
    done = [(column, getattr(record, column)) for column in columns if getattr(record, column) is not None]
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
