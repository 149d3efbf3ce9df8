"""The scorecard as the JSON contract of command line and API, and as CSV rows."""

from __future__ import annotations

from typing import Any

from akuntabel.core.number_format import as_entered, exact_text
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.results import (
    IndicatorResult,
    ObjectiveResult,
    PerspectiveResult,
    Scorecard,
    TargetShown,
)

_RESULTS = ("realisation", "achievement", "rating")
_MONEY = (
    "input_ceiling",
    "input_realised",
    "input_achievement",
    "efficiency_index",
    "efficiency_level",
    "efficiency",
)


def scorecard_json(card: Scorecard, *, show_budget: bool = True) -> dict[str, Any]:
    """The scorecard as JSON values: computed numbers as text with two decimals, targets as entered.

    Without `show_budget` money and efficiency are null, for accounts that may not see the budget.
    """
    book = FigureBook(card)
    return {
        "unit": card.unit.slug,
        "period": str(card.period),
        "official": card.is_official,
        "complete": card.is_complete,
        "status": card.status,
        "rule_set": card.rule_set.id,
        "total": {
            "score": book.plain("total", "score"),
            "rating": book.plain("total", "rating"),
            "missing": list(card.total.waiting_for),
        },
        "comparators": {
            field: book.plain("total", field)
            for field in ("total_capped", "mean_of_objectives", "mean_of_indicators")
        },
        "perspectives": [
            {
                "slug": perspective.slug,
                "name": perspective.name,
                "score": book.plain(f"perspective:{perspective.slug}", "score"),
                "rating": book.plain(f"perspective:{perspective.slug}", "rating"),
                "state": perspective.score.state.value,
                "complete": perspective.score.is_complete,
                "objectives": [
                    _objective(objective, book, show_budget=show_budget) for objective in perspective.objectives
                ],
            }
            for perspective in card.perspectives
        ],
    }


def _objective(objective: ObjectiveResult, book: FigureBook, *, show_budget: bool) -> dict[str, Any]:
    subject = f"objective:{objective.slug}"
    return {
        "code": objective.code,
        "slug": objective.slug,
        "name": objective.name,
        "score": book.plain(subject, "score"),
        "rating": book.plain(subject, "rating"),
        "state": objective.score.state.value,
        "complete": objective.score.is_complete,
        "indicators": [indicator_json(result, book, show_budget=show_budget) for result in objective.indicators],
    }


def indicator_json(result: IndicatorResult, book: FigureBook, *, show_budget: bool = True) -> dict[str, Any]:
    """One indicator of the contract."""
    return {
        "code": result.number,
        "slug": result.slug,
        "name": result.name,
        "state": result.state.value,
        "reason": result.achievement.reason or None,
        "series": result.series.value,
        "unit": result.unit,
        "weight": exact_text(result.weight),
        "target": _target(result.target),
        "annual_target": _target(result.annual_target),
        "annual_unit": result.annual_unit,
        "numerator": book.plain(result.slug, "numerator"),
        "denominator": book.plain(result.slug, "denominator"),
        **{field: book.plain(result.slug, field) for field in _RESULTS},
        "as_of": result.as_of or None,
        **{field: book.plain(result.slug, field) if show_budget else None for field in _MONEY},
    }


def _target(target: TargetShown | None) -> str | dict[str, str] | None:
    if target is None:
        return None
    if target.upper is None:
        return as_entered(target.lower)
    return {"lower": as_entered(target.lower), "upper": as_entered(target.upper)}


def scorecard_rows(card: Scorecard, *, show_budget: bool = True) -> list[dict[str, str]]:
    """One row per indicator for CSV; an absent figure is empty.

    Each row repeats what stands above its indicator (unit, total, perspective, objective, each with its
    status), so that it can be read alone. docs/reference/scorecard-csv.md names the columns.
    """
    book = FigureBook(card)
    whole = _whole_columns(card, book)
    rows = []
    for perspective in card.perspectives:
        for objective in perspective.objectives:
            above = whole | _columns_above("perspective", perspective.name, perspective, book)
            above |= _columns_above("objective", objective.code, objective, book)
            for result in objective.indicators:
                entry = indicator_json(result, book, show_budget=show_budget)
                entry["target"] = book.plain(result.slug, "target")
                entry["annual_target"] = book.plain(result.slug, "annual_target")
                rows.append({key: "" if value is None else str(value) for key, value in (above | entry).items()})
    return rows


def _whole_columns(card: Scorecard, book: FigureBook) -> dict[str, str | None]:
    return {
        "office": card.unit.slug,
        "period": str(card.period),
        "example": "data contoh" if card.unit.is_example else "",
        "total_score": book.plain("total", "score"),
        "total_rating": book.plain("total", "rating"),
        "total_status": card.status,
    }


def _columns_above(
    kind: str, name: str, result: PerspectiveResult | ObjectiveResult, book: FigureBook
) -> dict[str, str | None]:
    subject = f"{kind}:{result.slug}"
    return {
        kind: name,
        f"{kind}_score": book.plain(subject, "score"),
        f"{kind}_rating": book.plain(subject, "rating"),
        f"{kind}_state": result.score.state.value,
        f"{kind}_status": result.provisional,
    }
