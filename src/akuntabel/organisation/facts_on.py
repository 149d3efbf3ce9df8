"""Facts about an office on a day: of each kind, those of its latest day up to then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from akuntabel.organisation.models import (
    Asset,
    District,
    FacilityCount,
    SeriesPoint,
    StaffCount,
    StatedTotal,
    Statement,
    StrategicIssue,
    Unit,
)
from akuntabel.organisation.models.facts import Fact

AnyFact = TypeVar("AnyFact", bound=Fact)


@dataclass(frozen=True)
class OfficeFacts:
    """What was known about an office on a day."""

    districts: tuple[District, ...]
    staff: tuple[StaffCount, ...]
    stated_staff: int | None
    """The number of staff that the source itself states."""
    assets: tuple[Asset, ...]
    facilities: tuple[FacilityCount, ...]
    issues: tuple[StrategicIssue, ...]
    statements: tuple[Statement, ...]
    series: tuple[SeriesPoint, ...]


def facts_on(unit: Unit, day: date) -> OfficeFacts:
    """Eight queries, one for each kind; later facts are not known yet."""
    chosen = {"unit": unit, "as_of__lte": day}
    stated = _latest(StatedTotal.objects.filter(**chosen, subject="staff"))
    return OfficeFacts(
        districts=_latest(District.objects.filter(**chosen)),
        staff=_latest(StaffCount.objects.filter(**chosen).order_by("as_of", "order", "education_order")),
        stated_staff=next((row.number for row in stated), None),
        assets=_latest(Asset.objects.filter(**chosen)),
        facilities=_latest(FacilityCount.objects.filter(**chosen)),
        issues=_latest(StrategicIssue.objects.filter(**chosen)),
        statements=_latest(Statement.objects.filter(**chosen)),
        series=_latest(SeriesPoint.objects.filter(**chosen)),
    )


def districts_on(unit: Unit, day: date) -> list[str]:
    """Names of the districts of the unit's working area, in its own order. One query."""
    return [row.name for row in _latest(District.objects.filter(unit=unit, as_of__lte=day))]


def district_names(unit: Unit) -> list[str]:
    """Every name that a district of the unit's working area has or had, as they are listed now first. One query."""
    rows = District.objects.filter(unit=unit).order_by("-as_of", "order")
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


def _latest(rows: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    found = tuple(rows)
    last = max((row.as_of for row in found), default=None)
    return tuple(row for row in found if row.as_of == last)
