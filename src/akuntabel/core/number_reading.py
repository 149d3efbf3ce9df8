"""Numbers as people type them, Indonesian or with a decimal point; every way in which a text may be read."""

from __future__ import annotations

import re
from decimal import Decimal

_INDONESIAN = re.compile(r"-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)\.\d+", re.ASCII)


def readings(text: str) -> list[Decimal]:
    """The numbers that a text may mean: "1.234,56", "2,48" and "2.48" mean one, "1.234" two, "abc" none."""
    found = []
    if _INDONESIAN.fullmatch(text):
        found.append(Decimal(text.replace(".", "").replace(",", ".")))
    if _ENGLISH.fullmatch(text):
        found.append(Decimal(text.replace(",", "")))
    if len(found) > 1 and text.lstrip("-").startswith("0"):
        return found[1:]  # nobody writes thousands with a leading 0
    return found


def decimal_text(number: Decimal) -> str:
    """ "1234,56": as it is kept in a text, one way to read it; no digit is added or taken away."""
    return f"{number:f}".replace(".", ",")


def decimal_of(text: str) -> Decimal:
    """The number of a text that `decimal_text` made."""
    return Decimal(text.replace(",", "."))
