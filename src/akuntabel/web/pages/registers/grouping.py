"""The registers in the order of an office's days: the work of each field together, lists that many share last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from akuntabel.web.pages.registers.rows import RegisterRow

_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Pengambilan sampel dan pengujian"), ("sample", "sample_parameter", "third_party_test")),
    (
        _("Pemeriksaan sarana"),
        ("inspection", "inspection_finding", "inspection_decision", "corrective_action", "establishment"),
    ),
    (_("Sertifikasi dan layanan"), ("certification_request", "clock_stop", "complaint")),
    (_("Penindakan"), ("criminal_case",)),
    (_("Komunikasi, informasi, dan edukasi"), ("outreach_event", "survey_answer")),
    (
        _("Sekolah, desa, dan pasar pangan aman"),
        ("intervention_stage", "intervention_criterion", "intervention_place"),
    ),
    (_("UMKM dampingan"), ("msme_stage", "msme_service", "msme_business")),
    (_("Kegiatan, kewajiban, dan nilai luar"), ("activity", "obligation", "external_value")),
)
_REST, _SHARED = _("Register lain"), _("Daftar bersama")


@dataclass(frozen=True)
class RegisterGroup:
    name: str
    rows: list[RegisterRow]


def grouped(rows: Iterable[RegisterRow]) -> list[RegisterGroup]:
    """Those that have a row; a register that no group names comes before the shared lists."""
    waiting = {row.book.register.key: row for row in rows}
    shared = [key for key, row in waiting.items() if row.book.register.shared]
    named = [(name, [key for key in keys if key in waiting and key not in shared]) for name, keys in _GROUPS]
    taken = {key for _name, keys in named for key in keys} | set(shared)
    named += [(_REST, [key for key in waiting if key not in taken]), (_SHARED, shared)]
    return [RegisterGroup(str(name), [waiting[key] for key in keys]) for name, keys in named if keys]
