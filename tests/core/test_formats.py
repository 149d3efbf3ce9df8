from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.core.number_format import (
    as_entered,
    indonesian_as_entered,
    indonesian_number,
    plain_number,
    rupiah,
    signed_rupiah,
    unit_suffix,
)


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(123456, 100), "1.234,56"), (Decimal("103.335"), "103,34"), (0, "0,00"), (Decimal("-1.5"), "−1,50")],
)
def test_indonesian_numbers(number, text):
    assert indonesian_number(number) == text


def test_plain_numbers():
    assert plain_number(Fraction(10334, 100)) == "103.34"
    assert plain_number(393, 0) == "393"


def test_what_was_entered_stays():
    assert as_entered(Decimal("4.40")) == "4.40"
    assert indonesian_as_entered(Decimal("88.5")) == "88,5"
    assert indonesian_as_entered(Decimal(25000)) == "25.000"


def test_rupiah():
    assert rupiah(30_215_555_000) == "Rp30.215.555.000"
    assert signed_rupiah(112_000) == "+Rp112.000"
    assert signed_rupiah(-1_537_481) == "−Rp1.537.481"
    assert signed_rupiah(0) == "Rp0"


def test_dates():
    assert indonesian_date(date(2023, 7, 20)) == "20 Juli 2023"
    assert indonesian_time(datetime(2023, 7, 20, 14, 5, tzinfo=UTC), "Asia/Makassar") == "14.05 WITA"


def test_what_follows_a_number():
    assert unit_suffix("%") == "\N{NO-BREAK SPACE}%"
    assert unit_suffix("sekolah") == "\N{NO-BREAK SPACE}sekolah"
    assert unit_suffix("indeks") == unit_suffix("nilai") == unit_suffix("") == ""
