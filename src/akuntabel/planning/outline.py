"""Which indicators a unit has planned, by document: what other rooms check their entries against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from akuntabel.core.periods import Period
from akuntabel.organisation.models import Unit
from akuntabel.planning import schema
from akuntabel.planning.models import DocumentKind, PlanRow


@dataclass(frozen=True)
class Agreement:
    """One version of a PK: its budget, the numbers of its indicators and the codes of its objectives, each with
    its slug."""

    year: int
    effective_from: date
    version: int
    indicators: Mapping[str, str]
    objectives: Mapping[str, str]
    budget: int | None = None

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(self.indicators.values())


@dataclass(frozen=True)
class Outline:
    """The agreements of a unit, and the slugs of every indicator in any of its documents."""

    slugs: frozenset[str]
    agreements: tuple[Agreement, ...]

    def agreed(self, year: int) -> list[str]:
        """The indicators of all versions of the year's PK, in order, each once; empty without a PK."""
        rows = (slug for entry in self.agreements if entry.year == year for slug in entry.indicators.values())
        return list(dict.fromkeys(rows))

    def agreement_on(self, period: Period) -> Agreement | None:
        """The PK in force on the period's last day."""
        begun = [a for a in self.agreements if a.year == period.year and a.effective_from <= period.last_day]
        return max(begun, key=lambda entry: (entry.effective_from, entry.version), default=None)


def outline_of(documents: Sequence[schema.PlanDocument]) -> Outline:
    """The outline of documents that are read but not adopted yet, such as an office folder's."""
    agreements = []
    for document in documents:
        if document.kind == "performance_agreement":
            rows = [row for objective in document.objectives for row in objective.indicators]
            agreements.append(Agreement(
                document.first_year, document.effective_from, document.version,
                {row.number or row.indicator: row.indicator for row in rows},
                {objective.code: objective.objective for objective in document.objectives},
                document.budget,
            ))  # fmt: skip
    slugs = {row.indicator for document in documents for o in document.objectives for row in o.indicators}
    return Outline(frozenset(slugs), tuple(agreements))


def stored_outline(unit: Unit) -> Outline:
    """The outline of a unit's adopted documents. One query."""
    rows = list(
        PlanRow.objects.filter(objective__document__unit=unit)
        .select_related("objective__document")
        .order_by("objective__document", "objective__order", "order")
    )
    by_document: dict[int, list[PlanRow]] = defaultdict(list)
    for row in rows:
        if row.objective.document.kind == DocumentKind.PERFORMANCE_AGREEMENT:
            by_document[row.objective.document_id].append(row)
    return Outline(frozenset(row.slug for row in rows), tuple(_agreement(found) for found in by_document.values()))


def _agreement(rows: Iterable[PlanRow]) -> Agreement:
    rows = list(rows)
    document = rows[0].objective.document
    return Agreement(document.first_year, document.effective_from, document.version,
                     {row.number or row.slug: row.slug for row in rows},
                     {row.objective.code: row.objective.slug for row in rows}, document.budget)  # fmt: skip
