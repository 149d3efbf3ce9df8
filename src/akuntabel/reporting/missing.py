"""What prevents a report, as sentences with their remedy; asked before anything is composed."""

from __future__ import annotations

from akuntabel.catalogue.lookup import NotDefined, rule_set_for
from akuntabel.core.periods import Period
from akuntabel.measurement.figures import FigureBook, UnknownFigure, bound_spans
from akuntabel.measurement.models import PeriodText
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.report_queries import has_observations, narratives_of, period_text
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.planning.models import DocumentKind
from akuntabel.planning.queries import documents_in_force

REQUIRED_PLANS = (DocumentKind.PERFORMANCE_AGREEMENT, DocumentKind.ACTION_PLAN)


def missing_for_report(unit: Unit, period: Period) -> list[str]:
    """Sentences in Indonesian, each with what to do; empty when a report can be written.

    Sections whose own data are missing (staff, strategic plan, budget) do not prevent a report: it says
    so in its place.
    """
    if period.kind == "month":
        return [f"Laporan kinerja disusun per triwulan atau per tahun, bukan untuk {period.name}. "
                f"Pilih {Period(period.year, 3 * period.quarter, 'quarter').name} atau tahun {period.year}."]  # fmt: skip
    sentences = []
    try:
        rule_set_for(definitions_for(unit), period)
    except NotDefined:
        sentences.append(f"Belum ada set aturan pengukuran yang berlaku pada {period.name}. Tambahkan set aturan "
                         "beserta dasar hukumnya pada katalog, atau pilih periode yang lebih baru.")  # fmt: skip
    documents = documents_in_force(unit, period.year, period.last_day)
    sentences += [
        f"{kind.label} {period.year} belum ada atau belum berlaku pada akhir {period.name}. "
        "Masukkan dokumennya beserta tanggal berlakunya."
        for kind in REQUIRED_PLANS
        if kind not in documents
    ]
    if not has_observations(unit, period):
        sentences.append(f"Belum ada satu pun angka kinerja sampai dengan {period.name}. Isi realisasi indikator yang "
                         "jatuh tempo, lalu kirim untuk diverifikasi.")  # fmt: skip
    text = period_text(unit, period)
    if text is None:
        sentences.append(f"Naskah {period.name} (tanggal penandatanganan, kata pengantar, narasi, dan saran) belum "
                         "ditulis. Isi naskah periode itu lebih dahulu.")  # fmt: skip
    if not sentences and text is not None:
        sentences += _unknown_figures(unit, period, text)
    return sentences


def _unknown_figures(unit: Unit, period: Period, text: PeriodText) -> list[str]:
    """Marks in the texts that name no figure of the scorecard."""
    book = FigureBook(scorecard(unit, period))
    places = [("Kata pengantar", text.foreword), ("Saran", text.suggestions)]
    for narrative in narratives_of(text).values():
        name = f'Narasi "{narrative.slug}"'
        places.append((name, [narrative.purpose, narrative.target_review, *narrative.success_factors,
                              *narrative.obstacles, *narrative.actions, *narrative.programmes]))  # fmt: skip
    found = []
    for place, texts in places:
        for entry in texts:
            try:
                list(bound_spans(entry, book))
            except UnknownFigure as error:
                found.append(f"{place}: {error} Perbaiki tanda kurung kurawalnya.")
    return found
