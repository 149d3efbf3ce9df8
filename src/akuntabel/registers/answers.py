"""How agencies answer the letters they are sent: due, answered, and how long the others have been waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from akuntabel.core.delays import days_between, median
from akuntabel.core.periods import Period
from akuntabel.core.values import Operation, Value, compute, given
from akuntabel.registers.models import InspectionDecision


@dataclass
class Answers:
    """Letters to one agency, or to those of one district.

    `sent`, `due` and `answered` are letters sent since 1 January: all of them, those whose answer was due by the period's
    last day, and those of the due ones that were answered by then. `waiting` are the letters, whenever sent, that ask
    for an answer (they have a due day) and had none: days since sending → how many.
    """

    name: str
    district: str
    sent: int = 0
    due: int = 0
    answered: int = 0
    waiting: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> Value:
        """answered ÷ due × 100, by the one arithmetic; not computable while nothing was due."""
        parts = (given("Sudah ditanggapi", self.answered), given("Jatuh tempo", self.due))
        return compute("Tingkat tanggapan", Operation.PERCENTAGE, parts, unit="%")

    @property
    def unanswered(self) -> int:
        return sum(self.waiting.values())

    @property
    def median_age(self) -> int | None:
        return median(self.waiting)

    @property
    def oldest(self) -> int | None:
        return max(self.waiting, default=None)

    def add(self, other: Answers) -> None:
        self.sent += other.sent
        self.due += other.due
        self.answered += other.answered
        self.waiting += other.waiting


def answers_of_agencies(letters: QuerySet[InspectionDecision], period: Period) -> list[Answers]:
    """Those of the letters that were sent to an agency, by agency, in the order of their names. One query."""
    day, begun = period.last_day, date(period.year, 1, 1)
    keys = ("agency__name", "agency__district", "sent_on", "due_on", "answered_on")
    rows = letters.filter(agency__isnull=False, sent_on__lte=day)
    found: dict[str, Answers] = {}
    grouped = rows.order_by("agency__name").values_list(*keys).annotate(Count("pk"))
    for name, district, sent_on, due_on, answered_on, number in grouped:
        one = found.setdefault(name, Answers(name, district or ""))
        is_answered = answered_on is not None and answered_on <= day
        if sent_on >= begun:
            one.sent += number
            if due_on is not None and due_on <= day:
                one.due += number
                one.answered += number if is_answered else 0
        if due_on is not None and not is_answered:
            one.waiting[days_between(sent_on, day)] += number
    return [one for one in found.values() if one.sent or one.waiting]


def by_district(agencies: Iterable[Answers]) -> list[Answers]:
    """The same letters by the district of their agency; "" where the agency's is not known, last."""
    found: dict[str, Answers] = {}
    for one in agencies:
        found.setdefault(one.district, Answers(one.district, one.district)).add(one)
    return [found[name] for name in sorted(found, key=lambda name: (not name, name))]
