"""The scorecard as rows for the page: every text ready, nothing left to compute in the template."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from akuntabel.catalogue.schema import (
    CompositeFormula,
    CountFormula,
    ExternalFormula,
    Formula,
    MeanOfGroupsFormula,
    MeanOfStagesFormula,
    RatioFormula,
    ShareOfPlanFormula,
    StageProgressFormula,
    WeightedMeanFormula,
)
from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.core.ratings import Band
from akuntabel.core.values import Value
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.monthly import YearReading
from akuntabel.measurement.results import IndicatorResult, ObjectiveResult, PerspectiveResult, Scorecard
from akuntabel.planning.models import Series
from akuntabel.web.drawings import Sparkline, sparkline
from akuntabel.web.pages.registers.links import RecordLinks
from akuntabel.web.ratings import RatingLabel, all_labels, rating_label

_HOW_MEASURED: dict[type[Formula], str | Promise] = {
    RatioFormula: _("rasio"),
    CountFormula: _("cacah"),
    ExternalFormula: _("nilai luar"),
    WeightedMeanFormula: _("rata-rata berbobot"),
    MeanOfGroupsFormula: _("rata-rata"),
    ShareOfPlanFormula: _("bagian rencana"),
    StageProgressFormula: _("tahapan"),
    MeanOfStagesFormula: _("tahapan"),
    CompositeFormula: _("gabungan"),
}


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator. `parts` is "393/401" or says how a figure without parts was measured; `…_records` are the
    addresses of the records behind the two, empty where there are none."""

    result: IndicatorResult
    rating: RatingLabel
    target: Figure
    annual_target: Figure
    realisation: Figure
    achievement: Figure
    numerator: Figure
    denominator: Figure
    parts: str
    has_parts: bool
    sparkline: Sparkline | None
    numerator_records: str
    denominator_records: str

    @property
    def state(self) -> str:
        return self.result.state.value

    @property
    def as_of(self) -> str:
        """ "per Juni 2023" when the realisation rests on a figure older than the period."""
        return self.result.as_of

    @property
    def reason(self) -> str:
        """Why there is no achievement: "diukur Desember 2023", "belum diisi", "Target = 0"."""
        return self.result.achievement.reason


@dataclass(frozen=True)
class ObjectiveRow:
    """One objective with its indicators."""

    result: ObjectiveResult
    rating: RatingLabel
    score: Figure
    provisional: str
    indicators: list[IndicatorRow]

    @property
    def code(self) -> str:
        """ "SK 4": the official code with a space, as it is spoken."""
        return self.result.code.replace(".", NO_BREAK_SPACE)

    @property
    def folding(self) -> str:
        """How the rows start: open everywhere, folded on a phone, or folded everywhere (nothing is due)."""
        if not any(row.result.is_due for row in self.indicators):
            return "folds"
        return "" if any(row.rating.tone in {"fails", "missing"} for row in self.indicators) else "folds-on-phone"


@dataclass(frozen=True)
class PerspectiveRow:
    result: PerspectiveResult
    rating: RatingLabel
    score: Figure
    provisional: str
    objectives: list[ObjectiveRow]


@dataclass(frozen=True)
class Filter:
    """One choice above the table: a rating and how many indicators have it; `rating` is None for all."""

    rating: RatingLabel | None
    count: int
    is_current: bool


