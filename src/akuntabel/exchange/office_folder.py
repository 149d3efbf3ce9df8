"""Reads an office folder: all files are checked first, then written in one transaction or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from akuntabel.audit.services import Actor
from akuntabel.budget.schema import Budget
from akuntabel.budget.services import record_budget
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import NotDefined, catalogue
from akuntabel.catalogue.source_files import (
    Finding,
    Model,
    Place,
    SourceError,
    SourceFile,
    read_source,
    validated,
)
from akuntabel.core.problems import Refused
from akuntabel.measurement import services as measurement
from akuntabel.measurement.schema import Figures, History, Narrative, Recommendation
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import installed_catalogue
from akuntabel.organisation.schema import Office
from akuntabel.organisation.services import create_demo_accounts, save_office
from akuntabel.planning.schema import PlanDocument
from akuntabel.planning.services import adopt


@dataclass
class OfficeFolder:
    """A parsed office folder; every entry keeps the file it came from, so that a refusal names its line."""

    path: Path
    office: tuple[SourceFile, Office]
    plans: list[tuple[SourceFile, PlanDocument]] = field(default_factory=list)
    figures: list[tuple[SourceFile, Figures]] = field(default_factory=list)
    budgets: list[tuple[SourceFile, Budget]] = field(default_factory=list)
    narratives: list[tuple[SourceFile, Narrative]] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    history: tuple[SourceFile, History] | None = None


def read_office_folder(path: Path) -> OfficeFolder:
    """Parse and validate every file of the folder. Raises SourceError with all findings of all files."""
    findings: list[Finding] = []

    def read(file: Path, model: type[Model], place: Place = ()) -> tuple[SourceFile, Model] | None:
        try:
            source = read_source(file, str(file.relative_to(path.parent)))
        except SourceError as error:
            findings.extend(error.findings)
            return None
        entry = validated(source, model, findings, place)
        return (source, entry) if entry is not None else None

    def many(pattern: str, model: type[Model]) -> list[tuple[SourceFile, Model]]:
        return [pair for file in sorted(path.glob(pattern)) if (pair := read(file, model)) is not None]

    office = read(path / "office.yaml", Office)
    plans, figures = many("plans/*.yaml", PlanDocument), many("figures/*.yaml", Figures)
    budgets, narratives = many("budget/*.yaml", Budget), many("narrative/*.yaml", Narrative)
    recommendations = _recommendations(path, findings)
    history = read(path / "history.yaml", History) if (path / "history.yaml").exists() else None
    if findings or office is None:
        raise SourceError(findings)
    return OfficeFolder(path, office, plans, figures, budgets, narratives, recommendations, history)


def _recommendations(path: Path, findings: list[Finding]) -> list[Recommendation]:
    file = path / "follow-ups.yaml"
    if not file.exists():
        return []
    try:
        source = read_source(file, str(file.relative_to(path.parent)))
    except SourceError as error:
        findings.extend(error.findings)
        return []
    entries = (validated(source, Recommendation, findings, (n,)) for n in range(len(source.data or ())))
    return [entry for entry in entries if entry is not None]


def definitions_of(folder: OfficeFolder) -> SchemeDefinitions:
    """The scheme that the office names: built in, installed, or in the folder's own catalogue/."""
    source, office = folder.office
    try:
        return catalogue((installed_catalogue(), folder.path / "catalogue")).scheme(office.scheme)
    except NotDefined as error:
        raise SourceError([source.finding(("scheme",), str(error))]) from None


def load_office_folder(path: Path, *, by: Actor) -> tuple[Unit, Office]:
    """Read, check and write a whole office. Raises SourceError; then nothing was written.

    The folder's own definitions, if any, are installed beside the database first.
    """
    folder = read_office_folder(path)
    definitions = definitions_of(folder)
    with transaction.atomic():
        unit = _write(folder, definitions, by)
    if (path / "catalogue").is_dir():
        shutil.copytree(path / "catalogue", installed_catalogue(), dirs_exist_ok=True)
    return unit, folder.office[1]


def _write(folder: OfficeFolder, definitions: SchemeDefinitions, by: Actor) -> Unit:
    source, office = folder.office
    unit: Unit = _or_findings(source, lambda: save_office(office, definitions, by=by))
    _or_findings(source, lambda: create_demo_accounts(unit, office, by=by))
    for source, plan in sorted(folder.plans, key=lambda pair: pair[1].kind == "action_plan"):  # after its PK
        _or_findings(source, lambda plan=plan: adopt(unit, plan, definitions, by=by))  # type: ignore[misc]
    slugs = list(dict.fromkeys(
        row.indicator for _, plan in folder.plans if plan.kind == "performance_agreement"
        for objective in plan.objectives for row in objective.indicators
    ))  # fmt: skip
    for source, figures in folder.figures:
        _or_findings(source, lambda figures=figures: measurement.record_figures(  # type: ignore[misc]
            unit, figures, definitions, by=by, slugs=slugs))  # fmt: skip
    for source, budget in folder.budgets:
        _or_findings(source, lambda budget=budget: record_budget(unit, budget, definitions, by=by))  # type: ignore[misc]
    measurement.record_recommendations(unit, folder.recommendations, by=by)
    for _, narrative in folder.narratives:
        measurement.record_narrative(unit, narrative, by=by)
    if folder.history:
        measurement.record_history(unit, folder.history[1], by=by)
    return unit


def _or_findings(source: SourceFile, write: Callable[[], Any]) -> Any:
    """Run one room's service; turn its refusal into findings with file and line."""
    try:
        return write()
    except Refused as refusal:
        raise SourceError([source.finding(p.place, p.message) for p in refusal.problems]) from None
