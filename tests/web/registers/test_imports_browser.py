"""An import with ten bad rows in a real browser, done by a real worker: columns, preview, marked file, good rows,
withdrawal; and what the page says while no worker runs.
"""

from __future__ import annotations

import subprocess
import sys

import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import expect
from tests.web.registers.conftest import PAGES
from tests.web.registers.test_browser import clean
from tests.web.served import served
from tests.web.test_browser import WIDTHS, pytestmark, visit  # noqa: F401  # the browser fixture

from akuntabel.organisation.roles import Role

GOOD, BAD = 20, 10
LONG = 90_000  # ms; a worker has to start on a busy machine


def workbook(path):
    book = openpyxl.Workbook()
    book.active.append(
        ["No. sampel", "Nama produk", "Komoditas", "Cara", "Kabupaten/kota", "Tgl. diambil", "Catatan"]
    )
    for number in range(GOOD + BAD):
        day = "2023-02-01" if number < GOOD else "2023-02-30"
        book.active.append([f"S-{number:03}", f"Produk {number}", "Obat", "Acak", "Kota Kupang", day, "x"])
    book.save(path)
    return path


WORKER = [sys.executable, "-m", "akuntabel.cli.main", "worker"]


@pytest.fixture
def officer(account, office):
    """A client that is signed in already when the database is copied."""
    client = Client()
    client.force_login(account(Role.DATA_OFFICER, office))
    return client


def test_without_a_worker_the_page_says_so_and_goes_on_when_there_is_one(visit, officer, tmp_path):  # noqa: F811
    with served(tmp_path, "--no-worker") as server:
        there = visit(client=officer, server=server)
        page = there.open(f"{PAGES}sample/impor/")
        page.get_by_label("Berkas .xlsx atau .csv").set_input_files(workbook(tmp_path / "sampel.xlsx"))
        there.follow(page.get_by_role("button", name="Unggah"))
        expect(page.get_by_text("Menunggu dimulai")).to_be_visible()
        assert there.findings() == []
        expect(page.get_by_text("Tidak ada pekerja latar yang berjalan")).to_be_visible(timeout=LONG)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert there.findings() == []
        worker = subprocess.Popen(WORKER, env=server.environment)
        try:
            expect(page.get_by_role("button", name="Periksa berkas")).to_be_visible(timeout=LONG)
        finally:
            worker.terminate()
            worker.wait()
        assert there.findings() == []


def test_ten_bad_rows_are_marked_and_the_good_ones_come_in_and_out(visit, officer, tmp_path):  # noqa: F811
    with served(tmp_path) as server:
        import_and_withdraw(visit(client=officer, server=server), tmp_path)


def import_and_withdraw(there, tmp_path):
    page = there.open(f"{PAGES}sample/")
    there.follow(page.get_by_role("link", name="Impor"))
    assert clean(there) == []
    page.get_by_label("Berkas .xlsx atau .csv").set_input_files(workbook(tmp_path / "sampel.xlsx"))
    page.get_by_role("button", name="Unggah").click()

    expect(page.get_by_label("No. sampel")).to_have_value("number", timeout=LONG)
    expect(page.get_by_label("Cara")).to_have_value("draw")
    page.get_by_label("Tgl. diambil").select_option("taken_on")
    page.get_by_label("Catatan").select_option("")
    assert clean(there) == []
    page.get_by_role("button", name="Periksa berkas").click()

    expect(page.get_by_role("heading", name="Kesalahan (10)")).to_be_visible()
    expect(
        page.get_by_text("“2023-02-30” bukan tanggal").or_(page.get_by_text('"2023-02-30" bukan tanggal'))
    ).to_have_count(BAD)
    assert clean(there) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh ditandai (Excel)").click()
    download.value.save_as(tmp_path / "ditandai.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "ditandai.xlsx").worksheets[0]
    assert [cell.coordinate for row in sheet for cell in row if cell.comment] == [f"F{n}" for n in range(22, 32)]
    assert [sheet.cell(n, 8).value[:2] for n in (22, 23)] == ["1.", "2."]

    page.get_by_role("button", name="Masukkan 20 baris yang benar").click()
    expect(page.get_by_role("status")).to_have_text("20 catatan masuk.")
    assert clean(there) == []
    page.get_by_role("link", name="Buka daftar register").click()
    expect(page.get_by_text("1–20 dari 20 catatan").first).to_be_visible()
    page.go_back()
    page.get_by_label("Alasan penarikan").fill("Berkas keliru.")
    page.get_by_role("button", name="Tarik impor ini").click()
    expect(page.get_by_role("status")).to_have_text("Impor sampel.xlsx ditarik.")
    assert clean(there) == []
    there.open(f"{PAGES}sample/")
    expect(page.get_by_text("Belum ada catatan")).to_be_visible()
    page.go_back()
    page.get_by_role("navigation", name="Letak halaman").get_by_role("link", name="Impor").click()
    expect(page.get_by_role("cell", name="ditarik")).to_be_visible()
    assert clean(there) == []
