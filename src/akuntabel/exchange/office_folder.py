"""Reads an office folder: all files are checked first, then written in one transaction or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from django.db import transaction

from akuntabel.audit.services import Actor, record
from akuntabel.budget.services import record_budget
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.source_files import (
    Finding,
    Model,
    SourceError,
    SourceFile,
    entries_of,
    read_source,
    validated,
)
from akuntabel.core.problems import Problem, Refused
from akuntabel.exchange.checks import Parts, check_parts, findings_of
from akuntabel.exchange.example_days import spread
from akuntabel.exchange.own_catalogue import definitions_of, installed
from akuntabel.exchange.record_files import FOLDER as RECORDS
from akuntabel.exchange.record_files import read_record_files, record_findings
from akuntabel.exchange.schema import Budget, Figures, History, Narrative, Office, PlanDocument, Recommendation
from akuntabel.measurement import services as measurement
from akuntabel.measurement.recording import settle
from akuntabel.organisation.models import Unit
from akuntabel.organisation.records import bulk
from akuntabel.organisation.records.drafting import Draft
from akuntabel.organisation.services import create_demo_accounts, save_office
from akuntabel.planning.services import adopt

FOLDERS = ("plans", "figures", "budget", "narrative")
FILES = ("office.yaml", "follow-ups.yaml", "history.yaml")


@dataclass(frozen=True)
class OfficeFolder:
    """A whole office folder, read and checked, with the definitions that its scheme names."""

    path: Path
    office: tuple[SourceFile, Office]
    parts: Parts
    definitions: SchemeDefinitions


def read_office_folder(path: Path) -> OfficeFolder:
    """Read and check every file of the folder. Raises SourceError with all findings of all files.

    A file that cannot be read does not hide what is wrong in another.
    """
    path = path.resolve()
    findings: list[Finding] = list(_misplaced(path))
    parts = _read_parts(path, findings)
    definitions = _definitions(path, findings)
    if definitions is not None:
        parts.records += read_record_files(path, definitions, findings)
        findings += check_parts(parts, definitions)
    if findings or parts.office is None or definitions is None:
        raise SourceError(findings)
    return OfficeFolder(path, parts.office, parts, definitions)


def load_office_folder(path: Path, *, by: Actor) -> tuple[Unit, Office]:
    """Read, check and write a whole office. Raises SourceError; then nothing was written.

    The folder's own definitions, if any, are installed beside the database in the same step.
    """
    folder = read_office_folder(path)
    office = folder.office[1]
    with transaction.atomic(), installed(folder.path, office.scheme) as digest:
        unit = _write(folder, by)
        record(chain=unit.slug, action="office.imported", subject=f"unit/{unit.uuid}", actor=by,
               after={"folder": folder.path.name, "scheme": office.scheme, "catalogue": digest,
                      "files": file_digests(folder.path)})  # fmt: skip
    return unit, office


def file_digests(path: Path) -> dict[str, str]:
    """Every file of the office that is read → its SHA-256, so that the trail says what was imported."""
    return {
        file.relative_to(path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in _files(path)
    }


def _files(path: Path) -> list[Path]:
    files = [file for name in FILES if (file := path.joinpath(name)).exists()]
    files += [file for folder in FOLDERS for file in sorted(path.joinpath(folder).glob("*.yaml"))]
    return files + sorted(path.joinpath(RECORDS).glob("*.csv"))


def _misplaced(path: Path) -> Iterator[Finding]:
    """YAML and CSV files that nobody would read, because of their name, ending or folder."""
    for file in sorted((*path.glob("*.csv"), *path.glob("*/*.csv"))):
        if file.parent != path.joinpath(RECORDS):
            yield Finding(_label(path, file), 1, f"berkas ini tidak dibaca; pakai folder {RECORDS}")
    for file in sorted(path.joinpath(RECORDS).glob("*")):
        if file.suffix not in {".csv", ".md"}:
            yield Finding(_label(path, file), 1, "berkas ini tidak dibaca; beri akhiran .csv")
    for file in sorted((*path.glob("*.y*ml"), *path.glob("*/*.y*ml"))):
        folder = file.parent.name if file.parent != path else ""
        if folder == RECORDS:
            continue
        if folder in FOLDERS and file.suffix != ".yaml":
            yield Finding(_label(path, file), 1, "berkas ini tidak dibaca; beri akhiran .yaml")
        elif folder not in (*FOLDERS, "catalogue", "") or (not folder and file.name not in FILES):
            yield Finding(_label(path, file), 1, "berkas ini tidak dibaca; pakai nama "
                          f"{', '.join(FILES)}, atau folder {', '.join(FOLDERS)}")  # fmt: skip


def _label(path: Path, file: Path) -> str:
    return file.relative_to(path.parent).as_posix()


def _read_parts(path: Path, findings: list[Finding]) -> Parts:
    def source_of(file: Path) -> SourceFile | None:
        try:
            return read_source(file, _label(path, file))
        except SourceError as error:
            findings.extend(error.findings)
            return None

    def one(file: Path, model: type[Model]) -> tuple[SourceFile, Model] | None:
        source = source_of(file)
        entry = validated(source, model, findings) if source else None
        return (source, entry) if source and entry is not None else None

    def many(folder: str, model: type[Model]) -> list[tuple[SourceFile, Model]]:
        return [
            pair for file in sorted(path.joinpath(folder).glob("*.yaml")) if (pair := one(file, model)) is not None
        ]

    def follow_ups() -> tuple[SourceFile, list[tuple[int, Recommendation]]] | None:
        file = path / "follow-ups.yaml"
        source = source_of(file) if file.exists() else None
        if source is None:
            return None
        rows = ((n, validated(source, Recommendation, findings, (n,))) for n in entries_of(source, findings))
        return source, [(n, row) for n, row in rows if row is not None]

    plans = many("plans", PlanDocument)
    return Parts(
        office=one(path / "office.yaml", Office),
        plans=plans,
        figures=many("figures", Figures),
        budgets=many("budget", Budget),
        narratives=many("narrative", Narrative),
        recommendations=follow_ups(),
        history=one(path / "history.yaml", History) if (path / "history.yaml").exists() else None,
        all_plans_read=len(plans) == len(list((path / "plans").glob("*.yaml"))),
    )


def _definitions(path: Path, findings: list[Finding]) -> SchemeDefinitions | None:
    """The definitions of the scheme that office.yaml names, even when the rest of that file is wrong."""
    try:
        source = read_source(path / "office.yaml", _label(path, path / "office.yaml"))
        scheme = source.data.get("scheme") if isinstance(source.data, dict) else None
        return definitions_of(path, source, scheme) if isinstance(scheme, str) else None
    except SourceError as error:
        findings += error.findings
        return None


def _write(folder: OfficeFolder, by: Actor) -> Unit:
    """Every room's service in turn. What only the database knows to be wrong is gathered over all files."""
    parts, definitions = folder.parts, folder.definitions
    findings: list[Finding] = []
    source, office = folder.office
    with _gathered(partial(findings_of, source), findings):
        unit = save_office(office, definitions, by=by)
    if findings:
        raise SourceError(findings)
    writes: list[tuple[SourceFile, Callable[[], object]]] = [
        (source, partial(create_demo_accounts, unit, office, by=by))
    ]
    in_order = sorted(parts.plans, key=lambda pair: pair[1].kind == "action_plan")  # a RAPK after its PK
    writes += [(source, partial(adopt, unit, plan, definitions, by=by)) for source, plan in in_order]
    writes += [
        (source, partial(measurement.record_figures, unit, figures, definitions, by=by))
        for source, figures in parts.figures
    ]
    writes += [
        (source, partial(record_budget, unit, budget, definitions, by=by)) for source, budget in parts.budgets
    ]
    if parts.recommendations:
        source, rows = parts.recommendations
        writes.append((source, partial(measurement.record_recommendations, unit, [row for _, row in rows], by=by)))
    writes += [
        (source, partial(measurement.record_narrative, unit, text, definitions, by=by))
        for source, text in parts.narratives
    ]
    if parts.history:
        source, history = parts.history
        writes.append((source, partial(measurement.record_history, unit, history, by=by)))
    for source, write in writes:
        with _gathered(partial(findings_of, source), findings):
            write()
    if not findings:
        _write_records(unit, parts.records, findings, by)
    if not findings and parts.records and unit.is_example:
        spread(unit, _told_until(parts), by=by)
    if not findings:
        submitted = [(source, figures) for source, figures in parts.figures if figures.submissions]
        for source, figures in submitted:  # what was approved are the figures that the records gave
            with _gathered(partial(findings_of, source), findings):
                measurement.record_submissions(unit, figures, definitions, by=by)
    if findings:
        raise SourceError(findings)
    return unit


def _told_until(parts: Parts) -> date:
    """The last day of which the office's figures tell: that of an approval."""
    return max((entry.on for _, figures in parts.figures for entry in figures.submissions), default=date.max)


def _write_records(unit: Unit, drafts: list[Draft], findings: list[Finding], by: Actor) -> None:
    """The registers, each with what depends on its records and their figures."""
    for draft in drafts:
        with _gathered(partial(record_findings, draft.file.name), findings):
            bulk.write(draft, unit, by=by)
            if not findings:
                settle(draft.kind, unit, draft.records, by=by, lines=draft.lines)


@contextmanager
def _gathered(findings_in: Callable[[Iterable[Problem]], list[Finding]], findings: list[Finding]) -> Iterator[None]:
    """Turn a service's refusal into findings with file and line."""
    try:
        yield
    except Refused as refusal:
        findings += findings_in(refusal.problems)
