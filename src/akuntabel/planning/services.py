"""Adopting a plan document: every check first, then one transaction with its audit event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.models import Team, Unit
from akuntabel.organisation.queries import teams_on
from akuntabel.planning import schema
from akuntabel.planning.checks import check_document, check_names, check_teams, definition_in, title_of
from akuntabel.planning.models import (
    AspectTarget,
    DocumentKind,
    Goal,
    Mission,
    PlanDocument,
    PlanObjective,
    PlanRow,
    Series,
    Target,
    TargetForm,
)
from akuntabel.planning.queries import rows_of
from akuntabel.planning.together import (
    Bounds,
    Promise,
    check_rows,
    check_span,
    in_force_together,
    no_agreement,
    rows_in_doubt,
)

_UNAVAILABLE = {"tidak tersedia": TargetForm.UNAVAILABLE, "tidak berlaku": TargetForm.NOT_APPLICABLE}


@transaction.atomic
def adopt(unit: Unit, document: schema.PlanDocument, definitions: SchemeDefinitions, *, by: Actor) -> PlanDocument:
    """Write one version of a plan document. Raises Refused with every problem, writing nothing.

    Adoptions of one unit wait for one another, so that the second of two equal ones is refused.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)
    teams = teams_on(unit, document.effective_from)
    problems = [
        *_against_stored(unit, document, definitions),
        *check_document(document, definitions),
        *check_teams(document, teams),
    ]
    if problems:
        raise Refused(dict.fromkeys(problems))
    fields = document.model_dump(exclude={"missions", "goals", "objectives"})
    saved = PlanDocument.objects.create(unit=unit, **fields)
    goals = _save_goals(saved, document)
    _save_objectives(saved, document, goals, teams, definitions)
    record(chain=unit.slug, action="plan.adopted", subject=f"plan/{saved.uuid}", actor=by, reason=document.reason,
           after=document.model_dump(mode="json"))  # fmt: skip
    return saved


def _against_stored(unit: Unit, document: schema.PlanDocument, definitions: SchemeDefinitions) -> Iterator[Problem]:
    """What the unit's documents in the database do not go together with."""
    stored = PlanDocument.objects.filter(unit=unit)
    of_year = stored.filter(first_year=document.first_year)
    if of_year.filter(kind=document.kind, version=document.version).exists():
        yield Problem(("version",), f"{title_of(document)} versi {document.version} sudah ada. "
                      "Beri nomor versi berikutnya.")  # fmt: skip
    spans = stored.filter(kind=DocumentKind.STRATEGIC_PLAN).values_list("first_year", "last_year")
    yield from check_span(document, list(spans))
    if document.kind != "action_plan":
        return
    agreements = list(of_year.filter(kind=DocumentKind.PERFORMANCE_AGREEMENT))
    if not agreements:
        yield no_agreement(document)
    others = of_year.filter(kind=DocumentKind.ACTION_PLAN).exclude(version=document.version)
    plans: list[PlanDocument | schema.PlanDocument] = [*others, document]
    doubtful = rows_in_doubt(document, definitions)
    for agreement, plan in in_force_together(agreements, plans):
        if plan is document and not check_names(document, definitions):
            yield from check_rows(document, _stored_promises(agreement), doubtful)


def _stored_promises(agreement: PlanDocument) -> dict[str, Promise]:
    """Indicator slug → what an adopted PK promises. Two queries."""
    return {
        row.slug: Promise(f"{row.number} {row.printed_name}".strip(), _annual_bounds(row))
        for row in rows_of([agreement])
    }


def _annual_bounds(row: PlanRow) -> Bounds | None:
    for target in row.targets.all():
        if target.month is None and target.form in {TargetForm.NUMBER, TargetForm.RANGE}:
            assert target.number is not None  # the table's constraint says so
            return Bounds(target.number, target.upper)
    return None


