"""The one place where a number loses digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

DISPLAY_PLACES = 2

Number = int | Decimal | Fraction


def exact(number: Number) -> Fraction:
    """The number as a fraction, without loss. Floats are refused: they are not what was written.

    Raises TypeError for a float or bool, ValueError for a Decimal that is not finite.
    """
    if isinstance(number, bool) or not isinstance(number, (int, Decimal, Fraction)):
        raise TypeError(f"{number!r} is a {type(number).__name__}; give an int, Decimal or Fraction")
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"{number} is not a finite number")
    return Fraction(number)


def round_half_up(number: Number, places: int) -> Fraction:
    """Round to `places` decimals; a tie goes away from zero (69.265 → 69.27, −0.005 → −0.01).

    By integers only, so that a tie is a tie. Source: `docs/decisions/0003-rounding-chain.md`.
    """
    value = exact(number)
    scale = 10**places
    magnitude = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Fraction(magnitude if value >= 0 else -magnitude, scale)


def for_display(number: Number, places: int = DISPLAY_PLACES) -> Decimal:
    """The number as every page, document and file prints it: half up, exactly `places` decimals."""
    rounded = round_half_up(number, places)
    scaled = rounded.numerator * (10**places // rounded.denominator)
    return Decimal(scaled).scaleb(-places)


LONGEST_DECIMAL = 12


def decimal_places(number: Number) -> int | None:
    """How many decimals print the number in full, at most twelve; None when no number of them does."""
    value = exact(number)
    return next((places for places in range(LONGEST_DECIMAL + 1) if (value * 10**places).denominator == 1), None)


MOST_PLACES = 6


def places_to_show(number: Number) -> int:
    """How many decimals show a number that somebody entered: those it has, at most six."""
    places = decimal_places(number)
    return MOST_PLACES if places is None else min(places, MOST_PLACES)


def cut(number: Number, places: int) -> Decimal:
    """The first `places` decimals as they are, not rounded: they stand before an ellipsis."""
    value = exact(number)
    whole = abs(value.numerator) * 10**places // value.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-places)
