"""Values given by other offices: checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from akuntabel.catalogue.mistakes import nearest
from akuntabel.core.problems import Problem
from akuntabel.core.scaled import LARGEST_SCALE
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.among import beside
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds.plan_lines import FIRST_YEAR, LAST_YEAR
from akuntabel.registers.models import ExternalValue


def _check_value(value: ExternalValue) -> Iterator[Problem]:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        yield Problem(("year",), f"{named(value, 'year')}: {value.year} bukan tahun. Tulis seperti 2023.")
    if not 1 <= value.month <= 12:
        yield Problem(("month",), f"{named(value, 'month')}: {value.month} bukan bulan. Isi 1 sampai 12.")
    yield from in_order(value, "document_on", "received_on")
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


@dataclass(frozen=True)
class _Facts:
    """Measures that other offices give, and who has one's month: number and UUID."""

    measures: tuple[str, ...]
    given: Mapping[tuple[str, int, int], tuple[str, UUID]]


def _ask(values: Sequence[ExternalValue]) -> _Facts:
    measures = definitions_for(values[0].unit).measures
    given: dict[tuple[str, int, int], tuple[str, UUID]] = {}
    for uuid, (measure, year, month, number) in beside(values, "measure", "year", "month", "number"):
        given.setdefault((measure, year, month), (number, uuid))
    return _Facts(tuple(key for key, one in measures.items() if one.kind == "external"), given)


def _check_beside(value: ExternalValue, facts: _Facts) -> Iterator[Problem]:
    if value.measure not in facts.measures:
        yield Problem(("measure",), f'{named(value, "measure")}: "{value.measure}" bukan ukuran dari unit lain'
                      f"{nearest(value.measure, facts.measures)}. Pilih: {', '.join(facts.measures)}.")  # fmt: skip
    number, uuid = facts.given[value.measure, value.year, value.month]
    if uuid != value.uuid:
        yield Problem(("month",), f"{named(value, 'month')}: nilai {value.measure} untuk bulan itu sudah dicatat ({number}). "
                      "Perbaiki catatan itu.")  # fmt: skip


EXTERNAL_VALUE = Kind("external_value", ExternalValue, check=_check_value, ask=_ask, check_among=_check_beside)
