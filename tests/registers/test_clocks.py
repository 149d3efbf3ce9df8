"""The days of a service in words: what a reader can follow with a wall calendar."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.registers.clocks import clock_in_words
from akuntabel.registers.models import CertificationRequest
from registers.conftest import STANDARD
from registers.test_certification import REQUEST, stop

pytestmark = pytest.mark.django_db
DAY = date(2023, 6, 30)


@pytest.fixture
def words(write):
    write("dated_document", **STANDARD)

    def act(*stops, **typed):
        request = write("certification_request", **REQUEST | typed)
        for begun, ended in stops:
            stop(write, request, begun, ended)
        return clock_in_words(CertificationRequest.objects.get(pk=request.pk), DAY)

    return act


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"received_on": "2023-06-05"}, "Diterima Senin, 5 Juni 2023, hari kerja dan dalam jam kerja: hari itu hari nol."),
        (
            {"received_on": "2023-06-05", "received_late": "ya"},
            "Diterima Senin, 5 Juni 2023, sesudah jam tutup: dihitung diterima pada hari kerja berikutnya, Selasa, "
            "6 Juni 2023 (hari nol).",
        ),
        (
            {"received_on": "2023-06-10", "received_late": "ya"},
            "Diterima Sabtu, 10 Juni 2023, bukan hari kerja: dihitung diterima pada hari kerja berikutnya, Senin, "
            "12 Juni 2023 (hari nol).",
        ),
        (
            {"received_on": "2023-06-01"},
            "Diterima Kamis, 1 Juni 2023, hari libur (Hari Lahir Pancasila): dihitung diterima pada hari kerja "
            "berikutnya, Senin, 5 Juni 2023 (hari nol).",
        ),
    ],
)  # fmt: skip
def test_the_receipt_says_which_day_it_counts_as_and_why(words, typed, sentence):
    assert words(**typed)[0] == sentence


def test_standard_stop_due_date_and_decision(words):
    found = words(
        ("2023-06-06", "2023-06-09"), received_on="2023-06-05", decided_on="2023-06-13", decision="Diterbitkan"
    )
    assert found[1:] == [
        "Standar 3 hari kerja, dihitung sejak hari kerja sesudah hari nol.",
        "Jeda 6 Juni 2023 sampai 9 Juni 2023: 3 hari kerja sesudah jeda mulai, sampai jeda berakhir, tidak dihitung.",
        "Jatuh tempo Selasa, 13 Juni 2023.",
        "Diputus 13 Juni 2023, tepat waktu: terpakai 3 hari kerja dari 3, 3 hari kerja lain dalam jeda.",
    ]  # fmt: skip


def test_a_decision_too_late(words):
    found = words(received_on="2023-06-05", decided_on="2023-06-09", decision="Ditolak")
    assert found[-1] == "Diputus 9 Juni 2023, terlambat: terpakai 4 hari kerja dari 3."


def test_an_open_stop_has_no_due_date_and_an_open_request_counts_until_the_day(words):
    found = words(("2023-06-06", None), received_on="2023-06-05")
    assert found[2] == "Jeda sejak 6 Juni 2023 belum berakhir: hari sesudahnya tidak dihitung."
    assert found[3] == "Jatuh tempo belum dapat dihitung selama jeda belum berakhir."
    assert found[-1].startswith("Sampai 30 Juni 2023 terpakai 1 hari kerja dari 3, ")


def test_a_year_without_a_decree_is_said_to_be_provisional(words):
    assert any("belum ditetapkan" in one for one in words(received_on="2025-06-05"))
    assert not any("belum ditetapkan" in one for one in words(number="C-2", received_on="2023-06-05"))


def test_a_complaint_without_a_standard_and_other_records(write, words):
    complaint = write("complaint", number="P-1", kind="Pengaduan produk", channel="Surel", received_on="2023-06-05",
                      subject="Contoh")  # fmt: skip
    assert clock_in_words(complaint, DAY)[1] == (
        "Layanan ini belum mempunyai standar pada hari nol, sehingga jatuh temponya tidak dihitung."
    )
    assert clock_in_words(write("agency", name="Dinas Contoh", kind="Dinas kesehatan", is_active="ya"), DAY) == []
