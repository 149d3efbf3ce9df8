"""How agencies answer the letters they are sent."""

from __future__ import annotations

import pytest
from tests.registers.conftest import AGENCY

from akuntabel.core.periods import Period
from akuntabel.registers.answers import answers_of_agencies, by_district
from akuntabel.registers.models import InspectionDecision

pytestmark = pytest.mark.database

Q2 = Period.parse("2023-Q2")


def test_answers_of_agencies_and_districts(office, write, django_assert_num_queries):
    first = write("agency", **AGENCY | {"district": "Kabupaten Belu"})
    second = write("agency", **AGENCY | {"name": "Dinas Perdagangan Contoh", "district": "Kabupaten Belu"})
    third = write("agency", **AGENCY | {"name": "Media Contoh"})
    letter = {"kind": "Rekomendasi", "origin": "Hasil pengawasan iklan"}
    rows = [
        (first, "2023-02-01", "2023-03-01", "2023-02-20"),  # in time
        (first, "2023-02-01", "2023-03-01", "2023-07-02"),  # answered after the period: waits
        (first, "2023-06-20", "2023-07-20", "2023-06-25"),  # answered before it was due: not due yet
        (first, "2022-12-01", "2022-12-31", ""),  # of last year: waits, in no rate
        (second, "2023-05-01", "2023-06-01", "2023-06-30"),
        (second, "2023-06-30", "", ""),  # asks for no answer
        (third, "2023-07-01", "2023-08-01", ""),  # sent after the period
    ]
    for n, (agency, sent, due, answered) in enumerate(rows):
        write("inspection_decision", number=f"R-{n}", agency=str(agency.uuid), sent_on=sent, due_on=due,
              answered_on=answered, **letter)  # fmt: skip

    with django_assert_num_queries(1):
        found = answers_of_agencies(InspectionDecision.objects.filter(unit=office), Q2)

    trade, health = sorted(found, key=lambda one: one.name, reverse=True)
    assert (health.name, trade.name) == ("Dinas Kesehatan Contoh", "Dinas Perdagangan Contoh")
    assert (health.sent, health.due, health.answered, health.rate.number) == (3, 2, 1, 50)
    assert (health.unanswered, health.median_age, health.oldest) == (2, 149, 211)
    assert (trade.sent, trade.due, trade.answered, trade.unanswered) == (2, 1, 1, 0)
    assert trade.oldest is None
    [belu] = by_district(found)
    assert (belu.name, belu.sent, belu.due, belu.answered, belu.unanswered) == ("Kabupaten Belu", 5, 3, 2, 2)


def test_nothing_due_has_no_rate(office, write):
    agency = write("agency", **AGENCY)
    write("inspection_decision", number="R-1", agency=str(agency.uuid), sent_on="2023-06-30", kind="Rekomendasi",
          origin="Hasil pengawasan iklan")  # fmt: skip

    [one] = answers_of_agencies(InspectionDecision.objects.filter(unit=office), Q2)
    assert not one.rate.is_measured
