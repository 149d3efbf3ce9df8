"""Sheet "Pengukuran": every achievement and score as a live formula, with the engine's value cached."""

from __future__ import annotations

from dataclasses import dataclass, field

from akuntabel.core.achievement import Polarity
from akuntabel.core.values import State, Value
from akuntabel.documents.workbook import Area, Number, Sheet, address
from akuntabel.measurement.figures import ABSENCES
from akuntabel.measurement.results import IndicatorResult, ObjectiveResult
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import status_beside
from akuntabel.reporting.sentences import lines, words
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.worksheet_inputs import InputSheet
from akuntabel.reporting.worksheet_rules import Rules
from akuntabel.reporting.worksheets import (
    BAND,
    BAND_NUMBER,
    BOLD,
    COUNT,
    DECIMALS,
    TEXT,
    Filling,
    as_entered,
    quote,
    span,
)

NAME = "Pengukuran"
HEAD_ROW = 3
(CODE, LABEL, UNIT, WEIGHT, TARGET, UPPER, PART, WHOLE, REALISED, ACHIEVED, RATING, USED, WEIGHTED, CAPPED,
 STATE) = range(15)  # fmt: skip
_KEY = "workbook.measurement"
_WIDTHS = (9, 60, 11, 8, 11, 11, 10, 10, 11, 12, 28, 10, 12, 13, 26)


