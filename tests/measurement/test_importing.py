"""A file by steps: staged, told, examined, kept or discarded, given back marked, withdrawn whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from akuntabel.audit.models import Event
from akuntabel.core.problems import Refused
from akuntabel.measurement import importing
from akuntabel.measurement.counting import differences
from akuntabel.measurement.importing import WrongState
from akuntabel.measurement.models import Observation
from akuntabel.measurement.record_queries import books_of
from akuntabel.measurement.recording import correct, examine, keep_good, mend
from akuntabel.organisation.models import Agency
from akuntabel.organisation.records.files import Row, Table, read_file
from akuntabel.organisation.records.headings import Line
from akuntabel.organisation.records.mapping import guessed
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import CertificationRequest, ClockStop, ImportBatch, Inspection, Sample
from registers.conftest import BY, SAMPLE, SHOP, STANDARD, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
HEAD = "Nomor;Nama produk;Jenis;Cara pengambilan;Kabupaten/kota;Diambil pada;Uji selesai pada;Putusan\n"
GOOD = HEAD + "".join(
    f"S-{n};Tablet contoh;Obat;Acak;Alor;2023-02-01;2023-02-20;Memenuhi syarat\n" for n in range(3)
)
BAD = GOOD + "S-1;Sirup;Obat;Acak;Alor;2023-02-01;;\nS-8;Sirup;Obta;Acak;Alor;2023-02-30;;\n"


def map_columns(office, book, batch, keys):  # noqa: F811
    importing.tell_columns(office, book, batch, keys)
    importing.examine(office, book, batch, by=BY)


@pytest.fixture
def stage(office):  # noqa: F811
    def act(text, register="sample", *, told=True):
        book = books_of(office)[register]
        batch = importing.receive(office, book, "berkas.csv", text.encode(), by=BY)
        importing.read(office, book, batch)
        if told:
            map_columns(office, book, batch, batch.mapping)
        return book, batch

    return act


def counts(batch):
    return batch.rows, batch.new, batch.same, batch.differing, batch.wrong


def test_columns_are_guessed_by_near_names_and_by_choices(stage):
    _, batch = stage(GOOD, told=False)
    assert batch.mapping == [
        "number",
        "product",
        "commodity",
        "draw",
        "district",
        "taken_on",
        "completed_on",
        "verdict",
    ]


def guess(office, register, head, *cells):  # noqa: F811
    """By heading, what each column of a file with one line is taken for."""
    book = books_of(office)[register]
    lines = [Line(number, cells) for number in range(2, 7)] if cells else []
    return dict(zip(head, guessed(book.register, book.layout.written, Table("x", "", head, lines)), strict=True))


def test_a_heading_decides_before_contents_and_the_best_one_gets_the_column(office):  # noqa: F811
    found = guess(office, "inspection", ["Hasil Pemeriksaan", "Jenis", "No. berita acara", "Sarana", "Tgl"],
                  "Rutin", "Kasus", "B-1", "A-1", "2023-02-01")  # fmt: skip
    assert found == {"Hasil Pemeriksaan": "conclusion", "Jenis": "purpose", "No. berita acara": "number",
                     "Sarana": "establishment", "Tgl": ""}  # fmt: skip
    # a column goes to the heading that names it, whichever comes first
    assert guess(office, "inspection", ["Jenis", "Jenis pemeriksaan"], "Rutin", "Rutin") == {
        "Jenis": "", "Jenis pemeriksaan": "purpose"}  # fmt: skip
    # near, word by word: one shared word does not make two headings alike
    assert guess(office, "inspection", ["Jenis pemeriksan", "Biaya pemeriksaan"]) == {
        "Jenis pemeriksan": "purpose", "Biaya pemeriksaan": ""}  # fmt: skip


def test_contents_speak_where_the_heading_says_nothing(office):  # noqa: F811
    head = ["", "Kolom 2", "Lokasi pemeriksaan"]
    assert guess(office, "inspection", head, "Memenuhi ketentuan", "Rutin", "Kasus") == {
        "": "conclusion", "Kolom 2": "purpose", "Lokasi pemeriksaan": ""}  # fmt: skip


def test_what_was_told_of_the_same_columns_is_remembered_in_whatever_order(office, stage):  # noqa: F811
    book, first = stage(GOOD, told=False)
    told = ["number", "product", "commodity", "draw", "district", "taken_on", "", "verdict"]
    map_columns(office, book, first, told)
    turned = "\n".join(";".join(reversed(line.split(";"))) for line in GOOD.splitlines())
    assert stage(turned, told=False)[1].mapping == told[::-1]


def test_a_required_column_that_nothing_gives_and_one_given_twice(office, stage):  # noqa: F811
    book, batch = stage(GOOD, told=False)
    keys = ["product", "product", *batch.mapping[2:]]
    with pytest.raises(Refused) as refused:
        importing.tell_columns(office, book, batch, keys)
    said = [one.message for one in refused.value.problems]
    assert said == [
        'Nama produk: dipasangkan dengan "Nomor" dan "Nama produk". Lepaskan salah satu.',
        "Nomor sampel: kolom wajib ini belum dipasangkan dengan kolom berkas. Pasangkan, atau tambahkan kolomnya.",
    ]


def test_a_preview_counts_and_numbers_and_writes_nothing(stage, write):  # noqa: F811
    write("sample", **SAMPLE | {"number": "S-0", "product": "Tablet contoh", "district": "Alor",
                                "completed_on": "2023-02-20", "verdict": "Memenuhi syarat"})  # fmt: skip
    write("sample", **SAMPLE | {"number": "S-2", "product": "Kapsul"})
    events = Event.objects.count()
    _, batch = stage(BAD)
    assert counts(batch) == (5, 1, 1, 1, 2)
    assert (Sample.objects.count(), Event.objects.count()) == (2, events)
    found = importing.problems_of(batch)
    assert [(one.number, one.line, one.key, one.value) for one in found] == [
        (1, 4, "number", "S-2"), (2, 5, "number", "S-1"), (3, 6, "commodity", "Obta"), (4, 6, "taken_on", "2023-02-30"),
    ]  # fmt: skip


def test_a_row_that_is_there_with_other_values_says_which_and_what_to_do(office, stage, write):  # noqa: F811
    there = write("sample", **SAMPLE | {"number": "S-2", "product": "Kapsul"})
    _, batch = stage(GOOD)
    assert counts(batch) == (3, 2, 0, 1, 0)
    [one] = importing.problems_of(batch)
    assert (one.line, one.key, one.value, one.record) == (4, "number", "S-2", str(there.uuid))
    assert one.message == (
        'Nomor sampel "S-2" sudah ada dengan isi lain. Nama produk: "Kapsul" dalam register, "Tablet contoh" dalam berkas; '
        'Kabupaten/kota: "Kota Kupang" dalam register, "Kabupaten Alor" dalam berkas; Uji selesai pada: kosong dalam '
        'register, "2023-02-20" dalam berkas; Putusan: kosong dalam register, "Memenuhi syarat" dalam berkas. '
        "Yang ada tidak ditimpa: "
        "ubah lewat catatannya, beri nomor lain bila ini catatan lain, atau hapus baris ini."
    )


def test_what_is_personal_is_not_told_of_a_row_that_differs(office, stage, write):  # noqa: F811
    write("establishment", **SHOP | {"owner": "Pemilik Lama"})
    head = "number,title,category,facility,district,status,owner\n"
    _, batch = stage(head + "A-1,Apotek Contoh,Distribusi,Apotek,Kota Kupang,Aktif,Pemilik Baru\n", "establishment")
    [one] = importing.problems_of(batch)
    assert "isi lain. Nama pemilik: isinya lain. Yang ada" in one.message


def test_all_or_nothing_and_good_rows_only(office, stage):  # noqa: F811
    book, batch = stage(BAD)
    with pytest.raises(Refused) as refused:
        importing.keep(office, book, batch, good_only=False, by=BY)
    assert {one.place[0] for one in refused.value.problems} == {5, 6}
    assert Sample.objects.count() == 0

    importing.keep(office, book, batch, good_only=True, by=BY)
    assert (batch.state, batch.kept, Sample.objects.count()) == ("kept", 3, 3)
    event = Event.objects.get(action="sample.imported", after__sha256=batch.sha256)
    assert event.after["records"] == 3
    assert Observation.objects.get(unit=office, measure="random_drug_samples_tested", month=2).value == 3
    with pytest.raises(WrongState):
        importing.keep(office, book, batch, good_only=True, by=BY)


def test_the_same_file_comes_back_marked_and_can_be_sent_again(office, stage):  # noqa: F811
    book, batch = stage(BAD)
    importing.keep(office, book, batch, good_only=True, by=BY)
    text = importing.marked(batch, ".csv").decode("utf-8-sig")
    assert text.splitlines()[0].endswith(";Kesalahan")
    assert "2. Komoditas" in text
    again = text.replace("S-1;Sirup", "S-7;Sirup").replace("Obta", "Obat").replace("02-30", "02-03")
    _, batch = stage(again)
    assert counts(batch) == (5, 2, 3, 0, 0)


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_was_told_of_a_file_holds_for_the_same_file_given_back_marked(office, stage, ending):  # noqa: F811
    text = BAD.replace("Kabupaten/kota", "Lokasi").replace("Putusan", "Catatan")
    book, batch = stage(text, told=False)
    told = ["number", "product", "commodity", "draw", "district", "taken_on", "", "verdict"]
    map_columns(office, book, batch, told)
    back = importing.receive(office, book, f"ditandai{ending}", importing.marked(batch, ending), by=BY)
    importing.read(office, book, back)
    assert back.header == [*batch.header, "Kesalahan"]
    assert back.mapping == [*told, ""]
    map_columns(office, book, back, back.mapping)
    assert counts(back) == counts(batch)
    assert stage(text, told=False)[1].mapping == told


def test_a_whole_import_is_withdrawn_with_a_reason(office, stage):  # noqa: F811
    book, batch = stage(GOOD)
    importing.keep(office, book, batch, good_only=False, by=BY)
    with pytest.raises(Refused, match="Alasan penarikan"):
        importing.withdraw(office, book, batch, reason=" ", by=BY)
    importing.withdraw(office, book, batch, reason="Berkas keliru.", by=BY)

    assert Sample.objects.count() == 0
    assert Observation.objects.filter(measure="random_drug_samples_tested", value__gt=0).count() == 0
    assert differences(office, "sample", 2023) == []
    last = Sample.history.filter(number="S-1").latest("history_id")
    assert (last.history_type, last.history_change_reason) == ("-", "Berkas keliru.")
    event = Event.objects.get(action="sample.withdrawn")
    assert (event.reason, event.before["records"]) == ("Berkas keliru.", 3)
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.table)) == ("withdrawn", b"")
    stage(GOOD)


def test_the_trail_tells_neither_name_nor_reason_of_a_file_with_confidential_records(office):  # noqa: F811
    book = books_of(office, {"complaint"})["complaint"]
    text = "number,kind,channel,received_on,subject\nP-1,Pengaduan perilaku petugas,Surat,2023-02-01,Contoh\n"
    choices = list(book.register.by_key["channel"].choices.values())
    batch = importing.receive(office, book, "perilaku.csv", text.replace("Surat", choices[0]).encode(), by=BY)
    importing.read(office, book, batch)
    map_columns(office, book, batch, batch.mapping)
    importing.keep(office, book, batch, good_only=False, by=BY)
    KINDS["complaint"].model.objects.update(standard_days=99)
    mend(KINDS["complaint"], office, reason="Sebab rahasia", by=BY)
    KINDS["complaint"].model.objects.update(version=1)
    importing.withdraw(office, book, batch, reason="Alasan rahasia", by=BY)
    events = {one.action: one for one in Event.objects.filter(action__startswith="complaint.")}
    assert set(events) == {"complaint.imported", "complaint.mended", "complaint.withdrawn"}
    assert events["complaint.imported"].after["file"].startswith("hmac:")
    assert events["complaint.withdrawn"].before["file"] == events["complaint.imported"].after["file"]
    assert all(events[f"complaint.{name}"].reason.startswith("hmac:") for name in ("mended", "withdrawn"))


def test_what_was_corrected_or_is_referred_to_is_not_withdrawn(office, stage, write):  # noqa: F811
    book, batch = stage(GOOD)
    importing.keep(office, book, batch, good_only=False, by=BY)
    first, second = Sample.objects.order_by("number")[:2]
    values = values_of(book.register, first) | {"product": "Kapsul"}
    correct(KINDS["sample"], office, first.uuid, values, version=1, reason="Salah tulis.", by=BY)
    write("sample", **SAMPLE | {"number": "S-9", "confirms": str(second.uuid)})
    with pytest.raises(Refused) as refused:
        importing.withdraw(office, book, batch, reason="Coba", by=BY)
    said = [one.message for one in refused.value.problems]
    assert said[0].startswith("Sampel dan pengujian S-0 sudah diubah sesudah dimasukkan.")
    assert said[1].startswith("Sampel dan pengujian S-1 dirujuk oleh sampel dan pengujian S-9.")
    assert Sample.objects.count() == 4


def test_samples_that_refer_to_one_another_are_withdrawn_together(office, stage):  # noqa: F811
    lines = GOOD.splitlines()
    text = "\n".join([f"{lines[0]};Uji konfirmasi dari", f"{lines[1]};S-1", f"{lines[2]};", f"{lines[3]};"])
    book, batch = stage(text)
    importing.keep(office, book, batch, good_only=False, by=BY)
    assert Sample.objects.get(number="S-0").confirms.number == "S-1"
    importing.withdraw(office, book, batch, reason="Coba", by=BY)
    assert Sample.objects.count() == 0


def test_what_depended_on_withdrawn_records_is_maintained_again(office, stage, write):  # noqa: F811
    shop = write("establishment", **SHOP)
    head = "number,establishment,purpose,inspected_on,conclusion\n"
    write("inspection", number="B-2", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-03-02")
    book, batch = stage(head + "B-1,A-1,Rutin,2023-02-01,Memenuhi ketentuan\n", "inspection")
    importing.keep(office, book, batch, good_only=False, by=BY)
    assert Inspection.objects.get(number="B-2").is_repeat is True
    importing.withdraw(office, book, batch, reason="Coba", by=BY)
    assert Inspection.objects.get().is_repeat is False


def test_the_clock_of_a_request_runs_again_without_a_withdrawn_stop(office, stage, write):  # noqa: F811
    write("dated_document", **STANDARD)
    write("certification_request", number="PM-1", applicant="Pemohon contoh", service="Penerbitan SKI/SKE",
          received_on="2023-02-01", decided_on="2023-02-09", decision="Diterbitkan")  # fmt: skip
    book, batch = stage("request,stopped_on,resumed_on,reason\nPM-1,2023-02-02,2023-02-07,CAPA\n", "clock_stop")
    importing.keep(office, book, batch, good_only=False, by=BY)
    assert CertificationRequest.objects.get().is_on_time is True
    importing.withdraw(office, book, batch, reason="Coba", by=BY)
    assert (CertificationRequest.objects.get().is_on_time, ClockStop.objects.count()) == (False, 0)


def test_things_without_a_history_are_withdrawn_too_unless_they_were_changed(office, stage):  # noqa: F811
    text = "name,kind,is_active\nDinas Contoh,Dinas kesehatan,ya\n"
    book, batch = stage(text, "agency")
    importing.keep(office, book, batch, good_only=False, by=BY)
    importing.withdraw(office, book, batch, reason="Coba", by=BY)
    assert Agency.objects.count() == 0

    book, batch = stage(text, "agency")
    importing.keep(office, book, batch, good_only=False, by=BY)
    one = Agency.objects.get()
    correct(KINDS["agency"], office, one.uuid, {"name": "Dinas Lain"}, version=1, reason="Salah tulis.", by=BY)
    with pytest.raises(Refused, match="Dinas Lain sudah diubah sesudah dimasukkan"):
        importing.withdraw(office, book, batch, reason="Coba", by=BY)


def test_what_belongs_to_no_line_is_told_first_and_hides_no_other(office):  # noqa: F811
    """Figures that were entered for a year stand against a file whose rows have mistakes of their own."""
    Observation.objects.create(unit=office, measure="random_drug_samples_tested", year=2023, month=2, value=4,
                               state="measured", origin="entered", computed_at=timezone.now())  # fmt: skip
    book = books_of(office)["sample"]
    file, _ = read_file(
        book.register, "x.csv", GOOD.replace("Jenis", "Komoditas").replace("Nomor;", "number;").encode()
    )
    bad = replace(file, rows=[*file.rows, Row(9, dict(file.rows[0].typed) | {"number": "S-9", "draw": "Asal"})])
    with pytest.raises(Refused) as refused:
        examine(book.kind, office, bad, by=BY)
    first, *others = refused.value.problems
    assert "sudah diisi sebagai angka" in first.message
    assert [one.place for one in others] == [(9, "draw")]


def test_a_discarded_file_is_forgotten(office, stage):  # noqa: F811
    book, batch = stage(GOOD)
    importing.discard(office, batch, by=BY)
    batch.refresh_from_db()
    assert (batch.state, bytes(batch.table), batch.closed_by) == ("discarded", b"", BY.name)
    with pytest.raises(WrongState):
        importing.keep(office, book, batch, good_only=True, by=BY)


@pytest.mark.parametrize(("text", "words"), [("", "tidak berisi catatan"), (HEAD, "tidak berisi catatan")])
def test_a_file_without_records_is_not_staged(stage, text, words):
    with pytest.raises(Refused, match=words):
        stage(text)
    assert ImportBatch.objects.get().state == "received"


def test_a_row_that_refers_to_a_row_left_out_is_left_out_too(office):  # noqa: F811
    text = "number,product,commodity,draw,district,taken_on,confirms\nS-1,x,Obat,Acak,Alor,2023-02-30,\n"
    text += "S-2,x,Obat,Acak,Alor,2023-02-01,S-1\nS-3,x,Obat,Acak,Alor,2023-02-01,\n"
    file, _ = read_file(books_of(office)["sample"].register, "sampel.csv", text.encode())
    done = keep_good(KINDS["sample"], office, file, by=BY)
    assert [one.number for one in done.records] == ["S-3"]
    assert [one.place for one in done.problems] == [(2, "taken_on"), (3, "confirms")]
