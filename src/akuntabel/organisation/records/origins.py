"""Where a record came from: the file and the line, as its first version has them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORIGIN = re.compile(r"(?P<file>.+), baris (?P<line>\d+)", re.DOTALL)


@dataclass(frozen=True)
class Origin:
    file: str
    line: int


def origin_text(file: str, line: int) -> str:
    """ "sampel.xlsx, baris 12": the reason of a first version that came from a file."""
    return f"{file}, baris {line}"


def origin_of(reason: str) -> Origin | None:
    """What such a reason says; None for a record that was typed."""
    found = _ORIGIN.fullmatch(reason)
    return Origin(found["file"], int(found["line"])) if found else None
