"""Writing a report's files: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from akuntabel.core.periods import Period
from akuntabel.documents.numbering import number
from akuntabel.documents.write import write
from akuntabel.documents.writers.xlsx import write_xlsx
from akuntabel.organisation.models import Unit
from akuntabel.reporting.document_kinds import DOCUMENTS, FORMATS, PERFORMANCE_REPORT, WORKING_PAPER
from akuntabel.reporting.files import put_all
from akuntabel.reporting.missing import ReportIncomplete, prepare
from akuntabel.reporting.performance_report import COMPOSERS
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.workbook import compose_workbook

__all__ = ["FormatUnknown", "ReportIncomplete", "build_files", "files_of", "write_report"]


class FormatUnknown(ValueError):
    """A format or document that no writer knows; the message lists those there are."""


def write_report(
    unit: Unit,
    period: Period,
    folder: Path,
    formats: Sequence[str] = FORMATS,
    *,
    document: str = PERFORMANCE_REPORT,
) -> list[Path]:
    """Write a report in the formats asked for and return the paths, in that order.

    The workbook belongs to the Laporan Kinerja; for another `document` (pk, rapk, iku) it is left out.

    Everything is read at one moment, composed and turned into bytes first; then all files are written beside
    the old ones and take their places, and a failure puts the old ones back. Equal data give equal bytes: the
    only date is the day the period's texts were signed. Raises ReportIncomplete, FormatUnknown, or OSError.
    """
    _check(formats, document)
    return put_all(folder, files_of(prepare(unit, period, document), formats, document=document))


def build_files(
    unit: Unit, period: Period, formats: Sequence[str], *, document: str = PERFORMANCE_REPORT
) -> dict[str, bytes]:
    """File name → bytes, nothing written. Raises ReportIncomplete or FormatUnknown."""
    _check(formats, document)
    return files_of(prepare(unit, period, document), formats, document=document)


def files_of(data: ReportData, formats: Sequence[str], *, document: str = PERFORMANCE_REPORT) -> dict[str, bytes]:
    """The same from data already read (`missing.prepare`). The workbook goes with the Laporan Kinerja only."""
    _check(formats, document)
    kind = DOCUMENTS[document]
    name = f"{data.unit.slug}-{data.period if kind.needs_figures else data.year}"  # a plan belongs to its year
    numbered = number(COMPOSERS[document](data))
    contents: dict[str, bytes] = {}
    for form in formats:
        if form not in kind.formats:
            continue
        if form == "xlsx":
            contents[f"{WORKING_PAPER}-{name}.xlsx"] = write_xlsx(compose_workbook(data))
        else:
            contents[f"{kind.file_name}-{name}.{form}"] = write(numbered, form)
    return contents


def _check(formats: Sequence[str], document: str) -> None:
    if document not in DOCUMENTS:
        raise FormatUnknown(f'Dokumen "{document}" tidak dikenal. Pilih: {", ".join(DOCUMENTS)}.')
    unknown = [form for form in formats if form not in FORMATS]
    if unknown or not formats:
        raise FormatUnknown(f'Format "{", ".join(unknown)}" tidak dikenal. Pilih: {", ".join(FORMATS)}.')
    own = DOCUMENTS[document].formats
    if not set(formats) & set(own):
        raise FormatUnknown(f'Dokumen "{document}" tidak punya kertas kerja. Pilih: {", ".join(own)}.')
