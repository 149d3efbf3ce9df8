"""Formula definitions of the built-in scheme, applied to observed values."""

from datetime import date
from fractions import Fraction

import pytest

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import catalogue, indicator_version, rule_set_for
from akuntabel.catalogue.realisation import ParameterValue, realisation
from akuntabel.core.periods import Period
from akuntabel.core.values import State, Value, absent, given

BUDGET_VALUES = {
    "budget_evaluation_score": "50.74",
    "budget_planning_score": "80.00",
    "budget_execution_score": "97.05",
}


@pytest.fixture(scope="module")
def bpom() -> SchemeDefinitions:
    return catalogue().scheme("bpom")


def budget_score(definitions: SchemeDefinitions, period: Period, values: dict[str, str]) -> Value:
    """The budget performance score by the definition and rules in force at the period's end."""
    version = indicator_version(definitions.indicators["budget-performance-score"], period.last_day)
    assert version.formula is not None

    def observed(key: str, _group: str) -> Value:
        return given(key, Fraction(values[key])) if key in values else absent(key, State.MISSING, "belum diisi")

    return realisation(version.formula, observed, ParameterValue, rule_set_for(definitions, period), unit="nilai")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(2023, 12, "year"), "69.26"),
        (Period(2024, 3, "quarter"), "88.53"),
        (Period(2024, 12, "year"), "88.53"),
    ],
)
def test_budget_score_takes_the_weights_of_its_year(bpom: SchemeDefinitions, period: Period, expected: str):
    """60 : 40 over EKA and IKPA until 2023, 50 : 50 over planning and IKPA from 2024 on."""
    assert budget_score(bpom, period, BUDGET_VALUES).number == Fraction(expected)


def test_the_old_component_does_not_stand_in_for_the_new_one(bpom: SchemeDefinitions):
    """EKA alone gives no score for 2024: the planning value is missing, and is named."""
    values = {key: BUDGET_VALUES[key] for key in ("budget_evaluation_score", "budget_execution_score")}

    score = budget_score(bpom, Period(2024, 6, "quarter"), values)

    assert score.state is State.MISSING
    assert score.waiting_for == ("budget_planning_score",)


def test_the_change_of_2024_says_that_years_cannot_be_compared(bpom: SchemeDefinitions):
    """The version of 2024 declares itself not comparable, with the reason."""
    version = indicator_version(bpom.indicators["budget-performance-score"], date(2024, 1, 1))

    assert version.comparable_with_previous is False
    assert "60 : 40" in version.comparability_reason


FOOD = {"selection": 10, "training": 20, "assistance": 40, "certification": 20, "reporting": 10}
COSMETICS = {"selection": 10, "training": 40, "assistance": 40, "reporting": 10}
SCHOOL = {"advocacy": 10, "socialisation": 15, "cadre_training": 20, "education_kit": 10, "monitoring": 15,
          "sampling": 10, "certification": 15, "mentoring": 5}  # fmt: skip


def progress(definitions: SchemeDefinitions, slug: str, counts: dict[str, object], set_by_unit: dict[str, object]):
    """The progress of an indicator from counts by measure (by stage: a dict, other stages 0) and parameters."""
    [version] = definitions.indicators[slug].versions
    assert version.progress is not None

    def observed(key: str, group: str) -> Value:
        found = counts.get(key)
        number = found.get(group, 0) if isinstance(found, dict) else found
        return absent(key, State.MISSING, "belum diisi") if number is None else given(group or key, number)

    def parameter(key: str) -> ParameterValue:
        found = set_by_unit.get(key)
        if isinstance(found, dict):
            return ParameterValue(key, table={row: Fraction(weight) for row, weight in found.items()})
        return ParameterValue(key, None if found is None else given(key, found))

    rules = rule_set_for(definitions, Period(2023, 6, "month"))
    return realisation(version.progress, observed, parameter, rules, unit="%")


