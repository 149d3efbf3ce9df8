from __future__ import annotations

import pytest
from tests.conftest import EXAMPLES

from akuntabel.audit.services import Actor
from akuntabel.budget.models import Allocation, Authorisation, Output, OutputProgress, ReconciliationNote
from akuntabel.budget.schema import Budget
from akuntabel.budget.services import check_budget, record_budget
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import read_source, validated
from akuntabel.core.problems import Refused


@pytest.fixture
def budget():
    findings = []
    found = validated(read_source(EXAMPLES / "kupang-2023/budget/2023-06.yaml"), Budget, findings)
    assert findings == []
    return found


def test_outputs_are_the_dipa_and_allocation_differs_with_a_reason(kupang):
    authorisation = Authorisation.objects.get(unit=kupang)
    outputs = Output.objects.filter(authorisation=authorisation)
    progress = OutputProgress.objects.filter(output__authorisation=authorisation)
    assert len(outputs) == 21
    assert sum(output.ceiling for output in outputs) == authorisation.ceiling == 30_215_555_000
    assert sum(row.realised for row in progress) == 12_074_469_971
    allocations = Allocation.objects.filter(unit=kupang)
    assert sum(row.ceiling for row in allocations) - authorisation.ceiling == 112_000
    assert sum(row.realised for row in allocations) - 12_074_469_971 == -1_537_481
    assert set(ReconciliationNote.objects.values_list("subject", flat=True)) == {"ceiling", "realised"}


def test_a_dash_is_not_zero(kupang):
    schools = OutputProgress.objects.get(output__code="QDB.001")
    assert schools.volume is None
    assert str(schools.progress) in {"55", "55.00"}


def test_contradictions_are_named(budget):
    twice = budget.model_copy(update={"outputs": (*budget.outputs, budget.outputs[0])})
    messages = [p.message for p in check_budget(twice, catalogue().scheme("bpom"))]
    assert any("tercantum dua kali" in m for m in messages)
    assert any("pagu RO berjumlah" in m for m in messages)
    unknown = budget.allocations[0].model_copy(update={"indicator": "tidak-ada"})
    bad = budget.model_copy(update={"allocations": (unknown,)})
    [problem] = check_budget(bad, catalogue().scheme("bpom"))
    assert problem.place == ("allocations", 0, "indicator")


def test_a_refused_budget_writes_nothing(kupang, budget):
    bad = budget.model_copy(update={"year": 2024, "ceiling": 1})
    with pytest.raises(Refused):
        record_budget(kupang, bad, catalogue().scheme("bpom"), by=Actor("t", "t"))
    assert not Authorisation.objects.filter(year=2024).exists()


def test_a_later_file_may_not_change_the_same_dipa_unseen(kupang, budget):
    other = budget.outputs[0].model_copy(update={"ceiling": budget.outputs[0].ceiling + 1})
    bad = budget.model_copy(
        update={"month": 7, "ceiling": budget.ceiling + 1, "outputs": (other, *budget.outputs[1:])}
    )
    with pytest.raises(Refused) as caught:
        record_budget(kupang, bad, catalogue().scheme("bpom"), by=Actor("t", "t"))
    assert [problem.place for problem in caught.value.problems] == [("ceiling",), ("outputs", 0, "ceiling")]


def test_a_month_is_recorded_once(kupang, budget):
    with pytest.raises(Refused, match="bulan 6 sudah dicatat"):
        record_budget(kupang, budget, catalogue().scheme("bpom"), by=Actor("t", "t"))
