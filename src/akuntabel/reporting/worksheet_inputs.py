"""Sheet "Masukan": figures that come from outside the ratios, and the formulas that make realisations of them.

A value given by another office, a component of a score, a count at a stage: each is entered here once, with its
weight and source; the sheet "Pengukuran" refers to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from akuntabel.core.values import Operation, Value
from akuntabel.documents.workbook import Sheet
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.sentences import lines, sentence_case, words
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.worksheet_rules import Rules
from akuntabel.reporting.worksheets import TEXT, Filling, as_entered, at

NAME = "Masukan"
HEAD_ROW = 3
CODE, ITEM, VALUE, UNIT, WEIGHT, NOTE, SOURCE = range(7)
_BINARY_PLACES = 10
"""Rounded to so many decimals first: a mean of 3.445 held in binary may lie a hair below, and would round down."""
_KEY = "workbook.inputs"
_WIDTHS = (9, 60, 14, 14, 10, 30, 60)


@dataclass
class InputSheet:
    """The sheet, filled while realisations ask for their formulas."""

    data: ReportData
    rules: Rules
    filling: Filling = field(default_factory=lambda: Filling(NAME))
    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.filling.title(words(f"{_KEY}.title"), words(f"{_KEY}.hint"))
        self.filling.heads(HEAD_ROW, lines(f"{_KEY}.heads"))

    @property
    def sheet(self) -> Sheet:
        return self.filling.sheet(_WIDTHS, head_row=HEAD_ROW, landscape=True)

    def realisation(self, result: IndicatorResult) -> str:
        """The formula of a realisation that is no ratio of n and d; its inputs are entered on the way."""
        return f"={self._term(result, result.realisation)}"

    def _term(self, result: IndicatorResult, value: Value, weight: Fraction | None = None) -> str:
        if not value.inputs:
            return at(NAME, self._entered(result, value, weight), VALUE)
        weights = value.weights or (None,) * len(value.inputs)
        rest = (None,) * (len(value.inputs) - len(weights))
        terms = [
            (self._term(result, member, share), share, member)
            for member, share in zip(value.inputs, (*weights, *rest), strict=True)
        ]
        first, second = terms[0][0], terms[-1][0]
        match value.operation:
            case Operation.ROUNDED:
                return f"ROUND(ROUND({first},{_BINARY_PLACES}),{self.rules.places})"
            case Operation.SAME:
                return first
            case Operation.PERCENTAGE:
                return f"{first}/{second}*100"
            case Operation.QUOTIENT:
                return f"{first}/{second}"
            case Operation.WEIGHTED_SHARE:
                return f"({self._weighted(result, terms[:-1])})/{second}"
            case Operation.WEIGHTED_MEAN:
                return self._mean(result, [term for term in terms if term[2].is_measured])
            case _:
                return at(NAME, self._entered(result, value, None), VALUE)

    def _mean(self, result: IndicatorResult, terms: list[tuple[str, Fraction | None, Value]]) -> str:
        """A plain mean where weights are equal; members without a number are left out, as the engine does."""
        if len({share for _, share, _ in terms}) == 1:
            return f"AVERAGE({','.join(term for term, _, _ in terms)})"
        total = "+".join(self._weight(result, share, member) for _, share, member in terms)
        return f"({self._weighted(result, terms)})/({total})"

    def _weighted(self, result: IndicatorResult, terms: list[tuple[str, Fraction | None, Value]]) -> str:
        return "+".join(f"{self._weight(result, share, member)}*{term}" for term, share, member in terms)

    def _weight(self, result: IndicatorResult, share: Fraction | None, member: Value) -> str:
        """The cell of a member's weight; a member that is computed itself has no row and shows its weight."""
        row = self.rows.get((result.slug, _name(member)))
        return f"{share}" if row is None else at(NAME, row, WEIGHT)

    def _entered(self, result: IndicatorResult, value: Value, weight: Fraction | None) -> int:
        """The row of an input, made when it is first asked for."""
        key = (result.slug, _name(value))
        if key in self.rows:
            return self.rows[key]
        row = self.rows[key] = HEAD_ROW + 1 + len(self.rows)
        filling = self.filling
        filling.text(row, CODE, result.number)
        filling.text(row, ITEM, sentence_case(value.name))
        if value.is_measured:
            filling.number(row, VALUE, value.number, as_entered(value.number))
        else:
            filling.text(row, VALUE, self.data.book.absence(value.state))
        filling.text(row, UNIT, value.unit)
        if weight is None:
            filling.text(row, WEIGHT, "")
        else:
            filling.number(row, WEIGHT, weight, as_entered(weight))
        filling.text(row, NOTE, f"per {value.as_of}" if value.as_of else sentence_case(value.reason), TEXT)
        filling.text(row, SOURCE, value.source, TEXT)
        return row


def _name(value: Value) -> str:
    """Groups of several measures may have one key: the stages of three commodities."""
    return f"{value.key} {value.name}"
