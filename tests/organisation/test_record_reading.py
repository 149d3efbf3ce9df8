"""What a typed or imported cell is read as."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.organisation.records.reading import _text, read_day


@pytest.mark.parametrize(
    "text",
    [
        "2023-07-05",
        "05-07-2023",
        "5/7/2023",
        "5.7.2023",
        "5 7 2023",
        "5 Juli 2023",
        "05-jul-2023",
        "2023-07-05 00:00:00",
    ],
)
def test_ways_to_write_a_day(text):
    assert read_day(text) == date(2023, 7, 5)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2023-07-200", "bukan tanggal"),
        ("2023-07-20:", "bukan tanggal"),
        ("20230720", "bukan tanggal"),
        ("2023-W29-4", "bukan tanggal"),
        ("2023-07-20 14:05", "bukan tanggal"),
        ("29/02/2023", "hari itu tidak ada"),
        ("5 Jull 2023", "hari itu tidak ada"),
        ("0203-07-20", "tahun 0203 di luar 1900 sampai 2100"),
        ("20/07/23", "bukan tanggal"),
        ("٢٠/٠٧/٢٠٢٣", "bukan tanggal"),
    ],
)
def test_a_mistyped_day_is_refused(text, told):
    with pytest.raises(ValueError, match=told):
        read_day(text)


def test_line_ends_of_a_browser_and_of_a_file_are_one():
    assert _text("Satu\r\nDua\rTiga") == _text("Satu\nDua\nTiga") == "Satu\nDua\nTiga"
