"""Numbers as Indonesian text: `1.234,56`, `Rp30.215.555.000`, and as plain text for machines."""

from __future__ import annotations

from decimal import Decimal

from akuntabel.core.rounding import DISPLAY_PLACES, Number, decimal_places, for_display

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_INDONESIAN = str.maketrans(",.-", f".,{MINUS}")


def plain_number(number: Number, places: int = DISPLAY_PLACES) -> str:
    """ "103.34": for JSON, CSV and the workbook."""
    return f"{for_display(number, places):f}"


def indonesian_number(number: Number, places: int = DISPLAY_PLACES) -> str:
    """ "1.234,56": dots for thousands, a decimal comma, a true minus sign."""
    return _indonesian(f"{for_display(number, places):,f}")


def exact_text(number: Number) -> str:
    """A finite decimal in full, for machines: "2.48", "393"; a fraction as "1/3"."""
    places = decimal_places(number)
    return str(number) if places is None else plain_number(number, places)


def indonesian_exact(number: Number) -> str:
    """The same for people: "2,48", "1.393"; a fraction as "1/3"."""
    places = decimal_places(number)
    return str(number) if places is None else indonesian_number(number, places)


def as_entered(number: Decimal) -> str:
    """ "88.5": exactly the digits that were entered, for machines."""
    return f"{number:f}"


def indonesian_as_entered(number: Decimal) -> str:
    """ "88,5": exactly the digits that were entered, Indonesian."""
    return _indonesian(f"{number:,f}")


WITHOUT_UNIT = frozenset({"indeks", "nilai", "skor"})
"""Units that say what a number is, not what it counts: nobody writes "2,48 indeks"."""


def unit_suffix(unit: str) -> str:
    """What follows a number of this unit in print: " %", " sekolah", nothing for an index or score."""
    return "" if not unit or unit in WITHOUT_UNIT else f"{NO_BREAK_SPACE}{unit}"


def rupiah(amount: int) -> str:
    """ "Rp30.215.555.000": whole rupiah, no space, no dot after Rp."""
    sign = MINUS if amount < 0 else ""
    return f"{sign}Rp{_indonesian(f'{abs(amount):,}')}"


def signed_rupiah(amount: int) -> str:
    """ "+Rp112.000" or "−Rp1.537.481"; "Rp0" for nothing."""
    return f"+{rupiah(amount)}" if amount > 0 else rupiah(amount)


def _indonesian(text: str) -> str:
    return text.translate(_INDONESIAN)
