"""Obligations: their checks, how late they were fulfilled, and their state on a day."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.core.problems import Refused
from akuntabel.registers.models import Obligation
from akuntabel.registers.next_obligation import comes_again, next_obligation
from akuntabel.registers.states import Condition, condition_of, in_condition
from registers.conftest import STANDARD

pytestmark = pytest.mark.django_db
DUTY = {"number": "W-1", "duty": "Laporan kinerja", "title": "Laporan triwulan II", "recurrence": "Tiap triwulan",
        "opens_on": "2023-07-01", "due_on": "2023-07-20", "team": "Tim perencanaan"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"number": "W-0"}, "number", '"W-0" sudah dipakai'),
        ({"due_on": "2023-06-30"}, "due_on", "sebelum mulai pada 1 Juli 2023"),
        ({"fulfilled_on": "2023-06-30", "proof_note": "surat"}, "fulfilled_on", "sebelum mulai pada"),
        ({"fulfilled_on": "2023-07-19"}, "proof_note", "padahal kewajiban sudah dipenuhi"),
    ],
)
def test_an_obligation_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("obligation", **DUTY | {"number": "W-0"})
    with pytest.raises(Refused) as refused:
        write("obligation", **DUTY | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_days_late_are_counted_from_the_last_day(write):
    document = write("dated_document", **STANDARD)
    done = DUTY | {"proof": str(document.uuid)}
    found = [
        write("obligation", **done | {"number": f"W-{n}", "fulfilled_on": day}).days_late
        for n, day in enumerate(("2023-07-20", "2023-07-23", "2023-07-02"))
    ]
    assert found == [0, 3, 0]
    assert write("obligation", **DUTY | {"number": "W-9"}).days_late is None


@pytest.mark.parametrize(
    ("day", "fulfilled", "state"),
    [
        ("2023-06-30", "", Condition.NOT_YET),
        ("2023-07-01", "", Condition.DUE),
        ("2023-07-20", "", Condition.DUE),
        ("2023-07-21", "", Condition.LATE),
        ("2023-07-21", "2023-07-21", Condition.DONE),
        ("2023-07-20", "2023-07-21", Condition.DUE),
        ("2023-07-21", "2023-07-22", Condition.LATE),
    ],
)
def test_the_state_on_a_day_and_the_list_of_that_state_agree(write, day, fulfilled, state):
    record = write("obligation", **DUTY | {"fulfilled_on": fulfilled, "proof_note": "surat" if fulfilled else ""})
    day = date.fromisoformat(day)

    assert condition_of("obligation", record, day) is state
    listed = {one for one in Condition if Obligation.objects.filter(in_condition("obligation", one, day)).exists()}
    assert listed == {state}


def fulfilled(write, number="W-1", **typed):
    return write(
        "obligation", **DUTY | {"number": number, "fulfilled_on": "2023-07-19", "proof_note": "surat"} | typed
    )


@pytest.mark.parametrize(
    ("typed", "opens_on", "due_on", "title"),
    [
        ({}, "2023-10-01", "2023-10-20", "Laporan triwulan III"),
        ({"title": "Laporan TW IV 2023"}, "2023-10-01", "2023-10-20", "Laporan TW I 2024"),
        ({"due_on": "2023-07-31", "recurrence": "Tiap bulan", "title": "RO Juni 2023"}, "2023-08-01", "2023-08-31",
         "RO Juli 2023"),
        ({"recurrence": "Tiap bulan", "title": "Laporan Desember 2023"}, "2023-08-01", "2023-08-18",
         "Laporan Januari 2024"),  # 20 August 2023 is a Sunday
        ({"recurrence": "Tiap tahun", "title": "Laporan kinerja 2023"}, "2024-07-01", "2024-07-19",
         "Laporan kinerja 2024"),
        ({"recurrence": "Tiap tahun", "title": "Reviu 2023 untuk 2024"}, "2024-07-01", "2024-07-19",
         "Reviu 2023 untuk 2024"),
    ],
)  # fmt: skip
def test_the_next_one_lies_a_period_later_and_ends_on_a_working_day(write, typed, opens_on, due_on, title):
    one = fulfilled(write, **typed)
    found = next_obligation(one)

    assert comes_again(one)
    assert (str(found["opens_on"]), str(found["due_on"]), found["title"]) == (opens_on, due_on, title)
    assert (found["number"], found["follows"], found["team"]) == ("W-1/2", one.uuid, "Tim perencanaan")


def test_a_day_moved_for_a_holiday_is_not_moved_for_good(write):
    first = fulfilled(write, recurrence="Tiap bulan", title="RO")
    second = fulfilled(write, "W-2", recurrence="Tiap bulan", opens_on="2023-08-01", due_on="2023-08-18",
                       follows=str(first.uuid), fulfilled_on="2023-08-18")  # fmt: skip
    assert str(next_obligation(second)["due_on"]) == "2023-09-20"
    third = fulfilled(write, "W-3", recurrence="Tiap bulan", opens_on="2023-09-01", due_on="2023-09-12",
                      follows=str(second.uuid), fulfilled_on="2023-09-12")  # fmt: skip
    assert (next_obligation(third)["number"], str(next_obligation(third)["due_on"])) == ("W-1/4", "2023-10-12")


def test_no_next_one_of_what_is_open_comes_once_or_is_followed(write):
    assert not comes_again(write("obligation", **DUTY))
    assert not comes_again(fulfilled(write, "W-2", recurrence="Sekali"))
    first = fulfilled(write, "W-3")
    write("obligation", **DUTY | {"number": "W-4", "opens_on": "2023-10-01", "due_on": "2023-10-20",
                                  "follows": str(first.uuid)})  # fmt: skip
    assert not comes_again(first)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "W-1 sudah dilanjutkan catatan lain"),
        ({"duty": "Perjanjian kinerja"}, "W-2 kewajiban lain"),
        ({"opens_on": "2023-10-01"}, "W-2 mulai 1 Oktober 2023, tidak lebih dahulu"),
    ],
)
def test_it_follows_an_earlier_one_of_the_same_duty_alone(write, typed, sentence):
    later = DUTY | {"number": "W-2", "opens_on": "2023-10-01", "due_on": "2023-10-20"}
    first = write("obligation", **DUTY)
    second = write("obligation", **later | {"follows": str(first.uuid)})
    before = second if typed else first
    with pytest.raises(Refused) as refused:
        write("obligation", **later | {"number": "W-3", "opens_on": "2023-11-01", "due_on": "2023-11-20",
                                       "follows": str(before.uuid)} | typed)  # fmt: skip
    assert [(one.place, sentence in one.message) for one in refused.value.problems] == [(("follows",), True)]
