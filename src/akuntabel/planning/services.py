"""Adopting a plan document: every check first, then one transaction with its audit event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import NotDefined, indicator_version
from akuntabel.catalogue.schema import IndicatorVersion, RatioFormula
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import MONTH_NAMES
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.models import Team, Unit
from akuntabel.planning import schema
from akuntabel.planning.models import (
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

SHORT_KINDS = {
    DocumentKind.STRATEGIC_PLAN: "Renstra",
    DocumentKind.ANNUAL_PLAN: "RKT",
    DocumentKind.PERFORMANCE_AGREEMENT: "PK",
    DocumentKind.ACTION_PLAN: "RAPK",
    DocumentKind.KPI_DECREE: "SK IKU",
}

_UNAVAILABLE = {"tidak tersedia": TargetForm.UNAVAILABLE, "tidak berlaku": TargetForm.NOT_APPLICABLE}

Place = tuple[str | int, ...]


def check_document(document: schema.PlanDocument, definitions: SchemeDefinitions) -> list[Problem]:
    """Everything in a plan document that cannot be adopted, each in a sentence that names it."""
    problems = list(_check_links(document))
    seen: set[str] = set()
    for o, objective in enumerate(document.objectives):
        place: Place = ("objectives", o)
        if objective.objective not in definitions.objectives:
            problems.append(Problem((*place, "objective"), f'{_title(document)}: sasaran "{objective.objective}" '
                                    "tidak ada dalam katalog. Perbaiki kuncinya."))  # fmt: skip
        for r, row in enumerate(objective.indicators):
            where = (*place, "indicators", r)
            if row.indicator in seen:
                problems.append(Problem((*where, "indicator"), f"{_row(document, row)}: indikator ini sudah ada "
                                        "dalam dokumen yang sama. Hapus salah satu."))  # fmt: skip
            seen.add(row.indicator)
            problems += _check_row(document, row, where, definitions)
    return problems


def _check_links(document: schema.PlanDocument) -> Iterator[Problem]:
    """Codes, numbers and keys that must be there, and must be there once."""
    name = _title(document)
    missions, goals = {m.code for m in document.missions}, {g.code for g in document.goals}
    objectives = {o.objective for o in document.objectives}
    for g, goal in enumerate(document.goals):
        for code in sorted(set(goal.missions) - missions):
            yield Problem(("goals", g, "missions"), f'{name}: misi "{code}" pada tujuan {goal.code} tidak ada.')
    for o, objective in enumerate(document.objectives):
        for code in sorted(set(objective.goals) - goals):
            yield Problem(("objectives", o, "goals"), f'{name}: tujuan "{code}" pada {objective.code} tidak ada.')
        for slug in sorted(set(objective.causes) - objectives):
            yield Problem(("objectives", o, "causes"), f'{name}: penyebab "{slug}" pada {objective.code} bukan '
                          "sasaran dokumen ini.")  # fmt: skip
    rows = [(o, r, row.number) for o, e in enumerate(document.objectives) for r, row in enumerate(e.indicators)]
    once: dict[str, list[tuple[Place, str]]] = {
        "kode misi": [(("missions", n), m.code) for n, m in enumerate(document.missions)],
        "kode tujuan": [(("goals", n), g.code) for n, g in enumerate(document.goals)],
        "sasaran": [(("objectives", n), o.objective) for n, o in enumerate(document.objectives)],
        "kode sasaran": [(("objectives", n), o.code) for n, o in enumerate(document.objectives)],
        "nomor indikator": [(("objectives", o, "indicators", r), number) for o, r, number in rows if number],
    }
    for what, entries in once.items():
        keys = [key for _, key in entries]
        for position, (place, key) in enumerate(entries):
            if key in keys[:position]:
                yield Problem(place, f'{name}: {what} "{key}" dipakai dua kali. Beri yang lain.')


def _title(document: schema.PlanDocument) -> str:
    years = str(document.first_year) if document.first_year == document.last_year else (
        f"{document.first_year}–{document.last_year}")  # fmt: skip
    return f"{SHORT_KINDS[DocumentKind(document.kind)]} {years}"


def _row(document: schema.PlanDocument, row: schema.PlanRow) -> str:
    return f"{_title(document)}, indikator {row.number} {row.printed_name}".replace("  ", " ")


def _version(definitions: SchemeDefinitions, slug: str, last_year: int) -> IndicatorVersion | None:
    """The definition in the document's last year; None when the catalogue has none."""
    indicator = definitions.indicators.get(slug)
    if indicator is None:
        return None
    try:
        return indicator_version(indicator, date(last_year, 12, 31))
    except NotDefined:
        return None


