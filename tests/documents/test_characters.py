"""Pasted text neither stops a document nor loses a sign unseen."""

import pytest

from akuntabel.documents.characters import breakable, dated, for_fonts, printable


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        ("a\tb\r\nc", "a b c"),
        ("tebal\x0b miring\x00\x1f", "tebal  miring"),
        ("\ufeffawal\u200b", "awal"),
        ("\ud800x", "x"),
        ("Kupang – “NTT” ≥ 120", "Kupang – “NTT” ≥ 120"),
    ],
)
def test_control_characters_go_and_line_ends_become_spaces(pasted, printed):
    assert printable(pasted) == printed


def test_a_sign_outside_the_fonts_is_spelt():
    assert for_fonts("aman 😀 你 ≥ 90") == "aman [U+1F600] [U+4F60] ≥ 90"


def test_hyphens_and_narrow_spaces_become_their_plain_kin():
    assert for_fonts("obat\u2011obatan 1\u202f000 ke\u00adgiatan") == "obat-obatan 1\u00a0000 kegiatan"


def test_only_very_long_words_get_places_to_break():
    assert breakable("pertanggungjawaban 12.074.469.971") == "pertanggungjawaban 12.074.469.971"
    assert breakable("ab " + "x" * 50, 20) == "ab " + "\u200b".join("x" * 10 for _ in range(5))
    assert breakable("123", 1) == "1\u200b2\u200b3"


def test_a_date_stays_on_one_line():
    """The line of a signature may break between place and date, not inside the date."""
    assert dated("Ditetapkan di Kota Contoh, 2 Januari 2024") == "Ditetapkan di Kota Contoh, 2\xa0Januari\xa02024"
    assert dated("") == ""
