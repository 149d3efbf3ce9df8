"""The rule of when a month is reported: the latest that has begun, or none."""

from __future__ import annotations

import pytest

from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.timeliness import TimelinessRule, timeliness_rule
from akuntabel.core.periods import Period


def rule(since, days):
    return TimelinessRule(in_force_from=since, report_within=days, record_within=7, confidence="U", author="uji",
                          checked_by=None)  # fmt: skip


@pytest.mark.parametrize(
    ("period", "days"), [("2021-12", None), ("2022-01", 5), ("2023-Q2", 5), ("2023-Q3", 3), ("2024", 3)]
)
def test_the_latest_that_has_begun(period, days):
    rules = {one.in_force_from: one for one in (rule("2023-Q3", 3), rule("2022-01", 5))}
    found = timeliness_rule(rules, Period.parse(period))

    assert (found.report_within if found else None) == days


def test_the_built_in_rule_says_that_nobody_knows_it_for_certain():
    [one] = catalogue().scheme("bpom").timeliness.values()

    assert (one.confidence, one.checked_by) == ("U", None)
    assert one.note
