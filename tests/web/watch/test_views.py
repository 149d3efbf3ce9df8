"""The pages that watch the registers: what they say of small made-up records, who may open them, how often they ask."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.registers.conftest import AGENCY, SAMPLE
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES

from akuntabel.organisation.roles import Role
from akuntabel.registers.models import Sample
from measurement.test_lateness import done, withdrawn

pytestmark = pytest.mark.database

LATE, DAYS, LAB = f"{PAGES}data-terlambat/", f"{PAGES}hari-pencatatan/", f"{PAGES}antrean-laboratorium/"
PLACES, ANSWERS, ENDING = f"{PAGES}peta-kabupaten/", f"{PAGES}tanggapan-instansi/", f"{PAGES}dokumen-berakhir/"
ALL = [LATE, DAYS, LAB, f"{LAB}sampel/", PLACES, ANSWERS, ENDING]
CAUSE = f"{LATE}random_drug_samples_tested/2/"
INDICATOR = "/kupang/2023-Q2/indikator/random-drug-compliance/"


@pytest.fixture
def late(on_day):
    """One sample of February in time, one late and not compliant, and one of June in time."""
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 8), **done("S-2", "2023-02-20", "Tidak memenuhi syarat"))
    on_day(date(2023, 6, 20), **done("S-3", "2023-06-17"))
    on_day(date(2023, 7, 8), **done("S-4", "2023-06-18", "Tidak memenuhi syarat"))


# Late data


def test_late_data_by_month_and_its_effect(reader, late):
    text = text_of(reader.get(LATE))

    assert "Sampel acak Obat yang selesai diperiksa dan diuji 7 Maret 2023 1 2 +1" in text
    assert "Sampel acak Obat yang selesai diperiksa dan diuji 7 Juli 2023 1 2 +1" in text
    assert "1.1 Obat memenuhi syarat (acak) 66,67 % 50,00 % 72,47 % 54,35 %" in text


def test_the_records_that_cause_it(reader, late):
    response = reader.get(CAUSE)

    assert "S-2 · Tablet contoh dicatat terlambat 8 Maret 2023 0 1" in text_of(response)
    assert "S-1" not in text_of(response)
    assert response.content.decode().count('href="/kupang/2023-Q2/register/sample/') == 1


def test_a_withdrawn_record_stands_among_the_causes_with_its_reason(reader, office, late):
    gone = Sample.objects.get(number="S-1")
    withdrawn(office, gone, date(2023, 7, 20))
    response = reader.get(f"{LATE}random_drug_samples_compliant/2/")

    assert "S-1 · Tablet contoh ditarik, tidak lagi dihitung 20 Juli 2023 Tidak pernah diambil. 1 0" in text_of(
        response
    )
    assert f'href="/kupang/2023-Q2/register/sample/{gone.uuid}/"' in response.content.decode()


def test_a_month_that_did_not_change_says_so(reader, late):
    assert "Angka bulan ini tidak berubah sesudah dilaporkan" in text_of(
        reader.get(f"{LATE}random_drug_samples_tested/3/")
    )


@pytest.mark.parametrize("address", [f"{LATE}random_drug_samples_tested/13/", f"{LATE}random_drug_samples_tested/7/",
                                     f"{LATE}tidak_ada/2/", f"{CAUSE}?kelompok=x"])  # fmt: skip
def test_no_such_measure_month_or_group(reader, late, address):
    assert reader.get(address).status_code == 404


def test_the_mark_on_the_indicators_page(reader, late, as_role, office):
    assert "Angka Februari dan Juni 2023 berubah sesudah dilaporkan. Lihat data terlambat" in text_of(
        reader.get(INDICATOR)
    )
    without_records = text_of(as_role(Role.FINANCE, office).get(INDICATOR))
    assert "berubah sesudah dilaporkan." in without_records
    assert "Lihat data terlambat" not in without_records


def test_nothing_late(reader, on_day):
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))

    assert "Tidak ada bulan yang berubah sesudah dilaporkan" in text_of(reader.get(LATE))
    assert "Tidak ada indikator yang realisasi atau capaiannya berubah" in text_of(reader.get(LATE))
    assert "sesudah dilaporkan" not in text_of(reader.get(INDICATOR))


def test_a_register_in_use_later_says_so(reader, on_day):
    on_day(date(2023, 7, 20), **done("S-1", "2023-02-17"))

    assert "Sampel dan pengujian: 20 Juli 2023" in text_of(reader.get(LATE))


def test_a_period_without_a_plan_and_one_that_lies_ahead(reader, late):
    assert "pengaruhnya pada indikator tidak dapat dihitung" in text_of(
        reader.get(LATE.replace("2023-Q2", "2022-Q1"))
    )
    assert "Belum ada bulan yang sampai batas pelaporannya" in text_of(
        reader.get(LATE.replace("2023-Q2", "2090-Q1"))
    )


def test_a_scheme_without_a_rule(as_role, dinas):
    text = text_of(as_role(Role.HEAD, dinas).get("/dinas-contoh/2024-Q2/register/data-terlambat/"))

    assert "Batas pelaporan bulanan belum ditetapkan" in text


# Days to the record


def test_days_by_register_team_and_month(reader, late):
    text = text_of(reader.get(DAYS))

    assert "Batas: 7 hari" in text
    assert "Februari 2 3 16 50,00 %" in text  # 17 → 20 February; 20 February → 8 March
    assert "Juni 2 3 20 50,00 %" in text
    assert "Dihitung sejak “Diambil pada”" in text
    assert "Data contoh: hari dicatatnya dibuat" in text


def test_a_register_that_was_loaded_in_one_day(reader, on_day):
    for n in range(2):
        on_day(date(2023, 7, 20), **done(f"S-{n}", "2023-02-17"))

    assert "Semua catatan masuk pada satu hari, 20 Juli 2023" in text_of(reader.get(DAYS))


# The laboratory


def test_the_backlog_and_its_samples(reader, write):
    write("sample", **SAMPLE | {"received_on": "2023-02-03", "laboratory": "Laboratorium contoh",
                                "blocked_by": "Pereaksi habis"})  # fmt: skip
    write("sample", **SAMPLE | {"number": "S-002", "taken_on": "2023-06-28", "received_on": "2023-06-28"})

    response = reader.get(LAB)
    text, html = text_of(response), response.content.decode()
    assert "Obat Laboratorium contoh 0 0 0 1 1" in text
    assert "Obat belum disebut 1 0 0 0 1" in text
    assert "Pereaksi habis 0 0 0 1 1 tidak dicatat 1 0 0 0 1" in text
    assert "Semua 1 0 0 1 2" in text
    assert "sampel/?penghambat=reagent&amp;umur=3" in html
    assert "S-001" in text_of(reader.get(f"{LAB}sampel/?penghambat=reagent&umur=3"))
    assert "lebih dari 30 hari · Penghambat: Pereaksi habis" in text_of(
        reader.get(f"{LAB}sampel/?penghambat=reagent&umur=3")
    )
    other = text_of(reader.get(f"{LAB}sampel/?penghambat=+-"))
    assert "S-002" in other
    assert "S-001" not in other
    assert "Tidak ada sampel yang cocok" in text_of(reader.get(f"{LAB}sampel/?umur=1"))


@pytest.mark.parametrize("laboratory", ["-", "Laboratorium " + "jauh " * 30 + "contoh"])
def test_the_number_of_a_laboratory_leads_to_its_samples_whatever_it_is_called(reader, write, laboratory):
    received = SAMPLE | {"taken_on": "2023-05-01", "received_on": "2023-05-03"}
    write("sample", **received | {"number": "S-001", "laboratory": laboratory})
    write("sample", **received | {"number": "S-002"})

    html = reader.get(LAB).content.decode()
    for name, number, other in ((laboratory, "S-001", "S-002"), ("belum disebut", "S-002", "S-001")):
        [address] = re.findall(rf'href="([^"]+)" aria-label="1: Obat, {name}, semua umur"', html)
        behind = text_of(reader.get(unescape(address)))
        assert number in behind
        assert other not in behind


def test_the_pages_of_the_backlog_keep_what_was_asked(reader, write):
    for n in range(51):
        write("sample", **SAMPLE | {"number": f"S-{n:03d}", "received_on": "2023-06-20"})

    html = reader.get(f"{LAB}sampel/?komoditas=drug&umur=1").content.decode()
    assert "?umur=1&amp;komoditas=drug&amp;halaman=2" in html
    assert "S-050" in text_of(reader.get(f"{LAB}sampel/?komoditas=drug&umur=1&halaman=2"))


# Districts


def test_the_map_says_in_words_where_nothing_happened(reader, write):
    write("sample", **SAMPLE | {"district": "Kabupaten Belu"})
    Sample.objects.filter(pk=write("sample", **SAMPLE | {"number": "S-002"}).pk).update(district="Kota Jauh")

    response = reader.get(PLACES)
    text, html = text_of(response), response.content.decode()
    assert "Kabupaten Belu nihil" in text
    assert "Kota Jauh di luar daftar wilayah kerja" in text
    assert "Tanpa satu catatan pun (15)" in text
    address = "/kupang/2023-Q2/register/sample/?kabupaten=Kabupaten+Belu&sejak=2023-01-01&sampai=2023-06-30"
    assert address.replace("&", "&amp;") in html
    found = text_of(reader.get(address))
    assert "S-001" in found
    assert "S-002" not in found


# Answers and documents


def test_a_district_typed_as_a_dash_leads_to_its_records(reader, write):
    Sample.objects.filter(pk=write("sample", **SAMPLE | {"taken_on": "2023-05-01"}).pk).update(district="-")
    [address] = re.findall(r'href="([^"]+kabupaten=-[^"]*)"', reader.get(PLACES).content.decode())
    assert "S-001" in text_of(reader.get(unescape(address)))


def test_answers_by_agency_and_district(reader, write):
    agency = write("agency", **AGENCY | {"district": "Kabupaten Belu"})
    for n, answered in enumerate(["2023-02-20", ""]):
        write("inspection_decision", number=f"R-{n}", agency=str(agency.uuid), sent_on="2023-02-01", due_on="2023-03-01",
              answered_on=answered, kind="Rekomendasi", origin="Hasil pengawasan iklan")  # fmt: skip

    text = text_of(reader.get(ANSWERS))
    assert "Dinas Kesehatan Contoh Kabupaten Belu 2 2 1 50,00 % 1 149 149" in text
    assert text.count("2 2 1 50,00 %") == 2


def test_documents_that_end_are_on_their_page_the_list_and_the_first_page(reader, officer, write):
    document = write("dated_document", kind="Perjanjian", title="Perjanjian contoh", issued_on="2022-01-01",
                     valid_until="2023-07-10", warn_days="30")  # fmt: skip

    assert "Perjanjian contoh Perjanjian 10 Juli 2023 10 hari lagi" in text_of(reader.get(ENDING))
    assert "Masa berlaku yang habis dalam hari peringatannya. 1 dokumen" in text_of(reader.get(PAGES))
    home = officer.get("/kupang/2023-Q2/")
    assert "Perbarui dokumen “Perjanjian contoh”" in text_of(home)
    assert str(document.uuid) in home.content.decode()
    assert "Perjanjian contoh" not in text_of(reader.get("/kupang/2023-Q2/"))  # who keeps none is asked for nothing
    assert "Tidak ada dokumen yang segera berakhir" in text_of(reader.get(ENDING.replace("2023-Q2", "2023-Q1")))


# All of them


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (LATE, "Tidak ada bulan yang berubah sesudah dilaporkan"),
        (DAYS, "Belum ada catatan dengan tanggal pada periode ini"),
        (LAB, "Tidak ada sampel yang menunggu"),
        (ANSWERS, "Belum ada surat kepada instansi"),
        (ENDING, "Tidak ada dokumen yang segera berakhir"),
    ],
)
def test_empty_pages_say_what_fills_them(reader, page, words):
    assert words in text_of(reader.get(page))


@pytest.mark.parametrize("page", ALL)
def test_who_may_not(page, reader, as_role, office, dinas):
    assert Client().get(page).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(page).status_code == 404
    for role in (Role.FINANCE, Role.ADMINISTRATOR):
        assert as_role(role, office).get(page).status_code == 403
    assert reader.post(page).status_code == 405


def test_the_list_of_registers_leads_to_them(reader, office):
    html = reader.get(PAGES).content.decode()

    assert all(f'href="{page}"' in html for page in ALL if not page.endswith("sampel/"))


@pytest.mark.parametrize(("page", "most"), [(LATE, 22), (CAUSE, 14), (DAYS, 17), (LAB, 8), (f"{LAB}sampel/", 10),
                                            (PLACES, 9), (ANSWERS, 8), (ENDING, 8), (INDICATOR, 26)])  # fmt: skip
def test_the_number_of_queries_does_not_grow_with_the_records(reader, late, on_day, page, most):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(page).status_code == 200
        return len(queries)

    few = asked()
    for n in range(12):
        day = f"2023-0{n % 6 + 1}-17"
        on_day(date(2023, 7, 20), **done(f"M-{n}", day, received_on=day))
        on_day(date(2023, 7, 20), **SAMPLE | {"number": f"W-{n}", "taken_on": day, "received_on": day})

    assert asked() <= few + 1 <= most
