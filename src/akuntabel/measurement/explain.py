""" "Mengapa angka ini?": seven steps from verdict to approval, and the working as a tree of values.

The tree is the computation itself: evaluating its printed leaves alone gives the printed result.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from akuntabel.catalogue.realisation import measures_of, parameters_of
from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import (
    NO_BREAK_SPACE,
    exact_text,
    indonesian_as_entered,
    indonesian_number,
    plain_number,
)
from akuntabel.core.rounding import cut, decimal_places
from akuntabel.core.values import Operation, State, Value
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.models import PUBLISHED_PREFIX, Observation
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.measurement.scorecard_json import indicator_json

_SHOWN_PLACES = 4


def explain_json(card: Scorecard, key: str, *, show_budget: bool = True) -> dict[str, Any]:
    """The whole explanation of one indicator as JSON values. Raises KeyError for an unknown indicator."""
    result = card.indicator(key)
    book = FigureBook(card)
    return {
        "unit": card.unit.slug,
        "period": str(card.period),
        "indicator": indicator_json(result, book, show_budget=show_budget),
        "steps": [
            _rating_step(card, result, book),
            _achievement_step(result, book),
            _realisation_step(card, result, book),
            _observation_step(card, result),
            _record_step(card, result),
            _evidence_step(card, result),
            _approval_step(result),
        ],
        "tree": value_json(result.achievement),
        "efficiency": value_json(result.efficiency.level) if result.efficiency and show_budget else None,
    }


def value_json(value: Value) -> dict[str, Any]:
    """A value and its inputs. A leaf's `value` is exact; a computed one is what is displayed, with `exact`
    as a fraction beside it."""
    is_leaf = value.operation is Operation.INPUT
    number = None
    if value.is_measured:
        number = exact_text(value.number) if is_leaf else plain_number(value.number)
    return {
        "name": value.name,
        "key": value.key or None,
        "state": value.state.value,
        "value": number,
        "exact": str(value.number) if value.is_measured else None,
        "unit": value.unit or None,
        "operation": value.operation.value,
        "places": value.places,
        "weights": [str(weight) for weight in value.weights] or None,
        "rule": value.rule or None,
        "source": value.source or None,
        "reason": value.reason or None,
        "as_of": value.as_of or None,
        "inputs": [value_json(inner) for inner in value.inputs],
    }


def number_text(value: Value) -> str:
    """A value inside a formula, Indonesian: leaves in full, computed ones with four decimals and an
    ellipsis when there are more."""
    if not value.is_measured:
        return f"({value.name}: {value.reason or value.state})"
    places = decimal_places(value.number)
    if places is not None and (value.operation is Operation.INPUT or places <= _SHOWN_PLACES):
        minimum = value.places or 0
        return indonesian_number(value.number, max(places, minimum))
    return f"{indonesian_number(cut(value.number, _SHOWN_PLACES), _SHOWN_PLACES)}…"


def formula_text(value: Value) -> str:
    """The operation with its inputs' numbers: "393 ÷ 401 × 100"."""
    numbers = [number_text(inner) for inner in value.inputs]
    match value.operation:
        case Operation.INPUT:
            return number_text(value)
        case Operation.PERCENTAGE:
            return f"{numbers[0]} ÷ {numbers[1]} × 100"
        case Operation.LOWER_IS_BETTER:
            return f"(2 − {numbers[0]} ÷ {numbers[1]}) × 100, paling rendah 0"
        case Operation.WITHIN_RANGE:
            return f"{numbers[0]} berada dalam {numbers[1]}–{numbers[2]}, maka 100"
        case Operation.ZERO_TARGET:
            return f"target 0, realisasi {numbers[0]}: memperoleh {indonesian_number(value.number, 0)}"
        case Operation.QUOTIENT:
            return f"{numbers[0]} ÷ {numbers[1]}"
        case Operation.RELATIVE_DIFFERENCE:
            return f"({numbers[0]} − {numbers[1]}) ÷ {numbers[1]}"
        case Operation.WEIGHTED_MEAN:
            return _mean_text(value)
        case Operation.WEIGHTED_SHARE:
            terms = " + ".join(f"{_weight(w)} × {n}" for w, n in zip(value.weights, numbers[:-1], strict=True))
            return f"({terms}) ÷ {numbers[-1]}"
        case Operation.CAPPED:
            return f"yang lebih kecil dari {numbers[0]} dan {numbers[1]}"
        case _:
            return numbers[0]


