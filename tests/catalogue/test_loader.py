"""The loader finds every mistake at once, and says where."""

import shutil

import pytest

from akuntabel.catalogue.loader import load_scheme
from akuntabel.catalogue.lookup import BUILT_IN, catalogue
from akuntabel.catalogue.source_files import SourceError


@pytest.fixture
def scheme(tmp_path):
    """A copy of the built-in scheme, to be spoiled."""
    return shutil.copytree(BUILT_IN / "bpom", tmp_path / "bpom")


def spoil(scheme, file, old, new):
    path = scheme / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def findings(scheme):
    with pytest.raises(SourceError) as caught:
        load_scheme(scheme)
    return caught.value.findings


def test_the_built_in_scheme_is_whole():
    definitions = catalogue().scheme("bpom")
    kpis = [i for i in definitions.indicators.values() if i.is_kpi]
    assert (len(kpis), len(definitions.objectives), len(definitions.perspectives)) == (29, 11, 3)
    assert set(definitions.rule_sets) == {"bpom-2020", "bpom-2022"}


def test_one_file_with_five_mistakes_gives_five_findings_with_file_and_line(scheme):
    file = "indicators/random-drug-compliance.yaml"
    (scheme / file).write_text(
        "slug: random-drug-compliance\n"
        "is_kpi: sometimes\n"
        "objective: no-such-objective\n"
        "colour: red\n"
        "versions:\n"
        "  - valid_from: 2022-01-01\n"
        "    name: Persentase Obat yang memenuhi syarat\n"
        "    short_name: Obat\n"
        '    unit: "%"\n'
        "    polarity: sideways\n"
        "    definition: d\n"
        "    formula: {kind: ratio, numerator: a}\n"
        "    formula_text: a ÷ b\n"
        "    measured_in: [13]\n"
        "    data_source: SIPT\n"
        "    references: [sk-bpom-128-2022]\n"
        "    confidence: S\n"
        "    author: Analis\n",
        encoding="utf-8",
    )
    found = [(f.file, f.line) for f in findings(scheme) if f.file.endswith("random-drug-compliance.yaml")]
    assert found == [(f"bpom/{file}", line) for line in (2, 4, 10, 12, 14)]


def test_mistakes_of_different_files_come_together(scheme):
    one = spoil(scheme, "objectives.yaml", "perspective:", "perspectiv:")
    two = spoil(scheme, "rule_sets/bpom-2022.yaml", "realisation_places: 2", "realisation_places: two")
    assert {(f.file, f.line) for f in findings(scheme)} >= {
        ("bpom/objectives.yaml", one), ("bpom/rule_sets/bpom-2022.yaml", two)}  # fmt: skip


def test_bands_as_the_guideline_prints_them_are_refused(scheme):
    text = (scheme / "rule_sets/bpom-2022.yaml").read_text(encoding="utf-8")
    start = text.index("MEETS_EXPECTATIONS")
    changed = text[:start] + text[start:].replace("upper_inclusive: true", "upper_inclusive: false", 1)
    (scheme / "rule_sets/bpom-2022.yaml").write_text(changed, encoding="utf-8")
    [finding] = findings(scheme)
    assert "tepat 120 tidak berkelas" in finding.message
    assert finding.file == "bpom/rule_sets/bpom-2022.yaml"
    assert finding.line == text[: text.index("bands:")].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("indicators/random-drug-compliance.yaml", "objective: ", "objective: not-", 'sasaran "not-'),
        ("indicators/certification-on-time.yaml", "numerator: ", "numerator: not_", "ukuran"),
        ("indicators/enforcement-success.yaml", "spdp:", "spdq:", "bukan baris parameter"),
        (
            "indicators/enforcement-success.yaml",
            "weights: enforcement_stage_weights",
            "weights: enforcement_planned_cases",
            "berjenis number, padahal weights memerlukan jenis table",
        ),
        (
            "indicators/enforcement-success.yaml",
            "plan: enforcement_planned_cases",
            "plan: enforcement_stage_weights",
            "berjenis table, padahal plan memerlukan jenis number",
        ),
        ("indicators/budget-performance-score.yaml", "eka:", "ekb:", "tidak berbobot dalam bpom-2022"),
        (
            "indicators/budget-performance-score.yaml",
            "weights: budget",
            "weights: badget",
            "tidak memuat composites.badget",
        ),
        ("indicators/random-food-compliance.yaml", "slug: random-food", "slug: random-foot", "samakan"),
        ("rule_sets/bpom-2022.yaml", "regulation: ", "regulation: not-", "peraturan"),
    ],
)
def test_dangling_references_are_named(scheme, file, old, new, message):
    line = spoil(scheme, file, old, new)
    matching = [f for f in findings(scheme) if message in f.message]
    assert matching
    assert all(f.file == f"bpom/{file}" for f in matching)
    assert any(abs(f.line - line) <= 3 for f in matching)


