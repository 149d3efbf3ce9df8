"""Establishments and inspections: upkeep and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.db.models import Min

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import below_zero, once
from akuntabel.organisation.records.kinds import Affected, Kind, no_problems
from akuntabel.registers.models import Establishment, Inspection


def _check_establishment(establishment: Establishment) -> Iterator[Problem]:
    yield from once(establishment, "number")


def _maintain_inspection(inspection: Inspection) -> None:
    """Category and district as the establishment has them now; a repeat is a later visit to the same one."""
    inspection.category = inspection.establishment.category
    inspection.district = inspection.establishment.district
    earlier = Inspection.objects.filter(establishment=inspection.establishment).exclude(pk=inspection.pk)
    inspection.is_repeat = earlier.filter(inspected_on__lt=inspection.inspected_on).exists()


def _maintain_inspections(inspections: Sequence[Inspection]) -> None:
    """The same for many new ones: the first visit to each establishment is asked for once."""
    units = {one.establishment.unit_id for one in inspections if one.establishment.pk}
    earlier = Inspection.objects.filter(establishment__unit__in=units).values_list("establishment")
    days = dict(earlier.annotate(Min("inspected_on")).order_by()) if units else {}
    first: dict[int, date] = {}  # by the establishment in memory: a new one has no key yet
    for one in inspections:
        place = one.establishment
        first[id(place)] = min(one.inspected_on, first.get(id(place)) or days.get(place.pk, one.inspected_on))
    for one in inspections:
        one.category, one.district = one.establishment.category, one.establishment.district
        one.is_repeat = first[id(one.establishment)] < one.inspected_on


def _check_inspection(inspection: Inspection) -> Iterator[Problem]:
    yield from once(inspection, "number")
    yield from _check_findings(inspection)


def _check_findings(inspection: Inspection) -> Iterator[Problem]:
    yield from below_zero(inspection, "critical_findings", "major_findings", "minor_findings")


def _after_establishment(establishment: Establishment) -> Iterable[Affected]:
    """Its inspections, which have its category and district."""
    inspections = establishment.inspections.select_related("unit", "establishment")
    return [Affected(INSPECTION, inspection, "category") for inspection in inspections]


def _after_inspection(inspection: Inspection) -> Iterable[Affected]:
    """Later visits to the same establishment: with this one they are, or are no more, repeats."""
    later = Inspection.objects.filter(
        establishment_id=inspection.establishment_id, inspected_on__gt=inspection.inspected_on
    )
    return [Affected(INSPECTION, one, "inspected_on") for one in later.select_related("unit", "establishment")]


ESTABLISHMENT = Kind(
    "establishment",
    Establishment,
    check=_check_establishment,
    check_alone=no_problems,
    after=_after_establishment,
)
INSPECTION = Kind(
    "inspection",
    Inspection,
    maintain=_maintain_inspection,
    check=_check_inspection,
    maintain_many=_maintain_inspections,
    check_alone=_check_findings,
    after=_after_inspection,
)
