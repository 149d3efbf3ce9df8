""" "Mengapa angka ini?" as the page draws it: fractions, the strip of bands, observations by month.

The words and numbers are those of `measurement.explain`; here they only get their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from akuntabel.catalogue.realisation import measures_of, parameters_of
from akuntabel.catalogue.schema import CONFIDENCE_WORDS
from akuntabel.catalogue.schema import Confidence as Mark
from akuntabel.core.chart_scale import LinearScale, linear_scale, middle
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import MONTH_ABBREVIATIONS
from akuntabel.core.values import Operation, Value
from akuntabel.measurement.explain import formula_text, steps_of, value_text
from akuntabel.measurement.explain_steps import Steps
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.models import PUBLISHED_PREFIX, Observation
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.measurement.statistics import statistics_of, statistics_remarks
from akuntabel.measurement.target_text import number_text
from akuntabel.planning.models import AspectTarget
from akuntabel.web.pages.registers.links import RecordLinks
from akuntabel.web.ratings import RatingLabel, band_label

STRIP_LEFT, STRIP_RIGHT = 0, 280


@dataclass(frozen=True)
class Working:
    """A computation as it is printed: `before` top/bottom `after` = result. `plain` where it has no fraction."""

    result: str
    top: str = ""
    bottom: str = ""
    before: str = ""
    after: str = ""
    plain: str = ""
    words_top: str = ""
    words_bottom: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StripBand:
    label: RatingLabel
    left: int
    width: int
    shape_left: int


@dataclass(frozen=True)
class Edge:
    place: int
    text: str


@dataclass(frozen=True)
class Strip:
    """The rating bands side by side, and where the achievement stands."""

    bands: list[StripBand]
    edges: list[Edge]
    marker: int | None
    anchor: str
    condition: str


@dataclass(frozen=True)
class ObservedCell:
    """One month's number or state; `records` where its records stand, empty where it was entered or there is none."""

    month: str
    text: str
    records: str = ""


@dataclass(frozen=True)
class ObservedRow:
    """One measure (and group) by month, and its value s.d. the period's month.

    A month without a number has its state in the cell; `notes` say why, below the row.
    """

    name: str
    unit: str
    cells: list[ObservedCell]
    total: str
    notes: list[str]
    records: str = ""
    """Where the records behind it stand; empty where it was entered."""
    has_number: bool = True
    """Whether the total is a number, not a word for why there is none."""


@dataclass(frozen=True)
class ObservedTable:
    months: list[str]
    rows: list[ObservedRow]


@dataclass(frozen=True)
class Confidence:
    """How sure we are of a rule or definition, and whether somebody else checked it."""

    mark: str
    words: str
    checked_by: str

    @property
    def is_settled(self) -> bool:
        return self.mark == "V" and bool(self.checked_by)


@dataclass(frozen=True)
class Explanation:
    """The seven steps, and what the page draws of them."""

    steps: Steps
    strip: Strip
    achievement: Working | None
    realisation: Working | None
    places: int
    parameters: list[str]
    observed: ObservedTable
    remarks: list[str]
    """What the figure can tell, none of it official; empty where nothing was measured."""
    rule: Confidence
    definition: Confidence
    regulation: str

    @property
    def with_records(self) -> list[ObservedRow]:
        """The rows behind which records stand."""
        return [row for row in self.observed.rows if row.records]


def explanation(
    card: Scorecard,
    result: IndicatorResult,
    aspects: Mapping[str, AspectTarget] | None = None,
    links: RecordLinks | None = None,
) -> Explanation:
    """`aspects` are the targets of the groups that the formula averages, by group."""
    rule_set = card.rule_set
    version = result.version
    return Explanation(
        steps=steps_of(card, result, FigureBook(card)),
        strip=_strip(card, result),
        achievement=_working(result.achievement) if result.achievement.is_measured else None,
        realisation=_working(result.realisation.inputs[0]) if result.realisation.is_measured else None,
        places=rule_set.realisation_places,
        parameters=[card.definitions.parameters[key].name for key in parameters_of(result.formula)],
        observed=_observed(card, result, aspects or {}, links),
        remarks=statistics_remarks(statistics_of(result, card.definitions, card.period.month), result.unit),
        rule=_confidence(rule_set.confidence, rule_set.checked_by),
        definition=_confidence(version.confidence, version.checked_by),
        regulation=card.definitions.regulations[rule_set.regulation].short_name,
    )


def _confidence(mark: Mark, checked_by: str | None) -> Confidence:
    words = CONFIDENCE_WORDS[mark]
    return Confidence(mark, words.english if get_language() == "en" else words.indonesian, checked_by or "")


def _working(value: Value) -> Working:
    result = value_text(value)
    numbers = [value_text(inner) for inner in value.inputs]
    match value.operation:
        case Operation.PERCENTAGE:
            names = [inner.name.lower() for inner in value.inputs]
            return Working(result, numbers[0], numbers[1], after="× 100", words_top=names[0], words_bottom=names[1])
        case Operation.LOWER_IS_BETTER:
            return Working(result, numbers[0], numbers[1], before="(2 −", after=_(") × 100, paling rendah 0"))
        case Operation.WEIGHTED_MEAN | Operation.WEIGHTED_SHARE:
            top, _sign, bottom = formula_text(value).rpartition(" ÷ ")
            return Working(result, _bare(top), _bare(bottom), parts=_parts(value))
        case Operation.INPUT:
            return Working(result, plain=value.source)
        case Operation.SAME:
            inner = value.inputs[0]
            return Working(result, plain=inner.name)
        case _:
            return Working(result, plain=formula_text(value))


