"""Plan and what was done, month by month: a plan line beside the records that belong to it.

A sample names its line by code, in the year in which it was taken. A visit belongs to the line of its category, kind
of establishment and district, an activity to that of its kind and district. Only the unit's own records count. Reads only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from akuntabel.organisation.models import Unit
from akuntabel.registers.models import Activity, Inspection, PlanLine, RegisterRecord, Sample

MONTHS = 12


@dataclass(frozen=True)
class LineProgress:
    """One line: the numbers planned and done from January to December."""

    line: PlanLine
    planned: tuple[int, ...]
    done: tuple[int, ...]

    def planned_to(self, month: int) -> int:
        return sum(self.planned[:month])

    def done_to(self, month: int) -> int:
        return sum(self.done[:month])


@dataclass(frozen=True)
class PlanProgress:
    """The lines of a year; the codes that samples name without a line, and how many samples name no code."""

    lines: list[LineProgress]
    unplanned: list[tuple[str, int]]
    without_code: int


def plan_progress(unit: Unit, year: int) -> PlanProgress:
    """Every line of the year. Four queries, whatever the number of lines and records."""
    lines = list(PlanLine.objects.filter(unit=unit, year=year).order_by("code", "id"))
    samples = _samples(unit, year)
    visits = _visits(unit, year)
    activities = _activities(unit, year)
    planned = {line.code for line in lines if line.subject == "samples"}
    named: Counter[str | None] = Counter()
    for (code, _), number in samples.items():
        named[code] += number
    return PlanProgress(
        [LineProgress(line, line.planned, _done(line, samples, visits, activities)) for line in lines],
        sorted((code, number) for code, number in named.items() if code is not None and code not in planned),
        named[None],
    )


_ByCode = Mapping[tuple[str | None, int], int]
_ByPlace = Mapping[tuple[tuple[str | None, ...], int], int]
"""(Category, facility, district) and month → visits; (kind, district) and month → activities."""


def _samples(unit: Unit, year: int) -> _ByCode:
    found = _in_year(Sample.objects.filter(unit=unit), "taken_on", year)
    rows = found.values_list("plan_line", ExtractMonth("taken_on")).annotate(Count("pk")).order_by()
    return {(code, month): number for code, month, number in rows}


def _visits(unit: Unit, year: int) -> _ByPlace:
    found = _in_year(Inspection.objects.filter(unit=unit), "inspected_on", year)
    keys = ("category", "establishment__facility", "district", ExtractMonth("inspected_on"))
    rows = found.values_list(*keys).annotate(Count("pk")).order_by()
    return {((category, facility, district), month): n for category, facility, district, month, n in rows}


def _activities(unit: Unit, year: int) -> _ByPlace:
    found = _in_year(Activity.objects.filter(unit=unit), "held_on", year)
    rows = found.values_list("kind", "district", ExtractMonth("held_on")).annotate(Count("pk")).order_by()
    return {((kind, district), month): number for kind, district, month, number in rows}


def _in_year(rows: QuerySet[RegisterRecord], column: str, year: int) -> QuerySet[RegisterRecord]:
    return rows.filter(**{f"{column}__gte": date(year, 1, 1), f"{column}__lte": date(year, 12, 31)})


def _done(line: PlanLine, samples: _ByCode, visits: _ByPlace, activities: _ByPlace) -> tuple[int, ...]:
    months = range(1, MONTHS + 1)
    if line.subject == "samples":
        return tuple(samples.get((line.code, month), 0) for month in months)
    if line.subject == "visits":
        return _matching(visits, (line.category, line.facility, line.district))
    return _matching(activities, (line.activity, line.district))


def _matching(found: _ByPlace, wanted: Iterable[str | None]) -> tuple[int, ...]:
    """Numbers by month where every column that is wanted agrees."""
    wanted = tuple(wanted)
    done = [0] * MONTHS
    for (place, month), number in found.items():
        if all(one is None or one == other for one, other in zip(wanted, place, strict=True)):
            done[month - 1] += number
    return tuple(done)


def records_of_line(line: PlanLine, month: int | None = None) -> tuple[str, QuerySet[RegisterRecord]]:
    """The register in which the records of a line stand, and those of its year or of one month, newest first."""
    if line.subject == "samples":
        return "sample", _of(Sample.objects.filter(unit=line.unit_id, plan_line=line.code), "taken_on", line, month)
    if line.subject == "activities":
        within = {} if line.district is None else {"district": line.district}
        kinds = Activity.objects.filter(unit=line.unit_id, kind=line.activity, **within)
        return "activity", _of(kinds, "held_on", line, month)
    filters = {"category": line.category, "establishment__facility": line.facility, "district": line.district}
    wanted = {column: value for column, value in filters.items() if value is not None}
    return "inspection", _of(Inspection.objects.filter(unit=line.unit_id, **wanted), "inspected_on", line, month)


def _of(rows: QuerySet[RegisterRecord], column: str, line: PlanLine, month: int | None) -> QuerySet[RegisterRecord]:
    rows = _in_year(rows, column, line.year)
    if month is not None:
        rows = rows.filter(**{f"{column}__month": month})
    return rows.order_by(f"-{column}", "-pk")
