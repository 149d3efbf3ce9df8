"""Recording a budget with its outputs, allocation and reconciliation notes, in one transaction."""

from __future__ import annotations

from django.db import transaction

from akuntabel.audit.services import Actor, record
from akuntabel.budget import schema
from akuntabel.budget.checks import check_against_stored, check_budget
from akuntabel.budget.models import (
    Allocation,
    AllocationDocument,
    Authorisation,
    Output,
    OutputProgress,
    ReconciliationNote,
)
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.problems import Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.models import Unit


@transaction.atomic
def record_budget(unit: Unit, budget: schema.Budget, definitions: SchemeDefinitions, *, by: Actor) -> Authorisation:
    """Write cumulative figures up to the file's month. A later month of the same DIPA adds to it.

    Raises Refused with every problem, writing nothing. What `checks.warnings_about` says is no reason to
    refuse. A second recording for the unit waits for the first, then sees what it wrote.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    problems = check_budget(budget, definitions) + check_against_stored(unit, budget)
    if problems:
        raise Refused(problems)
    authorisation = _save_outputs(unit, budget)
    _save_allocation(unit, budget)
    ReconciliationNote.objects.bulk_create(
        ReconciliationNote(unit=unit, year=budget.year, month=budget.month, subject=row.subject, reason=row.reason)
        for row in budget.reconciliation
    )
    record(chain=unit.slug, action="budget.recorded", subject=f"authorisation/{authorisation.uuid}", actor=by,
           reason=budget.reason, after=budget.model_dump(mode="json"))  # fmt: skip
    return authorisation


def _save_outputs(unit: Unit, budget: schema.Budget) -> Authorisation:
    authorisation, _ = Authorisation.objects.get_or_create(
        unit=unit, year=budget.year, version=budget.version,
        defaults={"number": budget.authorisation_number, "authorised_on": budget.authorised_on,
                  "effective_from": budget.effective_from, "reason": budget.reason, "programme": budget.programme,
                  "activity": budget.activity, "ceiling": budget.ceiling, "source": budget.source},
    )  # fmt: skip
    for order, entry in enumerate(budget.outputs):
        output, _ = Output.objects.get_or_create(
            authorisation=authorisation, code=entry.code,
            defaults={"name": entry.name, "unit_of_measure": entry.unit, "volume": entry.volume,
                      "ceiling": entry.ceiling, "order": order},
        )  # fmt: skip
        value, scale = (None, 0) if entry.progress is None else to_scaled(entry.progress)
        OutputProgress.objects.create(output=output, month=budget.month, volume=entry.volume_realised,
                                      progress_value=value, progress_scale=scale, realised=entry.realised,
                                      note=entry.note)  # fmt: skip
    return authorisation


def _save_allocation(unit: Unit, budget: schema.Budget) -> None:
    if budget.allocation_document is None:
        return
    fields = budget.allocation_document.model_dump()
    document, _ = AllocationDocument.objects.get_or_create(
        unit=unit, year=budget.year, version=fields.pop("version"), defaults=fields
    )
    Allocation.objects.bulk_create(
        Allocation(document=document, unit=unit, year=budget.year, month=budget.month, slug=row.indicator,
                   ceiling=row.ceiling, realised=row.realised, source=document.source, note=row.note)
        for row in budget.allocations
    )  # fmt: skip
