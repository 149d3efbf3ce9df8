"""Figures as bound spans: the text a reader sees together with the reference it can be traced by.

Scorecard figures come from the FigureBook. Everything else (plans, budgets, facts) gets a reference of the
same shape, `unit/year/subject/field`, and its text from `core.number_format`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from akuntabel.core.number_format import (
    indonesian_as_entered,
    indonesian_number,
    rupiah,
    unit_suffix,
)
from akuntabel.core.rounding import places_to_show
from akuntabel.core.values import Value
from akuntabel.documents.content import Bound, LineBreak, Span, Spans, Text
from akuntabel.measurement.figures import NOT_SHOWN, Figure, FigureBook, bound_spans
from akuntabel.measurement.results import IndicatorResult
from akuntabel.measurement.target_text import UNAVAILABLE, target_text
from akuntabel.planning.models import Target, TargetForm
from akuntabel.reporting.provisional import score_status
from akuntabel.reporting.sentences import tidy
from akuntabel.reporting.sources import ReportData

_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9._:-]+")


def reference_part(text: str) -> str:
    """A name as one part of a reference: ASCII letters, digits, dots and hyphens."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_ALLOWED.sub("-", ascii_text).strip("-").lower() or "x"


def figure(found: Figure, *, bold: bool = False) -> Bound:
    """A figure of the scorecard as a span."""
    return Bound(found.shown, found.reference, bold=bold)


def with_unit(found: Figure, *, bold: bool = False) -> Spans:
    """A figure and its unit: "98,00 %", "25 desa", "2,48"; without a number only what is shown instead."""
    suffix = unit_suffix(found.unit)
    if found.plain is None or not suffix:
        return (figure(found, bold=bold),)
    return (figure(found, bold=bold), Text(suffix, bold=bold))


def shown(found: Figure, *, bold: bool = False) -> Span:
    """A figure of the budget; a plain dash where it has no number."""
    return Text(NOT_SHOWN) if found.plain is None else figure(found, bold=bold)


def amount(found: Figure, *, bold: bool = False) -> Span:
    """A sum of money without its "Rp", for columns; a plain dash where there is none."""
    if found.plain is None:
        return Text(NOT_SHOWN)
    return Bound(indonesian_number(int(found.plain), 0), found.reference, bold=bold)


def prose(text: str, book: FigureBook) -> Spans:
    """A planner's text with its `{1.1.achievement}` marks as bound figures; a score that may still change says so.

    Raises UnknownFigure.
    """
    spans: list[Span] = []
    for part in bound_spans(text, book):
        if isinstance(part, str):
            spans.append(Text(part))
            continue
        spans.append(figure(part))
        _, _, subject, field = part.reference.split("/")
        if field == "score" and (status := score_status(book.card, subject)):
            spans.append(Text(f" ({status})"))
    return tidy(tuple(spans))


