"""Everything a report is made of, read once: `read(unit, period)` gives a ReportData, and nothing later
touches the database (at most 40 queries for a whole report, asserted in the tests)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from akuntabel.budget.models import Allocation, Authorisation
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.schema import RuleSet
from akuntabel.core.periods import Period
from akuntabel.measurement.budget_figures import BudgetFigures, figures_of
from akuntabel.measurement.budget_reading import BudgetReading, OutputLine, read_budget
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.models import Narrative, PeriodText, PublishedValue, Recommendation
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.report_queries import (
    narratives_of,
    period_text,
    published_values,
    recommendations_due,
)
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.organisation.facts_on import OfficeFacts, facts_on
from akuntabel.organisation.models import Team, Unit, UnitVersion
from akuntabel.organisation.queries import teams_on, version_on
from akuntabel.planning.models import AspectTarget, DocumentKind, PlanDocument, PlanRow, Target
from akuntabel.planning.queries import aspect_targets, rows_of, strategic_plan
from akuntabel.reporting.snapshot import snapshot


@dataclass(frozen=True)
class BudgetData:
    """The budget up to the period's month: its printed figures, and its numbers for the working paper.

    Every sum is the reading's (`measurement.budget_reading`).
    """

    reading: BudgetReading
    figures: BudgetFigures

    @property
    def authorisation(self) -> Authorisation:
        return self.reading.authorisation

    @property
    def notes(self) -> Mapping[str, str]:
        return self.reading.notes

    @property
    def lines(self) -> tuple[OutputLine, ...]:
        return self.reading.lines

    @property
    def outputs_ceiling(self) -> int:
        return self.reading.outputs_ceiling

    @property
    def realised(self) -> int | None:
        return self.reading.realised

    @property
    def allocated_ceiling(self) -> int:
        return self.reading.allocated_ceiling

    @property
    def allocated_realised(self) -> int:
        return self.reading.allocated_realised


@dataclass(frozen=True)
class ReportData:
    """One unit and period, ready to be told."""

    unit: Unit
    version: UnitVersion
    period: Period
    card: Scorecard
    book: FigureBook
    teams: tuple[Team, ...]
    facts: OfficeFacts
    """Of the period's last day."""
    documents: dict[DocumentKind, PlanDocument]
    strategic_plan: PlanDocument | None
    rows: dict[DocumentKind, dict[str, PlanRow]]
    """Kind of document → indicator slug → its row there, targets at hand, in the document's order."""
    budget: BudgetData | None
    text: PeriodText | None
    narratives: dict[str, Narrative]
    recommendations: dict[str, list[Recommendation]]
    published: dict[str, list[PublishedValue]]
    has_observations: bool = True
    """Whether anything was observed in the year up to the period's end."""
    aspects: dict[str, list[AspectTarget]] = field(default_factory=dict)
    """Indicator slug → the targets of its aspects in the action plan."""

    @property
    def definitions(self) -> SchemeDefinitions:
        return self.card.definitions

    @property
    def rule_set(self) -> RuleSet:
        return self.card.rule_set

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def indicators(self) -> tuple[IndicatorResult, ...]:
        return self.card.indicators

    @property
    def agreement(self) -> PlanDocument:
        return self.card.agreement

    @property
    def action_plan(self) -> PlanDocument:
        return self.card.action_plan

    @property
    def signed_on(self) -> date:
        """The report's date: the day its texts were signed, else the period's last day."""
        return self.text.signed_on if self.text is not None else self.period.last_day

    def row(self, kind: DocumentKind, slug: str) -> PlanRow | None:
        return self.rows.get(kind, {}).get(slug)

    def result(self, slug: str) -> IndicatorResult | None:
        return next((result for result in self.indicators if result.slug == slug), None)


def read(unit: Unit, period: Period) -> ReportData:
    """Read all of it, each thing once and at one moment.

    Raises PlanMissing or NotDefined as the scorecard does; `missing.prepare` says all that is missing.
    """
    with snapshot():
        return _read(unit, period)


def _read(unit: Unit, period: Period) -> ReportData:
    version = version_on(unit, period.last_day)
    year = read_year(unit, version, period, with_submissions=True, with_allocations=True)
    card, documents = year.card(), year.documents
    plan = strategic_plan(unit, period.year, period.last_day)
    text = period_text(unit, period)
    return ReportData(
        unit=unit,
        version=card.unit_version,
        period=period,
        card=card,
        book=FigureBook(card),
        teams=tuple(teams_on(unit, period.last_day).values()),
        facts=facts_on(unit, period.last_day),
        documents=documents,
        strategic_plan=plan,
        rows=_rows(documents),
        budget=_budget(unit, period, year.allocations),
        text=text,
        narratives=narratives_of(text),
        recommendations=recommendations_due(unit, period),
        published=published_values(unit, period.year),
        has_observations=bool(year.observations),
        aspects=aspect_targets(card.action_plan),
    )


def _rows(documents: dict[DocumentKind, PlanDocument]) -> dict[DocumentKind, dict[str, PlanRow]]:
    kinds = {document.pk: kind for kind, document in documents.items()}
    found: dict[DocumentKind, dict[str, PlanRow]] = {kind: {} for kind in documents}
    for row in rows_of(list(documents.values())):
        found[kinds[row.objective.document_id]][row.slug] = row
    return found


def _budget(unit: Unit, period: Period, allocations: Sequence[Allocation]) -> BudgetData | None:
    reading = read_budget(unit, period, allocations=allocations)
    return None if reading is None else BudgetData(reading, figures_of(unit, period, reading))


def target_of(row: PlanRow | None, year: int, month: int | None = None) -> Target | None:
    """The row's target for a year, or up to a month of it."""
    if row is None:
        return None
    return next((t for t in row.targets.all() if t.year == year and t.month == month), None)
