"""A PK and its RAPK name the same indicators, every measured month has its target, years lie in the Renstra."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from tests.planning.test_services import BY, change_row, read

from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.planning.checks import check_document
from akuntabel.planning.models import PlanDocument
from akuntabel.planning.schema import Range
from akuntabel.planning.services import adopt
from akuntabel.planning.together import budget_warnings, check_rows, check_together, in_force_together, promises


@pytest.fixture
def agreement():
    return read("performance-agreement-2023.yaml")


@pytest.fixture
def action_plan():
    return read("action-plan-2023.yaml")


@pytest.fixture
def bpom():
    return catalogue().scheme("bpom")


def row_of(document, number):
    return next(row for o in document.objectives for row in o.indicators if row.number == number)


def without_row(document, number):
    objectives = tuple(
        o.model_copy(update={"indicators": tuple(row for row in o.indicators if row.number != number)})
        for o in document.objectives
    )
    return document.model_copy(update={"objectives": tuple(o for o in objectives if o.indicators)})


def replaced(document, old, new):
    objectives = tuple(
        o.model_copy(update={"indicators": tuple(new if row is old else row for row in o.indicators)})
        for o in document.objectives
    )
    return document.model_copy(update={"objectives": objectives})


def messages(problems):
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("number", "lost", "months"),
    [
        ("1.1", {6}, "Juni"),
        ("1.1", {6, 9}, "Juni, September"),
        ("2.1", {12}, "Desember"),
        ("5.2", {12}, "Desember"),
    ],
)
def test_a_lost_target_is_named_with_its_month(action_plan, bpom, number, lost, months):
    """A due month without a target would leave the total unseen."""
    kept = {m: t for m, t in row_of(action_plan, number).monthly.items() if m not in lost}
    [problem] = check_document(change_row(action_plan, number, monthly=kept), bpom)
    assert f"indikator {number} " in problem.message
    assert f"target {months} belum ada" in problem.message
    assert "Isi target kumulatifnya" in problem.message


def test_months_before_the_first_target_may_be_empty(action_plan, bpom):
    """The published RAPK begins 10.2 in March and 11.1 in February."""
    assert min(row_of(action_plan, "10.2").monthly) == 3
    assert check_document(action_plan, bpom) == []


def test_a_row_that_the_agreement_has_and_the_action_plan_lacks(agreement, action_plan, bpom):
    [(document, problem)] = check_together([agreement, without_row(action_plan, "4.2")], bpom)
    assert document.kind == "action_plan"
    assert problem.message.startswith("RAPK 2023: indikator 4.2 ")
    assert "Tambahkan indikator itu" in problem.message


def test_a_row_that_only_the_action_plan_has(agreement, action_plan, bpom):
    [(_, problem)] = check_together([without_row(agreement, "4.2"), action_plan], bpom)
    assert problem.place == ("objectives", 3, "indicators", 1, "indicator")
    assert "tidak ada dalam PK" in problem.message


def test_an_action_plan_without_its_agreement(action_plan, bpom):
    [(_, problem)] = check_together([action_plan], bpom)
    assert "Perjanjian Kinerja (PK) 2023 tidak ada" in problem.message


def test_an_agreement_changed_during_the_year_needs_a_changed_action_plan(agreement, action_plan, bpom):
    """The RAPK is compared with every PK it is in force with, not only with the first."""
    later = without_row(agreement, "4.2").model_copy(update={"version": 2, "effective_from": date(2023, 8, 1)})
    found = check_together([agreement, later, action_plan], bpom)
    assert ["tidak ada dalam PK" in problem.message for _, problem in found] == [True]
    changed = without_row(action_plan, "4.2").model_copy(update={"version": 2, "effective_from": date(2023, 8, 1)})
    assert check_together([agreement, later, action_plan, changed], bpom) == []


def test_documents_that_begin_on_different_days_meet_once(agreement, action_plan):
    late = agreement.model_copy(update={"effective_from": date(2023, 2, 1)})
    assert in_force_together([late], [action_plan]) == [(late, action_plan)]


@pytest.mark.parametrize(("number", "promised"), [("1.1", "92"), ("5.2", "78")])
def test_a_december_that_nobody_promised(kupang, agreement, action_plan, number, promised):
    """Scoring follows the RAPK; a staged indicator's December is its outcome, in the PK's unit."""
    bpom = catalogue().scheme("bpom")
    monthly = row_of(action_plan, number).monthly | {12: Decimal("13.5")}
    changed = change_row(action_plan, number, monthly=monthly)
    [(document, problem)] = check_together([agreement, changed], bpom)
    assert document is changed
    assert problem.place[-2:] == ("monthly", "12")
    assert problem.message.startswith(f"RAPK 2023, indikator {number} ")
    assert f"target Desember 13,5, padahal target dalam PK 2023 {promised}. Samakan, atau revisi" in problem.message
    with pytest.raises(Refused, match="target Desember"):
        adopt(kupang, changed.model_copy(update={"version": 2}), bpom, by=BY)


@pytest.mark.parametrize(("december", "count"), [(Decimal(70), 1), (Range(lower=70, upper=81), 1), ("same", 0)])
def test_a_range_is_compared_as_a_range(agreement, action_plan, december, count):
    promised = Range(lower=Decimal(70), upper=Decimal("80.0"))
    december = Range(lower=Decimal(70), upper=Decimal(80)) if december == "same" else december
    changed = change_row(action_plan, "1.1", monthly={12: december})
    agreed = promises(change_row(agreement, "1.1", target=promised))
    assert [problem.place[-1] for problem in check_rows(changed, agreed)] == ["12"] * count


def test_a_target_that_is_a_mistake_by_itself_is_not_compared(agreement, action_plan, bpom):
    """One mistake, one sentence: the one about the negative target."""
    assert check_together([change_row(agreement, "1.1", target=Decimal(-92)), action_plan], bpom) == []
    monthly = row_of(action_plan, "1.1").monthly | {12: Decimal(-92)}
    assert check_together([agreement, change_row(action_plan, "1.1", monthly=monthly)], bpom) == []


def test_names_in_doubt_are_not_compared(kupang, agreement, action_plan, bpom):
    """A misspelt key says nothing about the rows of the other document; the nearest key is offered."""
    misspelt = change_row(agreement, "4.2", indicator="inspection-recommendation-answered")
    assert check_together([misspelt, action_plan], bpom) == []
    assert '(maksudnya "inspection-recommendations-answered"?)' in "".join(messages(check_document(misspelt, bpom)))
    row = row_of(action_plan, "4.2")
    plan = replaced(action_plan, row, row.model_copy(update={"number": "4.1"}))
    assert check_together([agreement, plan], bpom) == []
    with pytest.raises(Refused) as caught:
        adopt(kupang, plan.model_copy(update={"version": 2}), bpom, by=BY)
    assert [problem.message for problem in caught.value.problems] == [
        'RAPK 2023: nomor indikator "4.1" dipakai dua kali. Beri yang lain.'
    ]


def test_a_december_written_with_other_decimals_is_the_same(kupang, agreement, action_plan, bpom):
    """3.5 in one document and 3.50 in the other is no difference, in the file or in the database."""
    monthly = row_of(action_plan, "1.1").monthly | {12: Decimal("92.00")}
    changed = change_row(action_plan, "1.1", monthly=monthly)
    assert check_together([agreement, changed], bpom) == []
    adopt(kupang, changed.model_copy(update={"version": 2, "reason": "uji"}), bpom, by=BY)


def test_a_changed_promise_needs_a_changed_action_plan(agreement, action_plan, bpom):
    later = change_row(agreement, "1.1", target=Decimal(94)).model_copy(
        update={"version": 2, "effective_from": date(2023, 8, 1)}
    )
    [(_, problem)] = check_together([agreement, later, action_plan], bpom)
    assert "target Desember 92, padahal target dalam PK 2023 94" in problem.message
    monthly = row_of(action_plan, "1.1").monthly | {12: Decimal(94)}
    changed = change_row(action_plan, "1.1", monthly=monthly).model_copy(
        update={"version": 2, "effective_from": date(2023, 8, 1)}
    )
    assert check_together([agreement, later, action_plan, changed], bpom) == []


def test_adoption_compares_with_the_stored_agreement(kupang, action_plan, bpom):
    before = PlanDocument.objects.count()
    revised = without_row(action_plan, "4.2").model_copy(
        update={"version": 2, "effective_from": date(2023, 8, 1), "reason": "uji"}
    )
    with pytest.raises(Refused, match=r"indikator 4\.2 .* ada dalam PK"):
        adopt(kupang, revised, bpom, by=BY)
    assert PlanDocument.objects.count() == before


def test_adoption_before_the_agreement_is_refused(kupang, action_plan, bpom):
    PlanDocument.objects.filter(unit=kupang, kind="performance_agreement").delete()
    with pytest.raises(Refused, match=r"\(PK\) 2023 tidak ada"):
        adopt(kupang, action_plan.model_copy(update={"version": 2}), bpom, by=BY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_year": 2024}, "berlaku untuk satu tahun, tetapi tertulis 2023 sampai 2024"),
        ({"last_year": 2022}, "tahun akhir 2022 mendahului tahun awal 2023"),
        ({"effective_from": date(2024, 1, 2)}, "berlaku sejak 2 Januari 2024, sesudah tahun 2023 lewat"),
    ],
)
def test_years_that_cannot_be(agreement, bpom, changes, sentence):
    assert any(sentence in text for text in messages(check_document(agreement.model_copy(update=changes), bpom)))


def test_a_year_outside_every_strategic_plan(agreement, kupang, bpom):
    moved = agreement.model_copy(update={"first_year": 2026, "last_year": 2026, "effective_from": date(2026, 1, 1)})
    strategic = read("strategic-plan-2020-2024.yaml")
    [(_, problem)] = check_together([strategic, moved], bpom)
    assert problem.message.startswith("PK: tahun 2026 di luar Renstra (2020–2024).")
    with pytest.raises(Refused, match="di luar Renstra"):
        adopt(kupang, moved, bpom, by=BY)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"monthly": {6: Decimal(92)}}, "kunci monthly tidak dipakai dalam PK. Pindahkan targetnya ke target"),
        ({"yearly": {2023: Decimal(92)}}, "kunci yearly tidak dipakai dalam PK. Pindahkan targetnya ke target"),
    ],
)
def test_a_target_where_nobody_reads_it(agreement, bpom, changes, sentence):
    [text] = messages(check_document(change_row(agreement, "1.1", **changes), bpom))
    assert sentence in text


def test_a_strategic_target_of_a_year_outside_the_plan(bpom):
    plan = read("strategic-plan-2020-2024.yaml")
    row = plan.objectives[3].indicators[0]
    bad = change_row(plan, row.number, yearly={**row.yearly, 2025: Decimal(90)})
    [text] = messages(check_document(bad, bpom))
    assert "target 2025 di luar tahun dokumen" in text


def test_an_indicator_under_another_objective(agreement, bpom):
    """It would be scored, and shown, under the wrong objective."""
    first, second, *others = agreement.objectives
    moved, *kept = first.indicators
    objectives = (
        first.model_copy(update={"indicators": tuple(kept)}),
        second.model_copy(update={"indicators": (*second.indicators, moved)}),
        *others,
    )
    [text] = messages(check_document(agreement.model_copy(update={"objectives": objectives}), bpom))
    assert 'padahal katalog menempatkannya di "compliant-drugs-and-food"' in text


def test_a_budget_that_the_action_plan_does_not_divide_is_named_once(agreement, action_plan):
    """Adopted as signed, and shown: with both amounts and the difference."""
    assert list(budget_warnings([agreement, action_plan])) == []
    later = action_plan.model_copy(update={"version": 2, "effective_from": date(2023, 8, 1)})
    signed = agreement.model_copy(update={"budget": 30215555001})
    [(document, problem)] = budget_warnings([signed, action_plan, later])
    assert document is signed
    assert problem.place == ("budget",)
    assert (
        "Rp30.215.555.001, sedangkan anggaran dalam RAPK 2023 versi 1 berjumlah Rp30.215.555.000" in problem.message
    )
    assert "selisih −Rp1. " in problem.message


def test_an_action_plan_without_budgets_of_its_rows_is_compared_by_its_own(agreement, action_plan):
    undivided = action_plan.model_copy(update={"budget": 7, "objectives": tuple(
        o.model_copy(update={"indicators": tuple(row.model_copy(update={"budget": None}) for row in o.indicators)})
        for o in action_plan.objectives
    )})  # fmt: skip
    assert "berjumlah Rp7" in next(budget_warnings([agreement, undivided]))[1].message
    assert list(budget_warnings([agreement, undivided.model_copy(update={"budget": None})])) == []