def _mean_text(value: Value) -> str:
    pairs = [(w, v) for w, v in zip(value.weights, value.inputs, strict=True) if v.is_measured]
    if all(weight == pairs[0][0] for weight, _ in pairs):
        return f"({' + '.join(number_text(inner) for _, inner in pairs)}) ÷ {len(pairs)}"
    terms = " + ".join(f"{_weight(weight)} × {number_text(inner)}" for weight, inner in pairs)
    return f"({terms}) ÷ ({' + '.join(_weight(weight) for weight, _ in pairs)})"


def _weight(weight: Fraction) -> str:
    return exact_text(weight).replace(".", ",")


def _step(number: int, name: str, text: str, **more: Any) -> dict[str, Any]:
    return {"step": number, "name": name, "text": text, **more}


def _rating_step(card: Scorecard, result: IndicatorResult, book: FigureBook) -> dict[str, Any]:
    rule_set = card.rule_set
    regulation = card.definitions.regulations[rule_set.regulation]
    checked = rule_set.checked_by or "belum diperiksa orang kedua"
    basis = {"rule_set": rule_set.id, "regulation": regulation.short_name, "confidence": rule_set.confidence,
             "checked_by": rule_set.checked_by}  # fmt: skip
    if result.rating is None:
        return _step(1, "Kriteria", f"{book.absence(result.state)}: {result.achievement.reason}", **basis)
    shown = book.shown(result.slug, "achievement")
    condition = result.rating.condition.replace("x", shown)
    return _step(1, "Kriteria", f"{condition}, maka {result.rating.name} ({regulation.short_name}; keyakinan "
                 f"{rule_set.confidence}, {checked})", code=result.rating.code, **basis)  # fmt: skip


def _achievement_step(result: IndicatorResult, book: FigureBook) -> dict[str, Any]:
    if not result.achievement.is_measured:
        return _step(2, "Capaian", f"tidak ada: {result.achievement.reason or book.absence(result.state)}")
    working = f"{formula_text(result.achievement)} = {number_text(result.achievement)}"
    shown = f"{book.shown(result.slug, 'achievement')}{NO_BREAK_SPACE}%"
    return _step(2, "Capaian", f"{working} → {shown}. Nilai penuh dipakai untuk NPS; dua desimal hanya untuk "
                 "ditampilkan.", value=book.plain(result.slug, "achievement"))  # fmt: skip


def _realisation_step(card: Scorecard, result: IndicatorResult, book: FigureBook) -> dict[str, Any]:
    text = result.version.progress_text if result.series == "progress" else result.version.formula_text
    definition: dict[str, Any] = {
        "formula": text,
        "valid_from": str(result.version.valid_from),
        "confidence": result.version.confidence,
        "note": result.version.note or None,
        "references": [card.definitions.regulations[r].short_name for r in result.version.references],
    }
    if isinstance(result.formula, CompositeFormula):
        definition["weights_rule"] = _composite_rule(card, result.formula)
    if not result.realisation.is_measured:
        return _step(3, "Realisasi", f"{text}. Tidak ada nilai: {result.realisation.reason}", **definition)
    working = result.realisation.inputs[0]
    unit = f"{NO_BREAK_SPACE}%" if result.unit == "%" else f" ({result.unit})"
    shown = f"{book.shown(result.slug, 'realisation')}{unit}{f' ({result.as_of})' if result.as_of else ''}"
    if working.operation is Operation.INPUT:
        how = f"{number_text(working)} ({working.source})" if working.source else number_text(working)
    else:
        how = f"{formula_text(working)} = {number_text(working)}"
    if result.as_of:
        how = f"{how}, {result.as_of}"
    places = card.rule_set.realisation_places
    return _step(3, "Realisasi", f"{text}: {how}, dibulatkan {places} desimal setengah ke atas → {shown}",
                 value=book.plain(result.slug, "realisation"), **definition)  # fmt: skip


def _composite_rule(card: Scorecard, formula: CompositeFormula) -> dict[str, Any]:
    """What prescribes the weights of a composite value, and how sure we are of it."""
    composite = card.rule_set.composites[formula.weights]
    return {
        "name": composite.name,
        "weights": {key: f"{weight:f}" for key, weight in composite.weights.items()},
        "references": [card.definitions.regulations[r].short_name for r in composite.references],
        "confidence": composite.confidence,
    }


