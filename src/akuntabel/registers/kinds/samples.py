"""Samples and the parameters of their tests: checks, of each against the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, holds, pointing_to
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import PlanLine, Sample, SampleParameter

_STEPS = ("taken_on", "sent_on", "received_on", "begun_on", "completed_on")
"""A sample's way, each step not before the one that precedes it."""
_EXAMINED = ("licence_check", "expiry_check", "packaging_check", "label_check")
FORTIFIED = "fortified_food"
"""The commodity on which only the fortificants decide."""


def _check_sample(sample: Sample) -> Iterator[Problem]:
    """A sample's dates, verdict, draw and plan line against one another."""
    yield from in_order(sample, *_STEPS)
    yield from in_order(sample, "taken_on", "examined_on")
    if sample.verdict is not None and sample.completed_on is None:
        yield Problem(
            ("completed_on",), "Uji selesai pada: belum diisi, padahal putusan sudah ada. Isi tanggalnya."
        )
    if sample.verdict == "non_compliant" and sample.ground is None:
        yield Problem(
            ("ground",), "Dasar putusan: belum diisi, padahal sampel tidak memenuhi syarat. Tulis dasarnya."
        )
    if sample.draw == "fortified" and sample.commodity != FORTIFIED:
        yield Problem(("draw",), "Cara pengambilan: fortifikasi hanya untuk pangan fortifikasi. Pilih yang lain.")
    if sample.confirms is not None and sample.confirms == sample:
        yield Problem(("confirms",), "Uji konfirmasi dari: menunjuk dirinya sendiri. Pilih sampel lain.")
    if sample.plan_line is not None:
        yield from _check_plan_line(sample, sample.plan_line)


def _check_plan_line(sample: Sample, line: PlanLine) -> Iterator[Problem]:
    """The line is one of samples, of the year in which the sample was taken, and takes what the sample is."""
    if sample.plan_code is not None:
        yield Problem(("plan_code",), f"{named(sample, 'plan_code')}: terisi, padahal baris rencananya sudah dipilih. "
                      "Kosongkan.")  # fmt: skip
    wrong = None
    if line.subject != "samples":
        wrong = "bukan rencana sampel"
    elif line.year != sample.taken_on.year:
        wrong = f"untuk {line.year}, padahal sampel diambil {indonesian_date(sample.taken_on)}"
    elif line.commodity not in (None, sample.commodity):
        wrong = "untuk komoditas lain"
    elif line.draw not in (None, sample.draw):
        wrong = "untuk cara pengambilan lain"
    if wrong is not None:
        yield Problem(("plan_line",), f"{named(sample, 'plan_line')}: {line} {wrong}. Pilih baris yang lain.")


def _parameters_of(samples: Sequence[Sample]) -> list[SampleParameter]:
    return pointing_to(SampleParameter, "sample", samples)


def _check_against_parameters(sample: Sample, found: Sequence[SampleParameter]) -> Iterator[Problem]:
    """A verdict has its ground in the parameters, where they are recorded, or in what was seen on the sample."""
    parameters = [one for one in found if one.sample_id == sample.pk]
    for one in parameters:
        for column, _, message in _contradictions(one, sample):
            yield Problem((column,), message)
    is_fortified = sample.commodity == FORTIFIED
    seen = not is_fortified and any(getattr(sample, column) == "not_ok" for column in _EXAMINED)
    failed = any(one.verdict == "non_compliant" and _decides(one, sample) for one in parameters)
    if sample.verdict == "non_compliant" and parameters and not failed and not seen:
        what = "zat fortifikan" if is_fortified else "parameter atau pemeriksaan"
        yield Problem(("verdict",), f"{named(sample, 'verdict')}: tidak memenuhi syarat, padahal tidak ada {what} yang "
                      "tercatat demikian. Catat dahulu parameter yang tidak memenuhi syarat, atau perbaiki putusan "
                      "ini.")  # fmt: skip


def _decides(parameter: SampleParameter, sample: Sample) -> bool:
    """Any parameter decides about its sample; on fortified food only a fortificant."""
    return sample.commodity != FORTIFIED or parameter.is_fortificant is True


def _contradictions(parameter: SampleParameter, sample: Sample) -> Iterator[tuple[str, str, str]]:
    """What a parameter and its sample say against one another: a column of the sample, one of the parameter, a sentence."""
    about = f"parameter {parameter.parameter} sampel {sample.number}"
    if sample.verdict == "compliant" and _decides(parameter, sample) and parameter.verdict != "compliant":
        found = "belum berputusan" if parameter.verdict is None else "tidak memenuhi syarat"
        yield ("verdict", "verdict", f"Putusan: {about} {found}, padahal sampelnya memenuhi syarat. Perbaiki salah satu "
               "putusan.")  # fmt: skip
    if parameter.is_fortificant and sample.commodity != FORTIFIED:
        yield ("commodity", "is_fortificant", f"Zat fortifikan: {about} tercatat demikian, padahal sampelnya bukan pangan "
               "fortifikasi. Perbaiki salah satu.")  # fmt: skip
    if parameter.begun_on < sample.taken_on:
        yield ("taken_on", "begun_on", f"Uji dimulai pada: {about} mulai {indonesian_date(parameter.begun_on)}, sebelum "
               f"sampelnya diambil {indonesian_date(sample.taken_on)}. Perbaiki salah satu tanggal.")  # fmt: skip
    if sample.completed_on is not None and sample.completed_on < (parameter.finished_on or parameter.begun_on):
        day = indonesian_date(parameter.finished_on or parameter.begun_on)
        yield ("completed_on", "finished_on", f"Uji selesai pada: {about} masih diuji {day}, sesudah uji sampelnya selesai "
               f"{indonesian_date(sample.completed_on)}. Perbaiki salah satu tanggal.")  # fmt: skip


def _ask_parameters(parameters: Sequence[SampleParameter]) -> Held:
    return held(parameters, "sample", "parameter")


def _check_once(parameter: SampleParameter, parameters: Held) -> Iterator[Problem]:
    if not holds(parameter, parameters, "sample", "parameter"):
        yield Problem(("parameter",), f'{named(parameter, "parameter")}: "{parameter.parameter}" sampel ini sudah dicatat. '
                      "Perbaiki catatan itu.")  # fmt: skip


def _check_parameter(parameter: SampleParameter) -> Iterator[Problem]:
    """A parameter's dates, result and verdict against one another and its sample."""
    yield from in_order(parameter, "begun_on", "finished_on")
    if parameter.verdict is not None:
        for column in ("result", "finished_on"):
            if getattr(parameter, column) is None:
                yield Problem(
                    (column,), f"{named(parameter, column)}: belum diisi, padahal putusan sudah ada. Isi."
                )
    for _, column, message in _contradictions(parameter, parameter.sample):
        yield Problem((column,), message)


SAMPLE = Kind("sample", Sample, check=_check_sample, ask=_parameters_of, check_among=_check_against_parameters)
SAMPLE_PARAMETER = Kind(
    "sample_parameter",
    SampleParameter,
    check=_check_parameter,
    ask=_ask_parameters,
    check_among=_check_once,
)
