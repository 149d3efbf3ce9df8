"""Numbers spelled in Indonesian (terbilang), for official papers.

Our own because the common package spells a single thousand above a million as "satu ribu":
12,001,052 is "dua belas juta seribu lima puluh dua". "miliar", not "milyar".
"""

from __future__ import annotations

_UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ("", "ribu", "juta", "miliar", "triliun", "kuadriliun")
LARGEST = 1000 ** len(_SCALES) - 1


def terbilang(number: int) -> str:
    """The whole number in words, lower case: 30215555000 → "tiga puluh miliar dua ratus …".

    Raises TypeError for anything but an int, ValueError beyond 10¹⁸ − 1.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(f"{number!r} is not a whole number")
    if abs(number) > LARGEST:
        raise ValueError(f"{number} is too large to spell; the largest is {LARGEST}")
    if number == 0:
        return "nol"
    if number < 0:
        return f"minus {terbilang(-number)}"
    words: list[str] = []
    for scale in reversed(range(len(_SCALES))):
        group = number // 1000**scale % 1000
        if group == 1 and scale == 1:
            words.append("seribu")
        elif group:
            words += [*_below_thousand(group), _SCALES[scale]]
    return " ".join(word for word in words if word)


def rupiah_in_words(amount: int) -> str:
    """ "dua belas juta seribu lima puluh dua rupiah"."""
    return f"{terbilang(amount)} rupiah"


def _below_thousand(number: int) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [] if not hundreds else ["seratus"] if hundreds == 1 else [_UNITS[hundreds], "ratus"]
    if rest in (10, 11):
        return [*words, "sepuluh" if rest == 10 else "sebelas"]
    if rest < 20 and rest > 11:
        return [*words, _UNITS[rest - 10], "belas"]
    tens, units = divmod(rest, 10)
    return words + ([_UNITS[tens], "puluh"] if tens else []) + ([_UNITS[units]] if units else [])
