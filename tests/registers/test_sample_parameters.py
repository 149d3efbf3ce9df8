"""Parameters of samples: a verdict and its ground say the same, whichever is written first; plan lines of samples."""

from __future__ import annotations

import pytest

from akuntabel.core.problems import Refused
from akuntabel.registers.models import SampleParameter
from registers.conftest import SAMPLE
from registers.test_findings import change
from registers.test_plan_lines import LINE, VISITS

pytestmark = pytest.mark.django_db
DONE = {"completed_on": "2023-02-20", "verdict": "Memenuhi syarat"}
FAILED = DONE | {"verdict": "Tidak memenuhi syarat", "ground": "Kadar"}
PARAMETER = {"parameter": "Kadar", "begun_on": "2023-02-06", "finished_on": "2023-02-09", "result": "98,6",
             "verdict": "Memenuhi syarat"}  # fmt: skip
FAILS = PARAMETER | {"verdict": "Tidak memenuhi syarat", "result": "84,7"}
FORTIFIED = {"commodity": "Pangan fortifikasi", "draw": "Fortifikasi"}


@pytest.fixture
def measure(write):
    """Keep a parameter of a sample."""
    return lambda sample, **typed: write("sample_parameter", sample=str(sample.uuid), **PARAMETER | typed)


def refused_at(act, **typed):
    with pytest.raises(Refused) as refused:
        act(**typed)
    [problem] = refused.value.problems
    return problem.place[0], problem.message


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (FAILS, "verdict", "parameter Kadar sampel S-001 tidak memenuhi syarat, padahal sampelnya memenuhi syarat"),
        ({"verdict": "", "result": ""}, "verdict", "belum berputusan"),
        ({"begun_on": "2023-01-31"}, "begun_on", "sebelum sampelnya diambil 1 Februari 2023"),
        ({"finished_on": "2023-02-21"}, "finished_on", "sesudah uji sampelnya selesai 20 Februari 2023"),
        ({"finished_on": "2023-02-05"}, "finished_on", "sebelum uji dimulai pada 6 Februari 2023"),
        ({"result": ""}, "result", "padahal putusan sudah ada"),
        ({"is_fortificant": "ya"}, "is_fortificant", "sampelnya bukan pangan fortifikasi"),
    ],
)  # fmt: skip
def test_a_parameter_that_contradicts_itself_or_its_sample_is_refused(write, measure, typed, place, sentence):
    sample = write("sample", **SAMPLE | DONE)
    found = refused_at(lambda: measure(sample, **typed))

    assert found[0] == place
    assert sentence in found[1]


def test_a_parameter_stands_once_in_its_sample(write, measure):
    sample = write("sample", **SAMPLE | DONE)
    measure(sample)
    assert "sampel ini sudah dicatat" in refused_at(lambda: measure(sample))[1]


def test_a_sample_with_a_failed_parameter_cannot_be_compliant(office, write, measure):
    sample = write("sample", **SAMPLE | {"completed_on": "2023-02-20"})
    measure(sample, **FAILS)
    place, sentence = refused_at(lambda: change(office, sample, "sample", verdict="compliant"))

    assert place == "verdict"
    assert "parameter Kadar sampel S-001 tidak memenuhi syarat" in sentence
    assert change(office, sample, "sample", verdict="non_compliant", ground="Kadar").verdict == "non_compliant"


def test_a_sample_that_fails_says_by_what_where_parameters_are_recorded(office, write, measure):
    sample = write("sample", **SAMPLE | {"completed_on": "2023-02-20"})
    measure(sample)
    failed = {"verdict": "non_compliant", "ground": "Kadar"}
    place, sentence = refused_at(lambda: change(office, sample, "sample", **failed))

    assert (place, "Catat dahulu parameter yang tidak memenuhi syarat" in sentence) == ("verdict", True)
    seen = change(office, sample, "sample", **failed | {"label_check": "not_ok"})
    assert seen.verdict == "non_compliant"


def test_on_fortified_food_only_a_fortificant_decides(office, write, measure):
    sample = write("sample", **SAMPLE | FORTIFIED | DONE | {"label_check": "tidak sesuai"})
    measure(sample, **FAILS | {"parameter": "Kadar air", "is_fortificant": "tidak"})
    with pytest.raises(Refused, match="parameter Zat fortifikan"):
        measure(sample, **FAILS | {"parameter": "Zat fortifikan", "is_fortificant": "ya"})
    iron = measure(sample, parameter="Zat fortifikan", is_fortificant="ya")
    failed = {"verdict": "non_compliant", "ground": "Kadar"}
    assert "tidak ada zat fortifikan" in refused_at(lambda: change(office, sample, "sample", **failed))[1]
    assert "bukan pangan fortifikasi" in refused_at(
        lambda: change(office, sample, "sample", commodity="food", draw="targeted", verdict=None)
    )[1]  # fmt: skip
    assert iron.sample == sample


def test_dates_of_a_sample_stay_around_those_of_its_parameters(office, write, measure):
    sample = write("sample", **SAMPLE | DONE)
    measure(sample)
    day = sample.taken_on
    assert refused_at(lambda: change(office, sample, "sample", taken_on=day.replace(day=7)))[0] == "taken_on"
    early = refused_at(lambda: change(office, sample, "sample", completed_on=day.replace(day=8)))
    assert early[0] == "completed_on"
    assert SampleParameter.objects.get().sample.version == 1


@pytest.mark.parametrize(
    ("line", "typed", "place", "sentence"),
    [
        (LINE, {"taken_on": "2024-02-01"}, "plan_line", "untuk 2023, padahal sampel diambil 1 Februari 2024"),
        (LINE | {"commodity": "Kosmetik"}, {}, "plan_line", "untuk komoditas lain"),
        (LINE | {"draw": "Targeted"}, {}, "plan_line", "untuk cara pengambilan lain"),
        (VISITS, {}, "plan_line", "bukan rencana sampel"),
        (LINE, {"plan_code": "QIA.005"}, "plan_code", "padahal baris rencananya sudah dipilih"),
    ],
)
def test_a_sample_names_a_line_that_takes_it(write, line, typed, place, sentence):
    planned = write("plan_line", **line)
    found = refused_at(lambda: write("sample", **SAMPLE | {"plan_line": str(planned.uuid)} | typed))

    assert found[0] == place
    assert sentence in found[1]


def test_a_line_stays_one_for_its_samples(office, write):
    line = write("plan_line", **LINE)
    write("sample", **SAMPLE | {"plan_line": str(line.uuid)})
    for values in ({"year": 2024}, {"commodity": "food"}, {"draw": "targeted"},
                   {"subject": "activities", "activity": "publication"}):  # fmt: skip
        place, sentence = refused_at(lambda values=values: change(office, line, "plan_line", **values))
        assert place == next(iter(values))
        assert "sampel S-001 sudah menunjuk baris ini" in sentence
    assert change(office, line, "plan_line", code="QIA.006").number == "QIA.006/2023"
