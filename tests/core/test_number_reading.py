"""A number is read in every way in which it may be meant, and kept in one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from akuntabel.core.number_reading import decimal_of, decimal_text, readings


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.234,56", ["1234.56"]),
        ("1,234.56", ["1234.56"]),
        ("2,48", ["2.48"]),
        ("2.48", ["2.48"]),
        ("2,480", ["2.480"]),
        ("1234", ["1234"]),
        ("1.234.567", ["1234567"]),
        ("-0,5", ["-0.5"]),
        ("0.123", ["0.123"]),
        ("1.234", ["1234", "1.234"]),
        ("12.34.56", []),
        ("2,48,1", []),
        ("2,", []),
        ("dua", []),
        ("२,४८", []),
        ("", []),
    ],
)
def test_the_ways_to_read_a_number(text, numbers):
    assert [str(one) for one in readings(text)] == numbers


@pytest.mark.parametrize("number", ["1234.56", "2.480", "0", "-0.5", "1000000"])
def test_a_kept_number_has_one_reading_and_all_its_digits(number):
    text = decimal_text(Decimal(number))
    assert str(decimal_of(text)) == number
    assert [str(one) for one in readings(text)] == [number]
