"""The action plan as one sheet: a row per indicator, a cell per month with target and realisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from akuntabel.catalogue.lookup import NotDefined, indicator_version
from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.core.periods import MONTH_ABBREVIATIONS, MONTH_NAMES, Period, month_span
from akuntabel.core.values import State
from akuntabel.measurement.budget_figures import planned_money, planned_total
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.monthly import YearReading
from akuntabel.measurement.results import Scorecard, unmeasured_months
from akuntabel.measurement.target_text import target_text
from akuntabel.planning.models import PlanRow, Series, Target
from akuntabel.web.ratings import RatingLabel, rating_label

_WITHOUT_BUDGET = "Anggarannya tidak tercantum dalam RAPK, sehingga tidak ikut dijumlahkan."
_SERIES_WORDS = {Series.PROGRESS.value: _("progres"), Series.OUTCOME.value: _("hasil akhir")}


@dataclass(frozen=True)
class Month:
    """A column of the sheet."""

    number: int
    name: str
    short_name: str
    is_current: bool
    is_future: bool


@dataclass(frozen=True)
class Cell:
    """Target and realisation of one month; both None where the plan sets no target.

    `rating` is there for a realisation or its absence in a month with observations; `as_of` says that the
    realisation is older. A target in a month that the definition does not measure is not rated.
    """

    month: Month
    target: Figure | None
    realised: Figure | None
    rating: RatingLabel | None
    series: str
    as_of: str = ""
    is_rated: bool = True


@dataclass(frozen=True)
class SheetRow:
    row: PlanRow
    cells: list[Cell]
    budget: Figure
    team: str


@dataclass(frozen=True)
class SheetGroup:
    """The rows of one objective."""

    code: str
    name: str
    rows: list[SheetRow]


def months_of(period: Period) -> list[Month]:
    return [
        Month(number, MONTH_NAMES[number - 1], MONTH_ABBREVIATIONS[number - 1],
              number == period.month, number > period.month)
        for number in range(1, 13)
    ]  # fmt: skip


@dataclass(frozen=True)
class UnratedTargets:
    """Months in which the plan sets a target and the definition measures nothing."""

    number: str
    months: str
    measured_in: str


class Sheet:
    """All rows of the action plan in force."""

    def __init__(self, reading: YearReading) -> None:
        self._inputs = reading.inputs
        self._prefix = f"{self._inputs.unit.slug}/{self._inputs.period.year}"
        self.months = months_of(self._inputs.period)
        cards = reading.months()
        cards[self._inputs.period.month] = reading.card()
        observed = {row.month for row in reading.observations}
        self._books = {month: FigureBook(card) for month, card in cards.items() if month in observed}
        rows = list(self._inputs.action_rows.values())
        self.groups = self._groups(rows)
        self.unrated = [note for row in rows if (note := self._unrated(row))]
        self.notes = [(row.number, row.note) for row in rows if row.note]
        total = planned_total({row.number: row.budget for row in rows})
        self.total = self._money("budget", total.amount)
        self.notes += [(number, _WITHOUT_BUDGET) for number in total.without]
        budget = self._inputs.action_plan.budget
        is_comparable = total.difference_from(budget) is not None
        self.document_budget = self._money("document", budget if is_comparable else None)
        self.observed = [self.months[month - 1].name for month in sorted(observed)]

    def _groups(self, rows: list[PlanRow]) -> list[SheetGroup]:
        groups: dict[str, SheetGroup] = {}
        for row in rows:
            objective = row.objective
            group = groups.setdefault(
                objective.slug, SheetGroup(objective.code.replace(".", NO_BREAK_SPACE), objective.printed_name, [])
            )
            group.rows.append(self._row(row))
        return list(groups.values())

    def _row(self, row: PlanRow) -> SheetRow:
        targets = {target.month: target for target in row.targets.all() if target.month is not None}
        unmeasured = unmeasured_months(targets.values(), self._measured_in(row.slug))
        cells = [
            self._cell(row.slug, month, targets.get(month.number), is_rated=month.number not in unmeasured)
            for month in self.months
        ]
        return SheetRow(row, cells, self._money(row.slug, row.budget), row.team.name if row.team else "")

    def _cell(self, slug: str, month: Month, target: Target | None, *, is_rated: bool) -> Cell:
        if target is None:
            return Cell(month, None, None, None, "")
        series = str(_SERIES_WORDS.get(target.series, ""))
        realised, rating, as_of = self._realised(slug, month.number)
        return Cell(month, self._target(slug, target), realised, rating, series, as_of, is_rated=is_rated)

    def _measured_in(self, slug: str) -> Sequence[int]:
        """The months that the definition measures; all of them for a row without a definition."""
        indicator = self._inputs.definitions.indicators.get(slug)
        try:
            return (
                indicator_version(indicator, self._inputs.period.last_day).measured_in
                if indicator
                else range(1, 13)
            )
        except NotDefined:
            return range(1, 13)

    def _unrated(self, row: PlanRow) -> UnratedTargets | None:
        """The months whose target is never compared with anything, because the definition measures in others."""
        measured_in = self._measured_in(row.slug)
        months = unmeasured_months(row.targets.all(), measured_in)
        if not months:
            return None
        return UnratedTargets(row.number, month_span(months), month_span(measured_in))

    def _realised(self, slug: str, month: int) -> tuple[Figure | None, RatingLabel | None, str]:
        """What was realised s.d. a month with observations; nothing for other months and other years' rows.

        An earlier month of an indicator that nothing was observed of by then is not empty but not kept by month: only
        the sheet's own month says that a figure is missing.
        """
        book = self._books.get(month)
        if book is None or slug not in {result.slug for result in book.card.indicators}:
            return None, None, ""
        result = book.card.indicator(slug)
        begun = month == self._inputs.period.month or book.card.is_observed(result)
        if result.state is State.NOT_DUE or not begun:
            return None, None, ""
        return book.get(slug, "realisation"), _label(book.card, slug), result.as_of

    def _target(self, slug: str, target: Target) -> Figure:
        reference = f"{self._prefix}-{target.month:02d}/{slug}/target"
        text = target_text(target)
        return Figure(reference, text.plain, text.shown, text.unit)

    def _money(self, subject: str, amount: int | None) -> Figure:
        return planned_money(self._inputs.unit, self._inputs.period, subject, amount)


def _label(card: Scorecard, slug: str) -> RatingLabel:
    result = card.indicator(slug)
    return rating_label(result.rating, result.state, card.rule_set)
