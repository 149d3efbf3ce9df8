"""Every figure of a scorecard as the two strings that are ever printed: for machines and for people.

Page, API, Word, PDF, workbook and command line take their strings from here, so they cannot differ.
A figure's reference is `unit/period/subject/field`; the subject is an indicator's slug, `objective:<slug>`,
`perspective:<slug>`, `total` or `budget`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from akuntabel.core.number_format import indonesian_number, plain_number
from akuntabel.core.ratings import Band
from akuntabel.core.rounding import decimal_places
from akuntabel.core.values import State, Value
from akuntabel.measurement.results import IndicatorResult, Scorecard, TargetShown
from akuntabel.measurement.target_text import number_text

NOT_SHOWN = "–"
ABSENCES = {
    State.MISSING: "kosong",
    State.NOT_COMPUTABLE: "tidak dapat dihitung",
    State.NOT_APPLICABLE: "tidak berlaku",
}
"""What people read where a figure has no number; the rule set names the figures that are not due."""


@dataclass(frozen=True)
class Figure:
    """One printed figure. `plain` is null when there is none; `shown` then says what people read instead."""

    reference: str
    plain: str | None
    shown: str
    unit: str = ""


class UnknownFigure(LookupError):
    """A text refers to a figure that the scorecard does not have; carries the reference."""


class FigureBook:
    """All figures of one scorecard by subject and field."""

    def __init__(self, card: Scorecard) -> None:
        self.card = card
        self._prefix = f"{card.unit.slug}/{card.period}"
        self._figures: dict[tuple[str, str], Figure] = {}
        self._numbers = {result.number: result.slug for result in card.indicators}
        self._numbers |= {objective.code: f"objective:{objective.slug}" for objective in card.objectives}
        self._fill()

    def get(self, subject: str, field: str) -> Figure:
        """The figure of a slug, number ("1.1", "SK.4"), or `total`. Raises UnknownFigure."""
        subject = self._numbers.get(subject, subject)
        try:
            return self._figures[subject, field]
        except KeyError:
            raise UnknownFigure(f"{subject}.{field} bukan angka pada rapor {self._prefix}.") from None

    def plain(self, subject: str, field: str) -> str | None:
        return self.get(subject, field).plain

    def shown(self, subject: str, field: str) -> str:
        return self.get(subject, field).shown

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures.values())

    def __len__(self) -> int:
        return len(self._figures)

    def _add(self, subject: str, field: str, plain: str | None, shown: str | None = None, unit: str = "") -> None:
        reference = f"{self._prefix}/{subject}/{field}"
        self._figures[subject, field] = Figure(reference, plain, NOT_SHOWN if shown is None else shown, unit)

    def _value(self, subject: str, field: str, value: Value, unit: str = "") -> None:
        if value.is_measured:
            self._add(subject, field, plain_number(value.number), indonesian_number(value.number), unit)
        else:
            self._add(subject, field, None, self.absence(value.state), unit)

    def _rating(self, subject: str, rating: Band | None, value: Value) -> None:
        if rating is None:
            self._add(subject, "rating", None, self.absence(value.state))
        else:
            self._add(subject, "rating", rating.code, rating.name)

    def absence(self, state: State) -> str:
        """What people read where a figure has no number."""
        if state is State.NOT_DUE:
            return self.card.rule_set.not_measured_name
        return ABSENCES.get(state, NOT_SHOWN)

    def _fill(self) -> None:
        card = self.card
        self._value("total", "score", card.total, "%")
        self._rating("total", card.rating, card.total)
        for field in ("total_capped", "mean_of_objectives", "mean_of_indicators"):
            self._value("total", field, getattr(card.comparators, field), "%")
        for perspective in card.perspectives:
            self._value(f"perspective:{perspective.slug}", "score", perspective.score, "%")
            self._rating(f"perspective:{perspective.slug}", perspective.rating, perspective.score)
        for objective in card.objectives:
            self._value(f"objective:{objective.slug}", "score", objective.score, "%")
            self._rating(f"objective:{objective.slug}", objective.rating, objective.score)
        for result in card.indicators:
            self._fill_indicator(result)

    def _fill_indicator(self, result: IndicatorResult) -> None:
        subject = result.slug
        self._target(subject, "target", result.target, result.unit)
        self._target(subject, "annual_target", result.annual_target, result.annual_unit)
        numerator, denominator = result.parts or (None, None)
        self._count(subject, "numerator", numerator)
        self._count(subject, "denominator", denominator)
        self._realisation(subject, result)
        self._value(subject, "achievement", result.achievement, "%")
        self._rating(subject, result.rating, result.achievement)
        self._efficiency(subject, result)

    def _realisation(self, subject: str, result: IndicatorResult) -> None:
        """Two decimals, but a number of things is printed whole, as its target is: 22.499 kunjungan."""
        value = result.realisation
        if result.is_whole_count:
            shown = indonesian_number(value.number, 0)
            self._add(subject, "realisation", plain_number(value.number, 0), shown, result.unit)
        else:
            self._value(subject, "realisation", value, result.unit)

    def _target(self, subject: str, field: str, target: TargetShown | None, unit: str) -> None:
        if target is None:
            self._add(subject, field, None, None, unit)
        else:
            text = number_text(target.lower, target.upper, unit)
            self._add(subject, field, text.plain, text.shown, unit)

    def _count(self, subject: str, field: str, value: Value | None) -> None:
        if value is None or not value.is_measured:
            self._add(subject, field, None)
        else:
            places = decimal_places(value.number) or 0
            self._add(subject, field, plain_number(value.number, places), indonesian_number(value.number, places))

    def _efficiency(self, subject: str, result: IndicatorResult) -> None:
        names = self.card.rule_set.efficiency
        found = result.efficiency
        for field in (
            "input_ceiling",
            "input_realised",
            "input_achievement",
            "efficiency_index",
            "efficiency_level",
        ):
            if found is None:
                self._add(subject, field, None)
        if found is None:
            self._add(subject, "efficiency", None)
            return
        self._count(subject, "input_ceiling", found.ceiling)
        self._count(subject, "input_realised", found.realised)
        self._value(subject, "input_achievement", found.input_achievement, "%")
        self._value(subject, "efficiency_index", found.index)
        self._value(subject, "efficiency_level", found.level)
        if found.verdict is None:
            self._add(subject, "efficiency", None)
        else:
            name = names.efficient_name if found.verdict == "EFFICIENT" else names.inefficient_name
            self._add(subject, "efficiency", found.verdict.value, name)


_BOUND = re.compile(r"\{([A-Za-z0-9.:\-]+)\.([a-z_]+)\}")


def bound_spans(text: str, book: FigureBook) -> Iterator[str | Figure]:
    """A text with `{1.1.achievement}` marks as plain parts and figures, in order. Raises UnknownFigure."""
    position = 0
    for match in _BOUND.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        yield book.get(match[1], match[2])
        position = match.end()
    if position < len(text):
        yield text[position:]
