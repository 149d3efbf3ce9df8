"""The parts of a composite value: weights as decreed, and the weight in use when one is suspended."""

from __future__ import annotations

from decimal import Decimal

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.composites import composite_parts
from akuntabel.measurement.queries import scorecard

pytestmark = pytest.mark.database


def parts_of(card, number):
    return composite_parts(card, card.indicator(number).formula)


def test_all_components_count(kupang_card):
    found = parts_of(kupang_card, "11.1")

    assert [part.weight for part in found.parts] == [60, 40]
    assert found.used_weight == Decimal(100)
    assert not found.is_partial


def test_suspended_component_takes_its_weight_out(dinas):
    found = parts_of(scorecard(dinas, Period.parse("2024-Q2")), "5.3")
    absent = [part for part in found.parts if not part.value.is_measured]

    assert absent
    assert found.is_partial
    assert found.used_weight + sum(part.weight for part in absent) == sum(part.weight for part in found.parts)
