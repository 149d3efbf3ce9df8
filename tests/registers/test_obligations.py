"""Obligations: their checks, how late they were fulfilled, and their state on a day."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.core.problems import Refused
from akuntabel.registers.models import Obligation
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
