"""An office folder is read whole or not at all, and every refusal names file and line."""

from __future__ import annotations

import hashlib
import shutil
from typing import get_args

import pytest
from django.apps import apps

from akuntabel.catalogue.mistakes import _models_in
from akuntabel.catalogue.source_files import SourceError
from akuntabel.exchange.office_folder import load_office_folder, read_office_folder
from akuntabel.exchange.schema import Figures, History, Narrative, PlanDocument, Recommendation
from akuntabel.organisation.models import Unit
from offices import ACTOR, EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(EXAMPLES / "kupang-2023", tmp_path / "kantor")


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refused(folder):
    with pytest.raises(SourceError) as caught:
        load_office_folder(folder, by=ACTOR)
    assert not Unit.objects.exists()
    return [str(finding) for finding in caught.value.findings]


def finding_of(found, *, start="", words):
    [finding] = [one for one in found if one.startswith(start) and words in one]
    return finding


def test_mistakes_in_several_files_come_together(folder):
    one = spoil(folder / "figures/2023.yaml", "year: 2023", "year: dua ribu")
    spoil(folder / "office.yaml", "scheme: bpom", "scheme: bpom\nwarna: biru")
    found = refused(folder)
    assert any(f.startswith(f"kantor/figures/2023.yaml, baris {one}: year") for f in found)
    assert any("kantor/office.yaml" in f and "warna: kunci ini tidak dikenal" in f for f in found)


def test_a_service_refusal_names_the_line(folder):
    plan = folder / "plans/performance-agreement-2023.yaml"
    line = spoil(plan, "target: 92\n", "target: -92\n")
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/plans/performance-agreement-2023.yaml, baris {line}: PK 2023, indikator 1.1")


def test_an_unknown_scheme_names_the_line(folder):
    line = spoil(folder / "office.yaml", "scheme: bpom", "scheme: entah")
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/office.yaml, baris {line}: ")


def test_broken_follow_ups(folder):
    (folder / "follow-ups.yaml").write_text("- {indicator: x, status: done}\n", encoding="utf-8")
    assert any("kantor/follow-ups.yaml, baris 1" in f for f in refused(folder))


def test_without_office_file(tmp_path):
    with pytest.raises(SourceError, match="berkas ini tidak ada"):
        read_office_folder(tmp_path)


def test_optional_files_may_be_absent(folder):
    for name in ("follow-ups.yaml", "history.yaml"):
        (folder / name).unlink()
    shutil.rmtree(folder / "narrative")
    unit, _ = load_office_folder(folder, by=ACTOR)
    assert unit.recommendations.count() == 0


def test_mistakes_of_shape_and_of_content_come_together(folder):
    """Nobody mends one kind of mistake only to meet the next."""
    spoil(folder / "office.yaml", "scheme: bpom", "scheme: bpom\nwarna: biru")
    spoil(
        folder / "figures/2023.yaml",
        "measure: outreach_aspect_score\n    group: interest",
        "measure: outreach_aspect_skore\n    group: interest",
    )
    spoil(folder / "plans/performance-agreement-2023.yaml", "target: 92\n", "target: -92\n")
    spoil(folder / "budget/2023-06.yaml", "indicator: random-drug-compliance", "indicator: random-drugs-compliance")
    spoil(folder / "narrative/2023-Q2.yaml", "{4.2.achievement}", "{4.2.achivement}")
    found = refused(folder)
    for words in (
        "warna:",
        '(maksudnya "outreach_aspect_score"?)',
        "di bawah 0",
        "random-drugs-compliance",
        "achivement",
    ):
        assert any(words in one for one in found), words


