"""One record: its columns, its versions, and the figures it enters or why not."""

from __future__ import annotations

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
from registers.conftest import AGENCY

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

    assert sum("registers_" in query["sql"] for query in queries) == 3  # record, versions, names referred to


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
