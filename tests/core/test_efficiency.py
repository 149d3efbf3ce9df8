from decimal import Decimal
from fractions import Fraction

import pytest

from akuntabel.core.efficiency import Verdict, efficiency
from akuntabel.core.rounding import for_display
from akuntabel.core.values import State, absent, given


def of(output, ceiling, realised):
    output = given("Capaian", output) if not hasattr(output, "state") else output
    return efficiency(output, given("Pagu", ceiling), given("Realisasi", realised), Fraction(1))


def shown(value):
    return str(for_display(value.number))


def test_row_14_of_appendix_4_is_35_72_percent_not_1088_18():
    found = of(Decimal("67.36") / 74 * 100, 632_457_500, 225_935_407)
    assert (shown(found.input_achievement), shown(found.index), shown(found.level)) == ("35.72", "2.55", "1.55")
    assert found.verdict is Verdict.EFFICIENT


def test_row_3_needs_unrounded_parts():
    found = of(Decimal("99.48") / 89 * 100, 333_975_100, 54_458_997)
    assert shown(found.index) == "6.85"


def test_spending_as_planned_is_efficient():
    found = of(50, 100, 50)
    assert found.level.number == 0
    assert found.verdict is Verdict.EFFICIENT


@pytest.mark.parametrize(("index", "verdict"), [("99.4", Verdict.INEFFICIENT), ("99.5", Verdict.EFFICIENT)])
def test_the_verdict_follows_the_displayed_index(index, verdict):
    assert of(Decimal(index), 100, 100).verdict is verdict


def test_nothing_measured_no_verdict():
    found = of(absent("Capaian", State.NOT_DUE), 100, 40)
    assert found.verdict is None
    assert found.index.state is State.NOT_DUE
    assert shown(found.input_achievement) == "40.00"


def test_nothing_spent_no_verdict():
    found = of(90, 100, 0)
    assert found.verdict is None
    assert found.index.state is State.NOT_COMPUTABLE


def test_no_ceiling():
    assert of(90, 0, 0).input_achievement.reason == "Pagu = 0"
