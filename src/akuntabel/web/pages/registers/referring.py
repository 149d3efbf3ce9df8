"""The records that refer to one record, as tables of its page: findings of an inspection, parameters of a sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.number_format import indonesian_number
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.columns import WIDEST
from akuntabel.organisation.records.queries import Page, Registers, name_of, rows_of
from akuntabel.web.pages.registers.rows import Head, RecordRow, record_rows
from akuntabel.web.place import Place

SHOWN = 20
"""Records of one table; it says how many there are."""


@dataclass(frozen=True)
class Referring:
    """The records of one register that refer by one column. `new_address` is a form that has the reference filled, empty
    where the account keeps none; `kept_about`: the register is kept about such records, so that none is worth saying."""

    book: Book
    column: Column
    heads: list[Head]
    rows: list[RecordRow]
    total: int
    new_address: str
    kept_about: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.rows) or (self.kept_about and bool(self.new_address))

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.rows)

    @property
    def total_shown(self) -> str:
        return indonesian_number(self.total, 0)


def referring(place: Place, books: Mapping[str, Book], kind: str, record: Record) -> list[Referring]:
    """One for each column that may refer to the record's register, without those that have nothing to say. A query each,
    one more where there are more records than are shown."""
    registers = {key: book.register for key, book in books.items()}
    found = (
        _of(place, registers, book, column, record)
        for book in books.values()
        for column in book.register.columns
        if column.to == kind and (column in book.layout.visible(personal=place.may_keep(book.register)))
    )
    return [one for one in found if one.is_shown]


def _of(place: Place, registers: Registers, book: Book, column: Column, record: Record) -> Referring:
    rows = rows_of(book.kind.model, book.layout, place.unit).filter(**{column.key: record.pk})
    candidates = _candidates(book, column, registers[column.to or ""])
    references = [one.key for one in candidates if one.type == "reference"]
    ordered = rows.order_by(*book.kind.model._meta.ordering or ("-pk",))
    part = list((ordered.select_related(*references) if references else ordered)[: SHOWN + 1])
    total = rows.count() if len(part) > SHOWN else len(part)
    columns = _columns(book, candidates, part[:SHOWN])
    return Referring(
        book,
        column,
        [Head(one, "", "") for one in columns],
        record_rows(place, book, registers, Page(part[:SHOWN], total, 1), columns),
        total,
        "".join(_new_address(place, registers, book, column, record)),
        column.required and not column.maintained,
    )


def _candidates(book: Book, column: Column, about: Register) -> list[Column]:
    """Those of the register's list, then its others, without what the page says itself: upkeep took it from there."""
    said = {one.key for one in about.columns} - {one.key for one in book.layout.name} | {about.key}
    order = dict.fromkeys(one.key for one in (*book.layout.listed, *book.layout.open))
    found = (book.register.by_key[key] for key in order)
    return [one for one in found if one != column and not (one.maintained and one.key in said)]


def _columns(book: Book, candidates: list[Column], records: list[Record]) -> list[Column]:
    """As many as a table holds, in the register's order; none that is empty in every row."""
    filled = [one for one in candidates if any(getattr(record, one.key) is not None for record in records)]
    return [one for one in book.register.columns if one in filled[:WIDEST]]


def _new_address(place: Place, registers: Registers, book: Book, column: Column, record: Record) -> Iterator[str]:
    if place.may_keep(book.register) and book.layout.can_be_written and column in book.layout.written:
        yield reverse("register_new", args=[*place.address, book.register.key])
        yield "?" + urlencode({column.key: name_of(registers[column.to or ""], record)})
