"""A decimal kept as an integer and a scale, the only way a database column stores one.

88.5 is (885, 1): exact, summable, and it still prints as it was entered.
"""

from __future__ import annotations

from decimal import Decimal

LARGEST_SCALE = 6


def to_scaled(number: Decimal | int, least: int = 0) -> tuple[int, int]:
    """(integer, scale) of a finite decimal of at most six places; `least` places are kept even where they are zeros.

    Exact: nothing is rounded. Raises ValueError.
    """
    decimal = Decimal(number)
    if not decimal.is_finite():
        raise ValueError(f"{number} is not a finite number")
    sign, digits, exponent = decimal.as_tuple()
    assert isinstance(exponent, int)
    if -exponent > LARGEST_SCALE:
        raise ValueError(f"{number} has {-exponent} decimals; at most {LARGEST_SCALE} are kept")
    whole = int("".join(map(str, digits))) * (-1 if sign else 1)
    whole, scale = (whole, -exponent) if exponent < 0 else (whole * 10**exponent, 0)
    more = max(least - scale, 0)
    return whole * 10**more, scale + more


def from_scaled(value: int, scale: int) -> Decimal:
    """The decimal of an integer and its scale, with its trailing zeros as entered."""
    return Decimal(value).scaleb(-scale)
