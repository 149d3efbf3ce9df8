"""Establishments and inspections: upkeep and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import firsts, in_parts, later_beside, pointing_to, stored_keys
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.decisions import CORRECTIVE_ACTION
from akuntabel.registers.kinds.findings import (
    INSPECTION_FINDING,
    FindingsBeside,
    check_against_findings,
    findings_of,
)
from akuntabel.registers.models import CorrectiveAction, Establishment, Inspection, InspectionFinding


def _maintain_inspection(inspection: Inspection) -> None:
    """Category and district as the establishment has them now."""
    inspection.category = inspection.establishment.category
    inspection.district = inspection.establishment.district


@dataclass(frozen=True)
class _Facts:
    """The first visit to each establishment, and the findings of inspections that are stored."""

    first_visits: Mapping[tuple[Any, ...], date]
    findings: FindingsBeside


def _ask(inspections: Sequence[Inspection]) -> _Facts:
    return _Facts(firsts(inspections, "establishment", "inspected_on"), findings_of(inspections))


def _maintain_repeat(inspection: Inspection, facts: _Facts) -> None:
    """A repeat is a later visit to the same establishment."""
    inspection.is_repeat = facts.first_visits[inspection.establishment.uuid,] < inspection.inspected_on


def _check_among(inspection: Inspection, facts: _Facts) -> Iterator[Problem]:
    yield from check_against_findings(inspection, facts.findings)


def _after_establishments(establishments: Sequence[Establishment]) -> Iterator[Affected]:
    """Their inspections, which have their category and district."""
    causes = {one.pk: one for one in establishments}
    for part in in_parts(stored_keys(establishments)):
        rows = Inspection.objects.filter(establishment__in=part)
        for one in rows.select_related("unit", "establishment"):
            yield Affected(INSPECTION, one, causes[one.establishment_id], "category")


def _after_inspections(inspections: Sequence[Inspection]) -> Iterator[Affected]:
    """Later visits to the same establishments: with these they are, or are no more, repeats. Their findings have their
    day and establishment, their corrective actions their number."""
    for one, cause in later_beside(inspections, "establishment", "inspected_on"):
        yield Affected(INSPECTION, one, cause, "inspected_on")
    causes = {one.pk: one for one in inspections}
    for finding in pointing_to(InspectionFinding, "inspection", inspections):
        yield Affected(INSPECTION_FINDING, finding, causes[finding.inspection_id], "inspected_on")
    for action in pointing_to(CorrectiveAction, "inspection", inspections):
        yield Affected(CORRECTIVE_ACTION, action, causes[action.inspection_id], "number")


ESTABLISHMENT = Kind("establishment", Establishment, after=_after_establishments)
INSPECTION = Kind(
    "inspection",
    Inspection,
    maintain=_maintain_inspection,
    ask=_ask,
    maintain_among=_maintain_repeat,
    check_among=_check_among,
    after=_after_inspections,
)
