import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.number_words import LARGEST, rupiah_in_words, terbilang

_DIGITS = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def read(words: str) -> int:
    """An independent reader of Indonesian number words."""
    total = group = unit = 0
    words = re.sub(r"\bse(?=(ribu|ratus|puluh|belas)\b)", "satu ", words)
    for word in words.split():
        if word in _DIGITS:
            unit = _DIGITS[word]
        elif word == "belas":
            group, unit = group + 10 + unit, 0
        elif word == "puluh":
            group, unit = group + unit * 10, 0
        elif word == "ratus":
            group, unit = group + unit * 100, 0
        else:
            total, group, unit = total + (group + unit) * _SCALES[word], 0, 0
    return total + group + unit


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (19, "sembilan belas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1_000_000, "satu juta"),
        (12_001_052, "dua belas juta seribu lima puluh dua"),
        (1_000_001_000, "satu miliar seribu"),
        (30_215_555_000, "tiga puluh miliar dua ratus lima belas juta lima ratus lima puluh lima ribu"),
        (-5, "minus lima"),
    ],
)
def test_words(number, words):
    assert terbilang(number) == words


@given(st.integers(1, LARGEST))
def test_words_read_back(number):
    words = terbilang(number)
    assert read(words) == number
    assert "satu ribu" not in re.sub(r"(belas|puluh|ratus) satu ribu", "", words)


def test_rupiah_in_words():
    assert rupiah_in_words(1500) == "seribu lima ratus rupiah"


@pytest.mark.parametrize("number", ["5", 5.0, True])
def test_only_whole_numbers(number):
    with pytest.raises(TypeError, match="not a whole number"):
        terbilang(number)


def test_too_large():
    with pytest.raises(ValueError, match="too large"):
        terbilang(LARGEST + 1)
