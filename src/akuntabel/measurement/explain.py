""" "Mengapa angka ini?": seven steps from verdict to approval, and the working as a tree of values.

The tree is the computation itself: evaluating its printed leaves alone gives the printed result.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from akuntabel.catalogue.realisation import measures_of, parameters_of
from akuntabel.catalogue.schema import CompositeFormula
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import (
    NO_BREAK_SPACE,
    exact_text,
    indonesian_exact,
    indonesian_number,
    plain_number,
)
from akuntabel.core.rounding import cut, decimal_places
from akuntabel.core.values import Operation, State, Value
from akuntabel.measurement.beyond_plan import beyond_plan
from akuntabel.measurement.explain_steps import (
    AchievementStep,
    ApprovalStep,
    EvidenceStep,
    ObservationStep,
    Observed,
    RatingStep,
    RealisationStep,
    Step,
    Steps,
    WeightsRule,
    step_json,
)
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.models import PUBLISHED_PREFIX, Observation
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.measurement.scorecard_json import indicator_json
from akuntabel.measurement.statistics import statistics_json, statistics_of, statistics_remarks

_SHOWN_PLACES = 4


def steps_of(card: Scorecard, result: IndicatorResult, book: FigureBook) -> Steps:
    """Why one indicator's figure is what it is; `book` is the scorecard's."""
    return Steps(
        rating=_rating_step(card, result, book),
        achievement=_achievement_step(result, book),
        realisation=_realisation_step(card, result, book),
        observation=_observation_step(card, result),
        record=_record_step(card, result),
        evidence=_evidence_step(card, result),
        approval=_approval_step(result),
    )


def explain_json(card: Scorecard, key: str, *, show_budget: bool = True) -> dict[str, Any]:
    """The whole explanation of one indicator as JSON values. Raises KeyError for an unknown indicator."""
    result = card.indicator(key)
    book = FigureBook(card)
    return {
        "unit": card.unit.slug,
        "period": str(card.period),
        "indicator": indicator_json(result, book, show_budget=show_budget),
        "steps": [step_json(step) for step in steps_of(card, result, book).in_order],
        "tree": value_json(result.achievement),
        "efficiency": value_json(result.efficiency.level) if result.efficiency and show_budget else None,
        "statistics": statistics_json(statistics_of(result, card.definitions, card.period.month)),
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


def value_text(value: Value) -> str:
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
    numbers = [value_text(inner) for inner in value.inputs]
    match value.operation:
        case Operation.INPUT:
            return value_text(value)
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
        return f"({' + '.join(value_text(inner) for _, inner in pairs)}) ÷ {len(pairs)}"
    terms = " + ".join(f"{_weight(weight)} × {value_text(inner)}" for weight, inner in pairs)
    return f"({terms}) ÷ ({' + '.join(_weight(weight) for weight, _ in pairs)})"


def _weight(weight: Fraction) -> str:
    return indonesian_exact(weight)


def _rating_step(card: Scorecard, result: IndicatorResult, book: FigureBook) -> RatingStep:
    rule_set = card.rule_set
    regulation = card.definitions.regulations[rule_set.regulation].short_name
    if result.rating is None:
        text = f"{book.absence(result.state)}: {result.achievement.reason}"
    else:
        condition = result.rating.condition.replace("x", book.shown(result.slug, "achievement"))
        checked = rule_set.checked_by or "belum diperiksa orang kedua"
        text = (f"{condition}, maka {result.rating.name} ({regulation}; keyakinan {rule_set.confidence}, "
                f"{checked})")  # fmt: skip
    return RatingStep(
        1,
        "Kriteria",
        text,
        code=None if result.rating is None else result.rating.code,
        rule_set=rule_set.id,
        regulation=regulation,
        confidence=rule_set.confidence,
        checked_by=rule_set.checked_by,
    )


def _achievement_step(result: IndicatorResult, book: FigureBook) -> AchievementStep:
    if not result.achievement.is_measured:
        why = result.achievement.reason or book.absence(result.state)
        return AchievementStep(2, "Capaian", f"tidak ada: {why}", value=None)
    working = f"{formula_text(result.achievement)} = {value_text(result.achievement)}"
    shown = f"{book.shown(result.slug, 'achievement')}{NO_BREAK_SPACE}%"
    text = f"{working} → {shown}. Nilai penuh dipakai untuk NPS; dua desimal hanya untuk ditampilkan."
    return AchievementStep(2, "Capaian", text, value=book.plain(result.slug, "achievement"))


def _realisation_step(card: Scorecard, result: IndicatorResult, book: FigureBook) -> RealisationStep:
    version, formula = result.version, result.formula
    is_measured = result.realisation.is_measured
    words = version.progress_text if result.series == "progress" else version.formula_text
    reason = f"{words}. Tidak ada nilai: {result.realisation.reason}"
    beyond = beyond_plan(formula, result.realisation)
    more = f". {beyond}" if beyond else ""
    return RealisationStep(
        3,
        "Realisasi",
        f"{words}: {_realisation_working(card, result, book)}{more}" if is_measured else reason,
        value=book.plain(result.slug, "realisation") if is_measured else None,
        formula=words,
        valid_from=version.valid_from,
        confidence=version.confidence,
        note=version.note or None,
        references=_short_names(card, version.references),
        weights_rule=_weights_rule(card, formula) if isinstance(formula, CompositeFormula) else None,
        beyond_plan=beyond,
    )


def _realisation_working(card: Scorecard, result: IndicatorResult, book: FigureBook) -> str:
    """ "22 ÷ 38 × 100 = 57,8947…, dibulatkan 2 desimal setengah ke atas → 57,89 %"."""
    working = result.realisation.inputs[0]
    unit = f"{NO_BREAK_SPACE}%" if result.unit == "%" else f" ({result.unit})"
    shown = f"{book.shown(result.slug, 'realisation')}{unit}{f' ({result.as_of})' if result.as_of else ''}"
    if working.operation is Operation.INPUT:
        how = f"{value_text(working)} ({working.source})" if working.source else value_text(working)
    else:
        how = f"{formula_text(working)} = {value_text(working)}"
    if result.as_of:
        how = f"{how}, {result.as_of}"
    return f"{how}, dibulatkan {card.rule_set.realisation_places} desimal setengah ke atas → {shown}"


def _weights_rule(card: Scorecard, formula: CompositeFormula) -> WeightsRule:
    composite = card.rule_set.composites[formula.weights]
    references = _short_names(card, composite.references)
    return WeightsRule(composite.name, composite.weights, references, composite.confidence)


def _short_names(card: Scorecard, references: Iterable[str]) -> tuple[str, ...]:
    return tuple(card.definitions.regulations[slug].short_name for slug in references)


def _rows(card: Scorecard, result: IndicatorResult) -> list[Observation]:
    keys = [*measures_of(result.formula), f"{PUBLISHED_PREFIX}{result.slug}"]
    return [row for key in keys for row in card.observed.rows(key)]


def _observation_step(card: Scorecard, result: IndicatorResult) -> ObservationStep:
    rows = tuple(_observed(card, row) for row in _rows(card, result))
    parameters = [card.definitions.parameters[key].name for key in parameters_of(result.formula)]
    text = f"{len(rows)} observasi s.d. {card.period.month_name}" if rows else "belum ada observasi"
    if parameters:
        text += f"; parameter satuan kerja: {', '.join(parameters)}"
    return ObservationStep(4, "Observasi", text, observations=rows)


def _observed(card: Scorecard, row: Observation) -> Observed:
    measure = card.definitions.measures.get(row.measure)
    return Observed(
        measure=row.measure,
        name=measure.name if measure else "Realisasi terbit",
        group=row.group or None,
        group_name=measure.groups.get(row.group) if measure else None,
        month=f"{row.year}-{row.month:02d}",
        value=row.number,
        state=row.state,
        reason=row.reason or None,
        source=row.source,
        document=row.document or None,
        definition_hash=row.definition_hash,
    )


def _record_step(card: Scorecard, result: IndicatorResult) -> Step:
    rows = _rows(card, result)
    if not rows:
        return Step(5, "Rekaman", "belum ada rekaman")
    origins = ", ".join(dict.fromkeys(Observation.Origin(row.origin).label for row in rows))
    source = result.version.data_source
    registers = ", ".join(dict.fromkeys(row.source for row in rows if row.origin == Observation.Origin.REGISTER))
    if registers:
        return Step(5, "Rekaman", f"angka {origins}: {registers}. Sumber data: {source}")
    return Step(5, "Rekaman", f"angka {origins}, tidak dihitung dari catatan register. Sumber data: {source}")


def _evidence_step(card: Scorecard, result: IndicatorResult) -> EvidenceStep:
    documents = tuple(dict.fromkeys(row.document or row.source for row in _rows(card, result)))
    return EvidenceStep(6, "Data dukung", "; ".join(documents) or "belum ada data dukung", documents=documents)


def _approval_step(result: IndicatorResult) -> ApprovalStep:
    submission = result.submission
    if not result.is_due:
        return ApprovalStep(7, "Pengesahan", "belum jatuh tempo", state=None)
    if submission is None:
        return ApprovalStep(7, "Pengesahan", "belum dikirim", state=None)
    if result.realisation.state is State.MISSING:
        return ApprovalStep(7, "Pengesahan", "belum ada angka yang dapat disahkan", state=None)
    text = f"{submission.get_state_display().lower()} pada {indonesian_date(submission.state_since)}"
    if submission.changed_on is not None:
        text += f"; angkanya berubah pada {indonesian_date(submission.changed_on)}, jadi perlu disahkan kembali"
    return ApprovalStep(7, "Pengesahan", text, state=submission.state, since=submission.state_since)


def explain_text(card: Scorecard, key: str) -> str:
    """The explanation as plain Indonesian text for the command line."""
    result = card.indicator(key)
    book = FigureBook(card)
    steps = steps_of(card, result, book)
    width = max(len(step.name) for step in steps.in_order)
    lines = [
        f"{result.number} {result.name}",
        f"{card.unit_version.name} · {card.period.name} ({card.period.span_name})",
        "",
        *(f"{step.number} {step.name:<{width}}  {step.text}" for step in steps.in_order),
        *(f"  {'':<{width}}  {row.text}" for row in steps.observation.observations),
    ]
    found = result.efficiency
    if found is not None and found.verdict is not None:
        lines += [
            "",
            f"Efisiensi: {book.shown(result.slug, 'efficiency')}. IE = {formula_text(found.index)} = "
            f"{book.shown(result.slug, 'efficiency_index')}; TE = {book.shown(result.slug, 'efficiency_level')}",
        ]
    if remarks := statistics_remarks(statistics_of(result, card.definitions, card.period.month), result.unit):
        lines += ["", "Catatan statistik, bukan angka resmi:", *(f"- {remark}" for remark in remarks)]
    return "\n".join(lines)
