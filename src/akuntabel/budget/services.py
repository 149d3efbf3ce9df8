"""Recording a budget with its outputs, allocation and reconciliation notes, in one transaction."""

from __future__ import annotations

from django.db import transaction

from akuntabel.audit.services import Actor, record
from akuntabel.budget import schema
from akuntabel.budget.models import Allocation, Authorisation, Output, OutputProgress, ReconciliationNote
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.models import Unit


def check_budget(budget: schema.Budget, definitions: SchemeDefinitions) -> list[Problem]:
    """What contradicts itself in a budget: repeated codes, unknown indicators, outputs that miss the DIPA."""
    problems = []
    for kind, keys in (
        ("outputs", [output.code for output in budget.outputs]),
        ("allocations", [allocation.indicator for allocation in budget.allocations]),
    ):
        for number, key in enumerate(keys):
            if key in keys[:number]:
                problems.append(Problem((kind, number), f'Anggaran {budget.year}: "{key}" tercantum dua kali.'))
    for number, allocation in enumerate(budget.allocations):
        if allocation.indicator not in definitions.indicators:
            problems.append(Problem(("allocations", number, "indicator"), f"Anggaran {budget.year}: indikator "
                            f'"{allocation.indicator}" tidak ada dalam katalog.'))  # fmt: skip
    total = sum(output.ceiling for output in budget.outputs)
    if total != budget.ceiling:
        problems.append(Problem(("ceiling",), f"Anggaran {budget.year}: pagu RO berjumlah {total}, "
                        f"pagu DIPA {budget.ceiling}. Samakan keduanya."))  # fmt: skip
    return problems


def _against_stored(unit: Unit, budget: schema.Budget) -> list[Problem]:
    """What an earlier file of the same DIPA version says otherwise, and a month that is there already."""
    stored = Authorisation.objects.filter(unit=unit, year=budget.year, version=budget.version).first()
    if stored is None:
        return []
    remedy = "Perbaiki angkanya, atau beri nomor revisi DIPA berikutnya."
    problems = []
    if stored.ceiling != budget.ceiling:
        problems.append(Problem(("ceiling",), f"Anggaran {budget.year}: pagu {budget.ceiling} berbeda dari DIPA versi "
                                f"{budget.version} yang tersimpan, {stored.ceiling}. {remedy}"))  # fmt: skip
    ceilings = dict(Output.objects.filter(authorisation=stored).values_list("code", "ceiling"))
    for number, output in enumerate(budget.outputs):
        if ceilings.get(output.code, output.ceiling) != output.ceiling:
            problems.append(Problem(("outputs", number, "ceiling"), f"Anggaran {budget.year}: pagu {output.code} "
                                    f"{output.ceiling} berbeda dari {ceilings[output.code]}. {remedy}"))  # fmt: skip
    if OutputProgress.objects.filter(output__authorisation=stored, month=budget.month).exists():
        problems.append(Problem(("month",), f"Anggaran {budget.year}: bulan {budget.month} sudah dicatat. "
                                "Catat bulan berikutnya."))  # fmt: skip
    return problems


@transaction.atomic
def record_budget(unit: Unit, budget: schema.Budget, definitions: SchemeDefinitions, *, by: Actor) -> Authorisation:
    """Write cumulative figures up to the file's month. A later month of the same DIPA adds to it.

    Raises Refused with every problem, writing nothing.
    """
    problems = check_budget(budget, definitions) + _against_stored(unit, budget)
    if problems:
        raise Refused(problems)
    authorisation, _ = Authorisation.objects.get_or_create(
        unit=unit, year=budget.year, version=budget.version,
        defaults={"number": budget.authorisation_number, "authorised_on": budget.authorised_on,
                  "programme": budget.programme, "activity": budget.activity, "ceiling": budget.ceiling,
                  "source": budget.source},
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
    Allocation.objects.bulk_create(
        Allocation(unit=unit, year=budget.year, month=budget.month, slug=row.indicator, ceiling=row.ceiling,
                   realised=row.realised, source=budget.allocation_source, note=row.note)
        for row in budget.allocations
    )  # fmt: skip
    ReconciliationNote.objects.bulk_create(
        ReconciliationNote(unit=unit, year=budget.year, month=budget.month, subject=row.subject, reason=row.reason)
        for row in budget.reconciliation
    )
    record(chain=unit.slug, action="budget.recorded", subject=f"authorisation/{authorisation.uuid}", actor=by,
           after=budget.model_dump(mode="json"))  # fmt: skip
    return authorisation
