"""Every check of every room over one office folder, each mistake with file and line.

A file that cannot be read, or a plan whose names are wrong, does not hide the mistakes of another file; only what
would have to be compared with it is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from akuntabel.budget.checks import check_budget, warnings_about, warnings_together
from akuntabel.budget.schema import Budget
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.source_files import Finding, SourceFile
from akuntabel.core.problems import Problem
from akuntabel.exchange.record_files import check_sources
from akuntabel.measurement.checks import check_figures, check_history, check_recommendations
from akuntabel.measurement.marks import check_narrative
from akuntabel.measurement.schema import Figures, History, Narrative, Recommendation
from akuntabel.organisation.checks import check_office
from akuntabel.organisation.records.drafting import Draft
from akuntabel.organisation.schema import Office
from akuntabel.planning.checks import check_document, check_names, check_teams, title_of
from akuntabel.planning.outline import Outline, outline_of
from akuntabel.planning.schema import PlanDocument
from akuntabel.planning.together import budget_warnings, check_together


@dataclass
class Parts:
    """What could be read of an office folder; every entry keeps the file it came from."""

    office: tuple[SourceFile, Office] | None = None
    plans: list[tuple[SourceFile, PlanDocument]] = field(default_factory=list)
    figures: list[tuple[SourceFile, Figures]] = field(default_factory=list)
    budgets: list[tuple[SourceFile, Budget]] = field(default_factory=list)
    narratives: list[tuple[SourceFile, Narrative]] = field(default_factory=list)
    recommendations: tuple[SourceFile, list[tuple[int, Recommendation]]] | None = None
    history: tuple[SourceFile, History] | None = None
    records: list[Draft] = field(default_factory=list)
    all_plans_read: bool = True


def findings_of(source: SourceFile, problems: Iterable[Problem]) -> list[Finding]:
    """Problems of one file with their lines."""
    return [source.finding(problem.place, problem.message) for problem in problems]


def check_parts(parts: Parts, definitions: SchemeDefinitions) -> list[Finding]:
    """Everything that the rooms refuse, and what the files say against one another."""
    agreed, planned = _outlines(parts, definitions)
    findings: list[Finding] = []
    teams: list[str] | None = None
    if parts.office:
        source, office = parts.office
        problems = check_office(office, definitions)
        findings += findings_of(source, problems)
        if not any({"team", "teams"} & set(problem.place) for problem in problems):
            teams = [team.slug for team in office.teams]
    for source, plan in parts.plans:
        findings += findings_of(source, check_document(plan, definitions))
        if teams is not None:
            findings += findings_of(source, check_teams(plan, teams))
    if parts.all_plans_read:
        findings += _check_plans(parts, definitions)
    for source, figures in parts.figures:
        findings += findings_of(source, check_figures(figures, definitions, agreed))
    for source, budget in parts.budgets:
        findings += findings_of(source, check_budget(budget, definitions))
        findings += findings_of(source, _check_budget_year(budget, definitions, agreed))
    for source, narrative in parts.narratives:
        findings += findings_of(source, check_narrative(narrative, definitions, agreed))
    if parts.recommendations:
        findings += _check_recommendations(*parts.recommendations, planned)
    if parts.history:
        findings += findings_of(parts.history[0], check_history(parts.history[1], planned))
    return [*findings, *check_sources(parts.figures, parts.records, definitions), *_check_repeated(parts)]


def warnings_about_parts(parts: Parts) -> list[Finding]:
    """What is written and must be seen: money above its ceiling, and budgets that differ between documents."""
    plans, budgets = [plan for _, plan in parts.plans], [budget for _, budget in parts.budgets]
    sources = {id(part): source for source, part in (*parts.plans, *parts.budgets)}
    found: list[Finding] = []
    for plan, problem in budget_warnings(plans):
        found += findings_of(sources[id(plan)], [problem])
    for budget, problem in warnings_together(budgets, outline_of(plans)):
        found += findings_of(sources[id(budget)], [problem])
    for source, budget in parts.budgets:
        found += findings_of(source, warnings_about(budget))
    return found


def _outlines(parts: Parts, definitions: SchemeDefinitions) -> tuple[Outline | None, Outline | None]:
    """What the year's agreements say, and what all plans say together; None where a name in them is in doubt."""
    if not parts.all_plans_read:
        return None, None
    plans = [plan for _, plan in parts.plans]
    doubtful = {plan.kind for plan in plans if check_names(plan, definitions)}
    outline = outline_of(plans)
    return None if "performance_agreement" in doubtful else outline, None if doubtful else outline


