from __future__ import annotations

from datetime import date

import pytest

from akuntabel.audit.services import Actor
from akuntabel.budget.checks import check_budget
from akuntabel.budget.models import (
    Allocation,
    AllocationDocument,
    Authorisation,
    Output,
    OutputProgress,
    ReconciliationNote,
)
from akuntabel.budget.queries import authorisations_on
from akuntabel.budget.schema import Budget
from akuntabel.budget.services import record_budget
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import read_source, validated
from akuntabel.core.problems import Refused
from offices import EXAMPLES


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


def test_a_refused_budget_writes_nothing(kupang, budget):
    assert check_budget(budget, catalogue().scheme("bpom")) == []
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


def record(unit, budget, **changes):
    return record_budget(unit, budget.model_copy(update=changes), catalogue().scheme("bpom"), by=Actor("t", "t"))


def revision(budget, **changes):
    """The DIPA's first revision, in force from 1 September 2023."""
    day = date(2023, 9, 1)
    return {"version": 1, "month": 9, "authorised_on": day, "effective_from": day, "reason": "Revisi", **changes}


def test_a_period_uses_the_version_in_force_on_its_last_day(kupang, budget):
    """A DIPA revised in September changes September, not what June was measured by."""
    first = Authorisation.objects.get(unit=kupang)
    second = record(kupang, budget, **revision(budget))
    assert authorisations_on(kupang, 2023, date(2023, 8, 31)).first() == first
    assert authorisations_on(kupang, 2023, date(2023, 9, 1)).first() == second
    assert not authorisations_on(kupang, 2023, date(2022, 12, 31)).exists()


@pytest.mark.parametrize(
    ("changes", "places"),
    [({"effective_from": date(2023, 10, 1)}, [("effective_from",)]),
     ({"effective_from": date(2023, 6, 30), "authorised_on": date(2023, 6, 1)}, [("effective_from",)]),
     ({"authorised_on": date(2023, 9, 2)}, [("effective_from",)]),
     ({"reason": ""}, [("version",)])],
    ids=["after its month", "reaching back over a recorded month", "before it is signed", "without a reason"],
)  # fmt: skip
def test_a_version_begins_where_it_may(kupang, budget, changes, places):
    with pytest.raises(Refused) as caught:
        record(kupang, budget, **revision(budget, **changes))
    assert [problem.place for problem in caught.value.problems] == places
    assert Authorisation.objects.count() == 1


def test_a_month_is_recorded_under_the_version_in_force(kupang, budget):
    """October belongs to the revision of September; the older DIPA is refused, July may still be added to it."""
    record(kupang, budget, **revision(budget))
    with pytest.raises(Refused, match="pada 2023-10-31 berlaku DIPA versi 1, bukan 0"):
        record(kupang, budget, month=10)
    assert record(kupang, budget, month=7).version == 0


def test_a_stored_version_keeps_its_days_and_number(kupang, budget):
    day = date(2023, 2, 1)
    with pytest.raises(Refused) as caught:
        record(kupang, budget, month=7, effective_from=day, authorised_on=day, authorisation_number="lain")
    places = [problem.place for problem in caught.value.problems]
    assert places == [("effective_from",), ("authorisation_number",), ("authorised_on",)]


def test_an_allocation_is_a_version_of_its_own(kupang, budget):
    """The division among indicators may change while the DIPA stays; each month keeps the one it had."""
    document = budget.allocation_document
    allocation = budget.allocations[0]
    more = allocation.model_copy(update={"ceiling": allocation.ceiling + 1})
    with pytest.raises(Refused, match="beri nomor versi alokasi berikutnya") as caught:
        record(kupang, budget, month=7, allocations=(more,))
    assert [problem.place for problem in caught.value.problems] == [("allocations", 0, "ceiling")]

    changes = {"version": 1, "effective_from": date(2023, 7, 1), "signed_on": date(2023, 7, 3), "reason": "Geser"}
    record(kupang, budget, month=7, allocations=(more,), allocation_document=document.model_copy(update=changes))
    stored = {row.month: row for row in Allocation.objects.filter(slug=allocation.indicator)}
    assert {month: row.document.version for month, row in stored.items()} == {6: 0, 7: 1}
    assert stored[7].ceiling - stored[6].ceiling == 1


def test_a_stored_version_takes_no_other_lines(kupang, budget):
    """An output exchanged for another of the same ceiling would add up, and the DIPA would hold both."""
    other = budget.outputs[0].model_copy(update={"code": "ZZZ.001"})
    document = budget.allocation_document.model_copy(update={"signed_on": date(2023, 1, 2)})
    Allocation.objects.filter(slug=budget.allocations[0].indicator).delete()
    with pytest.raises(Refused) as caught:
        record(kupang, budget, month=7, outputs=(other, *budget.outputs[1:]), allocation_document=document)
    places = [problem.place for problem in caught.value.problems]
    assert places == [("outputs", 0), ("allocation_document", "signed_on"), ("allocations", 0)]


def test_an_allocation_does_not_reach_back(kupang, budget):
    """A new division from June on would change a month that is recorded."""
    changes = {"version": 1, "effective_from": date(2023, 6, 30), "reason": "Geser"}
    document = budget.allocation_document.model_copy(update=changes)
    with pytest.raises(Refused) as caught:
        record(kupang, budget, month=7, allocation_document=document)
    assert [problem.place for problem in caught.value.problems] == [("allocation_document", "effective_from")]
    assert AllocationDocument.objects.count() == 1


def test_money_above_its_ceiling_is_recorded(kupang, budget):
    """It is a warning, never a refusal: the books may say so."""
    over = budget.outputs[0].model_copy(update={"realised": budget.outputs[0].ceiling + 1})
    record(kupang, budget, month=7, outputs=(over, *budget.outputs[1:]))
    assert OutputProgress.objects.get(month=7, output__code=over.code).realised == over.realised
