"""What a budget file may not say, and what it may say but shows as a warning."""

from __future__ import annotations

import pytest
from tests.planning.test_services import read as read_plan

from akuntabel.budget.checks import check_budget, warnings_about, warnings_together
from akuntabel.budget.schema import Budget
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import SourceFile, read_source, validated
from akuntabel.planning.outline import outline_of
from offices import EXAMPLES

FILE = EXAMPLES / "kupang-2023/budget/2023-06.yaml"


@pytest.fixture(scope="module")
def budget():
    found = validated(read_source(FILE), Budget, [])
    assert found is not None
    return found


@pytest.fixture
def problems(budget):
    """Places and sentences about the budget with these parts changed."""
    definitions = catalogue().scheme("bpom")
    return lambda **parts: {p.place: p.message for p in check_budget(budget.model_copy(update=parts), definitions)}


def test_the_example_has_none(problems, budget):
    assert problems() == {}
    assert warnings_about(budget) == []


def test_outputs_add_up_to_the_dipa(problems, budget):
    """An output twice is named, and so is the sum it makes."""
    found = problems(outputs=(*budget.outputs, budget.outputs[0]))
    assert set(found) == {("outputs", 21), ("ceiling",)}
    assert "pagu RO berjumlah Rp30.362.194.000, pagu DIPA Rp30.215.555.000" in found["ceiling",]


def test_an_unknown_indicator(problems, budget):
    unknown = budget.allocations[0].model_copy(update={"indicator": "tidak-ada"})
    assert set(problems(allocations=(unknown,))) == {("allocations", 0, "indicator")}


def test_one_reason_for_each_difference(problems, budget):
    """Two reasons for one subject were refused by the database, without file and line."""
    assert set(problems(reconciliation=(*budget.reconciliation, budget.reconciliation[0]))) == {
        ("reconciliation", 2)
    }


def test_an_allocation_names_its_document(problems):
    assert set(problems(allocation_document=None)) == {("allocations",)}


def test_spending_above_the_ceiling_is_a_warning_with_its_reason(budget):
    """One rupiah above is named with both figures and the reason; at the ceiling there is nothing to say."""
    first, second = budget.outputs[:2]
    allocation = budget.allocations[0]
    over = first.model_copy(update={"realised": first.ceiling + 1, "note": "Kurang salur."})
    exact = second.model_copy(update={"realised": second.ceiling})
    unexplained = allocation.model_copy(update={"realised": allocation.ceiling + 1})
    changed = budget.model_copy(update={"outputs": (over, exact), "allocations": (unexplained,)})
    found = {p.place: p.message for p in warnings_about(changed)}
    assert set(found) == {("outputs", 0, "realised"), ("allocations", 0, "realised")}
    assert found["outputs", 0, "realised"] == (
        "Anggaran 2023: realisasi AEA.001 Rp146.639.001 di atas pagu Rp146.639.000. Alasan: Kurang salur."
    )
    assert found["allocations", 0, "realised"].endswith("Periksa angkanya, atau isi alasannya pada note.")


@pytest.mark.parametrize(
    ("field", "value"), [("version", 2**15), ("ceiling", 10**16), ("year", 10**30), ("month", 13), ("ceiling", -1)]
)
def test_what_no_column_keeps_is_a_finding(field, value):
    """A number larger than its column is refused when read, at its line, on both engines alike."""
    source = read_source(FILE)
    findings = []
    assert validated(SourceFile(source.name, source.data | {field: value}, source.lines), Budget, findings) is None
    assert [finding.line for finding in findings] == [source.line((field,))]


def test_a_ceiling_that_the_agreement_does_not_have_is_named_once(budget):
    """Several months of one DIPA version say it once; without a PK, or a budget in it, there is nothing to say."""
    agreement = read_plan("performance-agreement-2023.yaml")
    outline = outline_of([agreement.model_copy(update={"budget": 157})])
    months = [budget.model_copy(update={"month": month}) for month in (6, 3)]
    [(found, problem)] = warnings_together(months, outline)
    assert (found.month, problem.place) == (3, ("ceiling",))
    assert "pagu DIPA versi 0 Rp30.215.555.000, sedangkan anggaran PK 2023 versi 1 Rp157" in problem.message
    assert "selisih +Rp30.215.554.843" in problem.message
    for same in (agreement, agreement.model_copy(update={"budget": None})):
        assert list(warnings_together(months, outline_of([same]))) == []
    assert list(warnings_together(months, outline_of([]))) == []
