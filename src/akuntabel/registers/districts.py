"""Where things happened: records by district and register, so that an empty place is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Value

from akuntabel.core.periods import Period
from akuntabel.organisation.models import Unit
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.queries import rows_of


@dataclass(frozen=True)
class DistrictMap:
    """Numbers of records by district and register. `outside` are districts named in records only; "" is no district."""

    registers: list[str]
    districts: list[str]
    outside: list[str]
    counts: Mapping[tuple[str, str], int]

    def number(self, district: str, register: str) -> int:
        return self.counts.get((district, register), 0)

    def most(self, register: str) -> int:
        """The largest number of one register: registers differ too much for one scale."""
        return max((number for (_, key), number in self.counts.items() if key == register), default=0)


def district_map(
    layouts: Mapping[str, tuple[Kind, Layout]], unit: Unit, period: Period, districts: Iterable[str]
) -> DistrictMap:
    """The records whose main date lies between 1 January and the period's last day, by district as it is written.

    Only registers whose records have both a district and a main date. One query.
    """
    asked = {}
    for key, (kind, layout) in layouts.items():
        if layout.district is None or layout.main_date is None or layout.register.shared:
            continue
        main = layout.main_date.key
        span = {f"{main}__gte": date(period.year, 1, 1), f"{main}__lte": period.last_day}
        rows = rows_of(kind.model, layout, unit).filter(**span).order_by()
        asked[key] = rows.values(register=Value(key), in_district=F(layout.district.key)).annotate(
            how_many=Count("pk")
        )
    own = list(dict.fromkeys(districts))
    if not asked:
        return DistrictMap([], own, [], {})
    first, *others = asked.values()
    counts: dict[tuple[str, str], int] = {}
    for row in first.union(*others, all=True) if others else first:
        counts[row["in_district"] or "", row["register"]] = row["how_many"]
    outside = sorted({place for place, _ in counts} - set(own))
    return DistrictMap(list(asked), own, outside, counts)
