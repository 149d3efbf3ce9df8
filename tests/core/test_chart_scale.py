from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from akuntabel.core.chart_scale import linear_scale, middle, part_of, tick_step, ticks, whole_parts


@pytest.mark.parametrize(
    ("value", "place"),
    [(0, 0), (100, 200), (50, 100), (Fraction(1, 3), 1), (Decimal("0.25"), 1), (-5, 0), (130, 200)],
)
def test_a_value_stands_in_proportion_and_never_outside(value, place):
    assert linear_scale(0, 100, 0, 200).at(value) == place


def test_a_scale_may_count_downwards():
    scale = linear_scale(40, 70, 160, 10)
    assert (scale.at(40), scale.at(70), scale.at(55)) == (160, 10, 85)
    assert scale.length(55) == 75


def test_a_tie_goes_up_as_in_every_figure():
    assert linear_scale(0, 2, 0, 1).at(1) == 1


def test_a_scale_of_no_height_puts_everything_in_its_middle():
    assert linear_scale(5, 5, 0, 10).at(5) == 5


def test_a_reversed_range_is_refused():
    with pytest.raises(ValueError, match="lies above"):
        linear_scale(2, 1, 0, 10)


def test_a_float_is_refused():
    with pytest.raises(TypeError):
        linear_scale(0, 1, 0, 10).at(0.5)


def test_middle_and_parts():
    assert (middle(0, 10), middle(0, 11), middle(-3, 0)) == (5, 6, -2)
    assert [part_of(10, 40, number, 3) for number in range(4)] == [10, 20, 30, 40]
    assert part_of(0, 100, 1, 3) == 33
    assert (whole_parts(140, 7), whole_parts(139, 7), whole_parts(-1, 7)) == (20, 19, 0)


@pytest.mark.parametrize(
    ("span", "step"),
    [(100, 25), (30, 10), (60, 20), (8, 2), (Decimal("0.9"), Decimal("0.25")), (0, 1), (-3, 1), (4, 1),
     (22500, 10000)],
)  # fmt: skip
def test_steps_are_round(span, step):
    assert tick_step(span) == Fraction(step)


def test_ticks_enclose_the_values():
    assert ticks([52, 60, 57]) == [Decimal(n) for n in (52, 54, 56, 58, 60)]
    assert ticks([Decimal("3.95"), Decimal("4.25")])[0] <= Decimal("3.95")
    assert ticks([60, 65], from_zero=True) == [Decimal(n) for n in (0, 20, 40, 60, 80)]
    assert ticks([-5, 60], from_zero=True)[0] == -20
    assert ticks([5]) == [5, 6]
    assert ticks([]) == [Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal("0.75"), Decimal(1)]
