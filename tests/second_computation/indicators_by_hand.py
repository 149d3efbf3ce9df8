"""The indicators that are counted from records once more, by hand: from the words of their formulas, with fractions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

Count = Callable[[str], Fraction]
"""Measure, or `measure/group` → what was counted from January to the month; `given/measure` → the last value that another
office gave for a month of the year up to it. KeyError where there is none."""
Table = Mapping[str, Fraction]
Parameters = Mapping[str, Fraction | Table]
Indicator = Callable[[Count, Parameters, int], Fraction | None]


def _percentage(part: str, whole: str) -> Indicator:
    def of(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
        return count(part) * 100 / count(whole) if count(whole) else None

    return of


def _of_the_plan(examined: str, tested: str, plan: str) -> Indicator:
    """The mean of two shares of the year's plan: what was examined, and what was tested."""

    def of(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
        planned = set_by_unit[plan]
        return (count(examined) * 100 / planned + count(tested) * 100 / planned) / 2

    return of


def _progress(count: Count, done: str, weights: Table, planned: Fraction) -> Fraction:
    """Σ(weight of a stage × places that have done it) ÷ places planned."""
    total = Fraction(0)
    for stage, weight in weights.items():
        total += weight * count(f"{done}/{stage}")
    return total / planned


def _places(done: str, weights: str, plan: str, safe: str) -> Indicator:
    """Measured from February on: the progress before December, then the places that have become safe."""

    def of(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
        if month == 1:
            return None
        return count(safe) if month == 12 else _progress(count, done, set_by_unit[weights], set_by_unit[plan])

    return of


def _small_businesses(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
    """From January to November the mean of three progresses; in December the share that meets the standard."""
    if month == 12:
        return _percentage("msme_meeting_standard", "msme_assisted")(count, set_by_unit, month)
    parts = []
    for part in ("food", "traditional_medicine", "cosmetics"):
        planned = set_by_unit[f"msme_{part}_planned_businesses"]
        if planned:
            parts.append(
                _progress(count, f"msme_{part}_stages_done", set_by_unit[f"msme_{part}_stage_weights"], planned)
            )
    return sum(parts) / len(parts)


def _enforcement(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
    """Σ(value of a stage × cases standing there) ÷ cases planned."""
    values = set_by_unit["enforcement_stage_weights"]
    reached = sum(values[stage] * count(f"cases_at_{stage}") for stage in ("spdp", "stage_1", "p21", "stage_2"))
    return reached / set_by_unit["enforcement_planned_cases"]


def _at_the_end_of_the_year(measure: str) -> Indicator:
    """Another office's value of December."""

    def of(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
        return count(f"given/{measure}") if month == 12 else None

    return of


def _data_management(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
    """The office plans it from March on."""
    return count("given/data_management_index") if month >= 3 else None


def _budget_performance(count: Count, set_by_unit: Parameters, month: int) -> Fraction | None:
    """EKA × 60 % + IKPA × 40 %, until the budget year 2023; the office plans it from February on."""
    if month == 1:
        return None
    return (count("given/budget_evaluation_score") * 60 + count("given/budget_execution_score") * 40) / 100


INDICATORS: dict[str, Indicator] = {
    "random-drug-compliance": _percentage("random_drug_samples_compliant", "random_drug_samples_tested"),
    "targeted-drug-compliance": _percentage("targeted_drug_samples_compliant", "targeted_drug_samples_tested"),
    "random-food-compliance": _percentage("random_food_samples_compliant", "random_food_samples_tested"),
    "targeted-food-compliance": _percentage("targeted_food_samples_compliant", "targeted_food_samples_tested"),
    "fortified-food-compliance": _percentage("fortified_food_samples_compliant", "fortified_food_samples_tested"),
    "inspection-decisions-carried-out": _percentage(
        "inspection_decisions_carried_out", "inspection_decisions_issued"
    ),
    "inspection-recommendations-answered": _percentage(
        "inspection_recommendations_answered", "inspection_recommendations_due"
    ),
    "certification-on-time": _percentage("certification_decisions_on_time", "certification_decisions_made"),
    "production-establishment-conformity": _percentage(
        "production_establishments_conforming", "production_establishments_inspected"
    ),
    "distribution-establishment-conformity": _percentage(
        "distribution_establishments_conforming", "distribution_establishments_inspected"
    ),
    "msme-standards": _small_businesses,
    "food-safe-schools": _places(
        "school_stages_done", "school_stage_weights", "school_planned_places", "food_safe_schools"
    ),
    "food-safe-villages": _places(
        "village_stages_done", "village_stage_weights", "village_planned_places", "food_safe_villages"
    ),
    "food-safe-markets": _places(
        "market_stages_done", "market_stage_weights", "market_planned_places", "food_safe_markets"
    ),
    "drug-samples-to-standard": _of_the_plan(
        "drug_samples_examined", "drug_samples_tested", "drug_samples_planned"
    ),
    "food-samples-to-standard": _of_the_plan(
        "food_samples_examined", "food_samples_tested", "food_samples_planned"
    ),
    "enforcement-success": _enforcement,
    "public-awareness-index": _at_the_end_of_the_year("public_awareness_index"),
    "business-satisfaction-index": _at_the_end_of_the_year("business_satisfaction_index"),
    "public-satisfaction-index": _at_the_end_of_the_year("public_satisfaction_index"),
    "service-satisfaction-index": _at_the_end_of_the_year("service_satisfaction_index"),
    "public-service-index": _at_the_end_of_the_year("public_service_index"),
    "bureaucratic-reform-index": _at_the_end_of_the_year("bureaucratic_reform_index"),
    "accountability-score": _at_the_end_of_the_year("accountability_score"),
    "civil-servant-professionalism-index": _at_the_end_of_the_year("civil_servant_professionalism_index"),
    "laboratory-glp-fulfilment": _at_the_end_of_the_year("laboratory_glp_fulfilment"),
    "data-management-index": _data_management,
    "budget-performance-score": _budget_performance,
    "budget-efficiency-level": _at_the_end_of_the_year("budget_efficiency_level"),
}


def rounded_half_up(number: Fraction) -> Fraction:
    """To two places, a tie away from zero; no figure here is below 0."""
    return Fraction(int(number * 100 + Fraction(1, 2)), 100)
