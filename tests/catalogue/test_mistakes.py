"""Every mistake of shape is one Indonesian sentence with its key, value and remedy; unknown keys offer a near one."""

from __future__ import annotations

import pytest

from akuntabel.catalogue.mistakes import SENTENCES
from akuntabel.catalogue.schema import Indicator, Measure
from akuntabel.catalogue.source_files import entries_of, read_source, validated
from akuntabel.measurement.schema import Figures, Narrative
from akuntabel.planning.schema import PlanDocument, PlanRow

ROW = "indicator: a\nprinted_name: b\n"
OBSERVATION = "year: 2024\nobservations:\n  - measure: a\n    source: s\n"


def found(tmp_path, text, model):
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    findings = []
    assert validated(read_source(path, "a.yaml"), model, findings) is None
    return [(finding.line, finding.message) for finding in findings]


@pytest.mark.parametrize(
    ("text", "model", "line", "message"),
    [
        (ROW + "nomor: x\n", PlanRow, 3, "nomor: kunci ini tidak dikenal; hapus, atau pakai salah satu dari: aspects, "),
        (ROW + "weigth: 2\n", PlanRow, 3, 'weigth: kunci ini tidak dikenal (maksudnya "weight"?); perbaiki ejaannya'),
        (ROW + "target: {lower: 1, uper: 2, upper: 3}\n", PlanRow, 3,
         'target.uper: kunci ini tidak dikenal (maksudnya "upper"?)'),
        ("indicator: A b\nprinted_name: b\n", PlanRow, 1, "indicator: isinya hanya huruf kecil, angka, dan tanda hubung"),
        ("indicator: a\n", PlanRow, 1, "printed_name: wajib ada; tambahkan"),
        (ROW + "monthly: {13: 5}\n", PlanRow, 3, "monthly.13: paling besar 12 (tertulis: 13)"),
        (ROW + "budget: -5\n", PlanRow, 3, "budget: paling kecil 0 (tertulis: -5)"),
        (ROW + "weight: 0\n", PlanRow, 3, "weight: harus lebih besar dari 0 (tertulis: 0)"),
        (ROW + "team: 5\n", PlanRow, 3, "team: harus berupa teks; beri tanda kutip (tertulis: 5)"),
        (OBSERVATION + "    month: enam\n", Figures, 5,
         'observations.month: harus bilangan bulat tanpa tanda kutip (tertulis: "enam")'),
        (OBSERVATION + "    month: 2\n    mesure: b\n", Figures, 6,
         'observations.mesure: kunci ini tidak dikenal (maksudnya "measure"?)'),
        (OBSERVATION + "    month: 2\n    state: hilang\n", Figures, 6,
         "observations.state: harus salah satu dari: 'measured', "),
        ("year: 2024\nobservations: 5\n", Figures, 2,
         "observations: harus berupa daftar; awali tiap butir dengan tanda hubung"),
        ("", Figures, 1, "harus berupa kunci dan nilai"),
        ("- a\n- b\n", Figures, 1, "harus berupa kunci dan nilai"),
        ("period: 2024-13\nsigned_on: 2024-01-01\n", Narrative, 1, 'period: "2024-13" bukan periode. Tulis triwulan sebagai'),
        ("period: 2024-Q1\nsigned_on: \"2024-01-01\"\n", Narrative, 2, "signed_on: harus berupa tanggal seperti 2023-07-20"),
        ("key: a\nname: \"\"\nkind: flow\nunit: x\n", Measure, 2, "name: tidak boleh kosong; isi"),
        ("kind: pk\n", PlanDocument, 1, "kind: harus salah satu dari: 'strategic_plan', "),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_has_its_sentence(tmp_path, text, model, line, message):
    matching = [(at, told) for at, told in found(tmp_path, text, model) if told.startswith(message)]
    assert [at for at, _ in matching] == [line], found(tmp_path, text, model)


def test_keys_of_a_shape_within_a_union(tmp_path):
    """The formula's own keys are offered, not those of another kind of formula."""
    text = (
        "slug: a\nis_kpi: true\nobjective: o\nversions:\n  - valid_from: 2022-01-01\n"
        "    formula: {kind: ratio, numeratr: a, denominator: b}\n"
    )
    assert (6, "versions.formula.numerator: wajib ada; tambahkan") in found(tmp_path, text, Indicator)
    assert any(
        'numeratr: kunci ini tidak dikenal (maksudnya "numerator"?)' in told
        for _, told in found(tmp_path, text, Indicator)
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("target: {lower: 7}", ["target.upper: wajib ada; tambahkan"]),
        ("monthly: {3: {lower: 7}}", ["monthly.3.upper: wajib ada; tambahkan"]),
        ("target: {lower: 7, uper: 8}", ["target.upper: wajib ada; tambahkan",
         'target.uper: kunci ini tidak dikenal (maksudnya "upper"?); perbaiki ejaannya, atau hapus']),
        ("target: {words: Baik, nilai: 3}",
         ["target.nilai: kunci ini tidak dikenal; hapus, atau pakai salah satu dari: number, words"]),
        ('target: {lower: "7", upper: 8}',
         ['target.lower: harus berupa angka; tulis tanpa tanda kutip, dengan titik desimal (tertulis: "7")']),
        ("target: [7, 8]", ["target: harus berupa angka; tulis tanpa tanda kutip, dengan titik desimal"]),
    ],
)  # fmt: skip
def test_of_several_shapes_the_nearest_speaks(tmp_path, target, expected):
    """A range without its upper bound was told to become a number, a text, and to lose its lower bound."""
    text = f"indicator: a\nprinted_name: b\n{target}\n"
    assert found(tmp_path, text, PlanRow) == [(3, told) for told in expected]


def test_an_unknown_kind_of_formula(tmp_path):
    text = (
        "slug: a\nis_kpi: true\nobjective: o\nversions:\n  - valid_from: 2022-01-01\n    formula: {kind: rasio}\n"
    )
    assert any("jenisnya harus salah satu dari: 'ratio'" in told for _, told in found(tmp_path, text, Indicator))


def test_a_mapping_where_a_list_belongs(tmp_path):
    (tmp_path / "a.yaml").write_text("a: 1\n", encoding="utf-8")
    findings = []
    assert list(entries_of(read_source(tmp_path / "a.yaml", "a.yaml"), findings)) == []
    assert "harus berupa daftar" in findings[0].message


def test_the_sentences_are_ours():
    """No sentence of pydantic's own, which are English, may come through."""
    assert all(text and "should" not in text and "must" not in text for text in SENTENCES.values())
