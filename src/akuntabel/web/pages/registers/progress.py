"""How far a job is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from akuntabel.core.number_format import indonesian_number
from akuntabel.jobs.queries import JobState, State

_STEPS = (
    gettext_noop("Membaca berkas"),
    gettext_noop("Membandingkan dengan catatan yang sudah ada"),
    gettext_noop("Memeriksa baris"),
    gettext_noop("Menyiapkan catatan"),
    gettext_noop("Menulis catatan dan menghitung angka"),
    gettext_noop("Mengeluarkan catatan dan menghitung angka"),
)
"""The words of `core.progress.Step`, for the translators."""


@dataclass(frozen=True)
class ProgressWords:
    """`step` what is being done, `rows` how far it is, `note` what else there is to know."""

    step: str
    rows: str
    note: str


def progress_words(job: JobState) -> ProgressWords:
    """What stands beside the bar of a job that waits or runs."""
    again = _("Pekerjaan ini sempat terputus dan dimulai lagi dari awal; tidak ada yang hilang.")
    note = again if job.was_interrupted else ""
    match job.state:
        case State.WAITING if job.waits_for_own:
            return ProgressWords(
                _("Menunggu giliran"), "", _("Berkas Anda yang lain dikerjakan dahulu; yang ini sesudahnya.")
            )
        case State.WAITING if job.ahead:
            return ProgressWords(
                _("Menunggu giliran"), "", _("Pekerjaan lain sedang dikerjakan; berkas ini sesudahnya.")
            )
        case State.WAITING:
            return ProgressWords(_("Menunggu dimulai"), "", note)
        case State.LOST:
            lost = _(
                "Pekerja latar tidak memberi tanda. Pekerjaan ini dimulai lagi dengan sendirinya; tidak ada yang hilang."
            )
            return ProgressWords(_("Terputus"), "", lost)
    return ProgressWords(_(job.step.words) if job.step else _("Dimulai"), _rows(job), note)


def _rows(job: JobState) -> str:
    total = indonesian_number(job.total, 0)
    if job.done:
        return _("%(done)s dari %(total)s baris") % {"done": indonesian_number(job.done, 0), "total": total}
    return _("%(total)s baris") % {"total": total} if job.total else ""


def failure_words(job: JobState) -> str:
    """Why the last step was not done, where nobody refused it; empty where it was."""
    match job.state:
        case State.INTERRUPTED:
            return _("Langkah terakhir terputus di tengah dan tidak jadi dilakukan; tidak ada yang masuk atau keluar. "
                     "Mulai lagi; bila terputus lagi, bagi berkasnya atau hubungi pengelola aplikasi.")  # fmt: skip
        case State.FAILED:
            return _("Langkah terakhir berhenti karena kesalahan program, bukan kesalahan Anda; tidak ada yang masuk atau "
                     "keluar. Mulai lagi; bila berulang, hubungi pengelola aplikasi.")  # fmt: skip
    return ""
