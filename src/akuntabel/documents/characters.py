"""Which characters a writer may hand on.

Text pasted by people holds control characters that XML forbids (Word then refuses the file) and signs that no
font of ours has (the PDF standard then refuses the file).
Neither may stop a report; no sign may vanish unseen.
"""

import re

from akuntabel.documents import metrics

_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff\u200b\u2060]")
_REPLACED = str.maketrans({"\u2011": "-", "\u00ad": "", "\u202f": "\u00a0", "\u2007": "\u00a0", "\u2010": "-"})


LONGEST_WORD = 36
"""A word with more characters than this (an address, a pasted code) may break anywhere."""
BREAK_HERE = "\u200b"


def printable(text: str) -> str:
    """Text without control characters; tabs and line ends become one space."""
    return _FORBIDDEN.sub("", _SPACES.sub(" ", text))


def for_fonts(text: str) -> str:
    """Printable text in which a sign our fonts lack is spelt as its code, for example ``[U+1F600]``."""
    text = printable(text).translate(_REPLACED)
    if text.isascii():
        return text
    known = metrics.coverage()
    return "".join(sign if ord(sign) in known else f"[U+{ord(sign):04X}]" for sign in text)


def dated(place_date: str) -> str:
    """Place and date of a signature, "Kota Contoh, 2 Januari 2024", which may break after the comma only."""
    place, comma, day = place_date.rpartition(", ")
    return place + comma + day.replace(" ", "\u00a0")


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Text with places to break inside words of more than ``longest`` characters: none runs off a page."""
    if len(text) <= longest:
        return text
    return " ".join(_broken(word, longest) for word in text.split(" "))


def _broken(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    step = max(longest // 2, 1)
    return BREAK_HERE.join(word[at : at + step] for at in range(0, len(word), step))
