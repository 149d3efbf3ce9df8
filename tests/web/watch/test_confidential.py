"""Confidential records and the pages that watch the registers: only named people learn that there are any."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.registers.conftest import AGENCY, SAMPLE, SHOP
from tests.registers.test_plan_lines import VISITS
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES
from tests.web.registers.test_confidential import CASE, CONDUCT, OPEN, named  # noqa: F401  # fixture
from tests.web.watch.test_views import ALL, ANSWERS, DAYS, ENDING, LAB, PLACES

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.periods import Period
from akuntabel.measurement.lateness import lateness
from akuntabel.measurement.record_queries import books_of, records_behind
from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.roles import Role
from measurement.test_lateness import done, withdrawn

pytestmark = pytest.mark.database

PLAN = "/kupang/2023-Q2/rencana/"
NOW_LATE = datetime(2023, 9, 1, tzinfo=UTC)
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


CLOSED = {
    "sample": ("draw", "=", "fortified"),
    "inspection_decision": ("origin", "=", "advertising"),
    "dated_document": ("kind", "=", "agreement"),
    "inspection": ("purpose", "=", "case"),
}


@pytest.fixture
def closing(office, monkeypatch):
    """A scheme that makes some records of registers confidential which are open in ours."""
    registers = definitions_for(office).registers
    for key, condition in CLOSED.items():
        closed = Register.model_validate(registers[key].model_dump() | {"confidential": (condition,)})
        monkeypatch.setitem(registers, key, closed)


def test_what_a_scheme_makes_confidential_is_on_no_page_but_for_the_named(named, write, closing):  # noqa: F811
    agency = write("agency", **AGENCY)
    shop = write("establishment", **SHOP)
    write("sample", **SAMPLE | {"draw": "Fortifikasi", "commodity": "Pangan fortifikasi", "received_on": "2023-02-02",
                                "plan_code": "RAHASIA-9"})  # fmt: skip
    write("inspection_decision", number="R-1", agency=str(agency.uuid), sent_on="2023-02-01", due_on="2023-03-01",
          kind="Rekomendasi", origin="Hasil pengawasan iklan")  # fmt: skip
    write("dated_document", kind="Perjanjian", title="Perjanjian rahasia", issued_on="2022-01-01",
          valid_until="2023-07-10", warn_days="30")  # fmt: skip
    write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Kasus", inspected_on="2023-02-02")
    line = write("plan_line", **VISITS)
    pages = {LAB: "Pangan fortifikasi", f"{LAB}sampel/": "S-001", ANSWERS: "Dinas Kesehatan Contoh",
             ENDING: "Perjanjian rahasia", PAGES: "1 dokumen", PLAN: "RAHASIA-9",
             f"{PLAN}{line.uuid}/": "B-1"}  # fmt: skip

    head, reader = named(Role.HEAD), named(Role.HEAD, *CLOSED)
    for page, told in pages.items():
        assert told not in text_of(head.get(page)), page
        assert told in text_of(reader.get(page)), page
    home = "/kupang/2023-Q2/"
    assert "Perjanjian rahasia" not in text_of(named(Role.DATA_OFFICER).get(home))
    assert "Perjanjian rahasia" in text_of(named(Role.DATA_OFFICER, "dated_document").get(home))


FORTIFIED = {"number": "S-RAHASIA", "draw": "Fortifikasi", "commodity": "Pangan fortifikasi"}
CAUSES = f"{PAGES}data-terlambat/fortified_food_samples_tested/2/"


def test_a_confidential_record_behind_a_number_is_counted_and_not_listed(named, on_day, closing):  # noqa: F811
    on_day(date(2023, 2, 3), **done("S-RAHASIA", "2023-02-02") | FORTIFIED)
    unit, period = Unit.objects.get(slug="kupang"), Period.parse("2023-Q2")

    def behind(*reader):
        book = books_of(unit, {*reader})["sample"]
        found = records_behind(unit, book, definitions_for(unit).measures["fortified_food_samples_tested"], period)
        return len(found.entries), len(found.withheld), found.stored, found.differs

    assert behind() == (0, 1, 1, False)
    assert behind("sample") == (1, 0, 1, False)


def test_of_a_partly_confidential_register_only_the_named_learn_when_it_began(named, on_day, closing):  # noqa: F811
    on_day(date(2023, 7, 20), **done("S-RAHASIA", "2023-02-02") | FORTIFIED)
    unit, period = Unit.objects.get(slug="kupang"), Period.parse("2023-Q2")

    assert lateness(unit, period, now=NOW_LATE).late_registers == []
    [(book, day)] = lateness(unit, period, named={"sample"}, now=NOW_LATE).late_registers
    assert (book.register.key, day) == ("sample", date(2023, 7, 20))


@pytest.mark.parametrize("gone", [False, True])
def test_a_confidential_cause_is_only_counted_also_once_it_is_withdrawn(named, office, on_day, closing, gone):  # noqa: F811
    """The month was reported with it and lacks it now, or the other way round."""
    on_day(date(2023, 2, 3), **done("S-TERBUKA", "2023-02-02"))
    record = on_day(date(2023, 2, 3) if gone else date(2023, 7, 20), **done("S-RAHASIA", "2023-02-02") | FORTIFIED)
    if gone:
        withdrawn(office, record, date(2023, 7, 20))

    head, reader = named(Role.HEAD), named(Role.HEAD, "sample")
    assert "S-RAHASIA" not in text_of(head.get(CAUSES))
    assert "S-RAHASIA" in text_of(reader.get(CAUSES))
