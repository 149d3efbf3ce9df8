from fractions import Fraction

import pytest

from akuntabel.core.values import Operation, State, Value, absent, compute, given, roll_up


def test_a_number_and_a_state_must_agree():
    with pytest.raises(ValueError, match="do not go together"):
        Value("x", None, State.MEASURED)
    with pytest.raises(ValueError, match="do not go together"):
        Value("x", Fraction(1), State.MISSING)


def test_an_absent_value_has_no_number():
    with pytest.raises(ValueError, match="has no number: missing"):
        _ = absent("x", State.MISSING).number


def test_zero_is_a_number():
    assert given("x", 0).is_measured


@pytest.mark.parametrize(
    ("states", "result"),
    [
        ((State.NOT_DUE, State.MISSING), State.MISSING),
        ((State.NOT_DUE, State.NOT_COMPUTABLE), State.NOT_COMPUTABLE),
        ((State.NOT_APPLICABLE, State.NOT_DUE), State.NOT_DUE),
    ],
)
def test_the_most_urgent_state_wins(states, result):
    assert compute("x", Operation.QUOTIENT, [absent("m", state) for state in states]).state is result


def test_division_by_zero_names_the_divisor():
    value = compute("r", Operation.PERCENTAGE, (given("n", 0), given("Diperiksa", 0)))
    assert value.state is State.NOT_COMPUTABLE
    assert value.reason == "Diperiksa = 0"


def test_walk_visits_everything():
    inner = compute("r", Operation.PERCENTAGE, (given("n", 1), given("d", 2)))
    assert [value.name for value in roll_up("t", [inner]).walk()] == ["t", "r", "n", "d"]


def test_weighted_share():
    counts = [given(name, number) for name, number in (("spdp", 1), ("tahap 1", 2), ("rencana", 5))]
    value = compute("p", Operation.WEIGHTED_SHARE, counts, weights=[Fraction(25), Fraction(50)])
    assert value.number == 25


def test_named_keeps_the_working():
    value = given("a", 3).named("b", key="k")
    assert (value.name, value.key, value.number) == ("b", "k", 3)
