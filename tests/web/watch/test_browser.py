"""The pages that watch the registers in a real browser, filled, on a desktop and on a phone."""

from __future__ import annotations

from datetime import date

from tests.registers.conftest import AGENCY, SAMPLE
from tests.web.registers.test_browser import clean
from tests.web.test_browser import pytestmark, visit  # noqa: F401  # the browser fixture
from tests.web.watch.test_views import ALL, CAUSE, INDICATOR, PAGES, PLACES

from akuntabel.organisation.roles import Role
from measurement.test_lateness import done


def test_nothing_is_wrong_with_the_pages(visit, account, office, write, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 8), **done("S-2", "2023-02-20"))
    on_day(date(2023, 7, 10), **done("S-3", "2023-06-20"))
    write("sample", **SAMPLE | {"number": "S-4", "received_on": "2023-02-03", "blocked_by": "Alat rusak"})
    agency = write("agency", **AGENCY)
    write("inspection_decision", number="R-1", agency=str(agency.uuid), sent_on="2023-02-01", due_on="2023-03-01",
          kind="Rekomendasi", origin="Hasil pengawasan iklan")  # fmt: skip
    write("dated_document", kind="Perjanjian", title="Perjanjian contoh", issued_on="2022-01-01", valid_until="2023-07-10",
          warn_days="30")  # fmt: skip
    there = visit(account(Role.DATA_OFFICER, office))

    for address in (*ALL, CAUSE, PAGES, INDICATOR):
        there.open(address)
        assert clean(there) == []

    page = there.open(PLACES)
    there.follow(page.get_by_role("link", name="4: Sampel dan pengujian, Kota Kupang"))
    assert page.get_by_text("1–4 dari 4 catatan").is_visible()
    assert clean(there) == []
