"""What stands beside a score that may still change: "sementara, 24 dari 25 indikator"; nothing for an official one.

The words come from the scorecard's results; here is only where they belong in a document.
"""

from __future__ import annotations

from akuntabel.measurement.results import (
    IndicatorResult,
    ObjectiveResult,
    PerspectiveResult,
    Scorecard,
    unapproved_status,
)
from akuntabel.reporting.sentences import words


def score_status(card: Scorecard, subject: str) -> str:
    """What is said beside the score of `total`, `objective:<slug>` or `perspective:<slug>`.

    "sementara, 2 dari 3 indikator" while something due is missing below it, "sementara, belum disahkan" while
    an approval is, "sementara, berubah sesudah disahkan" when a figure is no longer what was approved; empty for a
    score that stands, for one without a number, and for any other subject.
    """
    if subject == "total":
        return draft_reason(card) if card.total.is_measured else ""
    found = _results(card).get(subject)
    if found is None or not found.score.is_measured:
        return ""
    if found.provisional:
        return _counted(found.provisional)
    indicators = found.indicators
    return "" if all(_is_settled(result) for result in indicators) else unapproved_status(indicators)


def status_beside(card: Scorecard, subject: str) -> str:
    """The same for a column of its own, where an official total says "resmi"."""
    return score_status(card, subject) or (card.status if subject == "total" else "")


def draft_reason(card: Scorecard) -> str:
    """Why a report of this scorecard is a draft; empty for an official one."""
    if card.is_official:
        return ""
    return _counted(card.provisional) if card.provisional else card.status


def draft_text(card: Scorecard) -> str:
    """ "RANCANGAN – sementara, 24 dari 25 indikator" for cover and running header; empty for an official report."""
    reason = draft_reason(card)
    return words("status.draft", reason=reason) if reason else ""


def _results(card: Scorecard) -> dict[str, ObjectiveResult | PerspectiveResult]:
    found: dict[str, ObjectiveResult | PerspectiveResult] = {f"objective:{o.slug}": o for o in card.objectives}
    return found | {f"perspective:{p.slug}": p for p in card.perspectives}


def _counted(provisional: str) -> str:
    """ "sementara, 24 dari 25" with what was counted."""
    return words("status.counted", provisional=provisional)


def _is_settled(result: IndicatorResult) -> bool:
    """Whether nothing about this indicator can still change its score: not due, or approved."""
    return not result.is_due or result.is_approved
