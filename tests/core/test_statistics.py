"""Intervals against published values and against their own definition."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.statistics import Z_95, Interval, Told, is_small, projected, told_apart, wilson_interval


@pytest.mark.parametrize(
    ("part", "whole", "lower", "upper"),
    [  # Newcombe (1998), Stat. Med. 17, 857–872, table I, method 3
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
    ],
)
def test_published_intervals(part, whole, lower, upper):
    found = wilson_interval(part, whole)

    assert f"{float(found.lower):.2f}" == lower
    assert f"{float(found.upper):.2f}" == upper


SHARES = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


@given(SHARES)
def test_the_bounds_are_where_the_score_test_just_rejects(share):
    """Wilson's bounds solve (p̂ − p)² = z²·p(1−p)/n; outwards rounding leaves them at or beyond that."""
    part, whole = share
    observed = Fraction(part, whole)
    for bound in wilson_interval(part, whole):
        p = bound / 100
        assert (observed - p) ** 2 >= Z_95**2 * p * (1 - p) / whole - Fraction(1, 10**9)


@given(SHARES)
def test_the_share_lies_within_and_the_interval_is_mirrored(share):
    part, whole = share
    found, mirrored = wilson_interval(part, whole), wilson_interval(whole - part, whole)

    assert 0 <= found.lower <= Fraction(part * 100, whole) <= found.upper <= 100
    assert found.lower == 100 - mirrored.upper


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (-1, 5), (6, 5)])
def test_no_share_no_interval(part, whole):
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(part, whole)


@pytest.mark.parametrize(
    ("lower", "upper", "told"),
    [(92, 99, Told.REACHED), (90, 92, Told.UNDECIDED), (85, 91, Told.MISSED), (91, 99, Told.UNDECIDED)],
)
def test_told_apart_from_a_target_of_92(lower, upper, told):
    assert told_apart(Interval(Fraction(lower), Fraction(upper)), Fraction(92)) is told


def test_reference_office_random_drug_samples_are_above_their_target():
    """393 of 401 against 92 %: the interval begins above it. 181 of 189 against 88.5 % too."""
    assert told_apart(wilson_interval(393, 401), Fraction(92)) is Told.REACHED
    assert told_apart(wilson_interval(181, 189), Fraction(177, 2)) is Told.REACHED
    assert told_apart(wilson_interval(38, 40), Fraction(90)) is Told.UNDECIDED


def test_small_denominators():
    assert [is_small(n) for n in (0, 1, 29, 30, 31)] == [False, True, True, False, False]


def test_projection_follows_the_plans_profile():
    assert projected(Fraction(11451), Fraction(10000), Fraction(28791)) == Fraction(11451 * 28791, 10000)
    assert projected(Fraction(3), Fraction(0), Fraction(5)) is None
