"""Writing a report's files: all of them or none."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from akuntabel.core.periods import Period
from akuntabel.documents.numbering import number
from akuntabel.documents.write import write
from akuntabel.documents.writers.xlsx import write_xlsx
from akuntabel.organisation.models import Unit
from akuntabel.reporting.lapkin import DOCUMENTS, compose
from akuntabel.reporting.missing import missing_for_report
from akuntabel.reporting.sources import read
from akuntabel.reporting.workbook import compose_workbook

ReportFormat = Literal["docx", "pdf", "html", "xlsx"]
FORMATS: tuple[ReportFormat, ...] = ("docx", "pdf", "xlsx", "html")
FILE_NAMES = {
    "lapkin": "laporan-kinerja",
    "pk": "perjanjian-kinerja",
    "rapk": "rencana-aksi",
    "iku": "keputusan-iku",
}


class ReportIncomplete(Exception):
    """A report cannot be written yet; carries the sentences that say why and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.missing = list(sentences)


class FormatUnknown(ValueError):
    """A format or document that no writer knows; the message lists those there are."""


def write_report(
    unit: Unit, period: Period, folder: Path, formats: Sequence[str] = FORMATS, *, document: str = "lapkin"
) -> list[Path]:
    """Write a report in the formats asked for and return the paths, in that order.

    The workbook belongs to the Laporan Kinerja; for another `document` (pk, rapk, iku) it is left out.

    Everything is composed and turned into bytes first; then temporary files are written and renamed, so
    that a failure leaves the folder as it was. Equal data give equal bytes: the only date is the day the
    period's texts were signed. Raises ReportIncomplete, FormatUnknown, or OSError.
    """
    _check(formats, document)
    if sentences := missing_for_report(unit, period):
        raise ReportIncomplete(sentences)
    contents = build_files(unit, period, formats, document=document)
    return _write_all(folder, contents)


def build_files(
    unit: Unit, period: Period, formats: Sequence[str], *, document: str = "lapkin"
) -> dict[str, bytes]:
    """File name → bytes, nothing written. The workbook goes with the Laporan Kinerja only."""
    _check(formats, document)
    contents: dict[str, bytes] = {}
    name = f"{FILE_NAMES[document]}-{unit.slug}-{period}"
    if document != "lapkin":
        numbered = number(DOCUMENTS[document](unit, period))
        return {f"{name}.{form}": write(numbered, form) for form in formats if form != "xlsx"}  # type: ignore[arg-type]
    data = read(unit, period)
    numbered = number(compose(data))
    for form in formats:
        if form == "xlsx":
            contents[f"kertas-kerja-{unit.slug}-{period}.xlsx"] = write_xlsx(compose_workbook(data))
        else:
            contents[f"{name}.{form}"] = write(numbered, form)  # type: ignore[arg-type]
    return contents


def _check(formats: Sequence[str], document: str) -> None:
    if document not in DOCUMENTS:
        raise FormatUnknown(f'Dokumen "{document}" tidak dikenal. Pilih: {", ".join(DOCUMENTS)}.')
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise FormatUnknown(f'Format "{", ".join(unknown)}" tidak dikenal. Pilih: {", ".join(FORMATS)}.')
    if document != "lapkin" and set(formats) == {"xlsx"}:
        raise FormatUnknown(f'Dokumen "{document}" tidak punya kertas kerja. Pilih: docx, pdf, html.')


def _write_all(folder: Path, contents: dict[str, bytes]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    suffix = f".{secrets.token_hex(4)}.part"
    parts = [(folder.joinpath(f".{name}{suffix}"), folder.joinpath(name)) for name in contents]
    try:
        for (part, _), data in zip(parts, contents.values(), strict=True):
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for part, final in parts:
            part.replace(final)
    finally:
        for part, _ in parts:
            part.unlink(missing_ok=True)
    return [final for _, final in parts]
