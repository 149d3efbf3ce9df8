"""What the registers of a unit give for a period, measure by measure; and whether the stored figures are that."""

from __future__ import annotations

from typing import Any

from django.db import connection

from akuntabel.core.periods import Period
from akuntabel.measurement.counting import Difference, count, differences
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for

Series = dict[str, dict[str, int]]
"""Measure (with its group after a colon) → month as `2023-01` → number of that month."""


def measured(unit: Unit, period: Period) -> Series:
    """Every measure that is counted from a register, by month of the year up to the period's end.

    A month is there when its register is kept that far. One query per register (two where units below count).
    """
    found: Series = {}
    for register in definitions_for(unit).registers:
        for (measure, group, month), number in count(unit, register, period.year).items():
            if month <= period.month:
                name = f"{measure}:{group}" if group else measure
                found.setdefault(name, {})[f"{period.year}-{month:02d}"] = number
    return found


def measured_json(unit: Unit, period: Period) -> dict[str, Any]:
    """The same with the engine that counted: what `akuntabel measure --format json` prints."""
    return {"engine": connection.vendor, "measures": measured(unit, period)}


def mismatches(unit: Unit, period: Period) -> list[Difference]:
    """Stored figures up to the period's end that are not what the records give; nothing is written."""
    registers = definitions_for(unit).registers
    found = (one for register in registers for one in differences(unit, register, period.year))
    return [one for one in found if one.month <= period.month]
