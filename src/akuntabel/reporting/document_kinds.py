"""The documents that can be written: their names, what each cannot do without, and its formats.

Django is not imported here: the command line reads this table before anything is set up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ReportFormat = Literal["docx", "pdf", "xlsx", "html"]
FORMATS: tuple[ReportFormat, ...] = ("docx", "pdf", "xlsx", "html")
"""Word, PDF, the working paper as a workbook, and HTML."""
_TEXT: tuple[ReportFormat, ...] = ("docx", "pdf", "html")
WORKING_PAPER = "kertas-kerja"
"""What the file of a workbook is called; the others are called by their document."""


@dataclass(frozen=True)
class WrittenDocument:
    """One document. Besides what is named here, each needs a rule set, the agreement and the action plan."""

    key: str
    name: str
    file_name: str
    formats: tuple[ReportFormat, ...] = _TEXT
    needs_plans: tuple[str, ...] = ()
    """Values of `planning.models.DocumentKind`."""
    needs_figures: bool = False
    """Figures and the period's texts, of a period that is reported."""


PERFORMANCE_REPORT = "lapkin"
DOCUMENTS = {
    document.key: document
    for document in (
        WrittenDocument(PERFORMANCE_REPORT, "Laporan Kinerja", "laporan-kinerja", FORMATS, needs_figures=True),
        WrittenDocument("pk", "Perjanjian Kinerja", "perjanjian-kinerja"),
        WrittenDocument("rapk", "rencana aksi", "rencana-aksi"),
        WrittenDocument("iku", "keputusan IKU", "keputusan-iku", needs_plans=("kpi_decree",)),
    )
}
"""By the key that `akuntabel report --document` accepts."""
