"""Taking one wrong record out: what changes, what stands in the way, and what its address says afterwards."""

from __future__ import annotations

import pytest
from tests.web.reading import text_of
from tests.web.registers.conftest import DONE, PAGES, SAMPLE, SHOP

from akuntabel.audit.models import Event
from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.organisation.models import Agency, NamedReader, User
from akuntabel.organisation.roles import Role
from akuntabel.registers.models import CertificationRequest, ClockStop, Complaint, Sample
from registers.conftest import AGENCY, STANDARD

pytestmark = pytest.mark.django_db
TESTED = "random_drug_samples_tested"


def address(record, kind="sample") -> str:
    return f"{PAGES}{kind}/{record.uuid}/"


def withdraw(client, record, kind="sample", reason="Sampel ini tidak pernah diambil.", version=1):
    return client.post(f"{address(record, kind)}tarik/", {"change_reason": reason, "version": version})


def test_what_changes_is_told_before_anything_is_done(officer, write, office):
    record = write("sample", **SAMPLE | DONE)
    text = text_of(officer.get(f"{address(record)}tarik/"))

    assert "Tarik S-001 · Tablet contoh" in text
    assert "Sampel acak Obat yang selesai diperiksa dan diuji Februari 2023 1 kosong 1.1" in text
    assert Sample.objects.count() == 1
    assert Observation.objects.get(unit=office, measure=TESTED, month=2).value == 1
    assert not Event.objects.filter(action="sample.withdrawn").exists()
    assert "Tarik catatan …" in text_of(officer.get(address(record)))


def test_a_withdrawn_record_counts_no_more_and_its_address_says_who_when_and_why(officer, reader, write, office):
    write("sample", **SAMPLE | DONE | {"number": "S-000"})
    record = write("sample", **SAMPLE | DONE)
    gone = withdraw(officer, record)
    assert (gone.status_code, gone["Location"]) == (302, address(record))

    page = reader.get(address(record))
    text = text_of(page)
    assert page.status_code == 410
    assert "S-001 · Tablet contoh: ditarik" in text
    assert "Ditarik oleh Petugas Data" in text
    assert "WITA. Alasan: Sampel ini tidak pernah diambil." in text
    assert "Nama produk Tablet contoh" in text
    assert Observation.objects.get(unit=office, measure=TESTED, month=2).value == 1
    assert differences(office, "sample", 2023) == []
    event = Event.objects.get(action="sample.withdrawn")
    assert (event.subject, event.reason) == (f"sample/{record.uuid}", "Sampel ini tidak pernah diambil.")
    assert event.before["product"] == "Tablet contoh"
    assert officer.get(f"{address(record)}ubah/").status_code == 404
    listed = text_of(reader.get(f"{PAGES}sample/ditarik/"))
    assert "S-001 · Tablet contoh" in listed
    assert "Sampel ini tidak pernah diambil." in listed
    assert "S-001" not in text_of(reader.get(f"{PAGES}sample/"))


def test_a_corrected_record_can_be_withdrawn_one_changed_meanwhile_not_yet(officer, write):
    record = write("sample", **SAMPLE)
    Sample.objects.update(version=2)
    response = withdraw(officer, record)

    assert response.status_code == 409
    assert "diubah orang lain sesudah halaman ini dibuka (versi 2)" in text_of(response)
    assert Sample.objects.count() == 1
    assert withdraw(officer, record, version=2).status_code == 302


def test_a_reason_is_compulsory(officer, write):
    record = write("sample", **SAMPLE)
    response = withdraw(officer, record, reason=" ")

    assert response.status_code == 422
    assert "Alasan penarikan belum diisi" in text_of(response)
    assert Sample.objects.count() == 1