def _save_goals(saved: PlanDocument, document: schema.PlanDocument) -> dict[str, Goal]:
    missions = {
        mission.code: Mission.objects.create(document=saved, code=mission.code, text=mission.text, order=order)
        for order, mission in enumerate(document.missions)
    }
    goals = {}
    for order, goal in enumerate(document.goals):
        goals[goal.code] = Goal.objects.create(document=saved, code=goal.code, text=goal.text, order=order)
        goals[goal.code].missions.set(missions[code] for code in goal.missions)
    return goals


def _save_objectives(
    saved: PlanDocument,
    document: schema.PlanDocument,
    goals: dict[str, Goal],
    teams: dict[str, Team],
    definitions: SchemeDefinitions,
) -> None:
    objectives: dict[str, PlanObjective] = {}
    for order, entry in enumerate(document.objectives):
        objective = PlanObjective.objects.create(
            document=saved,
            slug=entry.objective,
            code=entry.code,
            printed_name=entry.printed_name,
            order=order,
        )
        objective.goals.set(goals[code] for code in entry.goals)
        objectives[entry.objective] = objective
        for row_order, row in enumerate(entry.indicators):
            weight, scale = (None, 0) if row.weight is None else to_scaled(row.weight)
            saved_row = PlanRow.objects.create(
                objective=objective, slug=row.indicator, number=row.number, printed_name=row.printed_name,
                short_name=row.short_name, weight_value=weight, weight_scale=scale, order=row_order,
                team=teams[row.team] if row.team else None, budget=row.budget, note=row.note,
            )  # fmt: skip
            Target.objects.bulk_create(_target_rows(saved_row, document, row, definitions))
            AspectTarget.objects.bulk_create(_aspect_rows(saved_row, document.first_year, row))
    for entry in document.objectives:
        objectives[entry.objective].causes.set(objectives[cause] for cause in entry.causes)


def _target_rows(
    saved_row: PlanRow, document: schema.PlanDocument, row: schema.PlanRow, definitions: SchemeDefinitions
) -> Iterator[Target]:
    version = definition_in(definitions, row.indicator, document.last_year)
    assert version is not None  # check_document has refused it otherwise
    annual = Series.OUTCOME if version.is_staged else Series.MAIN
    if row.target is not None:
        yield Target(
            row=saved_row, year=document.first_year, series=annual, unit=version.unit, **_columns(row.target)
        )
    for year, target in row.yearly.items():
        yield Target(row=saved_row, year=year, series=annual, unit=version.unit, **_columns(target))
    for month, target in row.monthly.items():
        is_progress = version.is_staged and month < 12
        yield Target(row=saved_row, year=document.first_year, month=month,
                     series=Series.PROGRESS if is_progress else annual,
                     unit="%" if is_progress else version.unit, **_columns(target))  # fmt: skip


def _aspect_rows(saved_row: PlanRow, year: int, row: schema.PlanRow) -> Iterator[AspectTarget]:
    for aspect, target in row.aspects.items():
        columns = _columns(target)
        del columns["form"]  # a range has an upper bound
        yield AspectTarget(row=saved_row, year=year, aspect=aspect, **columns)


def _columns(target: schema.TargetValue) -> dict[str, Any]:
    match target:
        case schema.Range():
            (value, scale), (upper, upper_scale) = to_scaled(target.lower), to_scaled(target.upper)
            return {"form": TargetForm.RANGE, "value": value, "scale": scale,
                    "upper_value": upper, "upper_scale": upper_scale}  # fmt: skip
        case schema.WordedTarget():
            value, scale = (None, 0) if target.number is None else to_scaled(target.number)  # type: ignore[assignment]
            return {"form": TargetForm.WORDED, "words": target.words, "value": value, "scale": scale}
        case str():
            return {"form": _UNAVAILABLE[target]}
        case _:
            value, scale = to_scaled(target)
            return {"form": TargetForm.NUMBER, "value": value, "scale": scale}
