"""The two drawings of an indicator: the months of the year, and the years of the strategic plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from akuntabel.core.chart_scale import LinearScale, linear_scale, part_of, ticks
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import MONTH_ABBREVIATIONS
from akuntabel.core.rounding import Number, decimal_places
from akuntabel.measurement.monthly import RealisedMonth
from akuntabel.measurement.results import IndicatorResult
from akuntabel.measurement.target_text import number_text, target_text
from akuntabel.planning.models import Target

LEFT, RIGHT, TOP, BOTTOM = 48, 336, 16, 176
WIDTH, HEIGHT = 352, 208


@dataclass(frozen=True)
class AxisMark:
    place: int
    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Dot:
    x: int
    y: int
    text: str
    is_last: bool


@dataclass(frozen=True)
class MonthDrawing:
    """Target (dashed) and realisation through the year; months to come stand on grey ground."""

    lines: list[str]
    dots: list[Dot]
    path: str
    future_left: int
    across: list[AxisMark]
    upwards: list[AxisMark]
    target_text: str
    target_y: int
    text: str
    is_from_zero: bool
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def month_drawing(
    result: IndicatorResult, realised: Mapping[int, RealisedMonth], month: int
) -> MonthDrawing | None:
    """The months of one series; None when nothing was realised or the plan sets no number."""
    targets = [t for t in result.monthly_targets.values() if t.series == result.series and t.number is not None]
    if not targets or not realised:
        return None
    bounds: list[Number] = [number for t in targets for number in (t.number, t.upper) if number is not None]
    marks = ticks([*bounds, *(point.number for point in realised.values())])
    scale = linear_scale(marks[0], marks[-1], BOTTOM, TOP)
    places = {number: part_of(LEFT + 12, RIGHT - 12, number - 1, 11) for number in range(1, 13)}
    last = max(realised)
    dots = [Dot(places[m], scale.at(p.number), p.figure.shown, m == last) for m, p in realised.items()]
    final = targets[-1]
    assert final.number is not None
    return MonthDrawing(
        lines=[line for line in (_line(targets, places, scale, "number"), _line(targets, places, scale, "upper")) if line],
        dots=dots,
        path="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots),
        future_left=places[month] + 12,
        across=[AxisMark(places[m], MONTH_ABBREVIATIONS[m - 1], m == month) for m in (1, 3, 6, 9, 12)],
        upwards=_marks(marks, scale),
        target_text=_("target %(number)s") % {"number": target_text(final).shown},
        target_y=scale.at(final.number),
        text="; ".join(
            [_("target %(number)s") % {"number": _in_month(t.month or 1, target_text(t).shown)} for t in targets]
            + [_("realisasi %(number)s") % {"number": _in_month(m, p.figure.shown)} for m, p in realised.items()]
        ),
        is_from_zero=marks[0] == 0,
    )  # fmt: skip


def _in_month(month: int, text: str) -> str:
    return f"{MONTH_ABBREVIATIONS[month - 1]} {text}"


def _line(targets: Sequence[Target], places: Mapping[int, int], scale: LinearScale, bound: str) -> str:
    points = [
        f"{places[t.month]} {scale.at(number)}"
        for t in targets
        if t.month is not None and (number := getattr(t, bound)) is not None
    ]
    return "M" + "L".join(points) if points else ""


def _number_text(target: Target) -> str:
    """The number alone, for the little room above a column: a worded target's words stand in the table."""
    if target.number is None or target.upper is not None:
        return target_text(target).shown
    return number_text(target.number).shown


def _marks(values: Sequence[Decimal], scale: LinearScale) -> list[AxisMark]:
    return [AxisMark(scale.at(value), _mark_text(value)) for value in values]


def _mark_text(value: Decimal) -> str:
    places = decimal_places(value) or 0
    return indonesian_as_entered(Decimal(f"{value:.{places}f}"))


@dataclass(frozen=True)
class YearEntry:
    """One year: the strategic plan's target, and the value published for it or realised so far."""

    year: int
    target: Target | None
    value: Number | None
    value_text: str
    value_note: str
    source: str
    is_current: bool

    @property
    def target_text(self) -> str:
        return _("tanpa target") if self.target is None else target_text(self.target).shown

    @property
    def target_unit(self) -> str:
        return target_text(self.target).unit


@dataclass(frozen=True)
class Bar:
    x: int
    y: int
    height: int
    text: str
    is_current: bool


@dataclass(frozen=True)
class Mark:
    """A target: a line, or a box from its lower to its upper bound."""

    x: int
    y: int
    height: int
    text: str


@dataclass(frozen=True)
class YearDrawing:
    bars: list[Bar]
    marks: list[Mark]
    across: list[AxisMark]
    upwards: list[AxisMark]
    text: str
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def year_drawing(entries: Sequence[YearEntry], unit: str) -> YearDrawing | None:
    """Bars from 0 and target lines of the years, in one unit; None when there is nothing to draw."""
    drawn = [(e, e.target if e.target is not None and e.target.unit == unit else None) for e in entries]
    numbers: list[Number] = [
        n for e, t in drawn for n in (e.value, t.number if t else None, t.upper if t else None) if n is not None
    ]
    if not numbers:
        return None
    marks = ticks(numbers, from_zero=True)
    scale = linear_scale(marks[0], marks[-1], BOTTOM, TOP)
    count = len(drawn)
    centres = [part_of(LEFT, RIGHT, 2 * number + 1, 2 * count) for number in range(count)]
    bars, lines = [], []
    for (entry, target), x in zip(drawn, centres, strict=True):
        if entry.value is not None:
            bars.append(
                Bar(x - 20, scale.at(entry.value), scale.length(entry.value), entry.value_text, entry.is_current)
            )
        if target is not None and target.number is not None:
            low = scale.at(target.number)
            top = scale.at(target.upper) if target.upper is not None else low
            lines.append(Mark(x - 24, top, low - top, _number_text(target)))
    return YearDrawing(
        bars=bars,
        marks=lines,
        across=[AxisMark(x, str(entry.year), entry.is_current) for entry, x in zip(entries, centres, strict=True)],
        upwards=_marks(marks, scale),
        text="; ".join(
            _("%(year)d: target %(target)s, nilai %(value)s")
            % {"year": entry.year, "target": entry.target_text, "value": entry.value_text or _("belum ada")}
            for entry in entries
        ),
    )  # fmt: skip
