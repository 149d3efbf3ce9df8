"""Establishments and inspections: upkeep and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import firsts, in_parts, later_beside, stored_keys
from akuntabel.organisation.records.checks import below_zero
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.models import Establishment, Inspection


def _maintain_inspection(inspection: Inspection) -> None:
    """Category and district as the establishment has them now."""
    inspection.category = inspection.establishment.category
    inspection.district = inspection.establishment.district


def _first_visits(inspections: Sequence[Inspection]) -> Mapping[tuple[Any, ...], date]:
    return firsts(inspections, "establishment", "inspected_on")


def _maintain_repeat(inspection: Inspection, first_visits: Mapping[tuple[Any, ...], date]) -> None:
    """A repeat is a later visit to the same establishment."""
    inspection.is_repeat = first_visits[inspection.establishment.uuid,] < inspection.inspected_on


def _check_inspection(inspection: Inspection) -> Iterator[Problem]:
    yield from below_zero(inspection, "critical_findings", "major_findings", "minor_findings")


def _after_establishments(establishments: Sequence[Establishment]) -> Iterator[Affected]:
    """Their inspections, which have their category and district."""
    causes = {one.pk: one for one in establishments}
    for part in in_parts(stored_keys(establishments)):
        rows = Inspection.objects.filter(establishment__in=part)
        for one in rows.select_related("unit", "establishment"):
            yield Affected(INSPECTION, one, causes[one.establishment_id], "category")


def _after_inspections(inspections: Sequence[Inspection]) -> Iterator[Affected]:
    """Later visits to the same establishments: with these they are, or are no more, repeats."""
    for one, cause in later_beside(inspections, "establishment", "inspected_on"):
        yield Affected(INSPECTION, one, cause, "inspected_on")


ESTABLISHMENT = Kind("establishment", Establishment, after=_after_establishments)
INSPECTION = Kind(
    "inspection",
    Inspection,
    maintain=_maintain_inspection,
    check=_check_inspection,
    ask=_first_visits,
    maintain_among=_maintain_repeat,
    after=_after_inspections,
)