def _rows(card: Scorecard, result: IndicatorResult) -> list[Observation]:
    keys = [*measures_of(result.formula), f"{PUBLISHED_PREFIX}{result.slug}"]
    return [row for key in keys for row in card.observed.rows(key)]


def _observation_step(card: Scorecard, result: IndicatorResult) -> dict[str, Any]:
    rows = [
        {
            "measure": row.measure,
            "name": _measure_name(card, row),
            "group": row.group or None,
            "group_name": _group_name(card, row),
            "month": f"{row.year}-{row.month:02d}",
            "value": None if row.number is None else f"{row.number:f}",
            "state": row.state,
            "reason": row.reason or None,
            "source": row.source,
            "document": row.document or None,
            "definition_hash": row.definition_hash,
        }
        for row in _rows(card, result)
    ]
    parameters = [card.definitions.parameters[key].name for key in parameters_of(result.formula)]
    text = f"{len(rows)} observasi s.d. {card.period.month_name}" if rows else "belum ada observasi"
    if parameters:
        text += f"; parameter satuan kerja: {', '.join(parameters)}"
    return _step(4, "Observasi", text, observations=rows)


def _measure_name(card: Scorecard, row: Observation) -> str:
    measure = card.definitions.measures.get(row.measure)
    return measure.name if measure else "Realisasi terbit"


def _group_name(card: Scorecard, row: Observation) -> str | None:
    measure = card.definitions.measures.get(row.measure)
    return measure.groups.get(row.group) if measure else None


def _record_step(card: Scorecard, result: IndicatorResult) -> dict[str, Any]:
    rows = _rows(card, result)
    if not rows:
        return _step(5, "Rekaman", "belum ada rekaman")
    origins = ", ".join(dict.fromkeys(Observation.Origin(row.origin).label for row in rows))
    return _step(5, "Rekaman", f"angka {origins}; belum ada register di baliknya. Sumber data: "
                 f"{result.version.data_source}")  # fmt: skip


def _evidence_step(card: Scorecard, result: IndicatorResult) -> dict[str, Any]:
    documents = list(dict.fromkeys(row.document or row.source for row in _rows(card, result)))
    return _step(6, "Data dukung", "; ".join(documents) or "belum ada data dukung", documents=documents)


def _approval_step(result: IndicatorResult) -> dict[str, Any]:
    submission = result.submission
    if not result.is_due:
        return _step(7, "Pengesahan", "belum jatuh tempo", state=None)
    if submission is None:
        return _step(7, "Pengesahan", "belum dikirim", state=None)
    if result.realisation.state is State.MISSING:
        return _step(7, "Pengesahan", "belum ada angka yang dapat disahkan", state=None)
    on = indonesian_date(submission.state_since)
    return _step(7, "Pengesahan", f"{submission.get_state_display().lower()} pada {on}",
                 state=submission.state, since=str(submission.state_since))  # fmt: skip


def explain_text(card: Scorecard, key: str) -> str:
    """The explanation as plain Indonesian text for the command line."""
    result = card.indicator(key)
    data = explain_json(card, key)
    width = max(len(step["name"]) for step in data["steps"])
    lines = [
        f"{result.number} {result.name}",
        f"{card.unit_version.name} · {card.period.name} ({card.period.span_name})",
        "",
        *(f"{step['step']} {step['name']:<{width}}  {step['text']}" for step in data["steps"]),
    ]
    for row in data["steps"][3]["observations"]:
        group = f": {row['group_name']}" if row["group"] else ""
        lines.append(f"  {'':<{width}}  {row['month']}  {row['name']}{group}: {_shown(row)}"
                     f"  [{row['source']}]")  # fmt: skip
    found = result.efficiency
    if found is not None and found.verdict is not None:
        book = FigureBook(card)
        lines += [
            "",
            f"Efisiensi: {book.shown(result.slug, 'efficiency')}. IE = {formula_text(found.index)} = "
            f"{book.shown(result.slug, 'efficiency_index')}; TE = {book.shown(result.slug, 'efficiency_level')}",
        ]
    return "\n".join(lines)


def _shown(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return f"{Observation.State(row['state']).label} ({row['reason']})"
    return indonesian_as_entered(Decimal(row["value"]))