@dataclass
class MeasurementSheet:
    """The sheet, and the rows where other sheets find its figures."""

    data: ReportData
    rules: Rules
    inputs: InputSheet
    filling: Filling = field(default_factory=lambda: Filling(NAME))
    indicator_rows: dict[str, int] = field(default_factory=dict)
    objective_rows: dict[str, int] = field(default_factory=dict)
    perspective_rows: dict[str, int] = field(default_factory=dict)
    total_row: int = 0

    def build(self) -> MeasurementSheet:
        """Indicators under objectives under perspectives; scores only over rows that have a number."""
        data = self.data
        period = PeriodWords(data.period)
        span = words(f"{_KEY}.span", unit=data.version.long_name, span=period.span)
        self.filling.title(words(f"{_KEY}.title", until=period.until), span)
        self.filling.heads(HEAD_ROW, lines(f"{_KEY}.heads"))
        row = HEAD_ROW + 1
        capped_total = data.card.comparators.total_capped
        for perspective, capped in zip(data.card.perspectives, capped_total.inputs, strict=True):
            name = words("appendices.measurement.perspective", name=perspective.name)
            self.filling.text(row, CODE, name, BAND, colspan=len(_WIDTHS))
            row += 1
            for objective, capped_score in zip(perspective.objectives, capped.inputs, strict=True):
                row = self._objective(objective, capped_score, row)
            self.perspective_rows[perspective.slug] = row
            members = [self.objective_rows[objective.slug] for objective in perspective.objectives]
            name = words("appendices.measurement.perspective_score", name=perspective.name)
            self._mean(row, name, f"perspective:{perspective.slug}", members, values=(perspective.score, capped))  # fmt: skip
            row += 1
        self.total_row = row
        members = [self.perspective_rows[perspective.slug] for perspective in data.card.perspectives]
        self._mean(
            row, words("appendices.measurement.total"), "total", members, values=(data.card.total, capped_total)
        )
        return self

    @property
    def sheet(self) -> Sheet:
        area = Area(HEAD_ROW + 1, RATING, self.total_row, RATING)
        conditions = self.rules.conditions(area, f"${address(HEAD_ROW + 1, RATING)}")
        return self.filling.sheet(_WIDTHS, head_row=HEAD_ROW, landscape=True, conditions=conditions)

    def _objective(self, objective: ObjectiveResult, capped: Value, row: int) -> int:
        self.filling.text(row, CODE, f"{objective.code} {objective.name}", BOLD, colspan=len(_WIDTHS))
        first = row + 1
        for offset, (result, limited) in enumerate(zip(objective.indicators, capped.inputs, strict=True)):
            self.indicator_rows[result.slug] = first + offset
            self._indicator(result, limited, first + offset)
        last = first + len(objective.indicators) - 1
        row = last + 1
        self.objective_rows[objective.slug] = row
        used = f"SUM({span(first, last, USED)})"
        subject = f"objective:{objective.slug}"
        shown = quote(self._without_members(objective.score))
        self._score_row(row, f"NPS {objective.code}", subject, {
            ACHIEVED: (f"=IF({used}=0,{shown},SUM({span(first, last, WEIGHTED)})/{used})", objective.score),
            CAPPED: (f"=IF({used}=0,{shown},SUM({span(first, last, CAPPED)})/{used})", capped),
        })  # fmt: skip
        return row + 1

    def _mean(
        self,
        row: int,
        name: str,
        subject: str,
        members: list[int],
        *,
        values: tuple[Value, Value],
    ) -> None:
        """The plain mean of the members that have a number."""
        shown = quote(self._without_members(values[0]))
        formulas = {}
        for column, value in zip((ACHIEVED, CAPPED), values, strict=True):
            cells = ",".join(address(member, column) for member in members)
            formulas[column] = (f"=IF(COUNT({cells})=0,{shown},AVERAGE({cells}))", value)
        self._score_row(row, name, subject, formulas)

    def _without_members(self, score: Value) -> str:
        """What a score's cell says when none of its members has a number: never the number it has now."""
        return self.data.book.absence(State.NOT_DUE if score.is_measured else score.state)

    def _score_row(self, row: int, name: str, subject: str, formulas: dict[int, tuple[str, Value]]) -> None:
        """A score by its formulas; the last column says what is still missing below it, of the total also "resmi"."""
        status = status_beside(self.data.card, subject)
        absent = self.data.book.shown(subject, "score")
        for column in range(len(_WIDTHS)):
            if column == LABEL:
                self.filling.text(row, column, name, BAND)
            elif column in formulas:
                formula, value = formulas[column]
                cached = value.number if value.is_measured else absent
                self.filling.formula(row, column, formula, cached, style=BAND_NUMBER)
            elif column == RATING:
                self._rating(row, subject)
            elif column == STATE:
                self.filling.text(row, column, status, BAND)
            else:
                self.filling.text(row, column, "", BAND)

    def _rating(self, row: int, subject: str) -> None:
        shown = self.data.book.shown(subject, "rating")
        self.filling.formula(
            row, RATING, self.rules.rating(address(row, ACHIEVED)), shown, form="General", style=TEXT
        )

    def _optional(self, row: int, column: int, number: Number | None) -> None:
        if number is None:
            self.filling.text(row, column, "")
        else:
            self.filling.number(row, column, number, as_entered(number))

    def _indicator(self, result: IndicatorResult, limited: Value, row: int) -> None:
        filling, target = self.filling, result.target
        filling.text(row, CODE, result.number)
        filling.text(row, LABEL, result.name)
        filling.text(row, UNIT, result.unit)
        filling.number(row, WEIGHT, result.weight, as_entered(result.weight))
        self._optional(row, TARGET, target.lower if target else None)
        self._optional(row, UPPER, target.upper if target else None)
        self._realised(result, row)
        self._achieved(result, row)
        self._rating(row, result.slug)
        here, weight = address(row, ACHIEVED), address(row, WEIGHT)
        measured = result.achievement.is_measured
        filling.formula(
            row,
            USED,
            f"=IF(ISNUMBER({here}),{weight},0)",
            result.weight if measured else 0,
            form=as_entered(result.weight),
        )
        filling.formula(row, WEIGHTED, f"=IF(ISNUMBER({here}),{weight}*{here},0)",
                        result.weight * result.achievement.number if measured else 0)  # fmt: skip
        filling.formula(row, CAPPED, f"=IF(ISNUMBER({here}),{weight}*MIN({here},{self.rules.cap}),0)",
                        result.weight * limited.number if measured else 0)  # fmt: skip
        state = (
            words(f"{_KEY}.measured") if result.state is State.MEASURED else self.data.book.absence(result.state)
        )
        filling.text(row, STATE, ", ".join(filter(None, (state, result.as_of))))

    def _realised(self, result: IndicatorResult, row: int) -> None:
        """n ÷ d × 100 rounded once where the parts are known; else a formula over the sheet of inputs."""
        realised = result.realisation
        parts = result.parts
        known = parts is not None and all(part.is_measured for part in parts)
        self._optional(row, PART, parts[0].number if parts and known else None)
        self._optional(row, WHOLE, parts[1].number if parts and known else None)
        if not realised.is_measured:
            self.filling.text(row, REALISED, self.data.book.shown(result.slug, "realisation"))
        elif known:
            ratio = f"{address(row, PART)}/{address(row, WHOLE)}*100"
            self.filling.formula(row, REALISED, f"=ROUND({ratio},{self.rules.places})", realised.number)
        else:
            form = COUNT if result.is_whole_count else DECIMALS
            self.filling.formula(row, REALISED, self.inputs.realisation(result), realised.number, form=form)

    def _achieved(self, result: IndicatorResult, row: int) -> None:
        shown = self.data.book.shown(result.slug, "achievement")
        if not result.realisation.is_measured or result.target is None:
            self.filling.text(row, ACHIEVED, shown)
            return
        cached = result.achievement.number if result.achievement.is_measured else shown
        self.filling.formula(row, ACHIEVED, f"={_achievement(result, row)}", cached)


def _achievement(result: IndicatorResult, row: int) -> str:
    """The achievement as a formula of this row's cells."""
    value, low, high = address(row, REALISED), address(row, TARGET), address(row, UPPER)
    if result.target is None or result.target.upper is None:
        return _against(result, value, low)
    below, above = _against(result, value, low), _against(result, value, high)
    return f"IF(AND({value}>={low},{value}<={high}),100,IF({value}<{low},{below},{above}))"


def _against(result: IndicatorResult, value: str, target: str) -> str:
    if Polarity(result.version.polarity) is Polarity.LOWER:
        return f"IF({target}=0,IF({value}=0,100,0),MAX(0,(2-{value}/{target})*100))"
    return f"IF({target}=0,{quote(ABSENCES[State.NOT_COMPUTABLE])},{value}/{target}*100)"
