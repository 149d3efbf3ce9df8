"""Days from an event to its record, by register and month."""

from __future__ import annotations

from datetime import date

import pytest
from tests.registers.conftest import SAMPLE

from akuntabel.core.periods import Period
from akuntabel.measurement.record_queries import books_of
from akuntabel.registers.delays import delays, loaded_on
from akuntabel.registers.models import Sample

pytestmark = pytest.mark.database

Q2 = Period.parse("2023-Q2")


def layouts(unit):
    return {key: (book.kind, book.layout) for key, book in books_of(unit).items()}


def recorded(record, day):
    type(record).objects.filter(pk=record.pk).update(recorded_on=day)
    return record


def test_days_from_event_to_record_by_month(office, write):
    for n, (taken, kept) in enumerate(
        [("2023-02-01", "2023-02-03"), ("2023-02-05", "2023-02-05"), ("2023-02-28", "2023-03-20"),
         ("2023-03-09", "2023-03-08"), ("2023-07-01", "2023-07-01"), ("2022-12-31", "2023-01-31")]
    ):  # fmt: skip
        recorded(write("sample", **SAMPLE | {"number": f"S-{n}", "taken_on": taken}), date.fromisoformat(kept))

    found = delays(layouts(office), office, Q2)

    assert found.keys() == {"sample"}
    assert found["sample"].keys() == {2, 3}  # nothing after the period, nothing of another year
    february, march = found["sample"][2], found["sample"][3]
    assert (february.number, february.median, february.slow, february.within(7)) == (3, 2, 20, 2)
    assert (march.number, march.early, march.median) == (0, 1, None)
    assert loaded_on(found["sample"]) is None


def test_records_of_one_day_were_loaded(office, write):
    for n in range(3):
        recorded(write("sample", **SAMPLE | {"number": f"S-{n}"}), date(2023, 5, 1))

    assert loaded_on(delays(layouts(office), office, Q2)["sample"]) == date(2023, 5, 1)
    Sample.objects.exclude(number="S-0").delete()
    assert loaded_on(delays(layouts(office), office, Q2)["sample"]) is None  # one record tells nothing


def test_one_query(office, write, django_assert_num_queries):
    for n in range(5):
        write("sample", **SAMPLE | {"number": f"S-{n}"})
    books = layouts(office)
    with django_assert_num_queries(1):
        assert delays(books, office, Q2)["sample"][2].number == 5
