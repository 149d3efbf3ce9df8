"""How a realisation that is no plain ratio was made: its members, weights and values as a small table."""

from __future__ import annotations

from fractions import Fraction

from akuntabel.catalogue.schema import (
    CompositeFormula,
    ExternalFormula,
    RatioFormula,
    StageProgressFormula,
)
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.values import Operation, Value, compute, given
from akuntabel.documents.content import Cell, Row, Table
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder, reference_part
from akuntabel.reporting.sentences import ended, plain, say, words
from akuntabel.reporting.tables import NUMBER, TEXT, head, label, of, table, titled_head

_KEY = "chapter3.indicator.result"


def working_table(binder: Binder, result: IndicatorResult, *, caption: str = "", name: str = "") -> Table | None:
    """Members, weights and values of a realisation; None for a ratio, a count or an entered value."""
    working = result.realisation.inputs[0] if result.realisation.inputs else None
    if working is None or isinstance(result.formula, RatioFormula | ExternalFormula) or len(working.inputs) < 2:
        return None
    members = working.inputs
    weights: list[Fraction | None] = [*working.weights, *([None] * (len(members) - len(working.weights)))]
    columns = ["name", *(["weight"] if len(set(working.weights)) > 1 else []), "value"]
    if isinstance(result.formula, CompositeFormula):
        columns.append("weighted")
    used = [weight for member, weight in zip(members, weights, strict=True) if member.is_measured and weight]
    total = sum(used, Fraction(0))
    body: list[Row] = []
    for member, weight in zip(members, weights, strict=True):
        cells = _cells(binder, f"{result.slug}/component", member, weight, total)
        body.append(tuple(cells[column] for column in columns))
    foot = (
        Cell(plain(words(f"{_KEY}.working_total")), colspan=len(columns) - 1),
        of(binder.score_with_unit(result.slug, "realisation")),
    )
    title, heads = words(f"{_KEY}.working"), [words(f"heads.working.{column}") for column in columns]
    notes = [say(f"{_KEY}.working_stages")] if isinstance(result.formula, StageProgressFormula) else []
    notes += [say(f"{_KEY}.working_absent", name=member.name, reason=ended(member.reason))
              for member in members if not member.is_measured and member.reason]  # fmt: skip
    return table([TEXT, *([NUMBER] * (len(columns) - 1))],
                 head(*heads) if caption else titled_head(title, *heads), body, foot=[foot], caption=caption,
                 name=name, notes=notes, summary=caption or title)  # fmt: skip


def _cells(
    binder: Binder, subject: str, member: Value, weight: Fraction | None, total: Fraction
) -> dict[str, Cell]:
    """Every cell a member may have, by its column."""
    field = reference_part(member.key or member.name)
    share = label(NOT_SHOWN)
    if weight is not None and member.is_measured:
        whole = given("Jumlah bobot", total)
        value = compute("Nilai akhir", Operation.WEIGHTED_SHARE, (member, whole), weights=(weight,))
        share = of((binder.current.value(subject, f"{field}-weighted", value),))
    return {
        "name": label(member.name),
        "weight": label(NOT_SHOWN)
        if weight is None
        else of((binder.current.text(subject, f"{field}-weight", _short(weight)),)),
        "value": of((binder.current.text(subject, field, _short(member.number)),))
        if member.is_measured
        else label(binder.book.absence(member.state)),
        "weighted": share,
    }


def _short(number: Fraction) -> str:
    """Whole numbers without decimals, others with two."""
    return indonesian_number(number, 0 if number.denominator == 1 else 2)
