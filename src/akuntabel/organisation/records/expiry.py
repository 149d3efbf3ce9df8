"""Dated documents whose validity ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from akuntabel.core.delays import days_between
from akuntabel.organisation.models import DatedDocument


@dataclass(frozen=True)
class Expiring:
    """A document and the days until its last day of validity, 0 on that day itself; below 0 once it is over."""

    document: DatedDocument
    days_left: int

    @property
    def is_over(self) -> bool:
        return self.days_left < 0


def expiring(documents: QuerySet[DatedDocument], day: date) -> list[Expiring]:
    """Those of the documents whose last day lies at most `warn_days` after the day, or as many before it: a warning begins
    when it was asked for and goes on as long again once the document is over. Soonest first. One query."""
    rows = documents.filter(valid_until__isnull=False, warn_days__isnull=False)
    found = [Expiring(row, days_between(day, row.valid_until)) for row in rows if row.valid_until is not None]
    near = [one for one in found if abs(one.days_left) <= (one.document.warn_days or 0)]
    return sorted(near, key=lambda one: (one.days_left, one.document.pk))
