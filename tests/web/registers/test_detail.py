"""One record: its columns, its versions, and the figures it enters or why not."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of
from tests.web.registers.conftest import BY, DONE, PAGES, SAMPLE, SHOP

from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.roles import Role
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Obligation
from registers.conftest import AGENCY
from registers.test_obligations import DUTY

pytestmark = pytest.mark.database


def address(record, kind="sample") -> str:
    return f"{PAGES}{kind}/{record.uuid}/"


def corrected(office, record, kind="sample", reason="Salah ketik.", **values):
    register = definitions_for(office).registers[kind]
    kept = values_of(register, record) | values
    return correct(KINDS[kind], office, record.uuid, kept, version=record.version, reason=reason, by=BY)


def test_columns_and_the_figures_it_enters(reader, write):
    shop = write("establishment", **SHOP)
    response = reader.get(address(write("sample", **SAMPLE | DONE | {"establishment": str(shop.uuid)})))
    text = text_of(response)

    assert "Putusan Memenuhi syarat" in text
    assert "Uji selesai pada 20 Februari 2023" in text
    assert "A-1 · Apotek Contoh" in text
    assert "Sampel acak Obat yang selesai diperiksa dan diuji masuk Februari 2023" in text
    assert '/kupang/2023-02/ukuran/random_drug_samples_tested/"' in response.content.decode()
    assert (
        "Sampel targeted Obat yang selesai diperiksa dan diuji belum terpenuhi: Cara pengambilan adalah Targeted"
        in text
    )


def test_what_is_missing_before_it_counts(reader, write):
    text = text_of(reader.get(address(write("sample", **SAMPLE))))

    assert "Catatan ini belum masuk ke satu pun ukuran." in text
    assert "belum terpenuhi: Uji selesai pada belum terisi; Putusan terisi" in text


def test_every_version_with_who_when_why_and_what(reader, write, office):
    record = corrected(office, write("sample", **SAMPLE), reason="Nama keliru dibaca.", product="Sirup contoh")
    html = reader.get(address(record)).content.decode()
    text = text_of(reader.get(address(record)))

    assert "Versi 2" in text
    assert "Alasan: Nama keliru dibaca." in text
    assert "<del>Tablet contoh</del> <ins>Sirup contoh</ins>" in html
    assert "WITA · Petugas Data" in text
    assert text.index("Versi 2 ", text.index("Riwayat")) < text.index("Dicatat pertama kali.")


def test_a_changed_reference_is_told_by_name(reader, write, office):
    first, second = (write("establishment", **SHOP | {"number": n, "title": f"Sarana {n}"}) for n in ("A-1", "A-2"))
    record = write("sample", **SAMPLE | {"establishment": str(first.uuid)})
    corrected(office, record, establishment=second.uuid)

    assert "<del>A-1 · Sarana A-1</del> <ins>A-2 · Sarana A-2</ins>" in reader.get(address(record)).content.decode()


@pytest.mark.parametrize(("role", "sees"), [(Role.DATA_OFFICER, True), (Role.TEAM_LEADER, True), (Role.HEAD, False),
                                            (Role.SUPERVISOR, False), (Role.EVALUATOR, False)])  # fmt: skip
def test_personal_columns_only_for_those_who_keep_records(as_role, office, write, role, sees):
    shop = write("establishment", **SHOP | {"owner": "Pemilik Rekaan"})
    corrected(office, shop, "establishment", owner="Pemilik Kedua")
    text = text_of(as_role(role, office).get(address(shop, "establishment")))

    assert ("Pemilik Kedua" in text, "Pemilik Rekaan" in text, "Nama pemilik" in text) == (sees, sees, sees)
    assert ("Tidak ada perubahan pada kolom yang dapat Anda lihat." in text) is not sees


def test_a_secret_column_is_for_nobody(officer, write, monkeypatch):
    """Neither on the page nor in the form, which then keeps what is stored."""
    shop = write("establishment", **SHOP | {"owner": "Rahasia Rekaan"})
    register = definitions_for(shop.unit).registers["establishment"]
    columns = tuple(
        c.model_copy(update={"sensitivity": "secret"}) if c.key == "owner" else c for c in register.columns
    )
    monkeypatch.setitem(
        definitions_for(shop.unit).registers, "establishment", register.model_copy(update={"columns": columns})
    )

    page = address(shop, "establishment")
    assert "Rahasia" not in text_of(officer.get(page))
    assert "Nama pemilik" not in text_of(officer.get(f"{page}ubah/"))
    sent = SHOP | {"category": "distribution", "facility": "pharmacy", "status": "closed"}
    assert officer.post(f"{page}ubah/", sent | {"version": 1, "change_reason": "Tutup."}).status_code == 302
    shop.refresh_from_db()
    assert (shop.owner, shop.status) == ("Rahasia Rekaan", "closed")


def test_a_record_without_history_says_who_recorded_it(reader, write):
    record = write("sample", **SAMPLE)
    record.history.all().delete()

    assert "Versi 1" in text_of(reader.get(address(record)))
    assert "Dicatat pertama kali." in text_of(reader.get(address(record)))


def test_other_unit_bad_id_role_and_method(reader, as_role, office, dinas, write):
    record = write("sample", **SAMPLE)
    assert as_role(Role.HEAD, dinas).get(address(record)).status_code == 404
    assert as_role(Role.FINANCE, office).get(address(record)).status_code == 403
    assert reader.post(address(record)).status_code == 405
    assert reader.get(f"{PAGES}sample/bukan-kunci/").status_code == 404
    missing = reader.get(f"{PAGES}sample/00000000-0000-4000-8000-000000000000/")
    assert missing.status_code == 404
    assert "tidak ada dalam register Sampel dan pengujian" in text_of(missing)
    type(record).objects.update(unit=dinas)
    assert reader.get(address(record)).status_code == 404


def test_queries_of_one_record(reader, write):
    shop = write("establishment", **SHOP)
    record = write("sample", **SAMPLE | DONE | {"establishment": str(shop.uuid)})
    with CaptureQueriesContext(connection) as queries:
        reader.get(address(record))

    assert sum("registers_" in query["sql"] for query in queries) == 5
    # record, versions, names referred to; what refers to it: parameters, confirming samples


def test_a_shared_thing_without_history_has_its_page_and_can_be_corrected(officer, write):
    agency = write("agency", **AGENCY)
    address = f"{PAGES}agency/{agency.uuid}/"

    assert "Dinas Kesehatan Contoh" in text_of(officer.get(address))
    fields = {
        "name": "Dinas Contoh",
        "kind": "other",
        "is_active": "ya",
        "version": "1",
        "change_reason": "Berganti nama.",
    }
    assert officer.post(f"{address}ubah/", fields).status_code == 302
    assert "Dinas Contoh" in text_of(officer.get(address))
    assert officer.post(f"{address}ubah/", fields).status_code == 409  # overtaken, with no version to compare with


def test_what_refers_to_a_record_stands_on_its_page(reader, officer, write):
    """Findings on the pages of their inspection and establishment, by severity, repeats told; and where to add one."""
    shop = write("establishment", **SHOP)
    visit = {"establishment": str(shop.uuid), "purpose": "Rutin"}
    first, again = (write("inspection", number=n, inspected_on=day, **visit)
                    for n, day in (("B-1", "2023-03-02"), ("B-2", "2023-05-02")))  # fmt: skip
    finding = {"guide": "CDOB", "clause": "Operasional", "severity": "Mayor", "description": "Suhu tidak dipantau"}
    old = write("inspection_finding", number="B-1/1", inspection=str(first.uuid), **finding)
    write("inspection_finding", number="B-2/1", inspection=str(again.uuid), repeats=str(old.uuid), **finding)

    of_visit, of_shop = (
        text_of(reader.get(address(*one))) for one in ((again, "inspection"), (shop, "establishment"))
    )
    assert "B-2/1 CDOB Operasional Mayor Berulang Belum selesai Suhu tidak dipantau B-1/1 · Operasional" in of_visit
    assert "Tingkat Temuan Berulang Belum selesai Kritis 0 0 0 Mayor 1 1 1 Minor 0 0 0" in of_visit
    assert "Mayor 2 1 2" in of_shop
    assert "yang menyebut catatan ini pada kolom Sarana" in of_shop
    assert "Catat baru" not in of_visit
    html = officer.get(address(again, "inspection")).content.decode()
    [new] = re.findall(r'href="([^"]+inspection_finding/baru/[^"]+)"', html)
    assert 'value="B-2"' in officer.get(new).content.decode()
    assert "Tindakan perbaikan (CAPA) Catat baru" in text_of(officer.get(address(again, "inspection")))


def test_what_refers_is_cut_at_twenty_and_its_queries_do_not_grow(reader, write):
    shop = write("establishment", **SHOP)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = text_of(reader.get(address(shop, "establishment")))
        return sum("registers_" in query["sql"] for query in queries), page

    write("sample", **SAMPLE | {"establishment": str(shop.uuid)})
    few, _ = asked()
    for number in range(20):
        write("sample", **SAMPLE | {"number": f"T-{number}", "establishment": str(shop.uuid)})
    many, page = asked()
    assert many == few + 1 == 8
    assert "20 terbaru dari 21 catatan." in page


def test_an_obligation_that_is_done_leads_to_the_next_one(reader, officer, write):
    done = write("obligation", **DUTY | {"fulfilled_on": "2023-07-19", "proof_note": "surat"})
    page = address(done, "obligation")
    assert "Buat kewajiban periode berikut" not in text_of(reader.get(page))
    html = officer.get(page).content.decode()
    [begun] = re.findall(r'href="([^"]+obligation/baru/[^"]+)"', html)
    form = officer.get(begun.replace("&amp;", "&")).content.decode()
    sent = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form))
    assert sent | {"number": "W-1/2", "title": "Laporan triwulan III", "opens_on": "2023-10-01",
                   "due_on": "2023-10-20", "follows": "W-1 · Laporan triwulan II"} == sent  # fmt: skip
    sent |= {"duty": "performance_report", "recurrence": "quarterly"}
    assert '<option value="quarterly" selected>' in form
    new = f"{PAGES}obligation/baru/"
    assert officer.post(new, sent).status_code == 302
    assert officer.post(new, sent | {"number": "W-9"}).status_code == 422
    assert "Buat kewajiban periode berikut" not in text_of(officer.get(page))
    assert Obligation.objects.count() == 2


def test_a_record_leads_to_the_indicators_of_its_month(reader, as_role, office, write):
    """Those that its figures enter, s.d. the month in which it counts; the way back from a record to the agreement."""
    page = address(write("sample", **SAMPLE | DONE))
    assert "masuk Februari 2023 Indikator 1.1 Obat memenuhi syarat (acak)" in text_of(reader.get(page))
    assert 'href="/kupang/2023-02/indikator/random-drug-compliance/"' in reader.get(page).content.decode()
    pending = address(write("sample", **SAMPLE | {"number": "S-002"}))
    assert "/indikator/" not in reader.get(pending).content.decode().partition("<main")[2]
