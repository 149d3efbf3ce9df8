"""Values of other offices on the pages: the form, the record, the records behind a figure, and what is awaited."""

from __future__ import annotations

import pytest
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES

from akuntabel.organisation.roles import Role
from akuntabel.registers.models import ExternalValue
from registers.test_external_values import AWAITED, INDEX, enter

pytestmark = pytest.mark.database
NEW = f"{PAGES}external_value/baru/"
BEHIND = "/kupang/2023-Q2/ukuran/data_management_index/"
INDICATOR = "/kupang/2023-Q2/indikator/data-management-index/"
TYPED = {"number": "N-9", "measure": "data_management_index", "year": "2023", "month": "6", "given": "1.234,56",
         "received_on": "2023-07-20", "document_note": "Surat contoh"}  # fmt: skip


def test_the_form_offers_the_indices_and_takes_a_value_as_it_is_written(officer):
    page = officer.get(NEW).content.decode()
    assert '<option value="accountability_score">Nilai AKIP UPT</option>' in page
    assert 'inputmode="decimal"' in page
    assert "counts_on" not in page
    assert "digits" not in page

    sent = officer.post(NEW, TYPED, follow=True)
    text = text_of(sent)
    assert "N-9 · Indeks pengelolaan data dan informasi · 30 Juni 2023 dicatat." in text
    assert "Nilai 1.234,56" in text
    assert "Nilai sampai dengan 30 Juni 2023" in text
    assert "Indeks pengelolaan data dan informasi masuk Juni 2023 (1.234,56)" in text
    assert ExternalValue.objects.get(number="N-9").given == "1234,56"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("1.234", "dapat dibaca dengan dua cara. Tulis 1234 atau 1,234."),
        ("dua", "bukan bilangan. Tulis seperti 2,48 atau 1.234,56."),
        ("2,1234567", "mempunyai lebih dari 6 desimal"),
        ("1234567890123", "terlalu besar"),
    ],
)
def test_a_value_that_nobody_can_read_is_refused_with_the_way_to_write_it(officer, given, sentence):
    refused = officer.post(NEW, TYPED | {"given": given})
    assert refused.status_code == 422
    assert sentence in text_of(refused)


def test_the_list_shows_value_and_state(officer, write):
    write("external_value", **INDEX)
    text = text_of(officer.get(f"{PAGES}external_value/"))
    assert "N-1 Indeks pengelolaan data dan informasi 30 Juni 2023 30 November 2023 2,48 20 Juli 2023" in text


def test_the_records_behind_say_which_holds(reader, write):
    write("external_value", **INDEX | {"number": "N-0", "month": "5"})
    first = write("external_value", **INDEX | {"document_on": "2023-07-10"})
    write("external_value", **INDEX | {"number": "N-2", "given": "2,5", "document_on": "2023-07-12"})

    text = text_of(reader.get(BEHIND))
    assert "Angka s.d. Juni 2,5 indeks" in text
    assert "yang paling akhir menurut “Diurutkan menurut”, lalu yang dicatat paling akhir" in text
    at = [text.index(words) for words in ("N-2 Indeks", "N-1 Indeks", "N-0 Indeks")]
    assert at == sorted(at)
    assert [text.count(words) for words in (" berlaku N-1", "digantikan nilai lain bulan itu", "nilai Mei")] == [
        1,
        1,
        1,
    ]
    record = text_of(reader.get(f"{PAGES}external_value/{first.uuid}/"))
    assert "masuk Juni 2023 (2,48); yang berlaku nilai lain untuk bulan itu, 2,5" in record


def test_an_entered_value_that_differs_is_shown_beside_the_records(reader, office, write):
    enter(office, 248, 2)
    one = write("external_value", **INDEX | {"given": "2,5"})

    text = text_of(reader.get(BEHIND))
    assert "Yang diisi 2,48, menurut catatan 2,5; yang diisi tetap dipakai." in text
    record = text_of(reader.get(f"{PAGES}external_value/{one.uuid}/"))
    assert "masuk Juni 2023 (2,5); yang dipakai nilai yang diisi sebagai angka, 2,48" in record
    indicator = reader.get(INDICATOR)
    both = (
        "Indeks pengelolaan data dan informasi s.d. Juni diisi 2,48, menurut catatan 2,5. Yang diisi tetap dipakai."
    )
    assert "Realisasi s.d. Juni 2,48" in text_of(indicator)
    assert both in text_of(indicator)
    assert 'href="/kupang/2023-06/ukuran/data_management_index/"' in indicator.content.decode()


def test_what_no_record_awaits_is_awaited_from_its_issuer_and_can_be_recorded(officer, reader):
    text = text_of(reader.get(INDICATOR))
    since = "ditunggu dari BPOM Command Center, Pusat Data dan Informasi Obat dan Makanan sejak 1 Juli 2023"
    assert text.count(since) >= 2  # beside the figure, and with the way to record it
    assert "kosong" in text
    assert "Catat nilainya" not in text

    page = officer.get(INDICATOR).content.decode()
    link = f"{NEW}?measure=data_management_index&amp;year=2023&amp;month=6"
    assert link in page
    form = officer.get(link.replace("&amp;", "&")).content.decode()
    assert '<option value="data_management_index" selected>' in form
    assert 'name="month" value="6"' in form


def test_what_a_record_awaits_is_said_with_its_day_and_leads_to_it(officer, reader, write):
    one = write(
        "external_value", **AWAITED | {"measure": "data_management_index", "month": "5", "issuer": "Pusdatin"}
    )
    awaited = (
        "Indeks pengelolaan data dan informasi s.d. Mei ditunggu dari Pusdatin, paling lambat 30 November 2023."
    )
    address = f"{PAGES}external_value/{one.uuid}/"

    for client, words, link in ((officer, "Catat penerimaannya", f"{address}ubah/"), (reader, "Lihat", address)):
        response = client.get(INDICATOR)
        assert awaited in text_of(response)
        assert words in text_of(response)
        assert f'href="{link}"' in response.content.decode()


def test_what_is_not_due_is_not_awaited(reader, write):
    write("external_value", **AWAITED)
    assert "ditunggu" not in text_of(reader.get("/kupang/2023-Q2/indikator/accountability-score/"))
    december = text_of(reader.get("/kupang/2023/indikator/accountability-score/"))
    assert "Nilai AKIP UPT s.d. Desember ditunggu dari Inspektorat Utama Badan POM, paling lambat" in december


def test_who_may_not_see_records_sees_what_is_awaited_and_no_link(as_role, office, write):
    write("external_value", **AWAITED | {"measure": "data_management_index", "month": "6"})
    page = as_role(Role.FINANCE, office).get(INDICATOR)
    assert page.status_code == 200
    assert "ditunggu dari" in text_of(page)
