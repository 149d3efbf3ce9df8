"""Plan and what was done, month by month: a plan line beside the records that belong to it.

A sample names its line, or a code for which there is no line yet. A visit belongs to the line of its category, kind
of establishment and district, an activity to that of its kind and district. Only the unit's own records count. Reads only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth

from akuntabel.registers.models import PlanLine

MONTHS = 12
REGISTERS = {"samples": "sample", "visits": "inspection", "activities": "activity"}
"""What a line plans → the register in which its records stand."""
DAYS = {"sample": "taken_on", "inspection": "inspected_on", "activity": "held_on"}
"""The day that puts a record into a month of its line."""

Records = Mapping[str, "QuerySet[Any]"]
"""By register: those that the reader may see."""


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
    """The lines of a year; the codes that samples name for want of a line, and how many samples name neither."""

    lines: list[LineProgress]
    unplanned: list[tuple[str, int]]
    without_code: int


def plan_progress(records: Records, year: int) -> PlanProgress:
    """Every line of the year. Four queries, whatever the number of lines and records."""
    lines: list[PlanLine] = list(records["plan_line"].filter(year=year).order_by("code", "id"))
    samples = _samples(records, year)
    visits = _visits(records, year)
    activities = _activities(records, year)
    without_line: Counter[str | None] = Counter()
    for (line, code, _), number in samples.items():
        if line is None:
            without_line[code] += number
    return PlanProgress(
        [LineProgress(line, line.planned, _done(line, samples, visits, activities)) for line in lines],
        sorted((code, number) for code, number in without_line.items() if code is not None),
        without_line[None],
    )


_BySample = Mapping[tuple[int | None, str | None, int], int]
"""Key of the line, code without a line, and month → samples."""
_ByPlace = Mapping[tuple[tuple[str | None, ...], int], int]
"""(Category, facility, district) and month → visits; (kind, district) and month → activities."""


def _samples(records: Records, year: int) -> _BySample:
    rows = _by_month(records, "sample", year, "plan_line", "plan_code")
    return {(line, code, month): number for line, code, month, number in rows}


def _visits(records: Records, year: int) -> _ByPlace:
    found = _by_month(records, "inspection", year, "category", "establishment__facility", "district")
    return {((category, facility, district), month): n for category, facility, district, month, n in found}


def _activities(records: Records, year: int) -> _ByPlace:
    found = _by_month(records, "activity", year, "kind", "district")
    return {((kind, district), month): number for kind, district, month, number in found}


def _by_month(records: Records, register: str, year: int, *keys: str) -> Iterable[tuple[Any, ...]]:
    """The keys, the month of the records' day, and how many there are; a scheme without the register has none."""
    if register not in records:
        return ()
    day = DAYS[register]
    rows = _in_year(records[register], day, year)
    found: Iterable[tuple[Any, ...]] = rows.values_list(*keys, ExtractMonth(day)).annotate(Count("pk")).order_by()
    return found


def _in_year(rows: QuerySet[Any], column: str, year: int) -> QuerySet[Any]:
    return rows.filter(**{f"{column}__gte": date(year, 1, 1), f"{column}__lte": date(year, 12, 31)})


def _done(line: PlanLine, samples: _BySample, visits: _ByPlace, activities: _ByPlace) -> tuple[int, ...]:
    months = range(1, MONTHS + 1)
    if line.subject == "samples":
        return tuple(samples.get((line.pk, None, month), 0) for month in months)
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


def records_of_line(records: QuerySet[Any], line: PlanLine, month: int | None = None) -> QuerySet[Any]:
    """Those of the records of its register that belong to a line, of its year or of one month, newest first."""
    wanted: dict[str, str | int | None]
    if line.subject == "samples":
        wanted = {"plan_line": line.pk}
    elif line.subject == "activities":
        wanted = {"kind": line.activity, "district": line.district}
    else:
        wanted = {
            "category": line.category,
            "establishment__facility": line.facility,
            "district": line.district,
        }
    day = DAYS[REGISTERS[line.subject]]
    rows = _in_year(
        records.filter(**{key: value for key, value in wanted.items() if value is not None}), day, line.year
    )
    if month is not None:
        rows = rows.filter(**{f"{day}__month": month})
    return rows.order_by(f"-{day}", "-pk")
