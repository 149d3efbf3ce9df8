"""The scorecards of the months: equal to the scorecard of each period, from one reading."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.scorecard_json import scorecard_json
from akuntabel.organisation.queries import version_on
from akuntabel.planning.models import PlanDocument
from akuntabel.planning.queries import PlanMissing

pytestmark = pytest.mark.database

PERIOD = Period.parse("2024-Q2")


def reading(unit, **more):
    return read_year(unit, version_on(unit, PERIOD.last_day), PERIOD, **more)


def test_equals_the_scorecard_of_the_period(dinas):
    card = reading(dinas, with_submissions=True, with_allocations=True).card()

    assert scorecard_json(card) == scorecard_json(scorecard(dinas, PERIOD))


def test_each_month_equals_its_own_scorecard(dinas):
    """By its own plan version: the action plan was revised on 2 May, and April keeps the target of April."""
    months = reading(dinas).months()

    assert list(months) == [1, 2, 3, 4, 5, 6]
    for month, card in months.items():
        alone = scorecard(dinas, Period(2024, month, "month"))
        assert [r.achievement for r in card.indicators] == [r.achievement for r in alone.indicators], month
    assert (months[4].action_plan.version, months[5].action_plan.version) == (1, 2)
    assert months[4].indicator("3.1").target != months[5].indicator("3.1").target


def test_realisations_of_the_months_are_those_of_their_scorecards(dinas):
    """Exact for a drawing, as printed for its text."""
    year = reading(dinas)
    found = year.realised_by_month(year.card().indicator("1.1").slug)

    assert found.keys() <= year.months().keys()
    for month, realised in found.items():
        alone = scorecard(dinas, Period(2024, month, "month"))
        assert realised.number == alone.indicator("1.1").realisation.number
        assert realised.figure == FigureBook(alone).get("1.1", "realisation")


def test_a_month_before_the_first_agreement_has_no_scorecard(dinas):
    PlanDocument.objects.filter(unit=dinas, kind="performance_agreement").update(effective_from=date(2024, 2, 10))

    assert list(reading(dinas).months()) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("more", "number"), [({}, 5), ({"with_submissions": True}, 6), ({"with_allocations": True}, 6)]
)
def test_number_of_queries(dinas, django_assert_num_queries, more, number):
    version = version_on(dinas, PERIOD.last_day)
    with django_assert_num_queries(number):
        read_year(dinas, version, PERIOD, **more)


def test_year_without_plan_is_refused_with_the_remedy(dinas):
    later = Period.parse("2026-Q1")
    with pytest.raises(PlanMissing, match="Masukkan dokumennya sebelum mengukur Triwulan I 2026"):
        read_year(dinas, version_on(dinas, later.last_day), later)
