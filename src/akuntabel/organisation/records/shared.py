"""Shared things that registers refer to: agencies and dated documents, with their checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Agency, DatedDocument, Unit
from akuntabel.organisation.records.checks import below_zero, in_order, named, once
from akuntabel.organisation.records.kinds import Kind

STANDARD = "service_standard"


def _check_agency(agency: Agency) -> Iterator[Problem]:
    yield from once(agency, "name")
    if agency.email is not None and "@" not in agency.email:
        yield Problem(
            ("email",), f'{named(agency, "email")}: "{agency.email}" bukan alamat surel. Perbaiki, atau kosongkan.'
        )


def _check_document(document: DatedDocument) -> Iterator[Problem]:
    yield from in_order(document, "valid_from", "valid_until")
    yield from below_zero(document, "warn_days", "days")
    if document.warn_days is not None and document.valid_until is None:
        yield Problem(
            ("valid_until",), f"{named(document, 'valid_until')}: belum diisi, padahal ada hari peringatan. Isi."
        )
    if document.kind == STANDARD:
        yield from _check_standard(document)
        return
    for column in ("service", "days"):
        if getattr(document, column) is not None:
            yield Problem((column,), f"{named(document, column)}: hanya untuk standar layanan. Kosongkan.")
    others = DatedDocument.objects.filter(unit_id=document.unit_id, kind=document.kind, number=document.number)
    if document.number is not None and others.exclude(pk=document.pk).exists():
        yield Problem(("number",), f'{named(document, "number")}: "{document.number}" sudah dipakai untuk jenis ini. '
                      "Periksa, atau beri yang lain.")  # fmt: skip


def _check_standard(document: DatedDocument) -> Iterator[Problem]:
    """One decree may set the standards of several services: its number may stand in several rows."""
    for column in ("service", "days", "valid_from"):
        if getattr(document, column) is None:
            yield Problem((column,), f"{named(document, column)}: belum diisi, padahal ini standar layanan. Isi.")
    others = DatedDocument.objects.filter(
        unit_id=document.unit_id, service=document.service, valid_from=document.valid_from
    )
    if (
        None not in (document.service, document.valid_from)
        and others.filter(kind=STANDARD).exclude(pk=document.pk).exists()
    ):
        yield Problem(("valid_from",), f"{named(document, 'valid_from')}: layanan ini sudah mempunyai standar yang "
                      "berlaku sejak hari yang sama. Perbaiki salah satu.")  # fmt: skip


def service_standard(unit: Unit, service: str, day: date) -> DatedDocument | None:
    """The standard of a service in force on a day: the one that came into force last. One query."""
    in_force = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gte=day))
    found = DatedDocument.objects.filter(in_force, unit=unit, kind=STANDARD, service=service)
    return found.order_by("-valid_from").first()


AGENCY = Kind("agency", Agency, check=_check_agency)
DATED_DOCUMENT = Kind("dated_document", DatedDocument, check=_check_document)