def test_a_slug_defined_twice(scheme):
    path = scheme / "perspectives.yaml"
    text = path.read_text(encoding="utf-8")
    entry = text[text.index("- slug") : text.index("- slug", text.index("- slug") + 1)]
    path.write_text(text + entry, encoding="utf-8")
    assert any("tercantum dua kali" in f.message for f in findings(scheme))


def test_missing_files_are_all_named(tmp_path):
    (tmp_path / "leer").mkdir()
    files = {f.file for f in findings(tmp_path / "leer")}
    assert {"leer/scheme.yaml", "leer/measures.yaml", "leer/indicators", "leer/rule_sets"} <= files


def test_a_list_is_expected(scheme):
    (scheme / "measures.yaml").write_text("key: a\n", encoding="utf-8")
    assert any("harus berupa daftar" in f.message for f in findings(scheme))


def test_a_rule_set_of_a_month_that_does_not_exist(scheme):
    line = spoil(scheme, "rule_sets/bpom-2022.yaml", "in_force_from: ", "in_force_from: 2024-13 # ")
    [finding] = findings(scheme)
    assert finding.line == line
    assert finding.message.startswith('in_force_from: "2024-13" bukan periode. Tulis triwulan sebagai')


def test_a_near_name_is_offered(scheme):
    """Whoever misspells a measure is told which one is meant."""
    spoil(
        scheme, "indicators/certification-on-time.yaml", "certification_decisions_on_time", "certification_on_time"
    )
    [finding] = findings(scheme)
    assert '(maksudnya "certification_decisions_on_time"?)' in finding.message


MEASURES, SAMPLE = "measures.yaml", "registers/sample.yaml"
CASE, COMPLAINT, STOP = "registers/criminal_case.yaml", "registers/complaint.yaml", "registers/clock_stop.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (MEASURES, "in_register: sample", "in_register: samples", 'register "samples" tidak ada dalam katalog ini'),
        (MEASURES, "by: completed_on", "by: complete_on", 'kolom "complete_on" tidak ada dalam register sample'),
        (MEASURES, "by: completed_on", "by: verdict", "bulan ditentukan oleh kolom tanggal"),
        (MEASURES, "[draw, =, random]", "[drew, =, random]", '(maksudnya "draw"?)'),
        (MEASURES, "[draw, =, random]", "[draw, =, rendom]", '"rendom" bukan pilihan kolom "draw"'),
        (MEASURES, "[draw, =, random]", '[draw, ">", random]', "operator > tidak berlaku"),
        (MEASURES, "[draw, =, random]", "[draw, like, rand]", "harus salah satu dari"),
        (MEASURES, "[draw, =, random]", "[draw / 2, =, 1]", "hanya huruf kecil, angka, dan garis bawah"),
        (MEASURES, "[draw, =, random]", "[draw, =, 3]", 'kolom "draw" (choice) dibandingkan dengan 3'),
        (MEASURES, "[draw, =, random]", "[draw, =, {column: taken_on}]", "tidak dapat dibandingkan"),
        (MEASURES, "[draw, =, random]", "[draw, in, random]", "daftar nilai dipakai dengan in"),
        (MEASURES, "[draw, =, random]", "[draw, =]", "= memerlukan nilai"),
        (MEASURES, "[draw, =, random]", "[draw, is_set, random]", "is_set berdiri tanpa nilai"),
        (MEASURES, "[draw, =, random]", "[draw]", "tulis sebagai [kolom, operator, nilai]"),
        (MEASURES, "[draw, =, random]", '[taken_on, "<", 2023]', "tulis tanggal seperti 2023-07-20"),
        (MEASURES, "inference: census", "distinct: true", "kunci ini tidak dikenal"),
        (MEASURES, "      - by: examined_on\n", "      - by: examined_on\n        value: {distinct: number}\n",
         "kunci ini tidak dikenal"),
        (MEASURES, "      - by: examined_on\n", "      - by: examined_on\n        value: {sum: product}\n",
         "yang dijumlahkan kolom integer"),
        (MEASURES, "inference: random_sample", "group_by: product", "bukan choice"),
        (MEASURES, "inference: random_sample", "group_by: draw", "tanpa groups, sehingga tidak ada yang dihitung"),
        (SAMPLE, "key: product,", "key: number,", 'kolom "number" tercantum dua kali'),
        (SAMPLE, "type: reference, to: establishment", "type: reference", "to diisi untuk jenis reference"),
        (SAMPLE, "type: text, required: true", "type: choice, required: true", "choices diisi untuk jenis choice"),
        (SAMPLE, "type: text, required: true", "type: text, is_year: true, required: true", "is_year diisi untuk"),
        (SAMPLE, "type: text, required: true", "type: number, required: true", "harus salah satu dari"),
        (CASE, "{key: suspects, name: Tersangka, type: text, sensitivity: secret}",
         "{key: suspects, name: Tersangka, type: reference, to: criminal_case, sensitivity: secret}",
         "merujuk register criminal_case yang rahasia"),
        (COMPLAINT, '[kind, "=", conduct_complaint]', '[kind, "=", conduct]', '"conduct" bukan pilihan'),
        (COMPLAINT, '[kind, "=", conduct_complaint]', '[kind, "!=", conduct_complaint]', "memakai = atau in"),
        (COMPLAINT, '[kind, "=", conduct_complaint]', '[jenis, "=", conduct_complaint]', 'kolom "jenis" tidak ada'),
        (COMPLAINT, '[kind, "=", conduct_complaint]', "[commodity, =, drug]", "tidak menentukan kerahasiaan"),
        (COMPLAINT, "sensitivity: personal", "sensitivity: secret", "tulis confidential: true"),
        (STOP, "to: certification_request", "to: complaint", "merujuk register complaint yang rahasia"),
        (MEASURES, "in_register: criminal_case", "in_register: criminal_case\n    units: own_and_below",
         "hitung dengan units: own"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_with_its_line(scheme, file, old, new, message):
    line = spoil(scheme, file, old, new)
    found = findings(scheme)

    assert any(message in f.message and f.file == f"bpom/{file}" and abs(f.line - line) <= 1 for f in found), found


def test_a_state_is_not_counted_from_a_register(scheme):
    spoil(scheme, MEASURES, "  kind: flow\n", "  kind: state\n")

    assert any("berjenis flow, bukan state" in f.message for f in findings(scheme))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("measures.yaml", "kind: flow", "kind: aliran"),
        ("measures.yaml", "kind: flow", "kind: [flow"),
        ("regulations.yaml", "confidence: S", "confidence: Z"),
        ("parameters.yaml", "kind: table", "kind: tabel"),
    ],
)
def test_what_refers_to_an_unreadable_entry_is_not_judged(scheme, file, old, new):
    """One bad line was followed by a sentence for every formula; a wrong reference elsewhere is still found."""
    line = spoil(scheme, file, old, new)
    spoil(scheme, "objectives.yaml", "perspective: ", "perspective: bukan-")
    there, elsewhere = sorted(findings(scheme), key=lambda found: found.file == "bpom/objectives.yaml")
    assert there.file == f"bpom/{file}"
    assert there.line in {line, line + 1, line + 2}
    assert 'perspektif "bukan-' in elsewhere.message


