"""The code of an output (rincian output, RO) as records name it: the budget itself is another room."""

from __future__ import annotations

import re
from collections.abc import Iterator

from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.checks import named

_CODE = re.compile(r"[A-Z]{3}\.[0-9A-Z]{3}")


def check_output_code(record: Record, column: str = "output_code") -> Iterator[Problem]:
    """Three letters, a point, and three letters or digits, where it is filled."""
    code = getattr(record, column)
    if code is not None and not _CODE.fullmatch(code):
        yield Problem((column,), f'{named(record, column)}: "{code}" bukan kode rincian output. Tulis seperti QIA.005, '
                      "atau kosongkan.")  # fmt: skip
