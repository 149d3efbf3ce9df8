"""What waits for a period: stages count figures, not submissions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement import work_queue
from akuntabel.measurement.models import Submission
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.report_queries import recommendations_due

pytestmark = pytest.mark.database


@pytest.fixture
def card(dinas):
    return scorecard(dinas, Period.parse("2024-Q2"))


def test_stages_count_only_due_indicators_with_a_figure(card):
    """All 18 were submitted; 16 are due, and 4.3 of them has no figure."""
    assert [(passed.stage.value, passed.done, passed.total) for passed in work_queue.stages_passed(card)] == [
        ("entered", 15, 16), ("sent", 15, 16), ("verified", 0, 16), ("approved", 0, 16),
    ]  # fmt: skip


def test_only_figures_wait_for_approval(card):
    numbers = [result.number for result in work_queue.waiting_for_approval(card)]

    assert len(numbers) == 15
    assert not {"4.3", "7.1", "7.2"} & set(numbers)


@pytest.mark.parametrize(("number", "reaches"), [("1.1", True), ("4.3", False), ("7.1", False)])
def test_approval_of_nothing_is_none(card, number, reaches):
    """4.3 is due without a figure, 7.1 is not due: an approved submission does not change that."""
    approved = replace(card.indicator(number), submission=Submission(state=Submission.State.APPROVED))

    assert work_queue.has_reached(approved, work_queue.Stage.APPROVED) is reaches


def test_month_that_ends_a_quarter_has_the_quarters_texts():
    assert str(work_queue.reporting_period(Period.parse("2024-06"))) == "2024-Q2"
    assert str(work_queue.reporting_period(Period.parse("2024-05"))) == "2024-05"


def test_follow_ups_completed_by_the_end_of_the_period_do_not_wait(dinas):
    period = Period.parse("2024-Q2")
    rows = work_queue.open_follow_ups(recommendations_due(dinas, period), period)

    assert [(row.slug, row.number) for row in rows] == [("repeated-complaint-rate", 2)]


def test_lowest_achievements_first(card):
    assert [result.number for result in work_queue.lowest(card, 3)] == ["1.3", "5.2", "3.3"]
    assert [result.number for result in work_queue.without_conclusion(card)] == ["6.1"]
