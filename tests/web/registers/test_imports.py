"""Importing on the web: upload, columns, preview, decision, marked file, withdrawal; who may; hostile files."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES, SAMPLE

from akuntabel.jobs.worker import work_off
from akuntabel.organisation.roles import Role
from akuntabel.registers.models import ImportBatch, Sample
from registers.test_record_files import HOSTILE

pytestmark = pytest.mark.database
IMPORTS = f"{PAGES}sample/impor/"
HEAD = "Nomor;Nama produk;Komoditas;Cara pengambilan;Kabupaten/kota;Diambil pada\n"
GOOD = HEAD + "S-1;Tablet contoh;Obat;Acak;Alor;2023-02-01\nS-2;Sirup;Obat;Acak;Alor;2023-02-01\n"
BAD = GOOD + "S-3;Sirup;Obta;Acak;Alor;2023-02-01\n;<b>x</b>;Obat;Acak;Alor;2023-02-30\n"


def ask(client, address, sent):
    """Post, and let a worker do what was asked for."""
    response = client.post(address, sent)
    work_off()
    return response


def send(client, content, name="sampel.csv", address=IMPORTS):
    content = content.encode() if isinstance(content, str) else content
    return ask(client, address, {"berkas": SimpleUploadedFile(name, content)})


def map_as_guessed(client, batch):
    keys = {f"kolom-{number}": key for number, key in enumerate(batch.mapping)}
    return ask(client, f"{IMPORTS}{batch.uuid}/kolom/", keys)


@pytest.fixture
def staged(officer):
    """A file sent and its columns told; returns the batch and its page's address."""

    def act(content):
        response = send(officer, content)
        batch = ImportBatch.objects.latest("id")
        assert response.headers["Location"] == f"{IMPORTS}{batch.uuid}/"
        assert officer.get(f"{IMPORTS}{batch.uuid}/").headers["Location"] == f"{IMPORTS}{batch.uuid}/kolom/"
        assert map_as_guessed(officer, batch).headers["Location"] == f"{IMPORTS}{batch.uuid}/"
        batch.refresh_from_db()
        return batch, f"{IMPORTS}{batch.uuid}/"

    return act


def test_a_good_file_comes_in_whole_and_stands_in_the_history(officer, staged):
    _, address = staged(GOOD)
    assert "Pratinjau: belum ada yang masuk" in text_of(officer.get(address))
    assert Sample.objects.count() == 0
    ask(officer, address, {"tindakan": "semua"})
    assert "2 catatan masuk." in text_of(officer.get(address))
    assert Sample.objects.count() == 2
    assert "sampel.csv" in text_of(officer.get(IMPORTS))
    assert "sudah masuk" in text_of(officer.get(IMPORTS))


def test_columns_are_offered_as_guessed_and_a_wrong_choice_is_told(officer, office):
    send(officer, GOOD)
    batch = ImportBatch.objects.get()
    html = officer.get(f"{IMPORTS}{batch.uuid}/kolom/").content.decode()
    assert re.findall(r'<option value="(\w+)" selected>', html) == batch.mapping
    response = officer.post(f"{IMPORTS}{batch.uuid}/kolom/", {"kolom-0": "product", "kolom-1": "product"})
    assert response.status_code == 422
    assert "Nama produk: dipasangkan dengan &quot;Nomor&quot; dan" in response.content.decode()
    assert officer.get(f"{IMPORTS}{batch.uuid}/").headers["Location"].endswith("/kolom/")


