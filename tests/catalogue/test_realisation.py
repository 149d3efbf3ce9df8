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
