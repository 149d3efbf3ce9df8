"""Keeping and correcting a record: forms from the definition, mistakes beside their fields, and a stale form."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of
from tests.web.registers.conftest import BY, DONE, PAGES, SAMPLE, SHOP

from akuntabel.audit.models import Event
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.roles import Role
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Inspection, InspectionFinding, Obligation, Sample, SampleParameter
from registers.conftest import STANDARD
from registers.test_certification import REQUEST

pytestmark = pytest.mark.database

NEW = f"{PAGES}sample/baru/"
SENT = {"number": "S-001", "product": "Tablet contoh", "commodity": "drug", "draw": "random",
        "district": "Kota Kupang", "taken_on": "2023-02-01"}  # fmt: skip
TESTED = {"completed_on": "2023-02-20", "verdict": "compliant"}


def edit(record) -> str:
    return f"{PAGES}sample/{record.uuid}/ubah/"


def field(response, key) -> str:
    """The HTML of one field, with its help and its mistakes."""
    html = response.content.decode()
    start = html.index(f'<label for="isi-{key}"')
    return html[start : html.find("<label", start + 1)]


def changed_meanwhile(office, record, **values):
    register = definitions_for(office).registers["sample"]
    kept = values_of(register, record) | values
    return correct(KINDS["sample"], office, record.uuid, kept, version=record.version, reason="Lebih dulu.", by=BY)


def test_the_form_is_that_of_the_definition(officer, write):
    write("establishment", **SHOP)
    response = officer.get(NEW)

    assert response.status_code == 200
    assert 'type="date"' in field(response, "taken_on")
    assert "required" in field(response, "taken_on")
    assert '<option value="cosmetic">Kosmetik</option>' in field(response, "commodity")
    assert "Izin edar, kedaluwarsa, kemasan, dan label" in field(response, "examined_on")
    assert '<option value="A-1 · Apotek Contoh">' in field(response, "establishment")
    assert 'name="change_reason"' not in response.content.decode()


def test_maintained_columns_are_in_no_form(officer):
    html = officer.get(f"{PAGES}inspection/baru/").content.decode()

    assert 'name="is_repeat"' not in html
    assert 'name="category"' not in html
    html = officer.get(f"{PAGES}plan_line/baru/").content.decode()
    assert 'name="number"' not in html
    assert 'inputmode="numeric"' in html


def test_a_new_record_is_kept_and_moves_the_figure(officer, office):
    response = officer.post(NEW, SENT | TESTED, follow=True)

    sample = Sample.objects.get()
    assert response.redirect_chain == [(f"{PAGES}sample/{sample.uuid}/", 302)]
    assert "S-001 · Tablet contoh dicatat." in text_of(response)
    assert re.fullmatch(r"Petugas Data \(akun\d+\)", sample.recorded_by)
    assert Observation.objects.get(unit=office, measure="random_drug_samples_tested", month=2).value == 1


@pytest.mark.parametrize(
    ("sent", "key", "sentence"),
    [
        ({"number": ""}, "number", "Nomor sampel: belum diisi. Isi kolom ini."),
        ({"taken_on": "kemarin"}, "taken_on", "kemarin&quot; bukan tanggal"),
        ({"commodity": "besi"}, "commodity", "bukan pilihan"),
        ({"establishment": "A-99"}, "establishment", "“A-99” tidak ditemukan"),
        ({"verdict": "compliant"}, "completed_on", "padahal putusan sudah ada"),
        ({"sent_on": "2023-01-01"}, "sent_on", "sebelum diambil pada"),
    ],
)
def test_a_mistake_stands_at_its_field_and_everything_typed_stays(officer, sent, key, sentence):
    response = officer.post(NEW, SENT | {"product": "Salep <b>contoh</b>"} | sent)

    assert response.status_code == 422
    assert sentence in field(response, key)
    assert 'aria-invalid="true"' in field(response, key)
    assert 'value="Salep &lt;b&gt;contoh&lt;/b&gt;"' in field(response, "product")
    assert '<option value="random" selected>' in field(response, "draw")
    assert f'href="#isi-{key}"' in response.content.decode()
    assert Sample.objects.count() == 0


def test_all_mistakes_at_once(officer):
    text = text_of(officer.post(NEW, {"taken_on": "x", "establishment": "y"}))

    assert text.count("belum diisi. Isi kolom ini.") == 10  # five columns, above the form and at the field
    assert text.count("bukan tanggal") == 2
    assert text.count("tidak ditemukan") == 2


def test_a_figure_that_was_entered_refuses_the_record_above_the_form(officer, entered):
    """No field is wrong: the year's figures are entered as numbers."""
    response = officer.post(NEW, SENT | TESTED)

    assert response.status_code == 422
    assert "sudah diisi sebagai angka" in text_of(response)
    assert Sample.objects.count() == 0


