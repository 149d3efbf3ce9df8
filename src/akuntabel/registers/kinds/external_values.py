"""Values given by other offices: the month, the order and the integer of each, maintained; checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_reading import decimal_of
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.among import beside, in_parts, stored_keys
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.plan_lines import FIRST_YEAR, LAST_YEAR
from akuntabel.registers.models import ExternalValue


def _maintain_value(value: ExternalValue) -> None:
    """The last day of its month, the day that ranks it among values of that month, and its integer and scale."""
    has_month = None not in (value.year, value.month)  # a draft may lack what could not be read
    if has_month and FIRST_YEAR <= value.year <= LAST_YEAR and 1 <= value.month <= 12:
        value.counts_on = Period(value.year, value.month, "month").last_day
    document_on = value.document.issued_on if value.document else value.document_on
    value.ranked_on = document_on or value.received_on
    value.digits = value.scale = None
    if value.given is not None:
        value.digits, value.scale = to_scaled(decimal_of(value.given))


def _check_value(value: ExternalValue) -> Iterator[Problem]:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield Problem(("year",), f"{named(value, 'year')}: {value.year} bukan tahun. Tulis seperti 2023.")
    if not 1 <= value.month <= 12:
        yield Problem(("month",), f"{named(value, 'month')}: {value.month} bukan bulan. Isi 1 sampai 12.")
    yield from in_order(value, "document_on", "received_on")
    yield from _check_month(value)
    yield from _check_document(value)
    yield from _check_receipt(value)


def _check_month(value: ExternalValue) -> Iterator[Problem]:
    """What has come is about a month that had begun."""
    received = value.received_on
    if received is not None and value.month <= 12 and (value.year, value.month) > (received.year, received.month):
        yield Problem(("month",), f"{named(value, 'month')}: nilai sampai dengan {value.month}/{value.year}, padahal "
                      f"diterima {indonesian_date(received)}. Perbaiki tahun dan bulannya, atau tanggal "
                      "diterimanya.")  # fmt: skip


def _check_document(value: ExternalValue) -> Iterator[Problem]:
    """A document that is kept has its day already."""
    if value.document is None:
        return
    issued_on = value.document.issued_on
    if value.document_on not in (None, issued_on):
        yield Problem(("document_on",), f"{named(value, 'document_on')}: dokumen yang dipilih terbit "
                      f"{indonesian_date(issued_on)}. Kosongkan, atau pilih dokumen lain.")  # fmt: skip
    if value.received_on is not None and value.received_on < issued_on:
        yield Problem(("received_on",), f"{named(value, 'received_on')} {indonesian_date(value.received_on)}, sebelum "
                      f"dokumennya terbit, {indonesian_date(issued_on)}. Perbaiki tanggalnya, atau pilih dokumen "
                      "lain.")  # fmt: skip


def _check_receipt(value: ExternalValue) -> Iterator[Problem]:
    """A value has come with its day and its document, or has not come at all."""
    if value.digits is not None and value.digits < 0:
        yield Problem(("given",), f"{named(value, 'given')}: {value.given} di bawah 0. Periksa angkanya.")
    parts = ("given", "received_on")
    if all(getattr(value, part) is None for part in parts):
        return
    for part in parts:
        if getattr(value, part) is None:
            yield Problem((part,), f"{named(value, part)}: belum diisi, padahal nilainya sudah diterima. Isi.")
    if value.document is None and value.document_note is None:
        yield Problem(("document_note",), f"{named(value, 'document_note')}: belum diisi, padahal nilainya sudah "
                      "diterima. Pilih dokumennya, atau tulis namanya.")  # fmt: skip


def _awaited(values: Sequence[ExternalValue]) -> Mapping[UUID, str]:
    """Who comes after a record that still awaits the same value: UUID → that record's number."""
    awaited: dict[tuple[str, int, int], str] = {}
    found: dict[UUID, str] = {}
    for uuid, (measure, year, month, received_on, number) in beside(
        values, "measure", "year", "month", "received_on", "number"
    ):
        if (measure, year, month) in awaited:
            found[uuid] = awaited[measure, year, month]
        elif received_on is None:
            awaited[measure, year, month] = number
    return found


def _check_awaited(value: ExternalValue, awaited: Mapping[UUID, str]) -> Iterator[Problem]:
    if number := awaited.get(value.uuid):
        yield Problem(("month",), f"{named(value, 'month')}: nilai ini untuk bulan itu masih ditunggu dalam catatan "
                      f"{number}. Lengkapi catatan itu.")  # fmt: skip


def _source(value: ExternalValue) -> str:
    """ "Direktorat Jenderal Anggaran, Surat 12/2023, 20 Juli 2023"; the issuer only where it is not the measure's own."""
    document = str(value.document) if value.document else value.document_note
    day = value.document.issued_on if value.document else value.document_on
    issuer = value.issuer if value.issuer != definitions_for(value.unit).measures[value.measure].issuer else None
    return ", ".join(filter(None, [issuer, document, indonesian_date(day) if day else None]))


def after_documents(documents: Sequence[DatedDocument]) -> Iterator[Affected]:
    """The values that documents came with: their day ranks them."""
    causes = {one.pk: one for one in documents}
    for part in in_parts(stored_keys(documents)):
        rows = ExternalValue.objects.filter(document__in=part).select_related("unit", "document").order_by("pk")
        for value in rows:
            assert value.document_id is not None
            yield Affected(EXTERNAL_VALUE, value, causes[value.document_id], "issued_on")


EXTERNAL_VALUE = Kind(
    "external_value",
    ExternalValue,
    maintain=_maintain_value,
    check=_check_value,
    ask=_awaited,
    check_among=_check_awaited,
    source=_source,
)
