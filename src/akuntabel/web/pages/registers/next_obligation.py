"""The way from a fulfilled obligation to the next one: its form, begun."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.queries import Registers, name_of
from akuntabel.organisation.records.reading import written_value
from akuntabel.registers.models import Obligation
from akuntabel.registers.next_obligation import comes_again, next_obligation
from akuntabel.web.place import Place


def next_address(place: Place, book: Book, registers: Registers, record: Record) -> str:
    """The form of the next obligation with everything in it that is known; empty where none is to be made, for any other
    record, and for who keeps none."""
    if not isinstance(record, Obligation) or not place.may_keep(book.register) or not comes_again(record):
        return ""
    columns = book.register.by_key
    begun = {key: written_value(columns[key], value) for key, value in next_obligation(record).items()}
    begun |= {key: str(getattr(record, key)) for key in ("duty", "recurrence")}  # choices by their keys
    begun["follows"] = name_of(registers[book.register.key], record)
    return f"{reverse('register_new', args=[*place.address, book.register.key])}?{urlencode(begun)}"
