"""The Laporan Kinerja of any unit and period, as one Document; and its plan appendices as documents alone."""

from __future__ import annotations

from datetime import date

from akuntabel.core.periods import Period
from akuntabel.documents.content import Block, Document, Heading, SectionBreak
from akuntabel.organisation.models import Unit
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.reporting.appendices import action_pages, agreement_pages, appendices, copy_notice
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.chapter1 import chapter1
from akuntabel.reporting.chapter2 import chapter2
from akuntabel.reporting.chapter3 import chapter3
from akuntabel.reporting.chapter4 import chapter4
from akuntabel.reporting.decree import decree
from akuntabel.reporting.front_matter import contents, cover, cover_page, foreword, notices, status_text, summary
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import words
from akuntabel.reporting.sources import ReportData, read


def laporan_kinerja(unit: Unit, period: Period) -> Document:
    """The performance report of a unit and period: interim for a quarter, annual for a year.

    Raises PlanMissing or NotDefined where nothing can be measured, UnknownFigure for a mark in a text that
    names no figure. `missing.missing_for_report` says all of it as sentences first.
    """
    return compose(read(unit, period))


def compose(data: ReportData) -> Document:
    """The performance report from data already read. Pure: same data, same document."""
    binder = Binder(data)
    blocks: list[Block] = [
        *cover(binder),
        *foreword(binder),
        *summary(binder),
        *contents(),
        *chapter1(binder),
        *chapter2(binder),
        *chapter3(binder),
        *chapter4(binder),
        SectionBreak(),
        *appendices(binder),
    ]
    period = PeriodWords(data.period)
    return Document(
        title=period.kind, author=data.version.long_name, created=data.signed_on, blocks=tuple(blocks),
        unit=data.version.long_name, period=period.name, short_title=period.title, status=status_text(data),
    )  # fmt: skip


def perjanjian_kinerja(unit: Unit, period: Period) -> Document:
    """The performance agreement (PK) in force at the period's end, alone."""
    data = read(unit, period)
    return _alone(data, data.agreement, "appendices.agreement.heading", agreement_pages(Binder(data)))


def rencana_aksi(unit: Unit, period: Period) -> Document:
    """The action plan (RAPK) in force at the period's end, alone, on landscape pages."""
    data = read(unit, period)
    heading = "appendices.action.heading"
    return _alone(data, data.action_plan, heading, action_pages(Binder(data)), landscape=True)


def keputusan_iku(unit: Unit, period: Period) -> Document:
    """The decree on key performance indicators in force at the period's end, alone."""
    data = read(unit, period)
    document = data.documents.get(DocumentKind.KPI_DECREE)
    return _alone(data, document, "appendices.decree.heading", decree(Binder(data)))


def _alone(
    data: ReportData, document: PlanDocument | None, heading: str, pages: list[Block], *, landscape: bool = False
) -> Document:
    title = words(heading, year=str(data.year))
    binder = Binder(data)
    blocks: list[Block] = [
        cover_page(data),
        SectionBreak(landscape=landscape, numbering="1", restart=True),
        Heading(1, title, "dokumen", numbered=False),
        *(notices(binder)[:1] if data.unit.is_example else []),
        copy_notice(),
        *pages,
    ]
    return Document(
        title=title, author=data.version.long_name, created=_day(data, document), blocks=tuple(blocks),
        unit=data.version.long_name, period=PeriodWords(data.period).name, status=status_text(data),
    )  # fmt: skip


def _day(data: ReportData, document: PlanDocument | None) -> date:
    """The plan's own date: signed, else in force; the report's when there is no plan."""
    if document is None:
        return data.signed_on
    return document.signed_on or document.effective_from


DOCUMENTS = {
    "lapkin": laporan_kinerja,
    "pk": perjanjian_kinerja,
    "rapk": rencana_aksi,
    "iku": keputusan_iku,
}
"""What `akuntabel report --document` accepts."""
