from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.rounding import cut, decimal_places, exact, for_display, places_to_show, round_half_up

fractions = st.fractions(min_value=-10_000, max_value=10_000, max_denominator=10_000)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Fraction(69264, 1000), "69.26"),
        (Fraction(69265, 1000), "69.27"),
        (Fraction(260, 3), "86.67"),
        (Fraction(-5, 1000), "-0.01"),
        (Fraction(-4, 1000), "0.00"),
        (Decimal("2.675"), "2.68"),
        (100, "100.00"),
        (Fraction(79994, 1000), "79.99"),
        (Fraction(79995, 1000), "80.00"),
    ],
)
def test_half_goes_up(number, shown):
    assert str(for_display(number)) == shown


@given(fractions, st.integers(0, 4))
def test_the_rounded_number_is_the_nearest(number, places):
    step = Fraction(1, 10**places)
    assert abs(round_half_up(number, places) - number) * 2 <= step


@given(st.integers(-(10**6), 10**6), st.integers(0, 3))
def test_a_tie_goes_away_from_zero(whole, places):
    half = Fraction(1, 2 * 10**places)
    tie = Fraction(abs(whole), 10**places) + half
    assert round_half_up(tie, places) == tie + half
    assert round_half_up(-tie, places) == -tie - half


@given(fractions)
def test_displaying_twice_changes_nothing(number):
    assert for_display(for_display(number)) == for_display(number)


@pytest.mark.parametrize("number", [0.1, True, "1", None])
def test_a_float_or_text_is_refused(number):
    with pytest.raises(TypeError, match="give an int, Decimal or Fraction"):
        exact(number)


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="not a finite number"):
        exact(Decimal(text))


def test_decimal_places():
    assert decimal_places(393) == 0
    assert decimal_places(Decimal("2.48")) == 2
    assert decimal_places(Fraction(1, 3)) is None


def test_cut_does_not_round():
    assert cut(Fraction(578947999, 10_000_000), 4) == Decimal("57.8947")
    assert cut(Fraction(-199, 100), 1) == Decimal("-1.9")


@pytest.mark.parametrize(
    ("number", "places"), [(92, 0), (Decimal("88.50"), 1), (Decimal("0.1234567"), 6), (Fraction(1, 3), 6)]
)
def test_places_to_show(number, places):
    assert places_to_show(number) == places
