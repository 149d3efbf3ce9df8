"""What is still to be done for a period's figures: steps passed, absent figures, follow-ups, target reviews.

Only indicators that are due and have a figure count as sent or approved: a submission that carries no figure
passes no step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from akuntabel.core.periods import Period
from akuntabel.core.values import State
from akuntabel.measurement.models import Narrative, Recommendation, Submission
from akuntabel.measurement.report_queries import is_completed_by
from akuntabel.measurement.results import IndicatorResult, Scorecard


class Stage(StrEnum):
    """What a figure passes on its way to be official."""

    ENTERED = "entered"
    SENT = "sent"
    VERIFIED = "verified"
    APPROVED = "approved"


_REACHED_BY = {
    Stage.SENT: (Submission.State.SUBMITTED, Submission.State.VERIFIED, Submission.State.APPROVED),
    Stage.VERIFIED: (Submission.State.VERIFIED, Submission.State.APPROVED),
    Stage.APPROVED: (Submission.State.APPROVED,),
}


@dataclass(frozen=True)
class Passed:
    """How many of the due indicators have passed one stage."""

    stage: Stage
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total > 0


def has_figure(result: IndicatorResult) -> bool:
    """Due, and not missing: a figure, or a state that somebody entered with its reason."""
    return result.is_due and result.state is not State.MISSING


def has_reached(result: IndicatorResult, stage: Stage) -> bool:
    """Whether the indicator's figure has passed the stage; without a figure it has passed none."""
    if not has_figure(result):
        return False
    if stage is Stage.ENTERED:
        return True
    if result.submission is None:
        return False
    if result.submission.changed_on is not None:  # what was verified and approved was another figure
        return stage is Stage.SENT
    return result.submission.state in _REACHED_BY[stage]


def stages_passed(card: Scorecard) -> list[Passed]:
    """Entered, sent, verified, approved: counted over the indicators that are due."""
    due = [result for result in card.indicators if result.is_due]
    return [Passed(stage, sum(1 for r in due if has_reached(r, stage)), len(due)) for stage in Stage]


def waiting_for_approval(card: Scorecard) -> list[IndicatorResult]:
    """Indicators with a figure that nobody has approved."""
    return [r for r in card.indicators if has_figure(r) and not has_reached(r, Stage.APPROVED)]


def reporting_period(period: Period) -> Period:
    """The quarter whose texts belong to a month that ends one; any other period itself."""
    if period.kind == "month" and period.month == 3 * period.quarter:
        return Period(period.year, period.month, "quarter")
    return period


def open_follow_ups(found: Mapping[str, list[Recommendation]], period: Period) -> list[Recommendation]:
    """Recommendations not completed by the end of the period, the dated ones first."""
    waiting = [row for rows in found.values() for row in rows if not is_completed_by(row, period)]
    return sorted(waiting, key=lambda row: (not row.due, row.due, row.made_in))


def without_conclusion(card: Scorecard) -> list[IndicatorResult]:
    """Indicators so far above their targets that the rule set draws no conclusion."""
    return [r for r in card.indicators if r.rating is not None and r.rating.tone == "inconclusive"]


def target_review_of(result: IndicatorResult, narratives: Mapping[str, Narrative]) -> str:
    """What was noted about an indicator's target; empty when nobody did."""
    narrative = narratives.get(result.slug)
    return narrative.target_review if narrative else ""


def lowest(card: Scorecard, limit: int = 5) -> list[IndicatorResult]:
    """Measured indicators in a class below their targets, lowest achievement first."""
    low = [r for r in card.indicators if r.rating is not None and r.rating.tone in ("fails", "below")]
    return sorted(low, key=lambda r: r.achievement.number)[:limit]