@pytest.mark.parametrize("typed", ["A-1", "Apotek Contoh", "A-1 · Apotek Contoh", "uuid"])
def test_a_reference_is_typed_or_picked(officer, write, typed):
    shop = write("establishment", **SHOP)
    sent = {"number": "B-1", "purpose": "routine", "inspected_on": "2023-05-01", "conclusion": "conforming"}
    officer.post(f"{PAGES}inspection/baru/", sent | {"establishment": str(shop.uuid) if typed == "uuid" else typed})

    assert Inspection.objects.get().establishment == shop


def test_a_name_that_two_have_must_be_told_apart(officer, write):
    for number in ("A-1", "A-2"):
        write("establishment", **SHOP | {"number": number})
    response = officer.post(NEW, SENT | {"establishment": "Apotek Contoh"})
    assert "tidak hanya satu" in field(response, "establishment")

    officer.post(NEW, SENT | {"establishment": "A-2 · Apotek Contoh"})
    assert Sample.objects.get().establishment.number == "A-2"


DOCUMENT = {"kind": "Surat edaran", "title": "Panduan", "issued_on": "2023-01-02"}
DUTY = {"number": "W-1", "duty": "performance_report", "title": "Laporan", "recurrence": "quarterly",
        "opens_on": "2023-07-01", "due_on": "2023-07-20", "team": "Tim perencanaan",
        "fulfilled_on": "2023-07-10"}  # fmt: skip


@pytest.mark.parametrize("typed", ["SE-2", "SE-2 · Panduan"])
def test_of_two_documents_with_one_title_one_is_picked_by_number(officer, write, typed):
    write("dated_document", **DOCUMENT | {"number": "SE-1"})
    second = write("dated_document", **DOCUMENT | {"number": "SE-2"})
    new = f"{PAGES}obligation/baru/"
    assert '<option value="SE-2 · Panduan">' in officer.get(new).content.decode()

    assert "tidak hanya satu" in field(officer.post(new, DUTY | {"proof": "Panduan"}), "proof")
    officer.post(new, DUTY | {"proof": typed})
    assert Obligation.objects.get().proof == second


def test_a_document_without_a_number_is_picked_by_its_title(officer, write):
    plain = write("dated_document", **DOCUMENT)
    write("dated_document", **DOCUMENT | {"number": "SE-2"})
    officer.post(f"{PAGES}obligation/baru/", DUTY | {"proof": "Panduan"})
    assert Obligation.objects.get().proof == plain


def test_a_name_may_hold_the_sign_that_parts_number_and_title(officer, write):
    shop = write("establishment", **SHOP | {"number": "A · 9", "title": "Apotek"})
    officer.post(NEW, SENT | {"establishment": "A · 9 · Apotek"})
    assert Sample.objects.get().establishment == shop


