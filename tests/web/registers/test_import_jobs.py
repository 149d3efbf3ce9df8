"""What an import's page says while a worker has still to do something, and what happens when it cannot."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.web.reading import text_of
from tests.web.registers.test_imports import BAD, GOOD, HEAD, IMPORTS, ask, map_as_guessed, send, staged  # noqa: F401

from akuntabel.jobs import queue
from akuntabel.jobs.models import Job
from akuntabel.jobs.worker import work_off
from akuntabel.measurement import import_jobs, importing
from akuntabel.organisation.models import RoleAssignment, User
from akuntabel.organisation.roles import Role
from akuntabel.registers.models import ImportBatch, Sample

pytestmark = pytest.mark.database
ASKED = {"HX-Request": "true"}


def upload(client, content=GOOD, name="sampel.csv"):
    """Sent, and nobody has worked on it; the import's page."""
    return client.post(IMPORTS, {"berkas": SimpleUploadedFile(name, content.encode())}).headers["Location"]


def test_a_sent_file_waits_with_a_bar_and_the_page_changes_when_it_is_read(officer):
    address = upload(officer)
    page = officer.get(address)
    assert "Menunggu dimulai" in text_of(page)
    assert "Halaman ini boleh ditutup" in text_of(page)
    html = page.content.decode()
    assert f'hx-get="{address}"' in html
    assert "<progress " in html
    assert f'<noscript><a class="btn btn-primary" href="{address}">Muat ulang</a></noscript>' in html
    part = officer.get(address, headers=ASKED)
    assert part.content.decode().strip().startswith('<p class="import-step">')
    assert officer.get(f"{address}kolom/").headers["Location"] == address
    work_off()
    assert officer.get(address, headers=ASKED).headers["HX-Refresh"] == "true"
    assert officer.get(address).headers["Location"] == f"{address}kolom/"


def test_how_far_it_is_in_words(officer):
    address = upload(officer)
    queue.beat("satu")
    queue.claimed("satu")
    Job.objects.update(step="check", done=1200, total=5000)
    part = officer.get(address, headers=ASKED)
    assert "Memeriksa baris 1.200 dari 5.000 baris" in text_of(part)
    assert 'max="5000" value="1200"' in part.content.decode()
    Job.objects.update(step="write", done=0, total=5000)
    part = officer.get(address, headers=ASKED)
    assert "Menulis catatan dan menghitung angka 5.000 baris" in text_of(part)
    assert "value=" not in part.content.decode()


def test_that_nobody_works_is_said_with_the_remedy(officer):
    address = upload(officer)
    assert "Tidak ada pekerja latar" not in text_of(officer.get(address))
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=10))
    assert "Tidak ada pekerja latar yang berjalan" in text_of(officer.get(address))
    assert "akuntabel worker" in text_of(officer.get(address, headers=ASKED))


def test_a_second_file_of_one_person_waits_and_says_so(officer, as_role, office):
    queue.beat("satu")
    upload(officer)
    second, other = upload(officer), upload(as_role(Role.TEAM_LEADER, office))
    queue.claimed("satu")
    assert "Berkas Anda yang lain dikerjakan dahulu" in text_of(officer.get(second))
    assert "Pekerjaan lain sedang dikerjakan" in text_of(officer.get(other))


def test_two_people_at_once(officer, as_role, office):
    leader = as_role(Role.TEAM_LEADER, office)
    first, second = upload(officer), upload(leader, GOOD.replace("S-1", "T-1").replace("S-2", "T-2"), "lain.csv")
    work_off()
    for client, address in ((officer, first), (leader, second)):
        map_as_guessed(client, ImportBatch.objects.get(uuid=address.split("/")[-2]))
        client.post(address, {"tindakan": "semua"})
    work_off()
    assert Sample.objects.count() == 4
    assert {one.closed_by[:12] for one in ImportBatch.objects.all()} == {"Petugas Data", "Ketua Tim (a"}