def test_nothing_is_counted_in_a_shared_list(scheme):
    spoil(scheme, "measures.yaml", "in_register: sample", "in_register: dated_document")
    [finding] = findings(scheme)
    assert '"dated_document" daftar bersama, bukan register' in finding.message


STAGE = "registers/intervention_stage.yaml"
SCHOOLS = "indicators/food-safe-schools.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (STAGE, "column: kind", "column: kinds", 'kolom "kinds" tidak ada dalam register intervention_stage'),
        (STAGE, "column: kind", "column: done_on", 'kolom "done_on" bukan choice lain dalam register ini'),
        (STAGE, "column: kind", "column: stage", 'kolom "stage" bukan choice lain dalam register ini'),
        (STAGE, "market:\n          - survey", "bazaar:\n          - survey", 'bazaar, market: allowed memuat tepat pilihan'),
        (STAGE, "- kit_procurement\n", "- kit\n", "kit, kit_procurement: allowed memuat tepat pilihan kolom"),
        (STAGE, "name: Peserta, type: integer", "name: Peserta, type: integer, choices_by: {column: kind, allowed: {a: []}}",
         "choices_by diisi hanya untuk jenis choice"),
        (SCHOOLS, "done: school_stages_done", "done: village_stages_done", "harus sama dengan baris parameter"),
        (SCHOOLS, "      done: school_stages_done\n", "", "isi stages (satu ukuran untuk tiap tahapan) atau done"),
        (SCHOOLS, "or_entered: school_stage_progress", "or_entered: food_safe_schools",
         "menggantikan progres sebagai satu angka"),
        (SCHOOLS, "or_entered: school_stage_progress", "or_entered: school_stage", 'ukuran "school_stage" tidak ada'),
        ("indicators/msme-standards.yaml", "plan: msme_food_planned", "plan: msme_fod_planned", "parameter"),
        ("indicators/msme-standards.yaml", "weights: msme_food_stage", "weights: msme_cosmetics_stage",
         'certification: kelompok ukuran "msme_food_stages_done" harus sama'),
    ],
)  # fmt: skip
def test_choices_and_stages_that_do_not_go_together_are_named(scheme, file, old, new, message):
    spoil(scheme, file, old, new)
    assert any(message in f.message and f.file == f"bpom/{file}" for f in findings(scheme))
