"""The bytes of a text file → its letters: UTF-8, else Windows-1252, as Excel on an Indonesian computer writes "CSV"."""

from __future__ import annotations

import codecs
import re

WINDOWS = "Windows-1252"
_SEVERAL_BYTES = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""A letter as UTF-8 writes it."""


def decoded(content: bytes) -> tuple[str, str]:
    """The text, and by what name it was read where it is not UTF-8.

    Raises UnicodeDecodeError where neither can be meant: bytes that Windows-1252 does not have, a zero, the mark of UTF-8 at
    the beginning, or letters of UTF-8 beside the ones that are not (half of them would be read as two wrong ones).
    """
    try:
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        if content.startswith(codecs.BOM_UTF8) or b"\x00" in content or _SEVERAL_BYTES.search(content):
            raise
        try:
            return content.decode("cp1252"), WINDOWS
        except UnicodeDecodeError as impossible:
            raise impossible from error
