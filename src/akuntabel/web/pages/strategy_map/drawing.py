"""The strategy map as a drawing: perspectives as bands, objectives as boxes, causes as arrows upwards.

Geometry only: which objective causes which is data of the strategic plan.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from akuntabel.core.arithmetic import weighted_mean
from akuntabel.core.chart_scale import middle, part_of, whole_parts
from akuntabel.web.pages.scorecard.rows import ObjectiveRow, PerspectiveRow

WIDTH = 828
LABEL_WIDTH, GAP, MARGIN = 128, 12, 14
NARROWEST_BOX = 132
BAND_GAP = 72
LINE, NOTE, LETTER = 18, 16, 8


@dataclass(frozen=True)
class TextLine:
    y: int
    text: str


@dataclass(frozen=True)
class Box:
    """One objective where it stands."""

    row: ObjectiveRow
    x: int
    y: int
    width: int
    height: int
    lines: list[TextLine]
    is_selected: bool

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    @property
    def measure_y(self) -> int:
        return self.note_y - NOTE if self.row.provisional else self.note_y

    @property
    def note_y(self) -> int:
        """The lowest line: that the score is provisional, or else its class."""
        return self.bottom - 12


@dataclass(frozen=True)
class Band:
    row: PerspectiveRow
    y: int
    height: int
    lines: list[TextLine]
    notes: list[TextLine]
    boxes: list[Box]

    @property
    def score_y(self) -> int:
        return self.lines[-1].y + 26


@dataclass(frozen=True)
class Arrow:
    path: str
    goes_up: bool
    is_selected: bool


@dataclass(frozen=True)
class MapDrawing:
    width: int
    height: int
    bands: list[Band]
    arrows: list[Arrow]

    @property
    def all_upwards(self) -> bool:
        return all(arrow.goes_up for arrow in self.arrows)


def map_drawing(
    perspectives: Sequence[PerspectiveRow], causes: Mapping[str, Sequence[str]], selected: str
) -> MapDrawing:
    """The drawing; `causes` maps an objective's slug to those that cause it."""
    most = max((len(p.objectives) for p in perspectives), default=1)
    width = max(WIDTH, LABEL_WIDTH + 2 * MARGIN + most * (NARROWEST_BOX + GAP))
    ordered = _ordered(perspectives, causes)
    bands, y = [], 0
    for perspective in perspectives:
        band = _band(perspective, ordered[perspective.result.slug], y, width, selected)
        bands.append(band)
        y = band.y + band.height + BAND_GAP
    boxes = {box.row.result.slug: box for band in bands for box in band.boxes}
    return MapDrawing(width, max(0, y - BAND_GAP), bands, _arrows(boxes, causes, selected))


def _ordered(
    perspectives: Sequence[PerspectiveRow], causes: Mapping[str, Sequence[str]]
) -> dict[str, list[ObjectiveRow]]:
    """Objectives of each band in an order that lets few arrows cross: by the mean place of what they cause,
    then once upwards by the mean place of their causes. Ties keep the plan's order."""
    effects: dict[str, list[str]] = defaultdict(list)
    for effect, slugs in causes.items():
        for cause in slugs:
            effects[cause].append(effect)
    order = {p.result.slug: list(p.objectives) for p in perspectives}
    for p in perspectives[1:]:
        order[p.result.slug] = _by_neighbours(order, p.result.slug, effects)
    for p in reversed(perspectives[:-1]):
        order[p.result.slug] = _by_neighbours(order, p.result.slug, causes)
    return order


def _by_neighbours(
    order: Mapping[str, list[ObjectiveRow]], band: str, neighbours: Mapping[str, Sequence[str]]
) -> list[ObjectiveRow]:
    places = {
        row.result.slug: Fraction(place) for slug, rows in order.items() if slug != band
        for place, row in enumerate(rows)
    }  # fmt: skip

    def mean_place(item: tuple[int, ObjectiveRow]) -> Fraction:
        place, row = item
        found = [places[slug] for slug in neighbours.get(row.result.slug, ()) if slug in places]
        return weighted_mean(found, [Fraction(1)] * len(found)) if found else Fraction(place)

    return [row for _, row in sorted(enumerate(order[band]), key=mean_place)]


