"""Figures of the budget, checked against the published table."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.budget_figures import (
    budget_figures,
    efficiency_totals,
    lags_behind_stages,
    planned_against_ceilings,
    planned_money,
    planned_total,
)
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.organisation.queries import version_on

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


def test_one_reference_has_one_meaning(kupang):
    """An allocation to what is no indicator of the agreement counts against the DIPA, not in the efficiency's sum."""
    from akuntabel.budget.models import Allocation

    document = Allocation.objects.filter(unit=kupang)[0].document
    Allocation.objects.create(
        document=document, unit=kupang, year=2023, month=6, slug="not-agreed", ceiling=7, realised=1, source="uji"
    )
    found = [r.efficiency for r in scorecard(kupang, PERIOD).indicators if r.efficiency]
    totals, budget = efficiency_totals(kupang, PERIOD, found), budget_figures(kupang, PERIOD)

    assert totals.ceiling.plain == "30215667000"
    assert budget.reconciliations[0].allocated.plain == "30215667007"
    assert totals.ceiling.reference != budget.reconciliations[0].allocated.reference


# --- the action plan's budget against the ceilings of appendix 4 --------------------------------------------


def planned_of(unit, period):
    year = read_year(unit, version_on(unit, period.last_day), period, with_allocations=True)
    return year.card(), {slug: row.budget for slug, row in year.inputs.action_rows.items()}


def test_indicators_that_differ_are_named_with_both_amounts(kupang):
    found = planned_against_ceilings(*planned_of(kupang, PERIOD))
    rows = {row.indicator.number: row for row in found.rows}

    assert (found.compared, len(rows), found.without) == (29, 22, ())
    assert {"2.1", "4.6", "5.1", "8.1"} <= set(rows)
    assert "1.3" not in rows
    assert (rows["4.6"].planned.shown, rows["4.6"].ceiling.shown) == ("3.056.218.000", "583.099.500")
    assert (rows["4.6"].difference.shown, rows["4.6"].difference.plain) == ("+Rp2.473.118.500", "2473118500")


def test_sum_of_differences_is_the_difference_of_sums(kupang):
    found = planned_against_ceilings(*planned_of(kupang, PERIOD))

    assert sum(int(row.difference.plain) for row in found.rows) == int(found.difference.plain) == -112000
    assert found.difference.shown == "−Rp112.000"


def test_an_amount_that_is_not_there_is_not_compared(kupang):
    card, planned = planned_of(kupang, PERIOD)
    found = planned_against_ceilings(card, planned | {card.indicator("2.1").slug: None})

    assert [result.number for result in found.without] == ["2.1"]
    assert found.compared == 28
    assert planned_against_ceilings(card, {}) is None


def test_equal_amounts_leave_no_row(dinas):
    found = planned_against_ceilings(*planned_of(dinas, Period.parse("2024-Q2")))

    assert (found.rows, found.difference.shown) == ((), "Rp0")


def test_a_planned_budget_that_is_not_there_is_left_out_and_named():
    total = planned_total({"1.1": 700, "1.2": None, "2.1": 300})

    assert (total.amount, total.without) == (1_000, ("1.2",))
    assert total.difference_from(1_000) is None


def test_planned_budgets_in_full_are_compared():
    assert planned_total({"1.1": 700, "1.2": 0}).difference_from(1_000) == -300
    assert planned_total({"1.1": 700}).difference_from(None) is None


def test_a_plan_without_any_budget_has_no_sum():
    assert planned_total({"1.1": None}).amount is None