def _parts(value: Value) -> tuple[str, ...]:
    """What the numbers in the fraction are: "393 = sampel …", or the working of a computed one."""
    lines = []
    for inner in value.inputs:
        if not inner.is_measured:
            why = {"name": inner.name, "reason": inner.reason or inner.state}
            lines.append(_("%(name)s: %(reason)s (tidak ikut dihitung)") % why)
        elif inner.operation is Operation.INPUT:
            lines.append(f"{value_text(inner)} = {inner.name}")
        else:
            lines.append(f"{value_text(inner)} = {inner.name}: {formula_text(inner)}")
    return tuple(lines)


def _bare(text: str) -> str:
    """Without the parentheses that only a fraction in one line needs."""
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _strip(card: Scorecard, result: IndicatorResult) -> Strip:
    bands = sorted(card.scale.bands, key=lambda band: (band.lower is not None, band.lower or 0))
    edges = [band.lower for band in bands if band.lower is not None]
    reach = edges[-1] - edges[-2] if len(edges) > 1 else edges[0]
    scale = linear_scale(edges[0] - reach, edges[-1] + reach, STRIP_LEFT, STRIP_RIGHT)
    places = [STRIP_LEFT, *(scale.at(edge) for edge in edges), STRIP_RIGHT]
    value = result.achievement
    marker = scale.at(value.number) if value.is_measured else None
    return Strip(
        bands=[
            StripBand(band_label(band, card.rule_set), left, right - left, middle(left, right) - 5)
            for band, left, right in zip(bands, places[:-1], places[1:], strict=True)
        ],
        edges=[Edge(scale.at(edge), indonesian_as_entered(edge)) for edge in edges],
        marker=marker,
        anchor=_anchor(marker, scale),
        condition=result.rating.condition.replace("x", _("capaian")) if result.rating else "",
    )


def _anchor(marker: int | None, scale: LinearScale) -> str:
    """Which way the marker's text runs, so that it stays inside the drawing."""
    if marker is None or marker < scale.start + 30:
        return "start"
    return "end" if marker > scale.end - 30 else "middle"


def _observed(
    card: Scorecard, result: IndicatorResult, aspects: Mapping[str, AspectTarget], links: RecordLinks | None
) -> ObservedTable:
    keys = [*dict.fromkeys(measures_of(result.formula)), f"{PUBLISHED_PREFIX}{result.slug}"]
    found = {key: card.observed.rows(key) for key in keys}
    months = sorted({row.month for rows in found.values() for row in rows})
    table = []
    for key, rows in found.items():
        for group in dict.fromkeys(row.group for row in rows):
            own = [row for row in rows if row.group == group]
            row = _observed_row(card, key, group, own, months)
            if links is not None:
                row = replace(
                    row, cells=_linked(row.cells, key, group, months, links), records=links.of(key, group)
                )
            if group in aspects:
                row.notes.append(_("Target aspek: %(target)s") % {"target": _target_of(aspects[group])})
            table.append(row)
    return ObservedTable([MONTH_ABBREVIATIONS[month - 1] for month in months], table)


def _linked(
    cells: Iterable[ObservedCell], measure: str, group: str, months: Iterable[int], links: RecordLinks
) -> list[ObservedCell]:
    """Each month with the way to its records."""
    return [replace(one, records=links.of(measure, group, month)) for one, month in zip(cells, months, strict=True)]


def _observed_row(card: Scorecard, key: str, group: str, rows: list[Observation], months: list[int]) -> ObservedRow:
    by_month = {row.month: row for row in rows}
    cells = [
        ObservedCell(MONTH_ABBREVIATIONS[month - 1], _observation(by_month[month]) if month in by_month else "")
        for month in months
    ]
    notes = [f"{MONTH_ABBREVIATIONS[row.month - 1]}: {row.reason}" for row in rows if row.reason]
    measure = card.definitions.measures.get(key)
    if measure is None:
        return ObservedRow(_("Realisasi terbit"), "", cells, cells[-1].text, notes)
    total = card.observed(key, group)
    if total.as_of:
        notes.append(_("Yang berlaku pada periode ini: angka per %(month)s") % {"month": total.as_of})
    name = f"{measure.name}: {measure.groups[group]}" if group else measure.name
    return ObservedRow(name, measure.unit, cells, _total_text(total, rows[-1]), notes, has_number=total.is_measured)


def _target_of(aspect: AspectTarget) -> str:
    return number_text(aspect.number, aspect.upper).shown


def _total_text(total: Value, last: Observation) -> str:
    """The cumulative value; without one the last month's state, or which months are missing."""
    if total.is_measured:
        return value_text(total)
    return _observation(last) if last.number is None else total.reason


def _observation(row: Observation) -> str:
    """One month's value as entered, or its state."""
    if row.number is not None:
        return indonesian_as_entered(row.number)
    return str(Observation.State(row.state).label)