def _check_row(
    document: schema.PlanDocument, row: schema.PlanRow, place: Place, definitions: SchemeDefinitions
) -> Iterator[Problem]:
    name = _row(document, row)
    version = _version(definitions, row.indicator, document.last_year)
    if version is None:
        yield Problem((*place, "indicator"), f'{name}: kunci "{row.indicator}" tidak ada dalam katalog '
                      f"{definitions.scheme.id}. Perbaiki kuncinya, atau tambahkan definisinya.")  # fmt: skip
        return
    if row.monthly and not 1 <= min(row.monthly) <= max(row.monthly) <= 12:
        yield Problem((*place, "monthly"), f"{name}: bulan harus 1 sampai 12.")
    if document.kind in {"performance_agreement", "annual_plan"} and row.target is None:
        yield Problem(place, f"{name}: target belum diisi. Isi angka target tahun {document.first_year}.")
    if document.kind == "strategic_plan":
        missing = [year for year in range(document.first_year, document.last_year + 1) if year not in row.yearly]
        if missing:
            yield Problem(place, f"{name}: target tahun {', '.join(map(str, missing))} belum diisi. "
                          'Isi, atau tulis "tidak tersedia".')  # fmt: skip
    for where, label, target, month in _targets(row):
        for message in _check_target(document, version, target, month):
            yield Problem((*place, *where), f"{name}: {label} {message}")


def _targets(row: schema.PlanRow) -> Iterator[tuple[Place, str, schema.TargetValue, int | None]]:
    if row.target is not None:
        yield ("target",), "target", row.target, None
    for year, target in row.yearly.items():
        yield ("yearly", str(year)), f"target {year}", target, None
    for month, target in row.monthly.items():
        yield ("monthly", str(month)), f"target {MONTH_NAMES[month - 1]}", target, month


def _check_target(
    document: schema.PlanDocument, version: IndicatorVersion, target: schema.TargetValue, month: int | None
) -> Iterator[str]:
    strategic = document.kind == "strategic_plan"
    numbers: Iterable[Decimal] = ()
    match target:
        case schema.Range():
            numbers = (target.lower, target.upper)
            if "range" not in version.target_kinds:
                yield (
                    f"berupa rentang {_shown(target.lower)}–{_shown(target.upper)}, padahal indikator ini menerima "
                    "satu angka. Isi satu angka."
                )
            if target.lower > target.upper:
                yield f"berbatas bawah {_shown(target.lower)} di atas batas atas {_shown(target.upper)}. Tukar keduanya."
        case schema.WordedTarget():
            numbers = () if target.number is None else (target.number,)
            if not strategic:
                yield f'berupa uraian "{target.words}", padahal indikator ini menerima angka. Isi angkanya.'
        case str():
            if document.kind not in {"strategic_plan", "annual_plan"}:
                yield f'ditulis "{target}". {SHORT_KINDS[DocumentKind(document.kind)]} harus berisi angka; isi angkanya.'
        case _:
            numbers = (target,)
    is_progress = version.is_staged and month is not None and month < 12
    formula = version.formula or (None if is_progress else version.outcome)
    for number in numbers:
        if number < 0:
            yield f"bernilai {_shown(number)}, di bawah 0. Isi angka 0 atau lebih."
        elif number > 100 and (is_progress or isinstance(formula, RatioFormula)):
            yield f"bernilai {_shown(number)} %, di atas 100 %. Periksa angkanya."


def _shown(number: Decimal) -> str:
    return indonesian_as_entered(number)


@transaction.atomic
def adopt(unit: Unit, document: schema.PlanDocument, definitions: SchemeDefinitions, *, by: Actor) -> PlanDocument:
    """Write one version of a plan document. Raises Refused with every problem, writing nothing."""
    problems = check_document(document, definitions)
    same = PlanDocument.objects.filter(
        unit=unit, kind=document.kind, first_year=document.first_year, version=document.version
    )
    if same.exists():
        problems.append(Problem(("version",), f"{_title(document)} versi {document.version} sudah ada. "
                                f"Beri nomor versi berikutnya."))  # fmt: skip
    teams = {team.slug: team for team in Team.objects.filter(unit=unit)}
    for o, objective in enumerate(document.objectives):
        for r, row in enumerate(objective.indicators):
            if row.team and row.team not in teams:
                problems.append(Problem(("objectives", o, "indicators", r, "team"), f'{_row(document, row)}: tim '
                                f'"{row.team}" tidak ada. Pilih: {", ".join(teams)}.'))  # fmt: skip
    if problems:
        raise Refused(problems)
    fields = document.model_dump(exclude={"missions", "goals", "objectives"})
    saved = PlanDocument.objects.create(unit=unit, **fields)
    goals = _save_goals(saved, document)
    _save_objectives(saved, document, goals, teams, definitions)
    record(chain=unit.slug, action="plan.adopted", subject=f"plan/{saved.uuid}", actor=by, reason=document.reason,
           after=document.model_dump(mode="json"))  # fmt: skip
    return saved


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
    for entry in document.objectives:
        objectives[entry.objective].causes.set(objectives[cause] for cause in entry.causes)


def _target_rows(
    saved_row: PlanRow, document: schema.PlanDocument, row: schema.PlanRow, definitions: SchemeDefinitions
) -> Iterator[Target]:
    version = _version(definitions, row.indicator, document.last_year)
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
