"""How many findings an inspection or an establishment has, by severity; counted from the findings, typed nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from akuntabel.registers.models import Establishment, Inspection, InspectionFinding


@dataclass(frozen=True)
class FindingCounts:
    """Findings of one severity: all of them, those that repeat an earlier one, and those not resolved."""

    severity: str
    found: int
    repeated: int
    unresolved: int


def finding_counts(record: Inspection | Establishment) -> list[FindingCounts]:
    """From critical to minor; empty where no finding was recorded. One query."""
    column = "inspection" if isinstance(record, Inspection) else "establishment"
    rows = InspectionFinding.objects.filter(**{column: record}).order_by().values("severity")
    counted = rows.annotate(
        found=Count("pk"),
        repeated=Count("pk", filter=Q(recurrence="repeated")),
        unresolved=Count("pk", filter=Q(status="open")),
    )
    by_severity = {row["severity"]: FindingCounts(**row) for row in counted}
    severities = ("critical", "major", "minor") if by_severity else ()
    return [by_severity.get(severity, FindingCounts(severity, 0, 0, 0)) for severity in severities]
