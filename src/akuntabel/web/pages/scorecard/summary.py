"""What stands above the table: the total, how it came about, and the comparators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.values import State
from akuntabel.measurement.explain import formula_text, value_text
from akuntabel.measurement.figures import Figure
from akuntabel.web.pages.scorecard.rows import IndicatorRow, ScorecardRows
from akuntabel.web.ratings import RatingLabel


@dataclass(frozen=True)
class Summary:
    """The total and what is said about it. `missing` holds what is due and absent, `moved` what changed after it was
    verified or approved."""

    score: Figure
    rating: RatingLabel
    provisional: str
    missing: Sequence[IndicatorRow]
    moved: Sequence[IndicatorRow]
    working: str
    full_working: str
    approved_on: str
    rule_set: str
    regulation: str
    confidence: str
    checked_by: str | None


@dataclass(frozen=True)
class Comparison:
    """The three figures beside the total. None is official."""

    cap: str
    capped: Figure
    capped_rating: RatingLabel
    mean_of_objectives: Figure
    mean_of_indicators: Figure


def summary(rows: ScorecardRows) -> Summary:
    """The total of a scorecard, its working in displayed and in full figures, and its basis."""
    card, book = rows.card, rows.book
    scores = [row.score.shown for row in rows.all if row.score.plain is not None]
    rules = card.rule_set
    return Summary(
        score=book.get("total", "score"),
        rating=rows.rating(card.rating, card.total),
        provisional=card.provisional,
        missing=[row for row in rows.indicators if row.result.state is State.MISSING],
        moved=[row for row in rows.indicators if row.result.has_moved],
        working=f"({' + '.join(scores)}) ÷ {len(scores)}" if scores else "",
        full_working=f"{formula_text(card.total)} = {value_text(card.total)}" if scores else "",
        approved_on=indonesian_date(date.fromisoformat(card.approved_on)) if card.approved_on else "",
        rule_set=rules.name,
        regulation=card.definitions.regulations[rules.regulation].short_name,
        confidence=rules.confidence,
        checked_by=rules.checked_by,
    )


def comparison(rows: ScorecardRows) -> Comparison | None:
    """The comparators; None where nothing is measured."""
    card, book = rows.card, rows.book
    capped = card.comparators.total_capped
    if not capped.is_measured:
        return None
    return Comparison(
        cap=indonesian_as_entered(card.rule_set.comparison_cap),
        capped=book.get("total", "total_capped"),
        capped_rating=rows.rating(card.scale.classify(capped.number), capped),
        mean_of_objectives=book.get("total", "mean_of_objectives"),
        mean_of_indicators=book.get("total", "mean_of_indicators"),
    )