def test_a_plan_that_cannot_be_read_hides_no_other_file(folder):
    """What depends on the plan is not asked, so that one mistake does not look like fifty."""
    line = spoil(folder / "plans/performance-agreement-2023.yaml", "target: 92\n", "target: banyak\n")
    spoil(folder / "figures/2023.yaml", "group: interest", "group: interes")
    found = refused(folder)
    assert len(found) == 2
    assert found[0].startswith(
        f"kantor/figures/2023.yaml, baris {line_of(folder, 'group: interes')}: Angka 2023, bulan 6"
    )
    assert found[1].startswith(
        f"kantor/plans/performance-agreement-2023.yaml, baris {line}: objectives.indicators.target"
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('number: "1.2"', 'number: "1.1"', 'nomor indikator "1.1" dipakai dua kali'),
        ("indicator: random-drug-compliance", "indicator: random-drugs-compliance",
         '(maksudnya "random-drug-compliance"?)'),
        ("objective: compliant-drugs-and-food\n", "objective: compliant-drug-and-food\n",
         '(maksudnya "compliant-drugs-and-food"?)'),
    ],
)  # fmt: skip
def test_a_wrong_name_in_the_agreement_is_one_mistake(folder, old, new, words):
    """Figures, money and texts of the indicator are right: nobody is told to delete them."""
    plan = folder / "plans/performance-agreement-2023.yaml"
    line = spoil(plan, old, new)
    spoil(folder / "figures/2023.yaml", "group: interest", "group: interes")
    figures, plans = refused(folder)
    assert "interes" in figures
    assert plans.startswith("kantor/plans/performance-agreement-2023.yaml, baris ")
    assert words in plans
    assert abs(int(plans.split("baris ")[1].split(":")[0]) - line) <= 2


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("budget/2023-06.yaml", "indicator: random-drug-compliance", "indicator: random-drugs-compliance",
         'tidak ada dalam katalog (maksudnya "random-drug-compliance"?)'),
        ("plans/strategic-plan-2020-2024.yaml", "objective: effective-outreach\n", "objective: effective-outreac\n",
         'tidak ada dalam katalog (maksudnya "effective-outreach"?)'),
        ("plans/action-plan-2023.yaml", "team: testing", "team: testin", 'tim "testin" tidak ada (maksudnya "testing"?)'),
        ("office.yaml", "team: testing", "team: testin", 'Tim "testin" pada akun'),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_one_mistake(folder, file, old, new, words):
    """Nobody is told to delete the row, nor that what the key is compared with is wrong."""
    line = spoil(folder / file, old, new)
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/{file}, baris {line}: ")
    assert words in finding


def test_teams_of_plans_are_not_judged_by_an_office_file_that_contradicts_itself(folder):
    """A renamed team would be missing from every row of every plan."""
    spoil(folder / "office.yaml", "slug: testing", "slug: testings")
    found = refused(folder)
    assert found
    assert all(finding.startswith("kantor/office.yaml, baris ") for finding in found)


def line_of(folder, text, file="figures/2023.yaml"):
    content = (folder / file).read_text(encoding="utf-8")
    return content[: content.index(text)].count("\n") + 1


def test_an_agreement_that_was_deleted(folder):
    (folder / "plans/performance-agreement-2023.yaml").unlink()
    found = refused(folder)
    for file in (
        "plans/action-plan-2023.yaml",
        "figures/2023.yaml",
        "budget/2023-06.yaml",
        "narrative/2023-Q2.yaml",
    ):
        assert "PK" in finding_of(found, start=f"kantor/{file}, ", words="tidak ada")
    finding_of(found, start="kantor/office.yaml", words="tidak berisi satu pun Perjanjian Kinerja")


def test_a_row_lost_from_the_action_plan(folder):
    """Its indicator would leave the total unseen."""
    plan = folder / "plans/action-plan-2023.yaml"
    text = plan.read_text(encoding="utf-8")
    start = text.index("      - indicator: inspection-recommendations-answered")
    plan.write_text(text[:start] + text[text.index("      - indicator:", start + 9) :], encoding="utf-8")
    [finding] = refused(folder)
    assert finding.startswith("kantor/plans/action-plan-2023.yaml, baris ")
    assert "RAPK 2023: indikator 4.2 " in finding


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("follow-ups.yaml", "indicator: x\n", "harus berupa daftar"),
        ("follow-ups.yaml", "", "harus berupa daftar"),
        ("history.yaml", "- 1\n", "harus berupa kunci dan nilai"),
        ("office.yaml", "- a\n", "harus berupa kunci dan nilai"),
        ("office.yaml", "", "harus berupa kunci dan nilai"),
        ("plans/kpi-decree-2023.yaml", "5\n", "harus berupa kunci dan nilai"),
        ("figures/2023.yaml", "[]\n", "harus berupa kunci dan nilai"),
        ("budget/2023-06.yaml", "null\n", "harus berupa kunci dan nilai"),
        ("narrative/2023-Q2.yaml", "teks\n", "harus berupa kunci dan nilai"),
    ],
)
def test_a_file_of_another_shape_than_expected(folder, file, text, words):
    (folder / file).write_text(text, encoding="utf-8")
    finding_of(refused(folder), start=f"kantor/{file}, baris 1: ", words=words)


