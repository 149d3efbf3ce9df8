"""Reads for the scorecard: at most eight queries for one unit and period (asserted in the tests)."""

from __future__ import annotations

from akuntabel.budget.models import Allocation
from akuntabel.catalogue.lookup import rule_set_for
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.observed import ObservedYear
from akuntabel.measurement.scorecard import Scorecard, ScorecardInputs, build_scorecard
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for, parameters_on, version_on
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.planning.queries import PlanMissing, documents_in_force, rows_of


def scorecard(unit: Unit, period: Period) -> Scorecard:
    """The scorecard of a unit and period.

    Raises PlanMissing when no agreement or action plan is in force on the period's last day, NotDefined
    when no rule set is.
    """
    definitions = definitions_for(unit)
    rule_set = rule_set_for(definitions, period)
    documents = documents_in_force(unit, period.year, period.last_day)
    agreement = _required(documents, DocumentKind.PERFORMANCE_AGREEMENT, unit, period)
    action_plan = _required(documents, DocumentKind.ACTION_PLAN, unit, period)
    rows = rows_of([agreement, action_plan], period.year)
    observations = Observation.objects.filter(unit=unit, year=period.year, month__lte=period.month)
    allocations = Allocation.objects.filter(unit=unit, year=period.year, month=period.month)
    submissions = Submission.objects.filter(unit=unit, year=period.year, month=period.month)
    return build_scorecard(ScorecardInputs(
        unit=unit,
        unit_version=version_on(unit, period.last_day),
        period=period,
        definitions=definitions,
        rule_set=rule_set,
        agreement=agreement,
        agreement_rows=[row for row in rows if row.objective.document_id == agreement.pk],
        action_plan=action_plan,
        action_rows={row.slug: row for row in rows if row.objective.document_id == action_plan.pk},
        observed=ObservedYear(observations, definitions, period.month),
        parameters=parameters_on(unit, period.year, period.last_day),
        allocations={allocation.slug: allocation for allocation in allocations},
        submissions={submission.slug: submission for submission in submissions},
    ))  # fmt: skip


def _required(
    documents: dict[DocumentKind, PlanDocument], kind: DocumentKind, unit: Unit, period: Period
) -> PlanDocument:
    if kind not in documents:
        raise PlanMissing(
            f"{kind.label} {period.year} satuan kerja {unit.slug} belum ada atau belum berlaku pada "
            f"{indonesian_date(period.last_day)}. Masukkan dokumennya sebelum mengukur {period.name}."
        )
    return documents[kind]


def reported_periods(unit: Unit) -> list[Period]:
    """Quarters for which the unit has any observation, newest first. One query."""
    months = Observation.objects.filter(unit=unit).values_list("year", "month").distinct()
    ends = [Period(year, month, "month") for year, month in months]
    quarters = {Period(end.year, 3 * end.quarter, "quarter") for end in ends}
    return sorted(quarters, reverse=True)