def test_a_reference_that_is_not_changed_stays_whatever_else_is_called_so(officer, write):
    first = write("dated_document", **DOCUMENT)
    officer.post(f"{PAGES}obligation/baru/", DUTY | {"proof": str(first.uuid)})
    write("dated_document", **DOCUMENT)
    duty = Obligation.objects.get()

    sent = DUTY | {"proof": "Panduan", "title": "Laporan II", "version": "1", "change_reason": "Judul kurang."}
    response = officer.post(f"{PAGES}obligation/{duty.uuid}/ubah/", sent)

    assert response.status_code == 302
    duty.refresh_from_db()
    assert (duty.title, duty.proof) == ("Laporan II", first)


def test_names_are_offered_as_one_types(officer, write, reader):
    for number in ("A-1", "A-2"):
        write("establishment", **SHOP | {"number": number, "title": f"Apotek {number}"})
    address = f"{PAGES}sample/rujukan/establishment/"

    assert officer.get(address, {"establishment": "a-2 apo"}).content.decode().count("<option") == 1
    assert officer.get(address).content.decode().count("<option") == 2
    assert officer.get(f"{PAGES}sample/rujukan/product/").status_code == 404
    assert reader.get(address).status_code == 403


def test_a_correction_needs_its_reason(officer, write):
    record = write("sample", **SAMPLE | DONE)
    assert 'value="S-001"' in field(officer.get(edit(record)), "number")
    refused = officer.post(edit(record), SENT | TESTED | {"version": 1, "product": "Sirup"})

    assert refused.status_code == 422
    assert "Alasan perubahan belum diisi" in field(refused, "change_reason")
    assert 'value="Sirup"' in field(refused, "product")
    answer = officer.post(
        edit(record), SENT | TESTED | {"version": 1, "product": "Sirup", "change_reason": "Keliru."}, follow=True
    )
    assert "Perubahan S-001 · Sirup disimpan." in text_of(answer)
    assert "Alasan: Keliru." in text_of(answer)


def test_a_stale_form_shows_both_values_and_loses_nothing(officer, office, write):
    record = write("sample", **SAMPLE)
    changed_meanwhile(office, record, product="Sirup tersimpan", district="Kabupaten Belu")
    sent = SENT | {"version": 1, "product": "Salep saya", "laboratory": "Balai", "change_reason": "Alasan saya."}
    response = officer.post(edit(record), sent)
    text = text_of(response)

    assert response.status_code == 409
    assert "Nama produk Salep saya Sirup tersimpan isian Anda" in text
    assert "Kabupaten/kota Kota Kupang Kabupaten Belu yang tersimpan: kolom ini tidak Anda ubah" in text
    assert "Laboratorium penguji Balai kosong isian Anda" in text
    assert 'value="Salep saya"' in field(response, "product")
    assert 'value="Kabupaten Belu"' in field(response, "district")
    assert "Alasan saya." in field(response, "change_reason")
    assert 'name="version" value="2"' in response.content.decode()
    record.refresh_from_db()
    assert record.product == "Sirup tersimpan"

    officer.post(edit(record), sent | {"version": 2, "district": "Belu"})
    record.refresh_from_db()
    assert (record.product, record.district, record.version) == ("Salep saya", "Kabupaten Belu", 3)


@pytest.fixture
def busy(monkeypatch):
    """Somebody else writes for longer than one waits."""

    class Locked(Exception):
        sqlstate = "55P03"

    def refuse(*_, **__):
        raise OperationalError from Locked()

    monkeypatch.setattr("akuntabel.measurement.recording.keep", refuse)
    monkeypatch.setattr("akuntabel.measurement.recording.correct", refuse)


@pytest.mark.usefixtures("busy")
def test_a_busy_database_gives_the_form_back_with_everything_typed(officer):
    response = officer.post(NEW, SENT)
    assert response.status_code == 503
    assert "Basis data sedang dipakai" in response.content.decode()
    assert 'value="Tablet contoh"' in field(response, "product")


