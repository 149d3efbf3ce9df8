"""Geometry of small drawings: positions along a line, nothing that is printed as a figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from akuntabel.core.chart_scale import linear_scale, part_of
from akuntabel.core.periods import MONTH_ABBREVIATIONS
from akuntabel.measurement.monthly import RealisedMonth
from akuntabel.measurement.results import IndicatorResult
from akuntabel.web.ratings import RatingLabel

SPARK_LEFT, SPARK_RIGHT, SPARK_TOP, SPARK_BOTTOM = 4, 86, 5, 25


@dataclass(frozen=True)
class Segment:
    """One piece of a stacked bar: where it starts and how wide it is, in counts."""

    label: RatingLabel
    start: int
    count: int


@dataclass(frozen=True)
class StackedBar:
    """Counts by rating side by side; `alternative` says the same in words."""

    segments: list[Segment]
    total: int
    alternative: str


def stacked_bar(counts: Iterable[tuple[RatingLabel, int]]) -> StackedBar:
    """The bar for counts in reading order."""
    segments: list[Segment] = []
    total = 0
    for label, count in counts:
        segments.append(Segment(label, total, count))
        total += count
    words = ", ".join(f"{segment.label.short_name} {segment.count}" for segment in segments)
    return StackedBar(segments, total, words)


@dataclass(frozen=True)
class Sparkline:
    """Realisation from January to now against the target. A due month without a value is a gap in the path."""

    realised: str
    target: str
    dots: list[tuple[int, int]]
    end_x: int
    end_y: int
    alternative: str


def sparkline(result: IndicatorResult, realised: Mapping[int, RealisedMonth], last_month: int) -> Sparkline | None:
    """The months of one indicator, those with a realisation by month; None with fewer than two of them."""
    targets = {
        month: target.number
        for month, target in sorted(result.monthly_targets.items())
        if month <= last_month and target.series == result.series and target.number is not None
    }
    due = [month for month in targets if month in result.version.measured_in]
    if len(realised) < 2:
        return None
    numbers = [point.number for point in realised.values()] + [Fraction(number) for number in targets.values()]
    scale = linear_scale(min(numbers), max(numbers), SPARK_BOTTOM, SPARK_TOP)
    across = {
        month: part_of(SPARK_LEFT, SPARK_RIGHT, month - 1, last_month - 1) for month in range(1, last_month + 1)
    }
    places = {month: (across[month], scale.at(point.number)) for month, point in realised.items()}
    wanted = {month: (across[month], scale.at(number)) for month, number in targets.items()}
    end = max(places)
    words = "; ".join(f"{MONTH_ABBREVIATIONS[month - 1]} {point.figure.shown}" for month, point in realised.items())
    return Sparkline(
        realised=_path(places, due),
        target=_path(wanted, due),
        dots=[place for month, place in places.items() if month != end],
        end_x=places[end][0] - 5,
        end_y=places[end][1] - 5,
        alternative=_("Realisasi %(months)s") % {"months": words},
    )


def _path(places: Mapping[int, tuple[int, int]], due: Sequence[int]) -> str:
    """Lines between one due month and the next; a new start after a due month without a place."""
    steps, before = [], None
    for month in due:
        if month in places:
            x, y = places[month]
            steps.append(f"{'L' if before in places else 'M'}{x} {y}")
        before = month
    return "".join(steps)
