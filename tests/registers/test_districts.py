"""Records by district and register."""

from __future__ import annotations

import pytest
from tests.registers.conftest import SAMPLE, SHOP

from akuntabel.core.periods import Period
from akuntabel.measurement.record_queries import books_of
from akuntabel.organisation.facts_on import districts_on
from akuntabel.registers.districts import district_map
from akuntabel.registers.models import Sample

pytestmark = pytest.mark.database

Q2 = Period.parse("2023-Q2")
LAST = Q2.last_day


def layouts(unit):
    return {key: (book.kind, book.layout) for key, book in books_of(unit).items()}


def test_records_by_district_and_register(office, write, django_assert_num_queries):
    shop = write("establishment", **SHOP | {"district": "Kabupaten Belu"})
    write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-05-05")
    for n, (place, day) in enumerate(
        [("Kota Kupang", "2023-01-01"), ("Kota Kupang", "2023-06-30"), ("Kota Kupang", "2023-07-01"),
         ("Di luar", "2023-04-01")]
    ):  # fmt: skip
        write("sample", **SAMPLE | {"number": f"S-{n}", "taken_on": day})
        Sample.objects.filter(number=f"S-{n}").update(
            district=place
        )  # also what was kept before places were checked
    own = districts_on(office, LAST)

    books = layouts(office)
    with django_assert_num_queries(1):
        found = district_map(books, office, Q2, own)

    assert "Kabupaten Belu" in own
    assert found.outside == ["Di luar"]
    assert set(found.registers) >= {"sample", "inspection", "certification_request"}
    assert "establishment" not in found.registers  # it has no main date
    assert [found.number("Kota Kupang", key) for key in ("sample", "inspection")] == [2, 0]
    assert [found.number("Kabupaten Belu", key) for key in ("sample", "inspection")] == [0, 1]
    assert (found.most("sample"), found.most("inspection"), found.most("certification_request")) == (2, 1, 0)
