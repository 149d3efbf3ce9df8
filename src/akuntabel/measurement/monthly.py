"""One unit's plan and figures of a year, read once, and the scorecard of each month up to the period.

The same arithmetic as the scorecard page: a month's scorecard is built from the same plan and rules with the
observations up to that month. What a page does not show (submissions, allocations) is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from akuntabel.budget.models import Allocation
from akuntabel.catalogue.lookup import rule_set_for
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.observed import ObservedYear
from akuntabel.measurement.results import Scorecard
from akuntabel.measurement.scorecard import ScorecardInputs, build_scorecard
from akuntabel.organisation.models import Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for, parameters_on
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.planning.queries import PlanMissing, documents_in_force, rows_of


@dataclass(frozen=True)
class YearReading:
    """The plan documents in force and everything the scorecards of the year's months are made of."""

    documents: dict[DocumentKind, PlanDocument]
    inputs: ScorecardInputs
    observations: tuple[Observation, ...]

    def card(self) -> Scorecard:
        """The scorecard of the period itself."""
        return build_scorecard(self.inputs)

    def months(self) -> dict[int, Scorecard]:
        """Month → the scorecard s.d. that month, for the months up to the period's that have observations."""
        year = self.inputs.period.year
        return {
            month: build_scorecard(
                replace(
                    self.inputs,
                    period=Period(year, month, "month"),
                    observed=ObservedYear(self.observations, self.inputs.definitions, month),
                    submissions={},
                    allocations={},
                )
            )
            for month in sorted({row.month for row in self.observations})
        }


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
    rule_set = rule_set_for(definitions, period)
    documents = documents_in_force(unit, period.year, period.last_day)
    for kind in (DocumentKind.PERFORMANCE_AGREEMENT, DocumentKind.ACTION_PLAN):
        if kind not in documents:
            raise PlanMissing(
                f"{kind.label} {period.year} satuan kerja {unit.slug} belum ada atau belum berlaku pada "
                f"{indonesian_date(period.last_day)}. Masukkan dokumennya sebelum mengukur {period.name}."
            )
    agreement, action_plan = documents[DocumentKind.PERFORMANCE_AGREEMENT], documents[DocumentKind.ACTION_PLAN]
    rows = rows_of([agreement, action_plan], period.year)
    observations = tuple(Observation.objects.filter(unit=unit, year=period.year, month__lte=period.month))
    at_month = {"unit": unit, "year": period.year, "month": period.month}
    allocations = Allocation.objects.filter(**at_month) if with_allocations else ()
    submissions = Submission.objects.filter(**at_month) if with_submissions else ()
    inputs = ScorecardInputs(
        unit=unit,
        unit_version=version,
        period=period,
        definitions=definitions,
        rule_set=rule_set,
        agreement=agreement,
        agreement_rows=[row for row in rows if row.objective.document_id == agreement.pk],
        action_plan=action_plan,
        action_rows={row.slug: row for row in rows if row.objective.document_id == action_plan.pk},
        observed=ObservedYear(observations, definitions, period.month),
        parameters=parameters_on(unit, period.year, period.last_day),
        allocations={row.slug: row for row in allocations},
        submissions={row.slug: row for row in submissions},
    )
    return YearReading(documents, inputs, observations)
