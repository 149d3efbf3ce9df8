"""The laboratory's backlog: samples received and not completed on a day, by age, and by what holds them up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from akuntabel.core.delays import AgeClass, age_classes
from akuntabel.organisation.records.queries import EMPTY
from akuntabel.registers.models import Sample

CLASSES = age_classes((7, 14, 30))
"""0–7, 8–14, 15–30 and more than 30 days since the laboratory received the sample."""


@dataclass(frozen=True)
class Waiting:
    """The samples of one commodity, laboratory and obstacle that wait, by class of age.

    `laboratory` and `blocked_by` are None where the record does not say. What holds a sample up is what its record says
    now; that it waits is told by its dates, as of the day asked for.
    """

    commodity: str
    laboratory: str | None
    blocked_by: str | None
    by_age: tuple[int, ...]

    @property
    def number(self) -> int:
        return sum(self.by_age)


@dataclass(frozen=True)
class Narrowed:
    """A part of the backlog; empty texts ask for all, `EMPTY` for records that do not say."""

    age: int | None = None
    commodity: str = ""
    laboratory: str = ""
    blocked_by: str = ""


def waiting_samples(samples: QuerySet[Sample], day: date) -> QuerySet[Sample]:
    """Those of the samples that the laboratory had received until the day and not completed by then."""
    return samples.filter(Q(completed_on=None) | Q(completed_on__gt=day), received_on__lte=day)


def backlog(samples: QuerySet[Sample], day: date) -> list[Waiting]:
    """Those of the samples that wait on the day, as groups. One query."""
    keys = ("commodity", "laboratory", "blocked_by")
    counts = {f"age_{n}": Count("pk", filter=_aged(one, day)) for n, one in enumerate(CLASSES)}
    rows = waiting_samples(samples, day).order_by(*keys).values(*keys).annotate(**counts)
    return [
        Waiting(row["commodity"], row["laboratory"], row["blocked_by"],
                tuple(row[f"age_{n}"] for n in range(len(CLASSES))))
        for row in rows
    ]  # fmt: skip


def backlog_records(samples: QuerySet[Sample], day: date, narrowed: Narrowed) -> QuerySet[Sample]:
    """The samples of a part of the backlog, those that wait longest first."""
    rows = waiting_samples(samples, day)
    if narrowed.age is not None:
        rows = rows.filter(_aged(CLASSES[narrowed.age], day))
    for column in ("commodity", "laboratory", "blocked_by"):
        if value := getattr(narrowed, column):
            rows = rows.filter(**({f"{column}__isnull": True} if value == EMPTY else {column: value}))
    return rows.order_by("received_on", "pk")


def _aged(one: AgeClass, day: date) -> Q:
    """Received so many days before the day."""
    until = Q(received_on__lte=day - timedelta(days=one.first))
    return until if one.last is None else until & Q(received_on__gte=day - timedelta(days=one.last))
