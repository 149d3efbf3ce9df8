"""An office folder is read whole or not at all, and every refusal names file and line."""

from __future__ import annotations

import shutil

import pytest
from tests.conftest import ACTOR, EXAMPLES

from akuntabel.catalogue.source_files import SourceError
from akuntabel.exchange.office_folder import load_office_folder, read_office_folder
from akuntabel.organisation.models import Unit

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


def test_the_offices_own_definitions_are_installed(dinas, own_var):
    assert (own_var / "catalogue/contoh/scheme.yaml").is_file()
