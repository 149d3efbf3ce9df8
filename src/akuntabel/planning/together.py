"""What documents in force at the same time must say about one another: PK with RAPK, and both with the Renstra.

An indicator of the PK without a row in the RAPK is never due, and leaves the total unseen; so a RAPK is
adopted only with the rows of its PK, neither fewer nor more. A PK is adopted before its RAPK.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar

from akuntabel.core.problems import Problem
from akuntabel.planning import schema
from akuntabel.planning.checks import SHORT_KINDS, row_label, rows_with_place, title_of
from akuntabel.planning.models import DocumentKind


class Version(Protocol):
    """A version of a document: read from a file or from the database."""

    @property
    def effective_from(self) -> date: ...
    @property
    def version(self) -> int: ...


Agreement = TypeVar("Agreement", bound=Version)
Plan = TypeVar("Plan", bound=Version)


def in_force_together(agreements: Sequence[Agreement], plans: Sequence[Plan]) -> list[tuple[Agreement, Plan]]:
    """Pairs of PK and RAPK of one year that are in force on the same day, each pair once."""
    days = sorted({entry.effective_from for entry in (*agreements, *plans)})
    pairs: list[tuple[Agreement, Plan]] = []
    for day in days:
        agreement, plan = _in_force(agreements, day), _in_force(plans, day)
        if agreement is not None and plan is not None and (agreement, plan) not in pairs:
            pairs.append((agreement, plan))
    return pairs


def _in_force(versions: Sequence[Agreement], day: date) -> Agreement | None:
    begun = [entry for entry in versions if entry.effective_from <= day]
    return max(begun, key=lambda entry: (entry.effective_from, entry.version), default=None)


def labels(document: schema.PlanDocument) -> dict[str, str]:
    """Indicator slug → "1.1 name" for each row of a document."""
    rows = (row for objective in document.objectives for row in objective.indicators)
    return {row.indicator: f"{row.number} {row.printed_name}".strip() for row in rows}


def check_rows(plan: schema.PlanDocument, agreed: Mapping[str, str]) -> Iterator[Problem]:
    """Rows that a RAPK lacks or has too many. `agreed` is the PK's: slug → number and name."""
    own = labels(plan)
    for slug, label in agreed.items():
        if slug not in own:
            yield Problem(("objectives",), f"{title_of(plan)}: indikator {label} ({slug}) ada dalam PK, tetapi tidak "
                          "ada barisnya di sini; tanpa baris ia tidak ikut dihitung. Tambahkan indikator itu beserta "
                          "target bulanannya.")  # fmt: skip
    for place, row in rows_with_place(plan):
        if row.indicator not in agreed:
            yield Problem((*place, "indicator"), f"{row_label(plan, row)}: indikator ini tidak ada dalam PK yang berlaku "
                          "bersamanya. Hapus barisnya, atau tambahkan indikatornya ke PK.")  # fmt: skip


def no_agreement(plan: schema.PlanDocument) -> Problem:
    """A RAPK whose PK is not there."""
    return Problem(("first_year",), f"{title_of(plan)}: Perjanjian Kinerja (PK) {plan.first_year} tidak ada, padahal rencana "
                   "aksi menjabarkannya. Masukkan PK tahun itu lebih dahulu.")  # fmt: skip


def check_span(document: schema.PlanDocument, spans: Sequence[tuple[int, int]]) -> Iterator[Problem]:
    """A document of one year outside every Renstra. Without any Renstra there is nothing to compare with."""
    within = any(first <= document.first_year <= document.last_year <= last for first, last in spans)
    if spans and not within and document.kind != "strategic_plan":
        have = ", ".join(f"{first}–{last}" for first, last in sorted(set(spans)))
        yield Problem(("first_year",), f"{SHORT_KINDS[DocumentKind(document.kind)]}: tahun {document.first_year} di luar "
                      f"Renstra ({have}). Perbaiki tahunnya, atau masukkan Renstra yang memuatnya.")  # fmt: skip


def check_together(documents: Sequence[schema.PlanDocument]) -> list[tuple[schema.PlanDocument, Problem]]:
    """Everything that a set of documents, such as an office folder's, says against itself."""
    found: list[tuple[schema.PlanDocument, Problem]] = []
    spans = [(d.first_year, d.last_year) for d in documents if d.kind == "strategic_plan"]
    for document in documents:
        found += [(document, problem) for problem in check_span(document, spans)]
    for year in sorted({document.first_year for document in documents if document.kind == "action_plan"}):
        of_year = [document for document in documents if document.first_year == year]
        agreements = [document for document in of_year if document.kind == "performance_agreement"]
        plans = [document for document in of_year if document.kind == "action_plan"]
        if not agreements:
            found += [(plan, no_agreement(plan)) for plan in plans]
        for agreement, plan in in_force_together(agreements, plans):
            found += [(plan, problem) for problem in check_rows(plan, labels(agreement))]
    return found
