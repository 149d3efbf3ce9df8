from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.scaled import from_scaled, to_scaled


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_there_and_back(number):
    assert from_scaled(*to_scaled(number)) == number


@pytest.mark.parametrize("text", ["88.5", "4.40", "92", "0.000001"])
def test_digits_stay_as_entered(text):
    assert str(from_scaled(*to_scaled(Decimal(text)))) == text or Decimal(text) < Decimal("0.001")


def test_an_exponent_becomes_a_whole_number():
    assert to_scaled(Decimal("1E+3")) == (1000, 0)


@pytest.mark.parametrize(("text", "match"), [("NaN", "finite"), ("0.0000001", "at most 6")])
def test_what_cannot_be_kept(text, match):
    with pytest.raises(ValueError, match=match):
        to_scaled(Decimal(text))


def test_places_are_added_and_never_taken_away():
    assert to_scaled(Decimal("3.6"), 2) == (360, 2)
    assert to_scaled(Decimal("89.99"), 0) == (8999, 2)
    assert to_scaled(17, 2) == (1700, 2)