class Binder:
    """Makes bound spans for one report's data outside the scorecard."""

    def __init__(self, data: ReportData, when: str = "") -> None:
        self.data = data
        self.book = data.book
        self._prefix = f"{data.unit.slug}/{when or data.year}"

    @property
    def current(self) -> Binder:
        """The same for figures of this period: references `unit/2023-Q2/…` instead of `unit/2023/…`."""
        return Binder(self.data, str(self.data.period))

    def text(self, subject: str, field: str, shown: str, *, year: int | None = None, bold: bool = False) -> Bound:
        """Any shown text that came from data; of another year when one is given."""
        prefix = self._prefix if year is None else f"{self.data.unit.slug}/{year}"
        return Bound(shown, f"{prefix}/{subject}/{field}", bold=bold)

    def weight(self, result: IndicatorResult) -> Bound:
        """The weight an indicator's achievement counts with: "2", "1,5"."""
        return self.text(result.slug, "weight", indonesian_number(result.weight, places_to_show(result.weight)))

    def tally(self, field: str, number: int, *, bold: bool = False) -> Bound:
        """A number counted over this period's scorecard."""
        return self.current.text("tally", field, indonesian_number(number, 0), bold=bold)

    def score(self, subject: str, field: str, *, bold: bool = False) -> Bound:
        """A scorecard figure by slug, number, objective:, perspective: or total."""
        return figure(self.book.get(subject, field), bold=bold)

    def score_with_unit(self, subject: str, field: str, *, bold: bool = False) -> Spans:
        return with_unit(self.book.get(subject, field), bold=bold)

    def scored(self, subject: str, *, bold: bool = False) -> Spans:
        """A score with what is said beside it: "102,78", "102,78 (sementara, 15 dari 16 indikator)"."""
        status = score_status(self.book.card, subject)
        score = self.score(subject, "score", bold=bold)
        return (score, Text(f" ({status})")) if status else (score,)

    def rated(self, subject: str, *, bold: bool = False) -> Spans:
        """A score's rating for brackets behind it: "Tercapai", "sementara, belum disahkan; Tercapai"."""
        status = score_status(self.book.card, subject)
        rating = self.score(subject, "rating", bold=bold)
        return (Text(f"{status}; "), rating) if status else (rating,)

    def realised(self, result: IndicatorResult, *, in_cell: bool = False) -> Spans:
        """A realisation with its unit, and how old it is when it is older than the period.

        "78,40 (per Februari 2024)" in a sentence; in a cell the month stands on a line of its own.
        """
        spans = self.score_with_unit(result.slug, "realisation")
        if not result.as_of:
            return spans
        return (*spans, LineBreak(), Text(result.as_of)) if in_cell else (*spans, Text(f" ({result.as_of})"))

    def count(self, subject: str, field: str, number: int | None, *, bold: bool = False) -> Span:
        """A whole number; a plain dash where the source has none."""
        if number is None:
            return Text(NOT_SHOWN)
        return self.text(subject, field, indonesian_number(number, 0), bold=bold)

    def money(self, subject: str, field: str, amount: int | None, *, bold: bool = False) -> Span:
        """Whole rupiah, "Rp30.215.555.000"."""
        return Text(NOT_SHOWN) if amount is None else self.text(subject, field, rupiah(amount), bold=bold)

    def amount(self, subject: str, field: str, amount: int | None, *, bold: bool = False) -> Span:
        """Whole rupiah without the sign, for columns headed Rp."""
        return self.count(subject, field, amount, bold=bold)

    def value(self, subject: str, field: str, value: Value, *, bold: bool = False) -> Span:
        """A computed value with two decimals."""
        if not value.is_measured:
            return Text(NOT_SHOWN)
        return self.text(subject, field, indonesian_number(value.number), bold=bold)

    def entered(self, subject: str, field: str, number: Decimal | None, *, year: int | None = None) -> Span:
        """A number exactly as it was entered."""
        if number is None:
            return Text(NOT_SHOWN)
        return self.text(subject, field, indonesian_as_entered(number), year=year)

    def target(
        self, target: Target | None, subject: str, field: str, *, unit: bool = True, missing: str = UNAVAILABLE
    ) -> Spans:
        """A plan's target as entered: a number or a range with its unit, words, or why there is none."""
        found = target_text(target, missing=missing)
        if target is None or target.form in (TargetForm.UNAVAILABLE, TargetForm.NOT_APPLICABLE):
            return (Text(found.shown),)
        bound = self.text(subject, field, found.shown, year=target.year)
        return (bound, Text(found.suffix)) if unit and found.suffix else (bound,)


def targets_equal(first: Target | None, second: Target | None) -> bool | None:
    """Whether two plans promise the same; None when either gives no number."""
    numbers = [
        (target.number, target.upper)
        for target in (first, second)
        if target is not None and target.form in (TargetForm.NUMBER, TargetForm.RANGE)
    ]
    return numbers[0] == numbers[1] if len(numbers) == 2 else None