def test_mistakes_are_numbered_and_the_file_comes_back_marked(officer, staged):
    _, address = staged(BAD)
    page = officer.get(address)
    assert "Kesalahan (3)" in text_of(page)
    assert "Masukkan 2 baris yang benar" in text_of(page)
    assert "<b>x</b>" not in page.content.decode()
    assert ask(officer, address, {"tindakan": "semua"}).status_code == 302
    assert "Belum dilakukan." in text_of(officer.get(address))
    assert Sample.objects.count() == 0

    marked = officer.get(f"{address}ditandai.xlsx")
    assert marked.headers["Content-Disposition"] == 'attachment; filename="sample-ditandai.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content)).worksheets[0]
    assert sheet["C4"].comment.text.startswith("1. Komoditas")
    assert sheet["G5"].value.startswith("2. Nomor sampel: belum diisi")
    text = officer.get(f"{address}ditandai.csv").content.decode("utf-8-sig")
    assert text.splitlines()[0] == HEAD.strip() + ";Kesalahan"
    assert officer.get(f"{address}ditandai.pdf").status_code == 404

    ask(officer, address, {"tindakan": "benar"})
    assert set(Sample.objects.values_list("number", flat=True)) == {"S-1", "S-2"}


def test_the_pages_say_how_a_file_was_read(officer, staged):
    """From below its title, and by the letters of Windows; nothing of the usual file."""
    _, address = staged("DAFTAR SAMPEL;;;\n" + GOOD)
    said = "Nama kolom dibaca dari baris 2; yang di atasnya tidak dibaca."
    assert said in text_of(officer.get(address))
    assert said in text_of(officer.get(f"{address}kolom/"))
    _, address = staged(GOOD.replace("contoh", "contoh café").encode("cp1252"))
    assert "hurufnya dibaca sebagai Windows-1252 (ANSI)" in text_of(officer.get(address))
    _, address = staged(GOOD)
    page = text_of(officer.get(address))
    assert "Nama kolom dibaca" not in page
    assert "hurufnya" not in page


def test_a_whole_import_is_withdrawn_with_its_reason(officer, staged):
    _, address = staged(GOOD)
    ask(officer, address, {"tindakan": "semua"})
    refused = officer.post(address, {"tindakan": "tarik", "reason": " "})
    assert refused.status_code == 422
    assert "Alasan penarikan belum diisi" in text_of(refused)
    ask(officer, address, {"tindakan": "tarik", "reason": "Berkas keliru."})
    page = officer.get(address)
    assert f"ditarik oleh {ImportBatch.objects.get().withdrawn_by}: Berkas keliru." in text_of(page)
    assert Sample.objects.count() == 0
    assert officer.get(f"{address}ditandai.csv").status_code == 404


def test_what_somebody_decided_before_is_shown_and_done_once(officer, staged):
    _, address = staged(GOOD)
    ask(officer, address, {"tindakan": "semua"})
    page = officer.post(address, {"tindakan": "semua"}, follow=True)
    assert "sudah diputuskan lebih dahulu" in text_of(page)
    assert Sample.objects.count() == 2
    assert officer.get(f"{address}kolom/").headers["Location"] == address


def test_a_file_can_be_discarded_before_its_columns_are_told(officer):
    send(officer, GOOD)
    address = f"{IMPORTS}{ImportBatch.objects.get().uuid}/"
    html = officer.get(f"{address}kolom/").content.decode()
    assert f'method="post" action="{address}"' in html
    assert 'name="tindakan" value="buang"' in html
    assert "dibuang; tidak ada yang masuk" in text_of(officer.post(address, {"tindakan": "buang"}, follow=True))
    assert ImportBatch.objects.get().state == "discarded"


def test_a_discarded_file_is_gone(officer, staged):
    _, address = staged(GOOD)
    assert "dibuang; tidak ada yang masuk" in text_of(officer.post(address, {"tindakan": "buang"}, follow=True))
    assert officer.get(f"{address}ditandai.csv").status_code == 404
    assert officer.post(address, {"tindakan": "entah"}).status_code == 422


