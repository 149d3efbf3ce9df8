"""Marks in texts are checked where they are written, by what a whole figure book will have."""

from __future__ import annotations

from datetime import date

import pytest
from tests.planning.test_services import read

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.marks import OF_INDICATOR, OF_SCORE, OF_TOTAL, check_narrative
from akuntabel.measurement.schema import IndicatorNarrative, Narrative
from akuntabel.measurement.services import record_narrative
from akuntabel.planning.outline import outline_of


@pytest.fixture
def bpom():
    return catalogue().scheme("bpom")


@pytest.fixture
def outline():
    return outline_of([read("performance-agreement-2023.yaml")])


def text_of(*foreword, **changes):
    return Narrative(**({"period": "2023-Q2", "signed_on": date(2023, 7, 20), "foreword": foreword} | changes))


def messages(narrative, bpom, outline):
    return [problem.message for problem in check_narrative(narrative, bpom, outline)]


def test_the_fields_are_those_of_a_figure_book(kupang_card):
    """A field added to the book is a mark that may be written."""
    fields = {}
    for figure in FigureBook(kupang_card):
        _, _, subject, field = figure.reference.split("/")
        fields.setdefault(subject, set()).add(field)
    for subject, found in fields.items():
        expected = OF_TOTAL if subject == "total" else OF_SCORE if ":" in subject else OF_INDICATOR
        assert found == expected, subject


@pytest.mark.parametrize(
    "mark",
    ["{1.1.achievement}", "{random-drug-compliance.target}", "{total.score}", "{SK.4.rating}", "{11.1.efficiency}",
     "{objective:public-awareness.score}", "{total.mean_of_objectives}"],
)  # fmt: skip
def test_marks_that_name_a_figure(bpom, outline, mark):
    assert messages(text_of(f"Nilai {mark} baik."), bpom, outline) == []


def test_every_perspective_may_be_named(bpom, outline):
    marks = [f"{{perspective:{slug}.score}}" for slug in bpom.perspectives]
    assert messages(text_of(*marks), bpom, outline) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{1.9.achievement}", 'tanda {1.9.achievement}: "1.9" bukan nomor indikator atau sasaran PK'),
        ("{1.1.achivement}", 'tanda {1.1.achivement}: "achivement" bukan angka yang ada. Pilih: achievement, '),
        ("{total.realisation}", '"realisation" bukan angka yang ada. Pilih: mean_of_indicators, '),
        ("Capaian {1.1} baik", 'kurung kurawal dalam "Capaian {1.1} baik" bukan tanda angka'),
        ("Capaian {{1.1.achievement}}", "bukan tanda angka. Contoh yang benar: {1.1.achievement}."),
        ("Capaian 1.1.achievement}", "bukan tanda angka"),
    ],
)
def test_marks_that_name_nothing(bpom, outline, text, sentence):
    [found] = messages(text_of(text), bpom, outline)
    assert found.startswith("Naskah 2023-Q2: ")
    assert sentence in found


def test_every_text_is_read_and_every_mark_named_with_its_place(bpom, outline):
    row = IndicatorNarrative(indicator="random-drug-compliance", purpose="{a.b}", success_factors=("{a.b}",),
                             obstacles=("{a.b}",), actions=("baik", "{a.b} {c.d}"), programmes=("{a.b}",),
                             target_review="{a.b}")  # fmt: skip
    narrative = text_of("{a.b}", indicators=(row,), suggestions=("{a.b}",))
    places = [problem.place for problem in check_narrative(narrative, bpom, outline)]
    within = ("indicators", 0)
    assert sorted(places, key=str) == sorted(
        [("foreword", 0), ("suggestions", 0), (*within, "purpose"), (*within, "target_review"),
         (*within, "success_factors", 0), (*within, "obstacles", 0), (*within, "actions", 1),
         (*within, "actions", 1), (*within, "programmes", 0)], key=str)  # fmt: skip


def test_narratives_of_nobody_and_twice(bpom, outline):
    rows = tuple(IndicatorNarrative(indicator=slug) for slug in ("random-drug", "random-drug-compliance") * 2)
    found = messages(text_of(indicators=rows), bpom, outline)
    assert sum("tidak ada dalam PK 2023" in text for text in found) == 2
    assert sum("tercantum dua kali" in text for text in found) == 2


def test_a_period_without_agreement(bpom, outline):
    [found] = messages(text_of(period="2024-Q1"), bpom, outline)
    assert "tidak ada PK yang berlaku pada periode itu" in found


def test_recording_refuses_what_the_report_would_find(kupang, bpom):
    with pytest.raises(Refused, match="bukan angka yang ada"):
        record_narrative(kupang, text_of("{1.1.x}", period="2023-Q3"), bpom, by=Actor("t", "t"))
    with pytest.raises(Refused, match="Naskah 2023-Q2: sudah ada"):
        record_narrative(kupang, text_of("Baik."), bpom, by=Actor("t", "t"))
