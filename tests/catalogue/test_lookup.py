import os
import shutil
from datetime import date

import pytest

from akuntabel.catalogue.lookup import (
    BUILT_IN,
    NotDefined,
    catalogue,
    definition_hash,
    indicator_version,
    rule_set_for,
)
from akuntabel.catalogue.schema import Measure
from akuntabel.catalogue.source_files import SourceError
from akuntabel.core.periods import Period


@pytest.fixture(scope="module")
def bpom():
    return catalogue().scheme("bpom")


@pytest.mark.parametrize(
    ("period", "rule_set"),
    [
        ("2020-Q1", "bpom-2020"),
        ("2022-Q2", "bpom-2020"),
        ("2022-Q3", "bpom-2022"),
        ("2023", "bpom-2022"),
        ("2020-01", "bpom-2020"),
        ("2022-06", "bpom-2020"),
        ("2022-07", "bpom-2022"),
        ("2022-08", "bpom-2022"),
    ],
)
def test_the_rule_set_in_force(bpom, period, rule_set):
    assert rule_set_for(bpom, Period.parse(period)).id == rule_set


def test_before_the_first_rule_set(bpom):
    with pytest.raises(NotDefined, match="yang pertama, bpom-2020, berlaku sejak Triwulan I 2020"):
        rule_set_for(bpom, Period.parse("2019-Q4"))


def test_the_version_in_force(bpom):
    indicator = bpom.indicators["accountability-score"]
    assert len(indicator.versions) == 2
    day = indicator.versions[1].valid_from
    assert indicator_version(indicator, day) is indicator.versions[1]
    assert indicator_version(indicator, date(day.year - 1, 12, 31)) is indicator.versions[0]
    with pytest.raises(NotDefined, match="accountability-score belum mempunyai definisi"):
        indicator_version(indicator, date(1999, 1, 1))


def test_an_unknown_scheme_names_the_known_ones():
    with pytest.raises(NotDefined, match="yang ada: bpom"):
        catalogue().scheme("nowhere")


def test_the_hash_follows_the_text(bpom):
    one, two = list(bpom.measures.values())[:2]
    assert definition_hash(one) == definition_hash(one.model_copy())
    assert definition_hash(one) != definition_hash(two)


def test_an_offices_own_folder_is_found(monkeypatch, tmp_path):
    from pathlib import Path

    examples = Path(__file__).parents[2] / "examples"
    monkeypatch.setenv("AKUNTABEL_CATALOGUE_DIRS", str(examples / "dinas-contoh-2024" / "catalogue"))
    assert catalogue().scheme("contoh").scheme.is_example


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("tidak-ada", "folder ini tidak ada; buat, atau perbaiki AKUNTABEL_CATALOGUE_DIRS"),
        ("berkas", "folder ini tidak ada; buat, atau perbaiki AKUNTABEL_CATALOGUE_DIRS"),
        ("kosong", "tidak berisi satu pun skema"),
        ("skema/bpom", "folder ini sendiri sebuah skema; tulis folder di atasnya"),
        ("tanpa", "folder skema ini tidak berisi scheme.yaml; tambahkan"),
    ],
)
def test_a_folder_whose_definitions_would_be_left_out(monkeypatch, tmp_path, folder, sentence):
    """Each is named with its path; sub-folders without definitions, such as .git, are nobody's business."""
    (tmp_path / "berkas").touch()
    (tmp_path / "kosong/gambar").mkdir(parents=True)
    for place in ("skema", "tanpa"):
        shutil.copytree(BUILT_IN / "bpom", tmp_path / place / "bpom")
    (tmp_path / "skema/.git").mkdir()
    (tmp_path / "skema/.git/a.yaml").touch()
    (tmp_path / "tanpa/bpom/scheme.yaml").unlink()
    monkeypatch.setenv("AKUNTABEL_CATALOGUE_DIRS", f"{tmp_path / 'skema'}:{tmp_path / folder}")
    with pytest.raises(SourceError) as caught:
        catalogue()
    [finding] = caught.value.findings
    assert finding.file.startswith(str(tmp_path / folder))
    assert sentence in finding.message
    monkeypatch.setenv("AKUNTABEL_CATALOGUE_DIRS", str(tmp_path / "skema"))
    assert catalogue().scheme("bpom")


def test_a_key_that_the_file_leaves_out_is_not_in_the_hash(bpom):
    """Adding an optional key to the schema must not change the hash of what was stored before."""
    measure = bpom.measures["budget_execution_score"]

    class LaterMeasure(Measure):
        added_later: str = ""

    later = LaterMeasure.model_validate(measure.model_dump(exclude_unset=True))
    assert definition_hash(later) == definition_hash(measure)
    assert definition_hash(later.model_copy(update={"unit": "poin"})) != definition_hash(measure)


def test_a_file_put_back_with_an_older_date_is_read_again(tmp_path):
    """The cache looks at every file, not only at the newest: an older file put in its place counts too."""
    shutil.copytree(BUILT_IN / "bpom", tmp_path / "bpom")
    before = catalogue((tmp_path,)).scheme("bpom")
    file = tmp_path / "bpom" / "perspectives.yaml"
    file.write_text(file.read_text().replace("name: ", "name: Baru ", 1))
    os.utime(file, (1_600_000_000, 1_600_000_000))

    after = catalogue((tmp_path,)).scheme("bpom")

    assert after.fingerprint != before.fingerprint
    assert [p.name for p in after.perspectives.values()] != [p.name for p in before.perspectives.values()]
