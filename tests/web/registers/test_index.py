"""Register: which registers the unit has, and how much each holds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of
from tests.web.registers.conftest import DONE, PAGES, SAMPLE

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database


def test_each_register_with_its_records_and_last_month(officer, write):
    write("sample", **SAMPLE)
    write("sample", **SAMPLE | DONE | {"number": "S-002", "taken_on": "2023-02-02"})
    text = text_of(officer.get(PAGES))

    assert "Sampel dan pengujian" in text
    assert "2 2 Februari 2023 14 ukuran" in text
    assert "0 0 belum ada catatan" in text
    assert "Catat Sampel dan pengujian" in text


def test_who_only_reads_is_offered_no_record(reader):
    html = reader.get(PAGES).content.decode()

    assert "/register/sample/" in html
    assert "/baru/" not in html


def test_a_scheme_without_registers_says_what_to_do_and_has_no_menu_entry(as_role, dinas):
    client = as_role(Role.HEAD, dinas)
    text = text_of(client.get("/dinas-contoh/2024-Q2/register/"))

    assert "Satuan kerja ini tidak memakai register" in text
    assert "/register/" not in client.get("/dinas-contoh/2024-Q2/").content.decode()


def test_menu_has_the_entry_for_those_who_may_see(reader, as_role, office):
    assert "/kupang/2023-Q2/register/" in reader.get("/kupang/2023-Q2/").content.decode()
    assert "/register/" not in as_role(Role.FINANCE, office).get("/kupang/2023-Q2/").content.decode()


@pytest.mark.parametrize("role", [Role.FINANCE, Role.ADMINISTRATOR])
def test_other_roles_are_refused(as_role, office, role):
    assert as_role(role, office).get(PAGES).status_code == 403


def test_other_unit_bad_period_wrong_method_and_not_signed_in(reader, as_role, dinas, client):
    assert as_role(Role.HEAD, dinas).get(PAGES).status_code == 404
    assert reader.get("/kupang/salah/register/").status_code == 404
    assert reader.post(PAGES).status_code == 405
    assert client.get(PAGES).status_code == 302


def test_one_query_for_all_registers(reader, many):
    many(30)
    with CaptureQueriesContext(connection) as queries:
        reader.get(PAGES)

    assert sum("registers_" in query["sql"] for query in queries) == 1


def test_registers_stand_in_groups_with_those_of_the_year(officer, write):
    """Daily work first, shared lists last; beside all records those of the period's year, where a date tells."""
    write("sample", **SAMPLE)
    write("sample", **SAMPLE | {"number": "S-002", "taken_on": "2022-12-31"})
    text = text_of(officer.get(PAGES))

    heads = ("Pengambilan sampel dan pengujian", "Parameter uji sampel", "Pemeriksaan sarana", "UMKM dampingan",
             "Daftar bersama", "Daftar alamat surat", "Satu baris satu kode rencana")  # fmt: skip
    assert sorted(heads, key=text.index) == list(heads)
    assert "Satu baris satu sampel. 1 2 Februari 2023" in text
    assert "menerima penyerahan. 0 belum ada catatan" in text


def test_every_register_has_a_group(officer, office):
    assert "Register lain" not in text_of(officer.get(PAGES))
