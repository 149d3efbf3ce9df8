"""What documents in force at the same time must say about one another: PK with RAPK, and both with the Renstra.

An indicator of the PK without a row in the RAPK is never due, and leaves the total unseen; so a RAPK is
adopted only with the rows of its PK, neither fewer nor more. It breaks the PK into months, so its December is the
PK's target: scoring follows the RAPK and would otherwise measure against what nobody promised. A PK is adopted before
its RAPK.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.number_format import indonesian_as_entered, rupiah, signed_rupiah
from akuntabel.core.problems import Problem
from akuntabel.planning import schema
from akuntabel.planning.checks import (
    SHORT_KINDS,
    Place,
    check_document,
    check_names,
    row_label,
    rows_with_place,
    title_of,
)
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


@dataclass(frozen=True)
class Bounds:
    """A target that can be compared: one number, or a range with its `upper`."""

    lower: Decimal
    upper: Decimal | None = None

    def __str__(self) -> str:
        """ "98" or "7–8", as entered."""
        return "–".join(indonesian_as_entered(bound) for bound in (self.lower, self.upper) if bound is not None)


@dataclass(frozen=True)
class Promise:
    """One indicator of a PK: its number and name, and its target unless that is in words."""

    label: str
    target: Bounds | None


def promises(agreement: schema.PlanDocument, doubtful: Collection[Place] = ()) -> dict[str, Promise]:
    """Indicator slug → what a PK promises; no target of the rows at `doubtful` places."""
    return {
        row.indicator: Promise(
            f"{row.number} {row.printed_name}".strip(), None if place in doubtful else bounds_of(row.target)
        )
        for place, row in rows_with_place(agreement)
    }


def bounds_of(target: schema.TargetValue | None) -> Bounds | None:
    """A number or a range as bounds; None for words and for what is not there."""
    match target:
        case Decimal():
            return Bounds(target)
        case schema.Range():
            return Bounds(target.lower, target.upper)
        case _:
            return None


def check_rows(
    plan: schema.PlanDocument, agreed: Mapping[str, Promise], doubtful: Collection[Place] = ()
) -> Iterator[Problem]:
    """Rows that a RAPK lacks or has too many, and a December that is not what the PK promises for the year.

    Targets of the rows at `doubtful` places, which have a mistake of their own, are not compared.
    """
    own = {row.indicator for _, row in rows_with_place(plan)}
    for slug, promise in agreed.items():
        if slug not in own:
            yield Problem(("objectives",), f"{title_of(plan)}: indikator {promise.label} ({slug}) ada dalam PK, tetapi "
                          "tidak ada barisnya di sini; tanpa baris ia tidak ikut dihitung. Tambahkan indikator itu "
                          "beserta target bulanannya.")  # fmt: skip
    for place, row in rows_with_place(plan):
        if row.indicator not in agreed:
            yield Problem((*place, "indicator"), f"{row_label(plan, row)}: indikator ini tidak ada dalam PK yang berlaku "
                          "bersamanya. Hapus barisnya, atau tambahkan indikatornya ke PK.")  # fmt: skip
            continue
        december, promised = bounds_of(row.monthly.get(12)), agreed[row.indicator].target
        if december and promised and december != promised and place not in doubtful:
            yield Problem((*place, "monthly", "12"), f"{row_label(plan, row)}: target Desember {december}, padahal target "
                          f"dalam PK {plan.first_year} {promised}. Samakan, atau revisi PK lebih dahulu.")  # fmt: skip


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


def check_together(
    documents: Sequence[schema.PlanDocument], definitions: SchemeDefinitions
) -> list[tuple[schema.PlanDocument, Problem]]:
    """Everything that a set of documents, such as an office folder's, says against itself.

    What one document says wrongly by itself is not compared with another: that would bury the one mistake
    under sentences that are not true.
    """
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
            if not check_names(agreement, definitions) and not check_names(plan, definitions):
                agreed = promises(agreement, rows_in_doubt(agreement, definitions))
                doubtful = rows_in_doubt(plan, definitions)
                found += [(plan, problem) for problem in check_rows(plan, agreed, doubtful)]
    return found


def budget_warnings(documents: Sequence[schema.PlanDocument]) -> Iterator[tuple[schema.PlanDocument, Problem]]:
    """What is adopted and must be seen: a PK whose budget is not what its RAPK divides among the indicators.

    A RAPK without budgets of its rows is compared by its own budget. A PK in force with several RAPK that say the
    same is named once.
    """
    said: set[tuple[int, int]] = set()
    agreements = [d for d in documents if d.kind == "performance_agreement" and d.budget is not None]
    for year in sorted({agreement.first_year for agreement in agreements}):
        of_year = [document for document in agreements if document.first_year == year]
        plans = [d for d in documents if d.kind == "action_plan" and d.first_year == year]
        for agreement, plan in in_force_together(of_year, plans):
            divided = [row.budget for _, row in rows_with_place(plan) if row.budget is not None]
            planned = sum(divided) if divided else plan.budget
            promised = agreement.budget
            if promised is None or planned in {None, promised} or (id(agreement), planned or 0) in said:
                continue
            assert planned is not None
            said.add((id(agreement), planned))
            yield (
                agreement,
                Problem(
                    ("budget",),
                    f"{title_of(agreement)}: anggaran {rupiah(promised)}, sedangkan anggaran dalam RAPK {year} versi "
                    f"{plan.version} berjumlah {rupiah(planned)}, selisih {signed_rupiah(planned - promised)}. Periksa "
                    "kedua angkanya.",
                ),
            )


def rows_in_doubt(document: schema.PlanDocument, definitions: SchemeDefinitions) -> set[Place]:
    """The places of rows that have a mistake of their own."""
    places = {problem.place for problem in check_document(document, definitions)}
    return {row for row, _ in rows_with_place(document) if any(place[: len(row)] == row for place in places)}