class ScorecardRows:
    """All rows of one scorecard, and the filters that fit it; with the year's reading also its months, with
    links also where the records stand."""

    def __init__(
        self, card: Scorecard, book: FigureBook, year: YearReading | None = None, links: RecordLinks | None = None
    ) -> None:
        self._links = links
        self.card = card
        self.book = book
        self._year = year
        self.labels = all_labels(card.scale, card.rule_set)
        self.all = [self._perspective(perspective) for perspective in card.perspectives]
        self._counted = Counter(row.rating.key for row in self.indicators)

    @property
    def indicators(self) -> list[IndicatorRow]:
        return [row for p in self.all for objective in p.objectives for row in objective.indicators]

    @property
    def counts(self) -> list[tuple[RatingLabel, int]]:
        """Every rating that occurs, in reading order, with the number of its indicators."""
        return [(label, self._counted[label.key]) for label in self.labels if self._counted[label.key]]

    def filters(self, chosen: RatingLabel | None) -> list[Filter]:
        """All, then each rating; the chosen one stays even when nothing has it."""
        shown = [label for label in self.labels if self._counted[label.key] or label == chosen]
        everything = Filter(None, len(self.indicators), chosen is None)
        return [everything, *(Filter(label, self._counted[label.key], label == chosen) for label in shown)]

    def label_for(self, key: str) -> RatingLabel | None:
        """The label of a filter word in the address; None when there is no such rating here."""
        return next((label for label in self.labels if label.key == key), None)

    def only(self, chosen: RatingLabel | None) -> list[PerspectiveRow]:
        """The rows with one rating, under the objectives and perspectives that hold any."""
        if chosen is None:
            return self.all
        kept = []
        for perspective in self.all:
            objectives = [
                replace(objective, indicators=rows)
                for objective in perspective.objectives
                if (rows := [row for row in objective.indicators if row.rating == chosen])
            ]
            if objectives:
                kept.append(replace(perspective, objectives=objectives))
        return kept

    def indicator(self, result: IndicatorResult) -> IndicatorRow:
        """One indicator's row."""
        numerator, denominator = (self.book.get(result.slug, part) for part in ("numerator", "denominator"))
        has_parts = numerator.plain is not None and denominator.plain is not None
        return IndicatorRow(
            result=result,
            rating=self.rating(result.rating, result.achievement),
            target=self.book.get(result.slug, "target"),
            annual_target=self.book.get(result.slug, "annual_target"),
            realisation=self.book.get(result.slug, "realisation"),
            achievement=self.book.get(result.slug, "achievement"),
            numerator=numerator,
            denominator=denominator,
            parts=f"{numerator.shown}/{denominator.shown}" if has_parts else how_measured(result),
            has_parts=has_parts,
            sparkline=self._sparkline(result),
            numerator_records=self._records(result, 0) if has_parts else "",
            denominator_records=self._records(result, 1) if has_parts else "",
        )

    def _records(self, result: IndicatorResult, part: int) -> str:
        """Where the records behind the numerator (0) or denominator (1) stand."""
        if self._links is None or result.parts is None:
            return ""
        return self._links.of(result.parts[part].key)

    def _sparkline(self, result: IndicatorResult) -> Sparkline | None:
        if self._year is None:
            return None
        return sparkline(result, self._year.realised_by_month(result.slug), self.card.period.month)

    def rating(self, band: Band | None, value: Value) -> RatingLabel:
        """The label of a value and its band."""
        return rating_label(band, value.state, self.card.rule_set)

    def _perspective(self, result: PerspectiveResult) -> PerspectiveRow:
        return PerspectiveRow(
            result,
            self.rating(result.rating, result.score),
            self.book.get(f"perspective:{result.slug}", "score"),
            result.provisional,
            [self._objective(objective) for objective in result.objectives],
        )

    def _objective(self, result: ObjectiveResult) -> ObjectiveRow:
        return ObjectiveRow(
            result,
            self.rating(result.rating, result.score),
            self.book.get(f"objective:{result.slug}", "score"),
            result.provisional,
            [self.indicator(indicator) for indicator in result.indicators],
        )


def how_measured(result: IndicatorResult) -> str:
    """Why no numerator and denominator stand beside a realisation; empty when there is no realisation."""
    if not result.realisation.is_measured:
        return ""
    if result.is_published:
        return str(_("tidak terbit"))
    return str(_("tahapan") if result.series == Series.PROGRESS else _HOW_MEASURED[type(result.formula)])
