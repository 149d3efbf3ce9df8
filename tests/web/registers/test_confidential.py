"""Confidential registers on screen: who is named keeps cases; nobody else learns what there is, how much, or when."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from akuntabel.jobs.worker import work_off
from akuntabel.measurement import recording
from akuntabel.organisation.models import NamedReader
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.roles import Role
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Complaint, CriminalCase
from registers.conftest import BY
from web.reading import text_of
from web.registers.conftest import PAGES

pytestmark = pytest.mark.django_db

CASE = {"number": "LP/1", "commodity": "Obat", "district": "Kota Kupang", "spdp_on": "2019-02-01",
        "suspects": "Tersangka Uji"}  # fmt: skip
OPEN = {"number": "P-1", "kind": "Pengaduan produk", "channel": "Surel", "received_on": "2023-06-05",
        "subject": "Kemasan rusak", "reporter": "Pelapor Uji"}  # fmt: skip
CONDUCT = OPEN | {"number": "P-2", "kind": "Pengaduan perilaku petugas", "received_on": "2019-06-05",
                  "subject": "Sikap di loket"}  # fmt: skip


def signed_in(account, unit, role, registers):
    user = account(role, unit)
    for register in registers:
        NamedReader.objects.create(user=user, unit=unit, register=register, valid_from=date(2023, 1, 1),
                                   valid_to=date(2099, 12, 31), reason="uji", named_by="uji")  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def named(account, office):
    """A client of an account with a role, named for registers until 2099."""
    return lambda role, *registers: signed_in(account, office, role, registers)


def page(client, address="", status=200):
    response = client.get(f"{PAGES}{address}")
    assert response.status_code == status
    return response.content.decode()


def test_a_named_investigator_keeps_and_corrects_a_case_with_its_secret_columns(named, office):
    investigator = named(Role.INVESTIGATOR, "criminal_case")
    assert 'name="suspects"' in page(investigator, "criminal_case/baru/")
    response = investigator.post(f"{PAGES}criminal_case/baru/", CASE)
    case = CriminalCase.objects.get()
    assert (response.status_code, case.suspects) == (302, "Tersangka Uji")
    sent = CASE | {"suspects": "Tersangka Lain", "version": 1, "change_reason": "Salah nama."}
    investigator.post(f"{PAGES}criminal_case/{case.uuid}/ubah/", sent)

    html = page(investigator, f"criminal_case/{case.uuid}/")
    assert "Tersangka Lain" in html
    assert "<del>Tersangka Uji</del>" in html
    listed = page(investigator, "criminal_case/?tahun=")
    assert "LP/1" in listed
    assert "Tersangka" not in listed


def test_an_investigator_keeps_nothing_else(named, office):
    investigator = named(Role.INVESTIGATOR, "criminal_case")
    assert "Catat<" not in page(named(Role.INVESTIGATOR)).replace("\n", "")
    page(investigator, "sample/baru/", status=403)
    assert investigator.post(f"{PAGES}sample/baru/", {}).status_code == 403
    page(investigator, "sample/rujukan/establishment/", status=403)


def test_a_named_head_reads_and_does_not_write(named, write):
    case = write("criminal_case", **CASE)
    head = named(Role.HEAD, "criminal_case")
    html = page(head, f"criminal_case/{case.uuid}/")
    assert "Tersangka Uji" in html
    assert "Ubah catatan" not in html
    page(head, f"criminal_case/{case.uuid}/ubah/", status=403)


def test_who_is_not_named_is_told_who_names(named, write):
    for role, address in ((Role.DATA_OFFICER, "complaint/impor/"), (Role.INVESTIGATOR, "complaint/baru/")):
        said = text_of(named(role).get(f"{PAGES}{address}"))
        assert "Anda belum ditunjuk untuk catatan rahasia register ini" in said
        assert "Yang menunjuk: Kepala, Pembina" in said
        assert "Yang dapat" not in said
    case = write("criminal_case", **CASE)
    said = text_of(named(Role.HEAD, "criminal_case").get(f"{PAGES}criminal_case/{case.uuid}/ubah/"))
    assert "Yang dapat: Petugas Data, Ketua Tim." in said
    assert "Catatan rahasia juga: Penyidik, bila ditunjuk untuk registernya" in said
    assert "rahasia" not in text_of(named(Role.FINANCE).get(PAGES))


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.HEAD, Role.DATA_OFFICER])
def test_to_others_the_register_does_not_exist(named, write, role):
    case = write("criminal_case", **CASE)
    client = named(role, "complaint")
    writes = 403 if role is Role.HEAD else 404  # whatever the register is called
    assert "Perkara" not in page(client)
    for address in ("criminal_case/", "criminal_case/unduh.csv", f"criminal_case/{case.uuid}/"):
        page(client, address, status=404)
    for address in ("criminal_case/baru/", f"criminal_case/{case.uuid}/ubah/", "tidak_ada/baru/"):
        page(client, address, status=writes)
    sent = client.post(f"{PAGES}criminal_case/{case.uuid}/ubah/", CASE | {"version": 1})
    assert sent.status_code == writes
    assert client.get("/kupang/2023-Q2/ukuran/cases_at_spdp/").status_code == 404


@pytest.mark.parametrize(
    ("role", "registers"), [(Role.HEAD, []), (Role.INVESTIGATOR, []), (Role.HEAD, ["criminal_case"])]
)
def test_the_figures_are_there_for_all_and_lead_to_records_only_for_the_named(account, kupang, role, registers):
    client = signed_in(account, kupang, role, registers)
    html = client.get("/kupang/2023-Q2/indikator/enforcement-success/").content.decode()
    assert "Perkara dengan tahap tertinggi Tahap I" in html
    assert "25" in html
    assert ("/ukuran/cases_at_stage_1/" in html) is bool(registers)


def test_a_register_that_is_confidential_in_part_shows_only_the_other_part(named, write):
    write("complaint", **OPEN)
    hidden = write("complaint", **CONDUCT)
    officer = named(Role.DATA_OFFICER)

    assert "1" in page(officer).split("Pengaduan dan permintaan informasi")[1].split("</tr>")[0]
    for query in ("", "?tahun=", "?cari=loket", "?tahun=2019", "?kind=conduct_complaint", "?urut=number"):
        html = page(officer, f"complaint/{query}")
        assert "P-2" not in html
        assert "Sikap di" not in html
    assert '<option value="2019"' not in page(officer, "complaint/")
    assert "P-2" not in b"".join(officer.get(f"{PAGES}complaint/unduh.csv")).decode()
    page(officer, f"complaint/{hidden.uuid}/", status=404)
    page(officer, f"complaint/{hidden.uuid}/ubah/", status=404)

    reader = named(Role.DATA_OFFICER, "complaint")
    html = page(reader, "complaint/?tahun=")
    assert "P-2" in html
    assert '<option value="2019"' in html
    assert "Pelapor Uji" in page(reader, f"complaint/{hidden.uuid}/")


def test_who_is_not_named_hands_a_confidential_record_on(named, office, write):
    officer = named(Role.DATA_OFFICER)
    response = officer.post(f"{PAGES}complaint/baru/", CONDUCT | {"kind": "conduct_complaint"})
    assert response.status_code == 422
    assert "hanya dicatat oleh orang yang ditunjuk" in response.content.decode()
    made = write("complaint", **OPEN)
    sent = OPEN | {"kind": "conduct_complaint", "version": 1, "change_reason": "Tentang petugas"}
    assert officer.post(f"{PAGES}complaint/{made.uuid}/ubah/", sent).status_code == 422
    assert set(Complaint.objects.values_list("kind", flat=True)) == {"product_complaint"}

    assert named(Role.DATA_OFFICER, "complaint").post(f"{PAGES}complaint/baru/", CONDUCT).status_code == 302


def test_a_form_overtaken_by_a_confidential_version_shows_nothing_of_it(named, office, write, monkeypatch):
    """Somebody named makes the record confidential between our reading it and our saving it."""
    made = write("complaint", **OPEN)
    correct = recording.correct

    def overtaken(*arguments, **rest):
        kept = values_of(definitions_for(office).registers["complaint"], made)
        correct(KINDS["complaint"], office, made.uuid, kept | {"kind": "conduct_complaint", "subject": "Sikap di loket"},
                version=1, reason="Tentang petugas.", by=BY)  # fmt: skip
        return correct(*arguments, **rest)

    officer = named(Role.DATA_OFFICER)
    monkeypatch.setattr("akuntabel.web.pages.registers.views.recording.correct", overtaken)
    response = officer.post(f"{PAGES}complaint/{made.uuid}/ubah/", OPEN | {"version": 1, "change_reason": "Uji"})
    assert response.status_code == 404
    assert "Sikap di loket" not in response.content.decode()


def test_who_is_named_is_asked_once(named, write):
    write("complaint", **OPEN)
    officer = named(Role.DATA_OFFICER)
    with CaptureQueriesContext(connection) as queries:
        page(officer, "complaint/")
    assert sum("namedreader" in query["sql"] for query in queries) == 1
    assert sum("registers_" in query["sql"] for query in queries) <= 5


def test_a_file_is_held_against_a_confidential_register_by_named_people_only(named, office):
    """What is there already would be told by the answer."""
    text = "Nomor;Jenis;Saluran;Diterima pada;Pokok;Nama pelapor\n"
    for key, client in (("criminal_case", named(Role.DATA_OFFICER)), ("complaint", named(Role.DATA_OFFICER))):
        status = (
            404 if key == "criminal_case" else 403
        )  # the one is not there for them, of the other they know a part
        assert client.get(f"{PAGES}{key}/impor/").status_code == status
        sent = client.post(f"{PAGES}{key}/impor/", {"berkas": SimpleUploadedFile("x.csv", text.encode())})
        assert sent.status_code == status
    assert "/impor/" not in page(named(Role.DATA_OFFICER), "complaint/")
    investigator = named(Role.INVESTIGATOR, "criminal_case")
    assert "/impor/" in page(investigator, "criminal_case/")
    row = "number;commodity;district;spdp_on;suspects\nLP/1;Obat;Kota Kupang;2019-02-01;Tersangka Uji\n"
    sent = investigator.post(f"{PAGES}criminal_case/impor/", {"berkas": SimpleUploadedFile("x.csv", row.encode())})
    work_off()
    keys = dict(zip((f"kolom-{n}" for n in range(5)), row.split("\n", maxsplit=1)[0].split(";"), strict=True))
    address = sent.headers["Location"].removesuffix("kolom/")
    investigator.post(f"{address}kolom/", keys)
    work_off()
    investigator.post(address, {"tindakan": "semua"})
    work_off()
    assert CriminalCase.objects.get().suspects == "Tersangka Uji"
    assert named(Role.DATA_OFFICER).get(address).status_code == 404