def _band(perspective: PerspectiveRow, rows: list[ObjectiveRow], y: int, width: int, selected: str) -> Band:
    left, right = LABEL_WIDTH + MARGIN, width - MARGIN
    count = max(1, len(rows))
    starts = [part_of(left, right + GAP, number, count) for number in range(count + 1)]
    wrapped = [_wrap(row.result.short_name, starts[n + 1] - starts[n] - GAP - 20) for n, row in enumerate(rows)]
    extra = NOTE if any(row.provisional for row in rows) else 0
    height = max(104, 66 + LINE * max((len(lines) for lines in wrapped), default=1)) + extra
    label = _wrap(perspective.result.name, LABEL_WIDTH - 12)
    notes = _wrap(perspective.provisional, LABEL_WIDTH - 12) if perspective.provisional else []
    band_height = max(height + 2 * MARGIN, 84 + LINE * (len(label) + len(notes)))
    top = y + MARGIN
    boxes = [
        Box(
            row=row,
            x=starts[number],
            y=top,
            width=starts[number + 1] - starts[number] - GAP,
            height=height,
            lines=_lines(wrapped[number], top + 48),
            is_selected=row.result.slug == selected,
        )
        for number, row in enumerate(rows)
    ]
    below_score = top + 14 + LINE * len(label) + 51
    return Band(perspective, y, band_height, _lines(label, top + 14), _lines(notes, below_score), boxes)


def _wrap(text: str, width: int) -> list[str]:
    """Lines that fit the width by the mean width of a letter; long words stay whole."""
    return textwrap.wrap(text, max(8, whole_parts(width, LETTER)), break_long_words=False) or [""]


def _lines(texts: list[str], y: int) -> list[TextLine]:
    return [TextLine(y + LINE * number, text) for number, text in enumerate(texts)]


def _arrows(boxes: Mapping[str, Box], causes: Mapping[str, Sequence[str]], selected: str) -> list[Arrow]:
    """One arrow per cause, each with its own place on both boxes; those of the selected objective last."""
    pairs = [
        (cause, effect) for effect, slugs in causes.items() for cause in slugs if cause in boxes and effect in boxes
    ]
    leaving: dict[str, list[str]] = defaultdict(list)
    entering: dict[str, list[str]] = defaultdict(list)
    for cause, effect in pairs:
        leaving[cause].append(effect)
        entering[effect].append(cause)
    arrows = []
    for cause, effect in pairs:
        start = _port(boxes, boxes[cause], leaving[cause], effect)
        end = _port(boxes, boxes[effect], entering[effect], cause)
        path = _path(boxes[cause], boxes[effect], start, end)
        arrows.append(Arrow(path, boxes[cause].y > boxes[effect].y, selected in (cause, effect)))
    return sorted(arrows, key=lambda arrow: arrow.is_selected)


def _port(boxes: Mapping[str, Box], box: Box, others: list[str], other: str) -> int:
    ordered = sorted(others, key=lambda slug: boxes[slug].x)
    return part_of(box.x, box.right, ordered.index(other) + 1, len(ordered) + 1)


def _path(cause: Box, effect: Box, start: int, end: int) -> str:
    """Upwards from the cause's top to the effect's foot; downwards or sideways where the plan says so."""
    if cause.y > effect.y:
        y1, y2 = cause.y, effect.bottom + 3
    elif cause.y < effect.y:
        y1, y2 = cause.bottom, effect.y - 3
    else:
        return f"M{start} {cause.y}C{start} {cause.y - 44} {end} {cause.y - 44} {end} {effect.y - 3}"
    half = middle(y1, y2)
    return f"M{start} {y1}C{start} {half} {end} {half} {end} {y2}"
