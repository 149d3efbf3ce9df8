"""Values given by other offices: checks."""

from __future__ import annotations

from collections.abc import Iterator

from akuntabel.catalogue.mistakes import nearest
from akuntabel.core.problems import Problem
from akuntabel.core.scaled import LARGEST_SCALE
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.checks import in_order, named, once
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds.plan_lines import FIRST_YEAR, LAST_YEAR
from akuntabel.registers.models import ExternalValue


def _check_value(value: ExternalValue) -> Iterator[Problem]:
    yield from once(value, "number")
    external = [key for key, one in definitions_for(value.unit).measures.items() if one.kind == "external"]
    if value.measure not in external:
        yield Problem(("measure",), f'{named(value, "measure")}: "{value.measure}" bukan ukuran dari unit lain'
                      f"{nearest(value.measure, external)}. Pilih: {', '.join(external)}.")  # fmt: skip
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield Problem(("year",), f"{named(value, 'year')}: {value.year} bukan tahun. Tulis seperti 2023.")
    if not 1 <= value.month <= 12:
        yield Problem(("month",), f"{named(value, 'month')}: {value.month} bukan bulan. Isi 1 sampai 12.")
    yield from in_order(value, "document_on", "received_on")
    same = ExternalValue.objects.filter(
        unit_id=value.unit_id, measure=value.measure, year=value.year, month=value.month
    )
    if other := same.exclude(pk=value.pk).first():
        yield Problem(("month",), f"{named(value, 'month')}: nilai {value.measure} untuk bulan itu sudah dicatat ({other}). "
                      "Perbaiki catatan itu.")  # fmt: skip
    yield from _check_receipt(value)


def _check_receipt(value: ExternalValue) -> Iterator[Problem]:
    """A value has come with its number of decimals and its document, or has not come at all."""
    if value.scale is not None and not 0 <= value.scale <= LARGEST_SCALE:
        yield Problem(
            ("scale",),
            f"{named(value, 'scale')}: {value.scale} tidak dapat disimpan. Isi 0 sampai {LARGEST_SCALE}.",
        )
    parts = ("received_on", "digits", "scale")
    if any(getattr(value, part) is not None for part in parts):
        for part in parts:
            if getattr(value, part) is None:
                yield Problem((part,), f"{named(value, part)}: belum diisi, padahal nilainya sudah diterima. Isi.")
        if value.document is None and value.document_note is None:
            yield Problem(("document_note",), f"{named(value, 'document_note')}: belum diisi, padahal nilainya sudah "
                          "diterima. Pilih dokumennya, atau tulis namanya.")  # fmt: skip


EXTERNAL_VALUE = Kind("external_value", ExternalValue, check=_check_value)