BUSINESSES = {
    "msme_food_stage_weights": FOOD, "msme_traditional_medicine_stage_weights": FOOD,
    "msme_cosmetics_stage_weights": COSMETICS, "msme_food_planned_businesses": 19,
    "msme_traditional_medicine_planned_businesses": 2, "msme_cosmetics_planned_businesses": 1,
}  # fmt: skip
STAGES = {
    "msme_food_stages_done": {"selection": 19, "training": 19, "assistance": 19, "certification": 19},
    "msme_traditional_medicine_stages_done": {"selection": 2, "training": 2, "assistance": 2, "certification": 1},
    "msme_cosmetics_stages_done": {"selection": 1, "training": 1, "assistance": 1},
}


def test_progress_of_three_commodities_is_their_plain_mean(bpom: SchemeDefinitions):
    """(90 + 80 + 90) ÷ 3 = 260/3, whatever the numbers of businesses."""
    value = progress(bpom, "msme-standards", STAGES, BUSINESSES)

    assert value.number == Fraction("86.67")
    assert value.inputs[0].number == Fraction(260, 3)
    assert [part.number for part in value.inputs[0].inputs] == [90, 80, 90]


def test_a_commodity_that_is_planned_0_leaves_the_mean_and_one_that_is_not_planned_prevents_it(bpom):
    without = BUSINESSES | {"msme_traditional_medicine_planned_businesses": 0}
    value = progress(bpom, "msme-standards", STAGES, without)
    assert value.number == 90
    assert [part.state for part in value.inputs[0].inputs] == [State.MEASURED, State.NOT_APPLICABLE, State.MEASURED]

    unknown = progress(
        bpom, "msme-standards", STAGES, BUSINESSES | {"msme_traditional_medicine_planned_businesses": None}
    )
    assert unknown.state is State.MISSING
    assert "msme_traditional_medicine_planned_businesses" in unknown.reason

    none = dict.fromkeys((key for key in BUSINESSES if key.endswith("planned_businesses")), 0)
    assert progress(bpom, "msme-standards", STAGES, BUSINESSES | none).state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("done", "entered", "weights", "expected"),
    [
        ({"advocacy": 78, "socialisation": 78, "cadre_training": 78, "education_kit": 78}, None, SCHOOL, "55"),
        ({"advocacy": 78, "socialisation": 26}, None, SCHOOL, "15"),
        ({"advocacy": 78}, 45, SCHOOL, "10"),  # counted goes before entered
        (None, 45, SCHOOL, "45"),
        ({}, 45, SCHOOL, "45"),  # others are kept in the register, no school yet
        ({"advocacy": 78}, 45, None, "45"),
        ({}, None, SCHOOL, "0"),
    ],
)
def test_stage_credit_is_averaged_over_the_places_or_entered_as_one_figure(bpom, done, entered, weights, expected):
    set_by_unit = {"school_stage_weights": weights, "school_planned_places": 78}
    counts = {"school_stages_done": done, "school_stage_progress": entered}

    assert progress(bpom, "food-safe-schools", counts, set_by_unit).number == Fraction(expected)


def test_without_counts_and_without_an_entered_figure_progress_is_missing(bpom: SchemeDefinitions):
    set_by_unit = {"school_stage_weights": SCHOOL, "school_planned_places": 78}
    assert progress(bpom, "food-safe-schools", {}, set_by_unit).state is State.MISSING
    assert progress(bpom, "food-safe-schools", {"school_stages_done": {"advocacy": 3}}, {}).state is State.MISSING


@pytest.mark.parametrize("category", ["production", "distribution"])
def test_establishments_are_said_to_be_counted_at_each_inspection(bpom: SchemeDefinitions, category: str):
    version = bpom.indicators[f"{category}-establishment-conformity"].versions[-1]
    assert "sarana yang diperiksa dua kali dihitung dua kali" in version.definition


@pytest.mark.parametrize("subject", ["drug", "food"])
def test_samples_to_standard_are_said_to_be_two_counts_from_the_register(bpom: SchemeDefinitions, subject: str):
    version = bpom.indicators[f"{subject}-samples-to-standard"].versions[-1]
    assert version.definition.startswith("Rata-rata dua bagian")
    assert "diambil dari register sampel" in (version.note or "")
    assert "Sampai cacahnya" not in (version.note or "")
