from decimal import Decimal

import pytest

from akuntabel.core.achievement import Polarity, RangeTarget, achievement, capped
from akuntabel.core.rounding import exact, for_display
from akuntabel.core.values import State, absent, given


def of(realisation, target, polarity=Polarity.HIGHER):
    return achievement(given("Realisasi", Decimal(realisation)), given("Target", Decimal(target)), polarity)


def shown(value):
    return str(for_display(value.number))


def test_higher_is_better():
    assert shown(of("57.89", "60")) == "96.48"


@pytest.mark.parametrize(
    ("realisation", "target", "printed"), [("5", "10", "150.00"), ("10", "10", "100.00"), ("25", "10", "0.00")]
)
def test_lower_is_better_has_a_floor(realisation, target, printed):
    assert shown(of(realisation, target, Polarity.LOWER)) == printed


def test_target_zero_cannot_be_divided_by():
    value = of("1", "0")
    assert value.state is State.NOT_COMPUTABLE
    assert value.reason == "Target = 0"


@pytest.mark.parametrize(("realisation", "printed"), [("0", "100.00"), ("1", "0.00")])
def test_target_zero_when_lower_is_better(realisation, printed):
    assert shown(of(realisation, "0", Polarity.LOWER)) == printed


@pytest.mark.parametrize(
    ("realisation", "polarity", "printed"),
    [
        ("7", Polarity.LOWER, "100.00"),
        ("8", Polarity.LOWER, "100.00"),
        ("6.5", Polarity.LOWER, "107.14"),
        ("9", Polarity.LOWER, "87.50"),
        ("6.3", Polarity.HIGHER, "90.00"),
        ("8.8", Polarity.HIGHER, "110.00"),
    ],
)
def test_range_target(realisation, polarity, printed):
    target = RangeTarget(given("bawah", 7), given("atas", 8))
    assert shown(achievement(given("r", Decimal(realisation)), target, polarity)) == printed


@pytest.mark.parametrize(("realisation", "target"), [("-1", "10"), ("1", "-10")])
def test_nothing_below_zero(realisation, target):
    value = of(realisation, target)
    assert value.state is State.NOT_COMPUTABLE
    assert "di bawah 0" in value.reason


def test_the_state_of_the_realisation_is_kept():
    value = achievement(absent("r", State.MISSING, "belum diisi"), given("t", 5), Polarity.HIGHER)
    assert value.state is State.MISSING
    assert value.reason == "belum diisi"
    against_range = achievement(
        absent("r", State.MISSING), RangeTarget(given("a", 1), given("b", 2)), Polarity.HIGHER
    )
    assert against_range.state is State.MISSING


def test_capped_is_for_comparison():
    assert shown(capped(of("70.3", "48"), exact(120))) == "120.00"
    assert shown(capped(of("24", "48"), exact(120))) == "50.00"
    nothing = absent("x", State.NOT_DUE)
    assert capped(nothing, exact(120)) is nothing