def test_what_others_refer_to_stays_until_they_are_gone(officer, write):
    shop = write("establishment", **SHOP)
    sample = write("sample", **SAMPLE | {"establishment": str(shop.uuid)})
    page = text_of(officer.get(f"{address(shop, 'establishment')}tarik/"))

    assert "Catatan ini belum dapat ditarik" in page
    assert "dirujuk oleh sampel dan pengujian S-001" in page
    assert "Tarik catatan ini" not in page
    assert withdraw(officer, shop, "establishment").status_code == 422
    assert withdraw(officer, sample).status_code == 302
    assert withdraw(officer, shop, "establishment").status_code == 302
    assert "Sarana" in text_of(officer.get(address(sample)))  # what it referred to is gone, its page stays


def test_what_depended_on_it_is_maintained_again(officer, write):
    write("dated_document", **STANDARD)
    request = write("certification_request", number="C-1", applicant="Pemohon", service="Penerbitan SKI/SKE",
                    received_on="2023-06-05")  # fmt: skip
    due = CertificationRequest.objects.get().due_on
    stop = write(
        "clock_stop", request=str(request.uuid), stopped_on="2023-06-07", resumed_on="2023-06-14", reason="CAPA"
    )
    assert CertificationRequest.objects.get().due_on != due

    assert withdraw(officer, stop, "clock_stop").status_code == 302
    assert (ClockStop.objects.count(), CertificationRequest.objects.get().due_on) == (0, due)


def test_a_thing_without_a_history_says_so_too(officer, write):
    agency = write("agency", **AGENCY)
    assert "Isinya tidak tersimpan lagi" in text_of(officer.get(f"{address(agency, 'agency')}tarik/"))
    assert withdraw(officer, agency, "agency", reason="Ganda.").status_code == 302

    page = officer.get(address(agency, "agency"))
    assert (page.status_code, Agency.objects.count()) == (410, 0)
    assert "Alasan: Ganda." in text_of(page)
    assert officer.get(f"{PAGES}agency/ditarik/").status_code == 404


def test_who_may(reader, officer, as_role, office, dinas, write):  # noqa: PLR0917  # fixtures
    record = write("sample", **SAMPLE)
    assert withdraw(reader, record).status_code == 403
    assert "Tarik catatan" not in text_of(reader.get(address(record)))
    assert withdraw(as_role(Role.DATA_OFFICER, dinas), record).status_code == 404
    assert withdraw(officer, record).status_code == 302
    assert as_role(Role.FINANCE, office).get(address(record)).status_code == 403
    assert as_role(Role.HEAD, dinas).get(address(record)).status_code == 404


def test_a_confidential_one_is_gone_for_named_people_only(officer, office, write, account):
    from datetime import date

    from django.test import Client

    record = write("complaint", number="A-1", kind="Pengaduan perilaku petugas", received_on="2023-03-01",
                   channel="Surel", subject="Isi rahasia")  # fmt: skip
    named = account(Role.DATA_OFFICER, office)
    NamedReader.objects.create(user=named, unit=office, register="complaint", valid_from=date(2023, 1, 1),
                               valid_to=date(2099, 1, 1), reason="uji", named_by="uji")  # fmt: skip
    client = Client()
    client.force_login(User.objects.get(pk=named.pk))

    assert withdraw(officer, record, "complaint").status_code == 404
    assert withdraw(client, record, "complaint", reason="Alasan rahasia").status_code == 302
    assert Complaint.objects.count() == 0
    assert (client.get(address(record, "complaint")).status_code, officer.get(address(record, "complaint")).status_code) == (
        410, 404)  # fmt: skip
    assert "Alasan rahasia" in text_of(client.get(f"{PAGES}complaint/ditarik/"))
    assert "A-1" not in text_of(officer.get(f"{PAGES}complaint/ditarik/"))
    event = Event.objects.get(action="complaint.withdrawn")
    assert event.reason.startswith("hmac:")
    assert all(value.startswith("hmac:") for key, value in event.before.items() if key != "version" and value)


def test_the_list_of_withdrawn_ones_asks_the_same_however_many(
    officer, reader, write, django_assert_max_num_queries
):
    for n in range(3):
        withdraw(officer, write("sample", **SAMPLE | {"number": f"S-{n}"}))
    with django_assert_max_num_queries(12):
        assert "S-2" in text_of(reader.get(f"{PAGES}sample/ditarik/"))
