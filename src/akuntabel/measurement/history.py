"""Reads for one indicator over time: earlier years' published values, the strategic plan's targets, its narrative."""

from __future__ import annotations

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Narrative, PublishedValue
from akuntabel.organisation.models import Unit
from akuntabel.planning.models import DocumentKind, PlanDocument, Target


def published_before(unit: Unit, slug: str, year: int) -> list[PublishedValue]:
    """Values published for the years before `year`, oldest first. One query."""
    return list(PublishedValue.objects.filter(unit=unit, slug=slug, year__lt=year).order_by("year"))


def strategic_targets(plan: PlanDocument | None, slug: str) -> list[Target]:
    """The strategic plan's targets of one indicator by year. One query, none without a plan."""
    if plan is None or plan.kind != DocumentKind.STRATEGIC_PLAN:
        return []
    return list(Target.objects.filter(row__objective__document=plan, row__slug=slug, month=None).order_by("year"))


def narrative_of(unit: Unit, period: Period, slug: str) -> Narrative | None:
    """What was written about one indicator in a period; None when nobody did. One query."""
    return Narrative.objects.filter(text__unit=unit, text__period=str(period), slug=slug).first()