def test_what_is_being_worked_on_is_not_asked_for_twice(officer, staged):  # noqa: F811
    _, address = staged(GOOD)
    officer.post(address, {"tindakan": "semua"})
    page = officer.post(address, {"tindakan": "semua"}, follow=True)
    assert "Impor ini sedang dikerjakan." in text_of(page)
    assert officer.get(f"{address}kolom/").headers["Location"] == address
    assert work_off() == 1
    assert Sample.objects.count() == 2


def test_a_waiting_file_can_be_discarded_and_then_nothing_comes_in(officer, staged):  # noqa: F811
    _, address = staged(GOOD)
    officer.post(address, {"tindakan": "semua"})
    officer.post(address, {"tindakan": "buang"})
    work_off()
    assert Sample.objects.count() == 0
    assert "Berkas ini dibuang oleh" in text_of(officer.get(address))


def test_a_right_lost_meanwhile_stops_the_job(officer, staged):  # noqa: F811
    _, address = staged(GOOD)
    officer.post(address, {"tindakan": "semua"})
    user = User.objects.get(pk=Job.objects.latest("pk").owner_id)
    RoleAssignment.objects.filter(user=user).update(valid_to="2021-01-01")
    work_off()
    batch = ImportBatch.objects.get()
    assert (batch.state, Sample.objects.count()) == ("staged", 0)
    assert batch.refusal[0].startswith(f"Akun {user.username} tidak lagi boleh mengimpor ke register Sampel")
    RoleAssignment.objects.filter(user=user).update(valid_to=None)
    assert f"Akun {user.username} tidak lagi boleh mengimpor" in text_of(officer.get(address))
    ask(officer, address, {"tindakan": "semua"})
    assert Sample.objects.count() == 2
    assert "tidak lagi boleh" not in text_of(officer.get(address))


def test_a_file_of_an_account_that_was_shut_waits_for_somebody_who_may(officer, as_role, office):
    address = upload(officer)
    User.objects.filter(pk=Job.objects.get().owner_id).update(is_active=False)
    work_off()
    batch = ImportBatch.objects.get()
    assert batch.state == "received"
    assert bytes(batch.content)
    leader = as_role(Role.TEAM_LEADER, office)
    page = text_of(leader.get(address))
    assert "tidak lagi boleh mengimpor ke register" in page
    assert "Bila tidak diputuskan sampai" in page
    ask(leader, address, {"tindakan": "ulang"})
    batch.refresh_from_db()
    assert (batch.state, batch.rows) == ("staged", 2)


@pytest.mark.parametrize("end", ["interrupted", "failed"])
def test_a_step_that_was_not_done_can_be_started_again(officer, staged, end, monkeypatch):  # noqa: F811
    _, address = staged(GOOD)
    if end == "failed":
        monkeypatch.setattr(importing, "keep", lambda *_, **__: 1 / 0)
        ask(officer, address, {"tindakan": "semua"})
        monkeypatch.undo()
        assert "berhenti karena kesalahan program" in text_of(officer.get(address))
    else:
        officer.post(address, {"tindakan": "semua"})
        for _attempt in range(queue.ATTEMPTS):
            queue.begin_again(queue.claimed("satu"))
        assert "Langkah terakhir terputus di tengah" in text_of(officer.get(address))
    assert Sample.objects.count() == 0
    ask(officer, address, {"tindakan": "ulang"})
    assert Sample.objects.count() == 2
    assert "Mulai lagi" not in text_of(officer.get(address))
    assert "sudah diputuskan lebih dahulu" in text_of(officer.post(address, {"tindakan": "semua"}, follow=True))


def test_a_job_that_could_not_say_that_it_was_done_is_done_once(officer, staged):  # noqa: F811
    """Its worker was killed between keeping and saying so."""
    _, address = staged(GOOD)
    ask(officer, address, {"tindakan": "semua"})
    DBTaskResult.objects.filter(pk=ImportBatch.objects.get().job_id).update(status="READY")
    assert work_off() == 1
    assert Sample.objects.count() == 2
    assert "2 catatan masuk." in text_of(officer.get(address))


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ROWS = [line.split(";") for line in GOOD.splitlines()]


