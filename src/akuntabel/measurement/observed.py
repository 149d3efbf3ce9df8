"""Observations of one unit and year, cumulated to a month: what a formula reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.schema import Measure
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import MONTH_NAMES, Period
from akuntabel.core.rounding import exact
from akuntabel.core.values import Operation, State, Value, absent
from akuntabel.measurement.models import PUBLISHED_PREFIX, PUBLISHED_RULE, Observation

_STATES = {
    Observation.State.MISSING: State.MISSING,
    Observation.State.SUSPENDED: State.NOT_APPLICABLE,
    Observation.State.NOT_APPLICABLE: State.NOT_APPLICABLE,
}


def awaited_words(period: Period, issuer: str, until: str = "") -> str:
    """ "ditunggu dari BPOM Command Center sejak 1 Juli 2023": since the period is over, or until the day agreed upon."""
    whom = f" dari {issuer}" if issuer else ""
    if until:
        return f"ditunggu{whom}, paling lambat {until}"
    return f"ditunggu{whom} sejak {indonesian_date(period.last_day + timedelta(days=1))}"


class ObservedYear:
    """Cumulative values s.d. one month. Rows later than the month are ignored.

    A flow needs a row for every month from its first one to the period's (0 is one): a sum with a gap, or
    one that stops earlier, is not the sum s.d. the month. Months before the first row are in it: a figure
    published as cumulative stands alone. A state or external value holds until a later one.
    """

    def __init__(self, rows: Iterable[Observation], definitions: SchemeDefinitions, period: Period) -> None:
        self._definitions = definitions
        self._period, self._month = period, period.month
        self._rows: dict[tuple[str, str], list[Observation]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row.month):
            if row.month <= self._month:
                self._rows[row.measure, row.group].append(row)

    def rows(self, measure: str) -> list[Observation]:
        """The observations of a measure up to the month, groups in the order of its definition, oldest first."""
        defined = self._definitions.measures.get(measure)
        order = {group: place for place, group in enumerate(defined.groups)} if defined else {}
        found = [(group, rows) for (key, group), rows in self._rows.items() if key == measure]
        return [row for _, rows in sorted(found, key=lambda one: order.get(one[0], len(order))) for row in rows]

    def __call__(self, key: str, group: str = "") -> Value:
        """The cumulative value of a measure; group "*" gives a value whose inputs are its groups."""
        measure = self._definitions.measures[key]
        if group == "*":
            groups = tuple(self._cumulative(measure, name) for name in measure.groups)
            return Value(measure.name, None, State.NOT_APPLICABLE, Operation.SAME, groups, key=key)
        return self._cumulative(measure, group)

    def published(self, slug: str, unit: str) -> Value | None:
        """The indicator's realisation as printed in a report without its parts, if one was entered."""
        rows = self._rows.get((f"{PUBLISHED_PREFIX}{slug}", ""), [])
        if not rows or rows[-1].number is None or rows[-1].month != self._month:
            return None  # printed for another month: no figure for this one
        last = rows[-1]
        assert last.number is not None
        return Value("Nilai terbit", exact(last.number), unit=unit, key=last.measure, source=last.source,
                     rule=PUBLISHED_RULE)  # fmt: skip

    def _cumulative(self, measure: Measure, group: str) -> Value:
        rows = self._rows.get((measure.key, group), [])
        name = f"{measure.name}: {measure.groups[group]}" if group else measure.name
        key = group or measure.key
        if not rows:
            return absent(name, State.MISSING, self._why_missing(measure), unit=measure.unit, key=key)
        if measure.kind != "flow":
            rows = rows[-1:]
        elif gaps := sorted(set(range(rows[0].month, self._month + 1)) - {row.month for row in rows}):
            reason = f"belum diisi untuk {', '.join(MONTH_NAMES[month - 1] for month in gaps)}"
            return absent(name, State.MISSING, reason, unit=measure.unit, key=key)
        for row in rows:
            if row.state != Observation.State.MEASURED:
                state = _STATES[Observation.State(row.state)]
                return absent(name, state, row.reason, unit=measure.unit, key=key, source=row.source)
        total = sum((Fraction(row.number or Decimal(0)) for row in rows), Fraction(0))
        sources = "; ".join(dict.fromkeys(row.source for row in rows))
        return Value(name, total, unit=measure.unit, key=key, source=sources, as_of=self._age_of(rows[-1]))

    def _why_missing(self, measure: Measure) -> str:
        """Nobody enters what a record of another office's value would give."""
        is_given = measure.counted is not None and measure.counted.latest is not None
        return awaited_words(self._period, measure.issuer) if is_given else "belum diisi"

    def _age_of(self, row: Observation) -> str:
        """The row's month when it is older than the period's; a held value must not pass for a new one."""
        return f"{MONTH_NAMES[row.month - 1]} {row.year}" if row.month < self._month else ""