def test_what_was_downloaded_is_recognised(officer, write):
    write("sample", **SAMPLE)
    for form in ("csv", "xlsx"):
        response = officer.get(f"{PAGES}sample/unduh.{form}")
        send(officer, response.getvalue() if response.streaming else response.content, f"unduh.{form}")
        batch = ImportBatch.objects.latest("id")
        map_as_guessed(officer, batch)
        batch.refresh_from_db()
        assert (batch.new, batch.same, batch.differing, batch.wrong) == (0, 1, 0, 0)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(officer, name):
    content, words = HOSTILE[name]
    page = officer.get(send(officer, content, "hostile.xlsx").headers["Location"])
    batch = ImportBatch.objects.get()
    assert (batch.state, bytes(batch.content), bytes(batch.table)) == ("unreadable", b"", b"")
    assert "Berkas belum dapat dibaca." in text_of(page)
    assert (words if name != "nothing" else "tidak berisi catatan") in text_of(page)
    assert "tidak terbaca" in text_of(officer.get(IMPORTS))


def test_signs_that_no_database_keeps(officer, staged):
    batch, address = staged(HEAD + "S-1;Tab\x00let;Obat;Acak;Alor;2023-02-01\n")
    assert batch.wrong == 1
    assert "tidak tampak" in text_of(officer.get(address))


def test_no_file_and_an_empty_workbook_to_fill(officer, office):
    assert officer.post(IMPORTS).status_code == 422
    response = officer.get(f"{IMPORTS}isian.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames == ["Isian", "Pilihan", "Petunjuk"]


def test_other_unit_role_and_register(officer, reader, as_role, dinas, staged):
    batch, address = staged(GOOD)
    stranger, there = as_role(Role.DATA_OFFICER, dinas), "/dinas-contoh/2023-Q2/register/sample/impor/"
    for page in ("", "kolom/", "ditandai.xlsx"):
        assert stranger.get(address + page).status_code == 404
        assert stranger.get(f"{there}{batch.uuid}/{page}").status_code == 404
        assert reader.get(address + page).status_code == 403
        assert officer.get(address.replace("sample", "establishment") + page).status_code == 404
    assert reader.get(IMPORTS).status_code == 403


def test_a_post_from_elsewhere(office, staged, account):
    _, address = staged(GOOD)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(account(Role.DATA_OFFICER, office))
    assert strict.post(address, {"tindakan": "semua"}).status_code == 403
    assert Sample.objects.count() == 0


def test_a_preview_asks_the_same_however_large_the_file(officer, staged, django_assert_max_num_queries):
    _, address = staged(HEAD + "".join(f"S-{n};x;Obta;Acak;Alor;2023-02-01\n" for n in range(500)))
    officer.get(address)
    with django_assert_max_num_queries(14):
        page = officer.get(address)
    assert "Hanya kesalahan pertama yang tampil" in text_of(page)
    with django_assert_max_num_queries(14):
        officer.get(IMPORTS)


def test_a_record_names_its_file_and_line_and_the_import_lists_its_records(officer, reader, staged):
    """Each leads to the other; who may not import reads the name only. A withdrawn record is counted, not listed."""
    _, address = staged(GOOD)
    ask(officer, address, {"tindakan": "semua"})
    first, second = Sample.objects.order_by("number")
    page = f"{PAGES}sample/{second.uuid}/"
    assert "Dari baris 3 berkas sampel.csv" in text_of(officer.get(page))
    assert f'<a href="{address}">sampel.csv</a>' in officer.get(page).content.decode()
    assert "Dari baris 3 berkas sampel.csv" in text_of(reader.get(page))
    assert address not in reader.get(page).content.decode()

    assert f'href="{address}catatan/"' in officer.get(address).content.decode()
    assert f'href="{page}"' in officer.get(f"{address}catatan/").content.decode()
    officer.post(f"{page}tarik/", {"version": "1", "change_reason": "Tercatat dua kali."})
    officer.get(address)  # the word about the withdrawal is read
    listed = officer.get(f"{address}catatan/")
    assert first.number in text_of(listed)
    assert second.number not in text_of(listed)
    assert "1 catatan halaman ini sudah ditarik." in text_of(listed)
    assert reader.get(f"{address}catatan/").status_code == 403


def test_an_import_without_records_lists_none(officer, staged):
    _, address = staged(GOOD)

    assert officer.get(f"{address}catatan/").status_code == 404
