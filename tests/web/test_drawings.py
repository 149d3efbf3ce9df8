"""Geometry of the small drawings."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.web.drawings import sparkline, stacked_bar
from akuntabel.web.ratings import RatingLabel

A, B = RatingLabel("meets", "meets", "Aa", "A", "a"), RatingLabel("fails", "fails", "Bb", "B", "b")


def test_stacked_bar_lays_counts_end_to_end():
    bar = stacked_bar([(A, 4), (B, 2)])

    assert [(segment.start, segment.count) for segment in bar.segments] == [(0, 4), (4, 2)]
    assert bar.total == 6
    assert bar.alternative == "A 4, B 2"


@pytest.fixture
def year(dinas):
    from akuntabel.measurement.monthly import read_year
    from akuntabel.organisation.queries import version_on

    period = Period.parse("2024-Q2")
    return read_year(dinas, version_on(dinas, period.last_day), period)


def drawn(year, number, cards=None):
    return sparkline(year.card().indicator(number), year.months() if cards is None else cards, 6)


@pytest.mark.database
def test_monthly_indicator_has_a_point_a_month(year):
    found = drawn(year, "1.1")

    assert len(found.dots) == 5
    assert found.realised.count("M") == 1
    assert found.realised.count("L") == 5


@pytest.mark.database
def test_quarterly_indicator_is_joined_over_months_that_are_not_due(year):
    assert drawn(year, "1.2").realised.count("L") == 1


@pytest.mark.database
def test_due_month_without_value_stays_a_gap(year):
    cards = {month: card for month, card in year.months().items() if month != 4}

    assert drawn(year, "1.1", cards).realised.count("M") == 2


@pytest.mark.database
def test_one_point_is_not_drawn(year):
    assert drawn(year, "6.1") is None
    assert drawn(year, "1.1", {}) is None
