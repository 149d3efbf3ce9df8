"""Dated documents whose validity ends soon."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.records.expiry import expiring
from registers.conftest import office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.database

LAST = Period.parse("2023-Q2").last_day


def documents(unit):
    return DatedDocument.objects.filter(unit=unit)


@pytest.mark.parametrize(
    ("until", "warn", "left"),
    [("2023-07-30", "30", 30), ("2023-07-31", "30", None), ("2023-06-30", "30", 0), ("2023-06-01", "30", -29),
     ("2023-05-30", "30", None), ("2023-07-01", "", None), ("2023-06-30", "0", 0)],
)  # fmt: skip
def test_a_document_is_warned_of_for_the_days_it_asks_for(office, write, until, warn, left):  # noqa: F811
    write("dated_document", kind="Perjanjian", title="Perjanjian contoh", issued_on="2022-01-01", valid_until=until,
          warn_days=warn)  # fmt: skip

    assert [one.days_left for one in expiring(documents(office), LAST)] == ([] if left is None else [left])
    assert all(one.is_over is (one.days_left < 0) for one in expiring(documents(office), LAST))


def test_the_document_that_ends_first_stands_first(office, write, dinas, django_assert_num_queries):  # noqa: F811
    for title, until in (("B", "2023-07-09"), ("A", "2023-07-02")):
        write(
            "dated_document",
            kind="Perjanjian",
            title=title,
            issued_on="2022-01-01",
            valid_until=until,
            warn_days="30",
        )

    with django_assert_num_queries(1):
        assert [one.document.title for one in expiring(documents(office), LAST)] == ["A", "B"]
    assert expiring(documents(dinas), LAST) == []
    assert DatedDocument.objects.count() == 2
