"""Recommendations: which a period answers for, and their status as it stood then."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.models import Recommendation
from akuntabel.measurement.report_queries import recommendations_due
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.follow_ups import counts
from akuntabel.reporting.sources import read

pytestmark = pytest.mark.django_db


def make(unit, **fields):
    known = {"slug": "repeated-complaint-rate", "number": 9, "origin": "uji", "made_in": "2024-Q1", "text": "Uji",
             "status": "open"}  # fmt: skip
    return Recommendation.objects.create(unit=unit, **(known | fields))


def due(unit, key):
    return {row for rows in recommendations_due(unit, Period.parse(key)).values() for row in rows}


def test_reference_office_counts(kupang):
    assert counts(Binder(read(kupang, Period.parse("2023-Q2")))) == (39, 33, 4, 2)


def test_what_was_made_in_the_period_is_not_answered_in_it(dinas):
    assert make(dinas, made_in="2024-Q2") not in due(dinas, "2024-Q2")


def test_what_was_done_before_the_period_is_not_told_again(dinas):
    old = make(dinas, made_in="2023-Q3", status="done", completed_in="2023-Q4", follow_up="selesai")
    assert old not in due(dinas, "2024-Q2")


def test_what_is_still_open_from_long_ago_is_told(dinas):
    assert make(dinas, made_in="2023-Q1") in due(dinas, "2024-Q2")


def test_what_was_done_later_was_open_then(dinas):
    make(dinas, made_in="2024-Q1", status="done", completed_in="2024-Q3", follow_up="selesai")
    total, done, progress, still_open = counts(Binder(read(dinas, Period.parse("2024-Q2"))))
    assert (total, done, progress, still_open) == (3, 1, 1, 1)


def test_a_year_answers_for_everything_made_within_it(dinas):
    assert make(dinas, made_in="2024-Q3") in due(dinas, "2024")


def test_a_year_answers_for_its_last_quarter_but_not_for_its_own_report(dinas):
    """The fourth quarter ends on the year's last day and is within it; the quarter's own report still leaves it."""
    last_quarter, annual = make(dinas, made_in="2024-Q4"), make(dinas, made_in="2024", number=10)
    assert last_quarter in due(dinas, "2024")
    assert annual not in due(dinas, "2024")
    assert last_quarter not in due(dinas, "2024-Q4")
    assert {last_quarter, annual} <= due(dinas, "2025-Q1")