def test_a_correction_that_meets_a_busy_database_keeps_its_reason_and_version(officer, write, request):
    record = write("sample", **SAMPLE)
    request.getfixturevalue("busy")
    response = officer.post(
        edit(record), SENT | {"product": "Sirup", "change_reason": "Salah ketik.", "version": 1}
    )
    assert response.status_code == 503
    html = response.content.decode()
    assert 'value="Sirup"' in field(response, "product")
    assert ">Salah ketik.</textarea>" in html
    assert 'name="version" value="1"' in html


@pytest.mark.parametrize("version", ["", "x", "0", "99"])
def test_a_form_without_a_version_is_stale_not_an_error(officer, write, version):
    record = write("sample", **SAMPLE)
    response = officer.post(
        edit(record), SENT | {"version": version, "product": "Sirup", "change_reason": "Keliru."}
    )

    assert response.status_code == 409
    assert 'value="Sirup"' in field(response, "product")


def test_signs_that_no_database_keeps(officer, write):
    record = write("sample", **SAMPLE)
    assert officer.post(NEW, SENT | {"establishment": "A\x00", "product": "B\x00"}).status_code == 422
    assert officer.get(f"{PAGES}sample/rujukan/establishment/?establishment=%00").status_code == 200
    answer = officer.post(
        edit(record), SENT | {"version": 1, "product": "Sirup", "change_reason": "Keliru\x00."}, follow=True
    )
    assert "Alasan: Keliru." in text_of(answer)


def test_lines_of_a_long_text_survive_the_form(officer, write):
    shop = write("establishment", **SHOP)
    record = write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin",
                   inspected_on="2023-05-01", findings="Satu\nDua")  # fmt: skip
    html = officer.get(f"{PAGES}inspection/{record.uuid}/ubah/").content.decode()

    assert re.search(r"<textarea[^>]*name=\"findings\"[^>]*>\s*Satu\nDua</textarea>", html)


def test_other_unit_bad_id_role_and_method(officer, reader, as_role, dinas, write):
    record = write("sample", **SAMPLE)
    stranger = as_role(Role.DATA_OFFICER, dinas)
    for address in (NEW, edit(record)):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, SENT).status_code == 404
        assert reader.get(address).status_code == 403
        assert reader.post(address, SENT | {"change_reason": "x", "version": 1}).status_code == 403
        assert officer.put(address).status_code == 405
    assert officer.post(f"{PAGES}sample/00000000-0000-4000-8000-000000000000/ubah/", SENT).status_code == 404
    assert officer.get(f"{PAGES}sampel/baru/").status_code == 404


def test_a_post_needs_the_token_of_its_own_form(account, office):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(account(Role.DATA_OFFICER, office))

    assert client.post(NEW, SENT).status_code == 403


def test_queries_of_a_form(officer, write):
    write("establishment", **SHOP)
    with CaptureQueriesContext(connection) as queries:
        officer.get(NEW)

    assert sum("registers_" in query["sql"] for query in queries) == 3  # what the three references offer


def test_a_stop_has_a_reason_of_its_own_beside_the_reason_for_its_correction(officer, write, office):
    write("dated_document", **STANDARD)
    request = write("certification_request", **REQUEST)
    stop = write("clock_stop", request=str(request.uuid), stopped_on="2023-06-06", reason="Berkas kurang")
    sent = {"request": request.number, "stopped_on": "2023-06-07", "reason": "Berkas belum lengkap", "version": 1}
    address = f"{PAGES}clock_stop/{stop.uuid}/ubah/"
    assert "Alasan perubahan belum diisi" in field(officer.post(address, sent), "change_reason")
    assert officer.post(address, sent | {"change_reason": "Salah tanggal."}).status_code == 302

    stop.refresh_from_db()
    assert (stop.reason, str(stop.stopped_on)) == ("Berkas belum lengkap", "2023-06-07")
    assert stop.history.latest().history_change_reason == "Salah tanggal."


