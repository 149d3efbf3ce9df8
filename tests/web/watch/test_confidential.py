"""Confidential records and the pages that watch the registers: only named people learn that there are any."""

from __future__ import annotations

import pytest
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES
from tests.web.registers.test_confidential import CASE, CONDUCT, OPEN, named  # noqa: F401  # fixture
from tests.web.watch.test_views import ALL, DAYS, PLACES

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

NOW = {"spdp_on": "2023-02-01"}


def test_cases_are_on_no_page_but_for_the_named(named, write):  # noqa: F811
    write("criminal_case", **CASE | NOW)

    head, reader = named(Role.HEAD), named(Role.HEAD, "criminal_case")
    for page in ALL:
        assert "erkara" not in text_of(head.get(page)), page
    assert head.get(f"{PAGES}data-terlambat/cases_at_spdp/2/").status_code == 404
    assert "Perkara" in text_of(reader.get(PLACES))
    assert reader.get(f"{PAGES}data-terlambat/cases_at_spdp/2/").status_code == 200


def test_of_complaints_only_the_open_ones_are_counted(named, write):  # noqa: F811
    write("complaint", **OPEN)
    write("complaint", **CONDUCT | {"received_on": "2023-06-07"})
    write("complaint", **CONDUCT | {"number": "P-3", "received_on": "2023-01-07"})

    def months(client):
        text = text_of(client.get(DAYS)).split("Pengaduan dan permintaan informasi")[-1]
        return ["Juni 1 " in text, "Juni 2 " in text, "Januari 1 " in text]

    assert months(named(Role.HEAD)) == [True, False, False]
    assert months(named(Role.HEAD, "complaint")) == [False, True, True]
