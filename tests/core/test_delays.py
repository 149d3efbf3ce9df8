"""Median, percentiles and classes of whole days, against a count one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.delays import age_classes, class_of, days_between, median, percentile, within


@pytest.mark.parametrize(
    ("days", "middle", "ninetieth"),
    [
        ([], None, None),
        ([4], 4, 4),
        ([1, 2], 1, 2),
        ([1, 2, 9], 2, 9),
        ([0] * 9 + [50], 0, 0),
        ([0] * 8 + [7, 50], 0, 7),
    ],
)
def test_median_and_ninetieth_are_days_that_occur(days, middle, ninetieth):
    counts = Counter(days)

    assert median(counts) == middle
    assert percentile(counts, 90) == ninetieth


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60), st.integers(1, 100))
def test_a_percentile_is_the_fewest_days_that_hold_that_share(days, percent):
    found = percentile(Counter(days), percent)

    def holds(limit):
        return 100 * sum(1 for one in days if one <= limit) >= percent * len(days)

    assert found in days
    assert holds(found)
    assert not any(holds(less) for less in days if less < found)
    assert within(Counter(days), found) == sum(1 for one in days if one <= found)


@pytest.mark.parametrize("percent", [0, 101])
def test_no_such_percentile(percent):
    with pytest.raises(ValueError, match="no percentile"):
        percentile({1: 1}, percent)


def test_classes_of_age_leave_no_day_out():
    classes = age_classes([7, 14, 30])

    assert [(one.first, one.last) for one in classes] == [(0, 7), (8, 14), (15, 30), (31, None)]
    assert [class_of(classes, days) for days in (0, 7, 8, 14, 15, 30, 31, 4000)] == [0, 0, 1, 1, 2, 2, 3, 3]
    with pytest.raises(ValueError, match="no class"):
        class_of(classes, -1)


def test_days_between():
    assert days_between(date(2023, 2, 27), date(2023, 3, 1)) == 2
    assert days_between(date(2023, 3, 1), date(2023, 3, 1)) == 0
