"""Widths and coverage of the bundled fonts, read from the OpenType files.

Column widths are computed once, here, from the true widths of the letters, so that Word and PDF give a column
the same width and no number is broken. Of a font only the tables ``head``, ``hhea``, ``hmtx`` and ``cmap``
(format 4) are read.
"""

import struct
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

FONT_FOLDER = files("akuntabel.documents").joinpath("fonts")
TEXT_FAMILY = "TeX Gyre Bonum"
TABLE_FAMILY = "TeX Gyre Heros"
WORD_TEXT_FAMILY = "Bookman Old Style"
WORD_TABLE_FAMILY = "Arial"

_UNKNOWN_WIDTH = 600


@cache
def advance_widths(file_name: str) -> Mapping[int, int]:
    """Width of each character of one font file, in thousandths of the type size, by code point."""
    data = FONT_FOLDER.joinpath(file_name).read_bytes()
    tables = _tables(data)
    units_per_em = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    metric_count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    widths = [struct.unpack_from(">H", data, tables["hmtx"] + 4 * glyph)[0] for glyph in range(metric_count)]
    return {
        code: widths[min(glyph, metric_count - 1)] * 1000 // units_per_em
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }


@lru_cache(maxsize=1)
def coverage() -> frozenset[int]:
    """Code points that every face of both families can print."""
    names = [entry.name for entry in FONT_FOLDER.iterdir() if entry.name.endswith(".otf")]
    return frozenset.intersection(*(frozenset(advance_widths(name)) for name in sorted(names)))


def text_width(text: str, twips: int, bold: bool = False, family: Literal["heros", "bonum"] = "heros") -> int:
    """Width of one line of table text in twips (a twentieth of a point), for a type size in twips.

    The family "bonum" measures running text instead.
    """
    widths = advance_widths(f"texgyre{family}-{'bold' if bold else 'regular'}.otf")
    return sum(widths.get(ord(sign), _UNKNOWN_WIDTH) for sign in text) * twips // 1000


def wrapped_lines(text: str, room: int, twips: int, bold: bool = False) -> int:
    """Lines that a text takes in ``room`` twips, broken between words only."""
    space = _word_width(" ", twips, bold)
    count, used = 1, -space
    for word in text.split(" "):
        width = _word_width(word, twips, bold)
        if used > 0 and used + space + width > room:
            count, used = count + 1, -space
        used += space + width
    return count


@lru_cache(maxsize=8192)
def _word_width(word: str, twips: int, bold: bool) -> int:
    return text_width(word, twips, bold)


def _tables(data: bytes) -> dict[str, int]:
    count = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * index) for index in range(count))
    return {tag.decode("ascii"): offset for tag, _checksum, offset, _length in records}


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph number of each code point, from the first format 4 subtable."""
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">L", data, cmap + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", data, start)[0] == 4:
            return _format_4(data, start)
    raise ValueError("The font has no cmap of format 4: use the OTF files listed in fonts/README.md.")


def _format_4(data: bytes, start: int) -> dict[int, int]:
    doubled = struct.unpack_from(">H", data, start + 6)[0]
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}h", data, start + 16 + 2 * doubled)
    offset_at = start + 16 + 3 * doubled
    offsets = struct.unpack_from(f">{count}H", data, offset_at)
    found: dict[int, int] = {}
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                at = offset_at + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", data, at)[0]
                if not glyph:
                    continue
            glyph = (glyph + deltas[segment]) & 0xFFFF
            if glyph:
                found[code] = glyph
    return found
