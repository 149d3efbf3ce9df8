"""The mean of each aspect over the answers of one outreach event. Reads only; the division is core's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Aggregate, Count, Sum

from akuntabel.core.arithmetic import quotient
from akuntabel.core.rounding import for_display
from akuntabel.registers.models import OutreachEvent, SurveyAnswer
from akuntabel.registers.models.outreach import ASPECTS


@dataclass(frozen=True)
class AspectMean:
    """One aspect: how many answered it, what their scores add up to, and the mean rounded for display, if any."""

    aspect: str
    name: str
    answers: int
    total: int
    mean: Decimal | None


def survey_means(event: OutreachEvent) -> list[AspectMean]:
    """Every aspect, in the order of the definition. One query."""
    asked: dict[str, Aggregate] = {f"{aspect}_number": Count(aspect) for aspect in ASPECTS}
    asked |= {f"{aspect}_total": Sum(aspect) for aspect in ASPECTS}
    found = SurveyAnswer.objects.filter(event=event).aggregate(**asked)
    return [_mean(aspect, found[f"{aspect}_number"], int(found[f"{aspect}_total"] or 0)) for aspect in ASPECTS]


def _mean(aspect: str, answers: int, total: int) -> AspectMean:
    mean = for_display(quotient(Fraction(total), Fraction(answers))) if answers else None
    return AspectMean(aspect, SurveyAnswer.label(aspect), answers, total, mean)
