"""Findings of inspections: what they have of their inspection, what repeats what, what resolved them; their counts."""

from __future__ import annotations

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers import upkeep
from akuntabel.registers.finding_counts import FindingCounts, finding_counts
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import CorrectiveAction, InspectionFinding
from registers.conftest import BY, SHOP

pytestmark = pytest.mark.django_db
FINDING = {"guide": "CDOB", "clause": "Operasional", "severity": "Mayor", "description": "Suhu tidak dipantau"}


def change(office, record, kind, **values):
    kept = values_of(definitions_for(office).registers[kind], record) | values
    return correct(KINDS[kind], office, record.uuid, kept, version=record.version, reason="Keliru.", by=BY)


@pytest.fixture
def visits(write):
    """Two visits to one establishment, in March and in May, and one to another in April."""
    shop, other = (write("establishment", **SHOP | {"number": n, "title": f"Apotek {n}"}) for n in ("A-1", "A-2"))
    return [
        write("inspection", number=number, establishment=str(place.uuid), purpose="Rutin", inspected_on=day)
        for number, place, day in (("B-1", shop, "2023-03-02"), ("B-2", shop, "2023-05-02"), ("B-3", other, "2023-04-02"))
    ]  # fmt: skip


@pytest.fixture
def find(write, visits):
    def act(visit, number, **typed):
        return write("inspection_finding", number=number, inspection=str(visits[visit].uuid), **FINDING | typed)

    return act


@pytest.fixture
def accepted(write, visits):
    return write("corrective_action", inspection=str(visits[0].uuid), round_number="1", requested_on="2023-03-05",
                 received_on="2023-03-20", closed_on="2023-03-25", outcome="Diterima")  # fmt: skip


def test_a_finding_has_establishment_and_day_of_its_inspection_and_knows_a_repeat(visits, find):
    first = find(0, "B-1/1")
    again = find(1, "B-2/1", repeats=str(first.uuid), clause=" operasional ", resolved_on="2023-05-09")

    assert (first.establishment, str(first.inspected_on)) == (visits[0].establishment, "2023-03-02")
    assert (first.recurrence, first.status) == ("first", "open")
    assert (again.recurrence, again.status) == ("repeated", "resolved")


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"visit": 2}, "repeats", "dari sarana lain"),
        ({"visit": 0}, "repeats", "tidak dari pemeriksaan sebelumnya"),
        ({"clause": "Personalia"}, "repeat_note", 'klausul "Operasional" dan yang ini "Personalia"'),
        ({"guide": "CPOB"}, "repeat_note", "belum diisi"),
        ({"repeats": "", "repeat_note": "Sebab"}, "repeat_note", "tidak mengulang yang lain"),
        ({"resolved_on": "2023-05-01"}, "resolved_on", "sebelum diperiksa pada 2 Mei 2023"),
        ({"number": "B-1/1"}, "number", '"B-1/1" sudah dipakai'),
    ],
)
def test_a_finding_that_contradicts_itself_is_refused(find, typed, place, sentence):
    first = find(0, "B-1/1")
    typed = {"visit": 1, "number": "B-2/1", "repeats": str(first.uuid)} | typed
    with pytest.raises(Refused) as refused:
        find(typed.pop("visit"), typed.pop("number"), **typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_another_clause_needs_a_reason_only(find):
    first = find(0, "B-1/1")
    again = find(
        1, "B-2/1", repeats=str(first.uuid), clause="Personalia", repeat_note="Dinilai menurut bagian lain"
    )
    assert again.recurrence == "repeated"


def test_resolved_through_an_accepted_corrective_action_of_its_inspection(find, accepted, office):
    done = find(0, "B-1/1", action=str(accepted.uuid), resolved_on="2023-03-25")
    assert (done.status, accepted.number) == ("resolved", "B-1/1")
    for visit, typed, place in ((0, {}, "resolved_on"), (1, {"resolved_on": "2023-05-09"}, "action"),
                                (0, {"resolved_on": "2023-03-04"}, "resolved_on")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            find(visit, "B-9", action=str(accepted.uuid), **typed)
        assert [one.place for one in refused.value.problems] == [(place,)]
    with pytest.raises(Refused, match=r"temuan B-1/1 tercatat selesai lewat CAPA ini"):
        change(office, accepted, "corrective_action", outcome="to_be_improved")


def test_one_that_was_not_accepted_resolves_nothing(find, write, visits):
    waiting = write(
        "corrective_action", inspection=str(visits[0].uuid), round_number="1", requested_on="2023-03-05"
    )
    with pytest.raises(Refused, match="belum diterima"):
        find(0, "B-1/1", action=str(waiting.uuid), resolved_on="2023-03-25")


def test_findings_and_corrective_actions_follow_their_inspection(office, find, visits, accepted):
    finding = find(0, "B-1/1", resolved_on="2023-03-25", action=str(accepted.uuid))
    change(office, visits[0], "inspection", number="B-1b", inspected_on=finding.inspected_on.replace(day=3))

    finding.refresh_from_db()
    assert (finding.inspected_on.day, finding.version) == (3, 2)
    assert CorrectiveAction.objects.get().number == "B-1b/1"
    for key in ("inspection_finding", "corrective_action"):
        assert upkeep.differences(KINDS[key], office) == []


def test_an_inspection_is_not_moved_away_from_what_its_findings_repeat(office, find, visits):
    first = find(0, "B-1/1")
    find(1, "B-2/1", repeats=str(first.uuid))
    day = visits[0].inspected_on.replace(month=6)
    for visit, values, place in (
        (0, {"inspected_on": day}, "inspected_on"), (1, {"inspected_on": day.replace(month=2)}, "inspected_on"),
        (0, {"establishment": visits[2].establishment.uuid}, "establishment"),
        (1, {"establishment": visits[2].establishment.uuid}, "establishment"),
    ):  # fmt: skip
        with pytest.raises(Refused, match="mengulang temuan sebelumnya") as refused:
            change(office, visits[visit], "inspection", **values)
        assert {one.place for one in refused.value.problems} == {(place,)}
    with pytest.raises(Refused, match=r"Temuan B-2/1 mengulang temuan ini\. Sebab klausulnya berbeda"):
        change(office, first, "inspection_finding", clause="Personalia")
    assert set(InspectionFinding.objects.values_list("version", flat=True)) == {1}


def test_counts_by_severity_are_those_of_the_findings(find, visits):
    assert finding_counts(visits[0]) == []
    first = find(0, "B-1/1", resolved_on="2023-03-09")
    find(0, "B-1/2", severity="Kritis")
    find(1, "B-2/1", repeats=str(first.uuid))

    assert finding_counts(visits[0]) == [
        FindingCounts("critical", 1, 0, 1), FindingCounts("major", 1, 0, 0), FindingCounts("minor", 0, 0, 0),
    ]  # fmt: skip
    assert finding_counts(visits[0].establishment)[1] == FindingCounts("major", 2, 1, 1)