def test_no_column_has_the_name_of_a_field_that_every_form_has(office):
    for register in definitions_for(office).registers.values():
        assert not {"version", "change_reason", "csrfmiddlewaretoken"} & set(register.by_key), register.key


def test_a_form_without_any_change_makes_no_version_and_says_so(officer, write):
    """Also without a reason: there is nothing to give one for."""
    record = write("sample", **SAMPLE | DONE)
    events = Event.objects.count()
    answer = officer.post(edit(record), SENT | TESTED | {"version": 1, "examined_on": "2023-02-03"}, follow=True)

    record.refresh_from_db()
    assert (record.version, record.history.count(), Event.objects.count()) == (1, 1, events)
    assert "Tidak ada yang berubah pada S-001 · Tablet contoh; versinya tetap." in text_of(answer)


def test_mistakes_of_reading_and_of_checks_and_a_missing_reason_are_told_together(officer, write):
    """Not in instalments: what cannot be read does not hide what is wrong elsewhere."""
    write("sample", **SAMPLE | {"number": "S-002"})
    record = write("sample", **SAMPLE)
    wrong = {"number": "S-002", "district": "Kota Jauh", "received_on": "kemarin", "completed_on": "2099-01-01",
             "sent_on": "2023-01-01", "verdict": "non_compliant"}  # fmt: skip
    answer = officer.post(edit(record), SENT | wrong | {"version": 1})

    assert "bukan tanggal" in field(answer, "received_on")
    assert "sudah dipakai" in field(answer, "number")
    assert "bukan bagian wilayah kerja" in field(answer, "district")
    assert "hari itu belum tiba" in field(answer, "completed_on")
    assert "sebelum diambil pada" in field(answer, "sent_on")
    assert "Dasar putusan: belum diisi" in field(answer, "ground")
    assert "Alasan perubahan belum diisi" in field(answer, "change_reason")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_form_with_nothing_in_it_says_what_is_missing_and_nothing_else(officer, office, kind):
    """No check judges by a column that could not be read."""
    if definitions_for(office).registers[kind].confidential is True:
        return
    answer = officer.post(f"{PAGES}{kind}/baru/", {})
    html = answer.content.decode()

    assert answer.status_code == 422
    mistakes = re.findall(r'<p class="mistake".*?<span>(.*?)</span>', html, flags=re.DOTALL)
    assert [text for text in mistakes if "belum diisi" not in text] == []


def test_a_record_named_by_what_it_belongs_to_is_picked_as_it_is_offered(officer, write):
    """A CAPA is offered as its inspection and round; what is picked is found."""
    shop = write("establishment", **SHOP)
    visit = write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-03-02",
                  conclusion="Tidak memenuhi ketentuan")  # fmt: skip
    write("corrective_action", inspection=str(visit.uuid), round_number="1", requested_on="2023-03-06",
          received_on="2023-03-20", closed_on="2023-03-25", outcome="Diterima")  # fmt: skip
    new = f"{PAGES}inspection_finding/baru/"
    assert '<option value="B-1 · Putaran 1">' in field(officer.get(new), "action")
    officer.post(new, {"number": "B-1/1", "inspection": "B-1", "guide": "cdob", "clause": "Operasional",
                       "severity": "major", "description": "Suhu", "resolved_on": "2023-03-25",
                       "action": "B-1 · Putaran 1"})  # fmt: skip
    assert InspectionFinding.objects.get().action.round_number == 1


def test_a_parameter_is_called_by_its_sample(officer, write):
    sample = write("sample", **SAMPLE)
    write("sample_parameter", sample=str(sample.uuid), parameter="Kadar", begun_on="2023-02-03")
    one = SampleParameter.objects.get()

    assert "S-001 · Kadar · 3 Februari 2023" in text_of(officer.get(f"{PAGES}sample_parameter/{one.uuid}/"))
