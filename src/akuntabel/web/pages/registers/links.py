"""Where the records behind the numbers of a scorecard stand."""

from __future__ import annotations

from akuntabel.measurement.models import Observation
from akuntabel.measurement.results import Scorecard
from akuntabel.organisation.access import Permission
from akuntabel.web.pages.registers.rows import behind_address
from akuntabel.web.place import Place


class RecordLinks:
    """Addresses by measure and group; empty where the number was entered, or the account may not see the records."""

    def __init__(self, place: Place, card: Scorecard) -> None:
        self._place, self._card = place, card
        self._may = place.may(Permission.VIEW_RECORDS)

    def of(self, measure: str, group: str = "", month: int = 0) -> str:
        """Behind the number s.d. the period, or that of one month."""
        found = self._card.definitions.measures.get(measure)
        if not self._may or found is None or found.counted is None:
            return ""
        register = self._card.definitions.registers[found.counted.in_register]
        if register.confidential is True and register.key not in self._place.named:
            return ""
        rows = [row for row in self._card.observed.rows(measure)
                if row.group == group and month in (0, row.month)]  # fmt: skip
        if not any(row.origin == Observation.Origin.REGISTER for row in rows):
            return ""
        return behind_address(self._place.unit.slug, str(self._place.period), measure, group, month)