def test_the_same_month_in_two_files(folder):
    shutil.copy(folder / "budget/2023-06.yaml", folder / "budget/lagi.yaml")
    shutil.copy(folder / "narrative/2023-Q2.yaml", folder / "narrative/lagi.yaml")
    shutil.copy(folder / "plans/kpi-decree-2023.yaml", folder / "plans/lagi.yaml")
    (folder / "figures/lagi.yaml").write_text(
        "year: 2023\nobservations:\n  - {measure: outreach_aspect_score, group: benefit, month: 6, value: 1, source: uji}\n",
        encoding="utf-8",
    )
    found = refused(folder)
    for words in (
        "Anggaran 2023, bulan 6: sudah ada dalam kantor/budget/2023-06.yaml",
        "Naskah 2023-Q2: sudah ada dalam kantor/narrative/2023-Q2.yaml",
        "SK IKU 2023 versi 1: sudah ada dalam kantor/plans/kpi-decree-2023.yaml",
        'Angka 2023, bulan 6, "outreach_aspect_score" kelompok benefit: sudah ada dalam kantor/figures/2023.yaml',
    ):
        finding_of(found, words=words)


@pytest.mark.parametrize("file", ["plans/pk.yml", "follow-up.yaml", "narratives/2023-Q1.yaml"])
def test_a_file_that_nobody_would_read(folder, file):
    """A misspelt name would leave its content out without a word."""
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text("a: 1\n", encoding="utf-8")
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/{file}, baris 1: berkas ini tidak dibaca")


def test_money_for_an_indicator_outside_the_agreement(folder):
    line = spoil(
        folder / "budget/2023-06.yaml", "indicator: random-drug-compliance", "indicator: budget-efficiency-level"
    )
    [finding] = refused(folder)
    assert finding.startswith(f"kantor/budget/2023-06.yaml, baris {line}: ")
    assert "tidak ada dalam PK 2023. Hapus barisnya" in finding


def test_the_trail_says_which_files_were_imported(kupang):
    event = last_import(kupang)
    figures = hashlib.sha256((EXAMPLES / "kupang-2023/figures/2023.yaml").read_bytes()).hexdigest()
    assert event.after["files"]["figures/2023.yaml"] == figures
    assert set(event.after["files"]) >= {"office.yaml", "follow-ups.yaml", "history.yaml"}
    assert event.after["catalogue"] is None


def last_import(unit):
    return apps.get_model("audit", "Event").objects.get(chain=unit.slug, action="office.imported")


def test_a_unit_that_exists_is_refused(kupang, folder):
    with pytest.raises(SourceError, match=r'kantor/office\.yaml, baris \d+: Satuan kerja "kupang" sudah ada'):
        load_office_folder(folder, by=ACTOR)


def test_every_number_of_every_file_has_an_upper_limit():
    """A number that no column keeps must be refused with its line, not by the database."""
    without = [
        f"{model.__name__}.{name}"
        for model in models_below(PlanDocument, Figures, History, Narrative, Recommendation)
        for name, found in model.model_fields.items()
        if int in ints_in(found.annotation)
        and not any(hasattr(limit, "le") or hasattr(limit, "lt") for limit in found.metadata)
    ]
    assert without == []


def models_below(*roots):
    waiting, seen = list(roots), []
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.append(model)
            waiting += [m for f in model.model_fields.values() for m in _models_in(f.annotation)]
    return seen


def ints_in(annotation):
    """Bare integers of a field; those of a list or mapping carry their own limits."""
    return {annotation} | {argument for argument in get_args(annotation) if argument is int}
