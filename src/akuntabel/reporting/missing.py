"""What prevents a report, as sentences with their remedy; asked before anything is composed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from akuntabel.catalogue.lookup import NotDefined, rule_set_for
from akuntabel.core.periods import Period
from akuntabel.measurement.figures import FigureBook, UnknownFigure, bound_spans
from akuntabel.measurement.models import PeriodText
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.report_queries import has_observations, narratives_of, period_text
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.planning.models import DocumentKind
from akuntabel.planning.queries import PlanMissing, documents_in_force
from akuntabel.reporting.document_kinds import DOCUMENTS, PERFORMANCE_REPORT
from akuntabel.reporting.sentences import on_screen
from akuntabel.reporting.snapshot import snapshot
from akuntabel.reporting.sources import ReportData, read


class ReportIncomplete(Exception):
    """A report cannot be written yet; carries the sentences that say why and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.missing = list(sentences)


_MEASURED_BY = (DocumentKind.PERFORMANCE_AGREEMENT, DocumentKind.ACTION_PLAN)


def prepare(unit: Unit, period: Period, document: str = PERFORMANCE_REPORT) -> ReportData:
    """Everything the document is made of, read once and at one moment.

    Raises ReportIncomplete with every sentence when it cannot be written.
    """
    with snapshot():
        if sentences := _wrong_period(period, document):
            raise ReportIncomplete(sentences)
        try:
            data = read(unit, period)
        except (NotDefined, PlanMissing) as error:
            raise ReportIncomplete(missing_for_report(unit, period, document) or [str(error)]) from None
    sentences = _missing(period, document, data.documents, observed=data.has_observations, text=data.text)
    if not sentences and DOCUMENTS[document].needs_figures and data.text is not None:
        sentences = _unknown_figures(data.book, data.text)
    if sentences:
        raise ReportIncomplete(sentences)
    return data


def missing_for_report(unit: Unit, period: Period, document: str = PERFORMANCE_REPORT) -> list[str]:
    """Sentences in Indonesian, each with what to do; empty when the document can be written.

    Sections whose own data are missing (staff, strategic plan, budget) do not prevent a report: it says
    so in its place. Whoever wants the report as well asks `prepare`, which reads everything once.
    """
    if sentences := _wrong_period(period, document):
        return sentences
    sentences = _rules_missing(unit, period)
    documents = documents_in_force(unit, period.year, period.last_day)
    text = period_text(unit, period)
    sentences += _missing(period, document, documents, observed=has_observations(unit, period), text=text)
    if not sentences and DOCUMENTS[document].needs_figures and text is not None:
        try:
            sentences = _unknown_figures(FigureBook(scorecard(unit, period)), text)
        except NotDefined as error:  # an indicator without a definition on that day
            sentences = [str(error)]
    return sentences


def _rules_missing(unit: Unit, period: Period) -> list[str]:
    try:
        rule_set_for(definitions_for(unit), period)
    except NotDefined:
        return [on_screen("missing.rule_set", period=period.name)]
    return []


def plan_missing(kind: DocumentKind, period: Period) -> str:
    """The sentence for a plan document that is not there."""
    return on_screen("missing.plan", plan=str(kind.label), year=str(period.year), period=period.name)


def _wrong_period(period: Period, document: str) -> list[str]:
    if period.kind != "month" or not DOCUMENTS[document].needs_figures:
        return []
    quarter = Period(period.year, 3 * period.quarter, "quarter").name
    return [on_screen("missing.month", period=period.name, quarter=quarter, year=str(period.year))]


def _missing(
    period: Period, document: str, documents: Iterable[DocumentKind], *, observed: bool, text: PeriodText | None
) -> list[str]:
    """Sentences about plans, figures and texts that the document needs."""
    needed, found = DOCUMENTS[document], set(documents)
    plans = (*_MEASURED_BY, *map(DocumentKind, needed.needs_plans))
    sentences = [plan_missing(kind, period) for kind in plans if kind not in found]
    if needed.needs_figures and not observed:
        sentences.append(on_screen("missing.observations", period=period.name))
    if needed.needs_figures and text is None:
        sentences.append(on_screen("missing.text", period=period.name))
    return sentences


def _unknown_figures(book: FigureBook, text: PeriodText) -> list[str]:
    """Marks in the texts that name no figure of the scorecard."""
    places = [
        (on_screen("missing.in_foreword"), text.foreword),
        (on_screen("missing.in_suggestions"), text.suggestions),
    ]
    for narrative in narratives_of(text).values():
        name = on_screen("missing.in_narrative", slug=narrative.slug)
        places.append((name, [narrative.purpose, narrative.target_review, *narrative.success_factors,
                              *narrative.obstacles, *narrative.actions, *narrative.programmes]))  # fmt: skip
    found = []
    for place, texts in places:
        for entry in texts:
            try:
                list(bound_spans(entry, book))
            except UnknownFigure as error:
                found.append(on_screen("missing.mark", place=place, problem=str(error)))
    return found