def _check_plans(parts: Parts, definitions: SchemeDefinitions) -> Iterator[Finding]:
    sources = {id(plan): source for source, plan in parts.plans}
    for plan, problem in check_together([plan for _, plan in parts.plans], definitions):
        yield sources[id(plan)].finding(problem.place, problem.message)
    if parts.office and not any(plan.kind == "performance_agreement" for _, plan in parts.plans):
        yield parts.office[0].finding((), "Folder plans/ tidak berisi satu pun Perjanjian Kinerja (kind: "
                                      "performance_agreement), dokumen yang diukur. Tambahkan PK-nya.")  # fmt: skip


def _check_budget_year(
    budget: Budget, definitions: SchemeDefinitions, outline: Outline | None
) -> Iterator[Problem]:
    """A budget of a year without PK, and money for an indicator that the PK does not have."""
    agreed = outline.agreed(budget.year) if outline else []
    if outline is not None and not agreed:
        yield Problem(("year",), f"Anggaran {budget.year}: Perjanjian Kinerja (PK) {budget.year} tidak ada. Masukkan PK "
                      "tahun itu, atau perbaiki tahunnya.")  # fmt: skip
    for number, row in enumerate(budget.allocations):
        if agreed and row.indicator in definitions.indicators and row.indicator not in agreed:
            yield Problem(("allocations", number, "indicator"), f'Anggaran {budget.year}: indikator "{row.indicator}" tidak '
                          f"ada dalam PK {budget.year}. Hapus barisnya, atau perbaiki kuncinya.")  # fmt: skip


def _check_recommendations(
    source: SourceFile, rows: list[tuple[int, Recommendation]], outline: Outline | None
) -> Iterator[Finding]:
    """The positions in the file differ from those among the readable rows when one was not readable."""
    positions = [position for position, _ in rows]
    for problem in check_recommendations([row for _, row in rows], outline):
        position, *rest = problem.place
        assert isinstance(position, int)
        yield source.finding((positions[position], *rest), problem.message)


def _check_repeated(parts: Parts) -> Iterator[Finding]:
    """What two files both say: a version of a document, a cell of a year, the texts of a period."""
    first: dict[object, str] = {}
    entries: list[tuple[object, SourceFile, tuple[str | int, ...], str]] = [
        ((plan.kind, plan.first_year, plan.version), source, ("version",), f"{title_of(plan)} versi {plan.version}")
        for source, plan in parts.plans
    ]
    for source, figures in parts.figures:
        for n, row in enumerate(figures.observations):
            key = row.measure or f"realisasi {row.realisation_of}"
            what = (
                f'Angka {figures.year}, bulan {row.month}, "{key}"{f" kelompok {row.group}" if row.group else ""}'
            )
            entries.append(((figures.year, row.month, key, row.group), source, ("observations", n), what))
        for n, entry in enumerate(figures.submissions):
            what = f"Isian {figures.year}, bulan {entry.month}"
            entries.append(((figures.year, entry.month), source, ("submissions", n, "month"), what))
    entries += [((budget.year, budget.version, budget.month), source, ("month",), f"Anggaran {budget.year}, bulan "
                 f"{budget.month}") for source, budget in parts.budgets]  # fmt: skip
    entries += [(text.period, source, ("period",), f"Naskah {text.period}") for source, text in parts.narratives]
    for said, source, place, what in entries:
        before = first.setdefault(said, source.name)
        if before != source.name:
            yield source.finding(place, f"{what}: sudah ada dalam {before}. Hapus salah satu.")
