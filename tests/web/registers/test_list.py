"""The list of one register: search, filters, order, pages; quick however many there are."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of
from tests.web.registers.conftest import DONE, PAGES, SAMPLE, SHOP

from akuntabel.organisation.roles import Role
from akuntabel.web.pages.registers.asking import _within
from registers.conftest import STANDARD

pytestmark = pytest.mark.database

SAMPLES = f"{PAGES}sample/"


def numbers(response) -> list[str]:
    return re.findall(r'records__name wide"><a href="[^"]+">([^<]+)<', response.content.decode())


@pytest.fixture
def three(write):
    write("sample", **SAMPLE | {"number": "S-1", "taken_on": "2022-05-01"})
    write("sample", **SAMPLE | DONE | {"number": "S-2", "product": "Sirup contoh", "commodity": "Kosmetik"})
    third = write("sample", **SAMPLE | {"number": "S-3", "taken_on": "2023-03-01"})
    type(third).objects.filter(pk=third.pk).update(district="Belu")  # kept before places were checked


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["S-3", "S-2"]),
        ("?", ["S-3", "S-2"]),
        ("?tahun=", ["S-3", "S-2", "S-1"]),
        ("?cari=sirup", ["S-2"]),
        ("?cari=contoh+belu", ["S-3"]),
        ("?cari=tidak+ada", []),
        ("?commodity=drug", ["S-3", "S-1"]),
        ("?verdict=+-", ["S-3", "S-1"]),
        ("?tahun=2022", ["S-1"]),
        ("?tahun=1999", []),
        ("?sejak=2022-05-01&sampai=2023-02-01", ["S-2", "S-1"]),
        ("?sejak=2023-02-02", ["S-3"]),
        ("?sejak=besok&sampai=2023-99-99", ["S-3", "S-2", "S-1"]),
        ("?kabupaten=Belu", ["S-3"]),
        ("?kabupaten=Kota+Kupang&sejak=2023-01-01", ["S-2"]),
        ("?kabupaten=+-", []),
        ("?kabupaten=-", []),
        ("?urut=number", ["S-1", "S-2", "S-3"]),
        ("?urut=-district", ["S-2", "S-1", "S-3"]),
        ("?urut=completed_on", ["S-2", "S-1", "S-3"]),
        ("?tahun=dua&commodity=semua&urut=owner&halaman=x", ["S-3", "S-2", "S-1"]),
        ("?halaman=99", ["S-3", "S-2", "S-1"]),
        ("?cari=%00", ["S-3", "S-2", "S-1"]),
        ("?tahun=99999999999999999999", ["S-3", "S-2", "S-1"]),
        ("?tahun=0001099999", ["S-3", "S-2", "S-1"]),
        ("?cari=" + "o+" * 200, ["S-3", "S-2", "S-1"]),
    ],
)
def test_search_filter_and_order(reader, three, query, found):
    response = reader.get(SAMPLES + query)

    assert response.status_code == 200
    assert numbers(response) == found


def test_the_list_says_what_it_is_sorted_and_filtered_by(reader, three):
    html = reader.get(f"{SAMPLES}?urut=-number&commodity=drug").content.decode()

    assert 'aria-sort="descending"' in html
    assert 'href="?commodity=drug&amp;urut=number"' in html
    assert '<option value="drug" selected>Obat</option>' in html
    assert "unduh.csv?commodity=drug&amp;urut=-number" in html


def test_the_filters_for_district_and_days_are_kept(reader, three):
    html = reader.get(f"{SAMPLES}?kabupaten=Belu&sejak=2023-01-01").content.decode()

    assert '<option value="Belu" selected>Belu</option>' in html  # not in the working area, but asked for
    assert '<option value="Kabupaten Belu">Kabupaten Belu</option>' in html
    assert 'name="sejak" value="01/01/2023"' in html
    assert "unduh.csv?kabupaten=Belu&amp;sejak=2023-01-01" in html


def test_nothing_found_differs_from_nothing_there(reader, officer, three):
    assert "Tidak ada catatan yang cocok" in text_of(reader.get(f"{SAMPLES}?cari=zzz"))
    assert "Register ini belum diisi" in text_of(reader.get(f"{PAGES}inspection/"))
    assert "Catat yang pertama" in text_of(officer.get(f"{PAGES}inspection/"))


def test_inspections_are_found_and_sorted_by_their_establishment(reader, write):
    for number, title in (("A-1", "Zamrud"), ("A-2", "Anggrek")):
        shop = write("establishment", **SHOP | {"number": number, "title": title})
        write(
            "inspection",
            number=f"B{number}",
            establishment=str(shop.uuid),
            purpose="Rutin",
            inspected_on="2023-05-02",
        )

    assert numbers(reader.get(f"{PAGES}inspection/?cari=anggrek")) == ["BA-2"]
    assert numbers(reader.get(f"{PAGES}inspection/?urut=-establishment")) == ["BA-2", "BA-1"]
    assert "A-2 · Anggrek" in text_of(reader.get(f"{PAGES}inspection/"))


@pytest.mark.parametrize("role", [Role.DATA_OFFICER, Role.HEAD])
def test_personal_columns_are_in_no_list_and_no_search(as_role, office, write, role):
    write("establishment", **SHOP | {"owner": "Pemilik Rekaan"})
    client = as_role(role, office)

    assert "Rekaan" not in text_of(client.get(f"{PAGES}establishment/"))
    assert numbers(client.get(f"{PAGES}establishment/?cari=rekaan")) == []


def test_a_year_is_written_as_one_and_a_number_of_things_by_thousands(reader, write):
    line = write("plan_line", code="QIA.005", title="Sampel Obat", year="2023", subject="Sampel", january="1605")
    listed, alone = (text_of(reader.get(f"{PAGES}plan_line/{end}")) for end in ("", f"{line.uuid}/"))
    for page in (listed, alone):
        assert "2023" in page
        assert "2.023" not in page
    assert "1.605" in alone


def test_a_name_that_is_an_abbreviation_stays_one_inside_a_sentence():
    assert [_within(name) for name in ("Diperiksa pada", "SPDP pada", "P21 pada")] == [
        "diperiksa pada", "SPDP pada", "P21 pada",
    ]  # fmt: skip


def test_fifty_a_page(reader, many):
    many(120)
    first, last = reader.get(f"{SAMPLES}?tahun="), reader.get(f"{SAMPLES}?tahun=&halaman=3")

    assert len(numbers(first)) == 50
    assert "1–50 dari 120 catatan" in text_of(first)
    assert "101–120 dari 120 catatan" in text_of(last)
    assert 'rel="next" href="?halaman=2"' in first.content.decode()
    assert 'rel="prev" href="?halaman=2"' in last.content.decode()


def test_other_unit_unknown_register_role_and_method(reader, as_role, office, dinas):
    assert as_role(Role.HEAD, dinas).get(SAMPLES).status_code == 404
    assert "Register “sampel” tidak ada" in text_of(reader.get(f"{PAGES}sampel/"))
    assert reader.get(f"{PAGES}sampel/").status_code == 404
    assert as_role(Role.FINANCE, office).get(SAMPLES).status_code == 403
    assert reader.post(SAMPLES).status_code == 405


def test_records_of_another_unit_are_not_there(reader, three, dinas):
    from akuntabel.registers.models import Sample

    Sample.objects.filter(number="S-2").update(unit=dinas)

    assert numbers(reader.get(f"{SAMPLES}?tahun=")) == ["S-3", "S-1"]


def test_a_hundred_thousand_records_open_with_as_many_queries_as_ten(reader, many):
    """How long it takes is measured by `benchmarks/lists.py`, not here."""
    many(100_000)
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(SAMPLES)

    assert len(numbers(response)) == 50
    assert len([query["sql"] for query in queries if "registers_" in query["sql"]]) == 5
    for query in ("?halaman=1999", "?cari=produk+9", "?commodity=drug&urut=product"):
        assert reader.get(SAMPLES + query).status_code == 200


def test_a_list_begins_with_the_year_of_its_period(reader, three):
    """Chosen in the filter, left by one link, kept by order and file; nothing else that is asked for is narrowed."""
    html = reader.get(SAMPLES).content.decode()
    assert '<option value="2023" selected>2023</option>' in html
    assert '<option value="">semua tahun</option>' in html
    assert 'href="?tahun=">Semua tahun</a>' in html
    assert "unduh.csv?tahun=2023" in html
    assert 'href="?tahun=2023&amp;urut=number"' in html
    every = reader.get(f"{SAMPLES}?tahun=").content.decode()
    assert "unduh.csv?tahun=&" not in every
    assert 'unduh.csv?tahun="' in every
    empty = reader.get(SAMPLES.replace("2023-Q2", "2021-Q2"))
    assert "Tidak ada catatan tahun 2021" in text_of(empty)
    assert 'href="?tahun=">Semua tahun</a>' in empty.content.decode()


def test_records_without_the_date_are_in_sight_from_the_beginning(reader, write):
    """A case of work whose day is still to come is not hidden by the year."""
    write("establishment", **SHOP)

    assert "Apotek Contoh" in text_of(reader.get(f"{PAGES}establishment/"))


def test_a_shared_list_holds_over_the_years(reader, write):
    """A standard of the year before is in force: it is not hidden, and not counted as none of this year."""
    write("dated_document", **STANDARD)

    assert "Standar pelayanan" in text_of(reader.get(f"{PAGES}dated_document/"))
    assert "masa berlaku. 1 Desember 2022" in text_of(reader.get(PAGES))
