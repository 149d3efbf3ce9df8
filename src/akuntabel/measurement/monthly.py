"""One unit's plan and figures of a year, read once, and the scorecard of each month up to the period.

The same arithmetic as the scorecard page: a month's scorecard is built from the plan, rules and parameters in
force at its end with the observations up to it. What a page does not show (submissions, allocations) is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from akuntabel.budget.models import Allocation
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import rule_set_for
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.observed import ObservedYear
from akuntabel.measurement.results import Scorecard
from akuntabel.measurement.scorecard import ScorecardInputs, build_scorecard
from akuntabel.organisation.models import Unit, UnitParameter, UnitVersion
from akuntabel.organisation.queries import definitions_for, parameters_until
from akuntabel.planning.models import DocumentKind, PlanDocument, PlanRow
from akuntabel.planning.queries import PlanMissing, documents_until, in_force_on, rows_of


@dataclass(frozen=True)
class RealisedMonth:
    """A realisation s.d. a month: the exact number for a drawing's geometry, and the figure that is printed."""

    number: Fraction
    figure: Figure


@dataclass(frozen=True)
class YearReading:
    """Everything the scorecards of the year's months are made of, every version of it."""

    unit: Unit
    unit_version: UnitVersion
    period: Period
    definitions: SchemeDefinitions
    documents_until: tuple[PlanDocument, ...]
    rows: tuple[PlanRow, ...]
    parameters_until: tuple[UnitParameter, ...]
    observations: tuple[Observation, ...]
    allocations: tuple[Allocation, ...]
    submissions: tuple[Submission, ...]

    @property
    def documents(self) -> dict[DocumentKind, PlanDocument]:
        """Kind → the version in force on the period's last day."""
        return in_force_on(self.documents_until, self.period.last_day)

    @property
    def inputs(self) -> ScorecardInputs:
        """What the period's own scorecard is made of."""
        return replace(
            self._inputs_of(self.period),
            allocations={row.slug: row for row in self.allocations},
            submissions={row.slug: row for row in self.submissions},
        )

    def card(self) -> Scorecard:
        """The scorecard of the period itself."""
        return self._card

    def months(self) -> dict[int, Scorecard]:
        """Month → the scorecard s.d. that month, for the months up to the period's that have observations.

        Each by the plan, rules and parameters in force on its own last day; a month before the first
        agreement or action plan has none.
        """
        return dict(self._months)

    def realised_by_month(self, slug: str) -> dict[int, RealisedMonth]:
        """Month → the indicator's realisation, of the months that have one in the series of the period."""
        series = self._card.indicator(slug).series
        found = {}
        for month, book in self._books.items():
            then = book.card.indicator(slug)
            if then.series == series and then.realisation.is_measured:
                found[month] = RealisedMonth(then.realisation.number, book.get(slug, "realisation"))
        return found

    @cached_property
    def _card(self) -> Scorecard:
        return build_scorecard(self.inputs)

    @cached_property
    def _books(self) -> dict[int, FigureBook]:
        return {month: FigureBook(card) for month, card in self._months.items()}

    @cached_property
    def _months(self) -> dict[int, Scorecard]:
        found = {}
        for month in sorted({row.month for row in self.observations}):
            period = Period(self.period.year, month, "month")
            if in_force_on(self.documents_until, period.last_day).keys() >= set(_NEEDED):
                found[month] = build_scorecard(self._inputs_of(period))
        return found

    def _inputs_of(self, period: Period) -> ScorecardInputs:
        """What the scorecard of a period up to this one is made of, without submissions and allocations."""
        documents = in_force_on(self.documents_until, period.last_day)
        agreement, action_plan = (documents[kind] for kind in _NEEDED)
        parameters = {row.key: row for row in self.parameters_until if row.effective_from <= period.last_day}
        return ScorecardInputs(
            unit=self.unit,
            unit_version=self.unit_version,
            period=period,
            definitions=self.definitions,
            rule_set=rule_set_for(self.definitions, period),
            agreement=agreement,
            agreement_rows=[row for row in self.rows if row.objective.document_id == agreement.pk],
            action_plan=action_plan,
            action_rows={row.slug: row for row in self.rows if row.objective.document_id == action_plan.pk},
            observed=ObservedYear(self.observations, self.definitions, period),
            parameters=parameters,
            allocations={},
            submissions={},
        )


_NEEDED = (DocumentKind.PERFORMANCE_AGREEMENT, DocumentKind.ACTION_PLAN)


def read_year(
    unit: Unit,
    version: UnitVersion,
    period: Period,
    *,
    with_submissions: bool = False,
    with_allocations: bool = False,
) -> YearReading:
    """Read all of it: five queries, and one for each thing asked for besides.

    Raises PlanMissing when no agreement or action plan is in force on the period's last day, NotDefined
    when no rule set is.
    """
    definitions = definitions_for(unit)
    rule_set_for(definitions, period)
    documents = documents_until(unit, period.year, period.last_day)
    in_force = in_force_on(documents, period.last_day)
    for kind in _NEEDED:
        if kind not in in_force:
            raise PlanMissing(
                f"{kind.label} {period.year} satuan kerja {unit.slug} belum ada atau belum berlaku pada "
                f"{indonesian_date(period.last_day)}. Masukkan dokumennya sebelum mengukur {period.name}."
            )
    at_month = {"unit": unit, "year": period.year, "month": period.month}
    return YearReading(
        unit=unit,
        unit_version=version,
        period=period,
        definitions=definitions,
        documents_until=tuple(documents),
        rows=tuple(rows_of([document for document in documents if document.kind in _NEEDED], period.year)),
        parameters_until=tuple(parameters_until(unit, period.year, period.last_day)),
        observations=tuple(Observation.objects.filter(unit=unit, year=period.year, month__lte=period.month)),
        allocations=tuple(Allocation.objects.filter(**at_month)) if with_allocations else (),
        submissions=tuple(Submission.objects.filter(**at_month)) if with_submissions else (),
    )
