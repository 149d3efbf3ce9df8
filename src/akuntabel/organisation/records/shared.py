"""Shared things that registers refer to: agencies and dated documents, with their checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Agency, DatedDocument, Unit
from akuntabel.organisation.records.among import Held, beside, held, holds
from akuntabel.organisation.records.checks import below_zero, in_order, named
from akuntabel.organisation.records.kinds import Kind

STANDARD = "service_standard"


def _check_agency(agency: Agency) -> Iterator[Problem]:
    if agency.email is not None and "@" not in agency.email:
        yield Problem(
            ("email",), f'{named(agency, "email")}: "{agency.email}" bukan alamat surel. Perbaiki, atau kosongkan.'
        )


def _check_document(document: DatedDocument) -> Iterator[Problem]:
    yield from in_order(document, "valid_from", "valid_until")
    yield from in_order(document, "issued_on", "valid_until")
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


def _ask_documents(documents: Sequence[DatedDocument]) -> tuple[Held, Held]:
    """Who has a number among its kind, and who of the standards has a service and first day."""
    numbers = held(documents, "kind", "number")
    days = {(service, day): uuid for uuid, (kind, service, day) in
            reversed(list(beside(documents, "kind", "service", "valid_from"))) if kind == STANDARD}  # fmt: skip
    return numbers, days


def _check_beside(document: DatedDocument, facts: tuple[Held, Held]) -> Iterator[Problem]:
    """One decree may set the standards of several services: its number may stand in several rows."""
    numbers, days = facts
    if document.kind == STANDARD:
        if None not in (document.service, document.valid_from) and not holds(
            document, days, "service", "valid_from"
        ):
            yield Problem(("valid_from",), f"{named(document, 'valid_from')}: layanan ini sudah mempunyai standar yang "
                          "berlaku sejak hari yang sama. Perbaiki salah satu.")  # fmt: skip
    elif document.number is not None and not holds(document, numbers, "kind", "number"):
        yield Problem(("number",), f'{named(document, "number")}: "{document.number}" sudah dipakai untuk jenis ini. '
                      "Periksa, atau beri yang lain.")  # fmt: skip


def _check_standard(document: DatedDocument) -> Iterator[Problem]:
    for column in ("service", "days", "valid_from"):
        if getattr(document, column) is None:
            yield Problem((column,), f"{named(document, column)}: belum diisi, padahal ini standar layanan. Isi.")


@dataclass(frozen=True)
class Standards:
    """The service standards of a unit, those that came into force last first."""

    rows: tuple[tuple[str, date, date | None, int], ...]
    """Service, first and last day, working days."""

    def days_of(self, service: str, day: date) -> int | None:
        """Working days by the standard in force on a day: the one that came into force last."""
        for one, begun, ended, days in self.rows:
            if one == service and begun <= day and (ended is None or day <= ended):
                return days
        return None


def standards_of(unit: Unit) -> Standards:
    """One query."""
    found = DatedDocument.objects.filter(unit=unit, kind=STANDARD, days__isnull=False, valid_from__isnull=False)
    rows = found.order_by("-valid_from", "-pk").values_list("service", "valid_from", "valid_until", "days")
    return Standards(tuple(cast(Any, rows)))


AGENCY = Kind("agency", Agency, check=_check_agency)
DATED_DOCUMENT = Kind(
    "dated_document", DatedDocument, check=_check_document, ask=_ask_documents, check_among=_check_beside
)
