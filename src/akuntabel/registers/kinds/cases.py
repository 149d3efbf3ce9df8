"""Criminal cases: the highest stage, maintained; stages in order and none left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import below_zero, in_order, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import CriminalCase

_STAGES = {"spdp_on": "spdp", "stage_1_on": "stage_1", "p21_on": "p21", "stage_2_on": "stage_2"}
"""The day of each stage, lowest first, and the stage."""


def _maintain_case(case: CriminalCase) -> None:
    """The highest stage that has its day; a case that was stopped is at none."""
    reached = [stage for column, stage in _STAGES.items() if getattr(case, column) is not None]
    case.stage = "stopped" if case.stopped_on is not None else reached[-1]


def _check_case(case: CriminalCase) -> Iterator[Problem]:
    """The days of a case against one another."""
    yield from in_order(case, *_STAGES)
    for earlier, later in pairwise(_STAGES):
        if getattr(case, later) is not None and getattr(case, earlier) is None:
            yield Problem((earlier,), f"{named(case, earlier)}: belum diisi, padahal {case.label(later)} sudah. Isi "
                          "tanggalnya.")  # fmt: skip
    if case.p19_on is not None and case.stage_1_on is None:
        yield Problem(("stage_1_on",), f"{named(case, 'stage_1_on')}: belum diisi, padahal berkas sudah dikembalikan "
                      "(P19). Isi tanggalnya.")  # fmt: skip
    yield from in_order(case, "stage_1_on", "p19_on", "p21_on")
    if case.stopped_on is not None and case.p21_on is not None:
        yield Problem(("stopped_on",), f"{named(case, 'stopped_on')}: terisi, padahal berkas sudah lengkap (P21). "
                      "Kosongkan salah satu.")  # fmt: skip
    else:
        yield from in_order(case, "spdp_on", "stopped_on")
        yield from in_order(case, "stage_1_on", "stopped_on")
    yield from below_zero(case, "evidence_value")


CRIMINAL_CASE = Kind("criminal_case", CriminalCase, maintain=_maintain_case, check=_check_case)
