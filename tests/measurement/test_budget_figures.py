"""Figures of the budget, checked against the published table."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.budget_figures import budget_figures, lags_behind_stages, planned_money
from akuntabel.measurement.queries import scorecard

pytestmark = pytest.mark.database

PERIOD = Period.parse("2023-Q2")


@pytest.fixture
def budget(kupang):
    return budget_figures(kupang, PERIOD)


def test_totals_and_references(budget):
    assert (budget.absorption.shown, budget.absorption.reference) == ("39,96", "kupang/2023-Q2/budget/absorption")
    assert budget.realised.shown == "Rp12.074.469.971"
    assert budget.outputs_agree
    assert budget.is_complete


def test_gaps_are_absorption_minus_progress(budget):
    gaps = {output.line.code: output.gap.shown for output in budget.outputs}

    assert gaps["RAB.001"] == "−80,00"
    assert gaps["BKB.001"] == "+44,12"
    assert [output.line.code for output in budget.wide] == [o.line.code for o in budget.by_gap][:8]


def test_not_reported_is_not_zero(budget, kupang):
    school = next(output for output in budget.outputs if output.line.code == "QDB.001")
    empty = budget_figures(kupang, Period.parse("2023-Q1"))

    assert (school.volume.plain, school.volume.shown) == (None, "tidak dilaporkan")
    assert empty.realised.plain is None
    assert empty.absorption.plain is None
    assert {output.gap.plain for output in empty.outputs} == {None}
    assert empty.wide == []


def test_reconciliation(budget):
    assert [(r.subject, r.difference.shown, r.is_equal) for r in budget.reconciliations] == [
        ("Pagu", "+Rp112.000", False),
        ("Realisasi", "−Rp1.537.481", False),
    ]


def test_latest_version_in_force_counts(kupang):
    from akuntabel.budget.models import Authorisation

    first = Authorisation.objects.get(unit=kupang)
    Authorisation.objects.create(unit=kupang, year=2023, version=1, number="R1", authorised_on="2023-05-01",
                                 effective_from="2023-05-01",
                                 programme=first.programme, activity=first.activity, ceiling=5, source="uji")  # fmt: skip

    assert budget_figures(kupang, PERIOD).authorisation.number == "R1"
    assert budget_figures(kupang, PERIOD).outputs == ()
    assert budget_figures(kupang, Period.parse("2023-Q1")).authorisation == first
    assert budget_figures(kupang, Period.parse("2022-Q4")) is None


def test_money_behind_the_stages(kupang):
    card = scorecard(kupang, PERIOD)
    lagging = {
        result.number for result in card.indicators if result.efficiency and lags_behind_stages(result.efficiency)
    }

    assert lagging == {"1.1", "1.2", "1.3", "1.4", "4.4", "4.7", "6.1", "6.2", "7.1", "10.2"}


def test_planned_money_may_be_absent(kupang):
    assert planned_money(kupang, PERIOD, "x", None).shown == "–"
    assert planned_money(kupang, PERIOD, "x", 1_234).shown == "1.234"
