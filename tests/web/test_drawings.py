"""Geometry of the small drawings."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.monthly import read_year
from akuntabel.organisation.queries import version_on
from akuntabel.web.drawings import sparkline, stacked_bar
from akuntabel.web.ratings import RatingLabel
from akuntabel.web.templatetags.akuntabel import bar

A, B = RatingLabel("meets", "meets", "Aa", "A", "a"), RatingLabel("fails", "fails", "Bb", "B", "b")


def test_stacked_bar_lays_counts_end_to_end():
    bar = stacked_bar([(A, 4), (B, 2)])

    assert [(segment.start, segment.count) for segment in bar.segments] == [(0, 4), (4, 2)]
    assert bar.total == 6
    assert bar.alternative == "A 4, B 2"


@pytest.fixture
def year(dinas):
    period = Period.parse("2024-Q2")
    return read_year(dinas, version_on(dinas, period.last_day), period)


def drawn(year, number, without=()):
    result = year.card().indicator(number)
    realised = {month: p for month, p in year.realised_by_month(result.slug).items() if month not in without}
    return sparkline(result, realised, 6)


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
    assert drawn(year, "1.1", without={4}).realised.count("M") == 2


@pytest.mark.database
def test_one_point_is_not_drawn(year):
    assert drawn(year, "6.1") is None
    assert drawn(year, "1.1", without=range(1, 13)) is None


@pytest.mark.database
def test_points_read_as_the_table_prints_them(year):
    """A number of things is whole in the table, and so in the drawing's text."""
    count = next(result for result in year.card().indicators if result.is_whole_count)
    shown = FigureBook(year.card()).shown(count.slug, "realisation")

    assert "," not in shown
    assert drawn(year, count.number).alternative.endswith(f"Jun {shown}")


def test_bar_needs_a_number():
    assert 'width="39.96"' in bar(Figure("a/b", "39.96", "39,96", "%"), "39,96 %")
    with pytest.raises(ValueError, match="a/b has no number"):
        bar(Figure("a/b", None, "kosong", "%"), "kosong")
