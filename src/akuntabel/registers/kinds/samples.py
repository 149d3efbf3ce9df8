"""Samples: checks."""

from __future__ import annotations

from collections.abc import Iterator

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import in_order
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import Sample

_STEPS = ("taken_on", "sent_on", "received_on", "begun_on", "completed_on")
"""A sample's way, each step not before the one that precedes it."""


def _check_sample(sample: Sample) -> Iterator[Problem]:
    """A sample's dates, verdict and draw against one another."""
    yield from in_order(sample, *_STEPS)
    if sample.verdict is not None and sample.completed_on is None:
        yield Problem(
            ("completed_on",), "Uji selesai pada: belum diisi, padahal putusan sudah ada. Isi tanggalnya."
        )
    if sample.verdict == "non_compliant" and sample.ground is None:
        yield Problem(
            ("ground",), "Dasar putusan: belum diisi, padahal sampel tidak memenuhi syarat. Tulis dasarnya."
        )
    if sample.draw == "fortified" and sample.commodity != "fortified_food":
        yield Problem(("draw",), "Cara pengambilan: fortifikasi hanya untuk pangan fortifikasi. Pilih yang lain.")
    if sample.confirms is not None and sample.confirms == sample:
        yield Problem(("confirms",), "Uji konfirmasi dari: menunjuk dirinya sendiri. Pilih sampel lain.")


SAMPLE = Kind("sample", Sample, check=_check_sample)
