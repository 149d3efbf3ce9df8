"""A list as a file: what Excel with Indonesian settings opens, and what is read back."""

from __future__ import annotations

import csv
import io

import pytest
from tests.web.registers.conftest import DONE, PAGES, SAMPLE, SHOP

from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database


def rows_of(content) -> list[dict[str, str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_every_open_column_by_its_name_and_as_it_is_read_back(reader, write, office):
    shop = write("establishment", **SHOP)
    write("sample", **SAMPLE | DONE | {"establishment": str(shop.uuid)})
    response = reader.get(f"{PAGES}sample/unduh.csv")
    content = response.getvalue()
    [row] = rows_of(content)

    register = definitions_for(office).registers["sample"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="register-sample-kupang.csv"'
    assert list(row) == [*(column.name for column in register.columns), "uuid"]
    assert (row["Komoditas"], row["Uji selesai pada"], row["Putusan"]) == ("Obat", "2023-02-20", "Memenuhi syarat")
    assert row["Sarana"] == shop.number
    file, problems = read_file(register, "sampel.csv", content)
    assert problems == []
    assert file.rows[0].typed["commodity"] == "Obat"


def test_filters_are_those_of_the_list(reader, write):
    write("sample", **SAMPLE)
    write("sample", **SAMPLE | {"number": "S-2", "commodity": "Kosmetik"})

    assert [
        row["Nomor sampel"] for row in rows_of(reader.get(f"{PAGES}sample/unduh.csv?commodity=cosmetic").getvalue())
    ] == ["S-2"]


def test_nothing_personal_in_a_file_for_anybody(officer, write):
    write("establishment", **SHOP | {"owner": "Pemilik Rekaan"})
    response = officer.get(f"{PAGES}establishment/unduh.csv")

    assert b"Rekaan" not in response.getvalue()
    assert b"Nama pemilik" not in response.getvalue()


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@a", "'=1", '=HYPERLINK("http://x")'])
def test_a_text_is_never_calculated(reader, write, office, text):
    write("sample", **SAMPLE | {"product": text})
    response = reader.get(f"{PAGES}sample/unduh.csv")
    content = response.getvalue()
    [row] = rows_of(content)

    assert row["Nama produk"] == f"'{text}"
    file, _ = read_file(definitions_for(office).registers["sample"], "sampel.csv", content)
    assert file.rows[0].typed["product"] == text


def test_other_unit_role_and_method(reader, as_role, office, dinas):
    address = f"{PAGES}sample/unduh.csv"
    assert as_role(Role.HEAD, dinas).get(address).status_code == 404
    assert as_role(Role.FINANCE, office).get(address).status_code == 403
    assert reader.post(address).status_code == 405
    assert reader.get(f"{PAGES}sampel/unduh.csv").status_code == 404