def test_a_sheet_is_chosen_on_the_page_of_columns_and_remembered(officer):
    content = workbook(Kosong=[], Petunjuk=[["Cara"], ["Isi lembar berikut"]], Data=ROWS)
    send(officer, content, "buku.xlsx")
    batch = ImportBatch.objects.get()
    assert (batch.sheet, batch.sheets, batch.rows) == ("Petunjuk", ["Kosong", "Petunjuk", "Data"], 1)
    columns = f"{IMPORTS}{batch.uuid}/kolom/"
    assert "Yang dibaca sekarang: Petunjuk." in text_of(officer.get(columns))
    ask(officer, columns, {"lembar": "Kosong"})
    assert "kosong. Pilih lembar lain." in text_of(officer.get(columns))
    assert "sudah diputuskan" in text_of(officer.post(columns, {"lembar": "Entah"}, follow=True))
    ask(officer, columns, {"lembar": "Data"})
    batch.refresh_from_db()
    assert (batch.sheet, batch.rows, batch.mapping[0]) == ("Data", 2, "number")
    map_as_guessed(officer, batch)
    ask(officer, f"{IMPORTS}{batch.uuid}/", {"tindakan": "semua"})
    assert Sample.objects.count() == 2

    send(officer, content, "buku.xlsx")
    assert ImportBatch.objects.latest("id").sheet == "Data"
    send(officer, workbook(Lain=ROWS), "satu.xlsx")
    one = ImportBatch.objects.latest("id")
    assert (one.sheet, one.sheets, one.rows) == ("", [], 2)


def test_undecided_files_are_forgotten_after_thirty_days(officer, staged):  # noqa: F811
    batch, address = staged(GOOD)
    import_jobs.forget_undecided()
    assert "Bila tidak diputuskan sampai" in text_of(officer.get(address))
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=31))
    import_jobs.forget_undecided()
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.content), bytes(batch.table)) == ("discarded", b"", b"")
    assert "Berkas ini dibuang oleh Akuntabel" in text_of(officer.get(address))


def test_what_was_decided_on_is_not_forgotten(officer, staged):  # noqa: F811
    batch, address = staged(GOOD)
    ask(officer, address, {"tindakan": "semua"})
    ImportBatch.objects.update(created_at=timezone.now() - timedelta(days=31))
    import_jobs.forget_undecided()
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.content)) == ("kept", b"")


def test_figures_that_were_entered_are_told_before_anything_is_kept(entered, as_role):
    """A preview writes nothing where it need not; here it must, to be told."""
    officer = as_role(Role.DATA_OFFICER, entered)
    send(officer, GOOD.replace("Diambil pada", "Diambil pada;Uji selesai pada;Putusan").replace(
        "2023-02-01", "2023-02-01;2023-02-20;Memenuhi syarat"))  # fmt: skip
    batch = ImportBatch.objects.get()
    map_as_guessed(officer, batch)
    assert "sudah diisi sebagai angka" in text_of(officer.get(f"{IMPORTS}{batch.uuid}/kolom/"))
    assert Sample.objects.count() == 0


def test_the_progress_page_is_for_those_who_may_import(officer, reader, as_role, dinas):
    address = upload(officer)
    assert reader.get(address, headers=ASKED).status_code == 403
    assert as_role(Role.DATA_OFFICER, dinas).get(address, headers=ASKED).status_code == 404
    refreshed = Client().get(address, headers=ASKED)
    assert (refreshed.status_code, refreshed.headers["HX-Refresh"]) == (204, "true")


def test_asking_how_far_it_is_costs_few_questions(officer, django_assert_max_num_queries):
    address = upload(officer)
    with django_assert_max_num_queries(14):
        officer.get(address, headers=ASKED)
