"""The laboratory's backlog by age, and by what holds samples up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.registers.conftest import SAMPLE

from akuntabel.core.periods import Period
from akuntabel.organisation.records.queries import EMPTY
from akuntabel.registers.backlog import CLASSES, Narrowed, backlog, backlog_records
from akuntabel.registers.models import Sample

pytestmark = pytest.mark.database

LAST = Period.parse("2023-Q2").last_day


@pytest.fixture
def waiting(write):
    def make(number, days, **more):
        day = str(LAST - timedelta(days=days))
        return write("sample", **SAMPLE | {"number": number, "taken_on": day, "received_on": day} | more)

    return make


def test_the_backlog_by_age_and_obstacle(office, waiting, django_assert_num_queries):
    waiting("S-1", 7, laboratory="Laboratorium contoh", blocked_by="Pereaksi habis")
    waiting("S-2", 8, laboratory="Laboratorium contoh", blocked_by="Pereaksi habis")
    waiting("S-3", 31)
    waiting("S-4", 0, commodity="Kosmetik")
    done_after = str(LAST + timedelta(days=1))
    waiting("S-5", 15, completed_on=done_after, verdict="Memenuhi syarat")  # done, but not on that day
    waiting("S-6", 15, completed_on=str(LAST), verdict="Memenuhi syarat")
    waiting("S-7", -1)  # received after the day
    recorded_without = Sample.objects.get(number="S-7")
    recorded_without.received_on = None
    recorded_without.save()

    with django_assert_num_queries(1):
        groups = backlog(Sample.objects.filter(unit=office), LAST)

    found = {(one.commodity, one.laboratory, one.blocked_by): one.by_age for one in groups}
    assert found == {
        ("cosmetic", None, None): (1, 0, 0, 0),
        ("drug", "Laboratorium contoh", "reagent"): (1, 1, 0, 0),
        ("drug", None, None): (0, 0, 1, 1),
    }


@pytest.mark.parametrize(
    ("narrowed", "numbers"),
    [
        (Narrowed(), ["S-3", "S-2", "S-1"]),
        (Narrowed(age=0), ["S-1"]),
        (Narrowed(age=1), ["S-2"]),
        (Narrowed(age=3), ["S-3"]),
        (Narrowed(laboratory=EMPTY), ["S-3"]),
        (Narrowed(laboratory="Laboratorium contoh", blocked_by="reagent"), ["S-2", "S-1"]),
        (Narrowed(commodity="cosmetic"), []),
    ],
)
def test_the_samples_behind_a_number_of_the_backlog(office, waiting, narrowed, numbers):
    waiting("S-1", 7, laboratory="Laboratorium contoh", blocked_by="Pereaksi habis")
    waiting("S-2", 8, laboratory="Laboratorium contoh", blocked_by="Pereaksi habis")
    waiting("S-3", 31)

    assert [
        sample.number for sample in backlog_records(Sample.objects.filter(unit=office), LAST, narrowed)
    ] == numbers
    assert len(CLASSES) == 4
