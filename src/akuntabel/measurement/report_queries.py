"""Reads for a report: texts, narratives, recommendations to answer for, and values of earlier years."""

from __future__ import annotations

from collections import defaultdict

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Narrative, Observation, PeriodText, PublishedValue, Recommendation
from akuntabel.organisation.models import Unit


def period_text(unit: Unit, period: Period) -> PeriodText | None:
    """The texts of one period, narratives at hand; None when nobody wrote them. At most two queries."""
    return PeriodText.objects.filter(unit=unit, period=str(period)).prefetch_related("narratives").first()


def narratives_of(text: PeriodText | None) -> dict[str, Narrative]:
    """Indicator slug → its narrative."""
    return {} if text is None else {narrative.slug: narrative for narrative in text.narratives.all()}


def recommendations_due(unit: Unit, period: Period) -> dict[str, list[Recommendation]]:
    """Indicator slug → recommendations of earlier periods that this period answers for. One query.

    Those still open when the period began: made before it ended in an earlier period, and not completed
    before it began. A year answers for everything made within it, its last quarter too; what the report of the
    year itself recommends is for the next one.
    """
    began = period.previous_quarter if period.kind != "year" else Period(period.year - 1, 12, "quarter")
    found: dict[str, list[Recommendation]] = defaultdict(list)
    for row in Recommendation.objects.filter(unit=unit).order_by("slug", "made_in", "number"):
        made = Period.parse(row.made_in)
        within_year = period.kind == "year" and made.kind != "year" and made.year == period.year
        is_earlier = within_year or made.last_day < period.last_day
        was_open = not row.completed_in or Period.parse(row.completed_in).last_day > began.last_day
        if is_earlier and was_open:
            found[row.slug].append(row)
    return dict(found)


def is_completed_by(row: Recommendation, period: Period) -> bool:
    """Whether a recommendation was completed by the end of the period, whatever happened later."""
    return bool(row.completed_in) and Period.parse(row.completed_in).last_day <= period.last_day


def published_values(unit: Unit, before: int) -> dict[str, list[PublishedValue]]:
    """Indicator slug → values published for the years before `before`, oldest first. One query."""
    found: dict[str, list[PublishedValue]] = defaultdict(list)
    for row in PublishedValue.objects.filter(unit=unit, year__lt=before).order_by("slug", "year"):
        found[row.slug].append(row)
    return dict(found)


def has_observations(unit: Unit, period: Period) -> bool:
    """Whether anything was observed in the period's year up to its end. One query."""
    return Observation.objects.filter(unit=unit, year=period.year, month__lte=period.month).exists()
