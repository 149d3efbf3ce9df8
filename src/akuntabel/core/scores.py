"""Scores: indicators into objectives into perspectives into the total. Nothing is rounded on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from akuntabel.core.achievement import capped
from akuntabel.core.values import Value, roll_up


@dataclass(frozen=True)
class WeightedAchievement:
    """One indicator's achievement in percent, and its weight (a plain number above 0)."""

    achievement: Value
    weight: Fraction


@dataclass(frozen=True)
class ObjectiveRows:
    """The indicators of one objective."""

    name: str
    key: str
    rows: tuple[WeightedAchievement, ...]


@dataclass(frozen=True)
class PerspectiveRows:
    """The objectives of one perspective."""

    name: str
    key: str
    objectives: tuple[ObjectiveRows, ...]


@dataclass(frozen=True)
class Comparators:
    """Figures beside the official total that show what a roll-up hides. None of them is official."""

    total_capped: Value
    mean_of_objectives: Value
    mean_of_indicators: Value


def objective_score(name: str, rows: Sequence[WeightedAchievement], *, key: str = "") -> Value:
    """Weighted mean achievement of one objective (nilai pencapaian sasaran, NPS), in percent.

    score = Σ(weight × achievement) ÷ Σ weight over the measured indicators, uncapped, unrounded.
    Source: Laporan Kinerja Interim TW II 2023, Bab II.E; docs/decisions/0005-weighted-objective-scores.md.
    """
    return roll_up(name, [row.achievement for row in rows], [row.weight for row in rows], key=key, rule="nps")


def perspective_score(name: str, objectives: Sequence[Value], *, key: str = "") -> Value:
    """Plain mean of the measured objectives of one perspective, in percent."""
    return roll_up(name, objectives, key=key, rule="perspektif")


def overall_score(perspectives: Sequence[Value]) -> Value:
    """Plain mean of the measured perspectives (NPS total), in percent.

    Of perspectives, not of objectives: the reference report prints 103.34, not 102.25.
    """
    return roll_up("Nilai kinerja (NPS total)", perspectives, rule="total")


def comparators(perspectives: Sequence[PerspectiveRows], cap: Fraction) -> Comparators:
    """The total with every achievement capped at `cap` percent, and the plain means below the total."""
    objectives = [objective for perspective in perspectives for objective in perspective.objectives]
    scores = [objective_score(objective.name, objective.rows) for objective in objectives]
    achievements = [row.achievement for objective in objectives for row in objective.rows]
    return Comparators(
        _capped_total(perspectives, cap),
        roll_up("Rata-rata sasaran", scores, rule="pembanding"),
        roll_up("Rata-rata indikator", achievements, rule="pembanding"),
    )


def _capped_total(perspectives: Sequence[PerspectiveRows], cap: Fraction) -> Value:
    means = []
    for perspective in perspectives:
        scores = [
            objective_score(
                objective.name,
                [WeightedAchievement(capped(row.achievement, cap), row.weight) for row in objective.rows],
            )
            for objective in perspective.objectives
        ]
        means.append(perspective_score(perspective.name, scores))
    return overall_score(means).named("Capaian dibatasi", rule="pembanding")
