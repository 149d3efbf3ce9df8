"""The Laporan Kinerja of any unit and period, as one Document; and its plan appendices as documents alone."""

from __future__ import annotations

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.documents.content import Block, Document, Heading, SectionBreak
from akuntabel.organisation.models import Unit
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.planning.queries import PlanMissing
from akuntabel.reporting.appendices import action_pages, agreement_pages, appendices, copy_notice
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.chapter1 import chapter1
from akuntabel.reporting.chapter2 import chapter2
from akuntabel.reporting.chapter3 import chapter3
from akuntabel.reporting.chapter4 import chapter4
from akuntabel.reporting.decree import decree
from akuntabel.reporting.front_matter import (
    contents,
    cover,
    cover_page,
    footer_text,
    foreword,
    notices,
    summary,
    with_example_mark,
)
from akuntabel.reporting.missing import plan_missing, prepare
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import draft_text
from akuntabel.reporting.sentences import words
from akuntabel.reporting.sources import ReportData


def performance_report(unit: Unit, period: Period) -> Document:
    """The performance report of a unit and period: interim for a quarter, annual for a year.

    Raises ReportIncomplete with every sentence when it cannot be written.
    """
    return compose(prepare(unit, period))


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
        unit=data.version.long_name, period=period.name, short_title=draft_text(data.card) or period.title,
        status=footer_text(data),
    )  # fmt: skip


def performance_agreement(data: ReportData) -> Document:
    """The performance agreement (PK) in force at the period's end, alone."""
    return _alone(data, data.agreement, "appendices.agreement.heading", agreement_pages(Binder(data)))


def action_plan(data: ReportData) -> Document:
    """The action plan (RAPK) in force at the period's end, alone, on landscape pages."""
    heading = "appendices.action.heading"
    return _alone(data, data.action_plan, heading, action_pages(Binder(data)), landscape=True)


def kpi_decree(data: ReportData) -> Document:
    """The decree on key performance indicators in force at the period's end, alone. Raises PlanMissing without one."""
    document = data.documents.get(DocumentKind.KPI_DECREE)
    if document is None:
        raise PlanMissing(plan_missing(DocumentKind.KPI_DECREE, data.period))
    return _alone(data, document, "appendices.decree.heading", decree(Binder(data)))


def _alone(
    data: ReportData, document: PlanDocument, heading: str, pages: list[Block], *, landscape: bool = False
) -> Document:
    """A plan's pages with a cover. Its status is the plan's own: no figure of the period stands in it."""
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
    since = words("status.plan", version=str(document.version), date=indonesian_date(document.effective_from))
    return Document(
        title=title, author=data.version.long_name, created=document.signed_on or document.effective_from,
        blocks=tuple(blocks), unit=data.version.long_name,
        status=with_example_mark(data, since),
    )  # fmt: skip


COMPOSERS = {
    "lapkin": compose,
    "pk": performance_agreement,
    "rapk": action_plan,
    "iku": kpi_decree,
}
"""How each of `document_kinds.DOCUMENTS` is composed from data already read."""
