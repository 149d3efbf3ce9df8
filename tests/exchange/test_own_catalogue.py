"""An office's own definitions change nobody else's, and come in whole or not at all."""

from __future__ import annotations

import shutil

import pytest
from django.db import transaction
from tests.exchange.test_office_folder import last_import, spoil

from akuntabel.catalogue.loader import fingerprint_of
from akuntabel.catalogue.lookup import BUILT_IN
from akuntabel.catalogue.source_files import SourceError
from akuntabel.exchange.office_folder import load_office_folder
from akuntabel.exchange.own_catalogue import installed
from akuntabel.organisation.models import Unit
from offices import ACTOR, EXAMPLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(EXAMPLES / "dinas-contoh-2024", tmp_path / "kantor")


def refusal(folder):
    with pytest.raises(SourceError) as caught:
        load_office_folder(folder, by=ACTOR)
    return str(caught.value)


def rename_unit(folder):
    """A second office of the same scheme."""
    spoil(folder / "office.yaml", "slug: dinas-contoh", "slug: dinas-lain")
    text = (folder / "office.yaml").read_text(encoding="utf-8")
    start = text.index("demo_accounts:")
    end = text.index("\n", text.index("username", text.rindex("username"))) + 1
    following = text[end:]
    while following and following[0] in " -":
        following = following[following.index("\n") + 1 :]
    (folder / "office.yaml").write_text(text[:start] + following, encoding="utf-8")


def test_the_offices_own_definitions_are_installed(dinas, own_var):
    assert (own_var / "catalogue/contoh/scheme.yaml").is_file()
    assert last_import(dinas).after["catalogue"] == fingerprint_of(EXAMPLES / "dinas-contoh-2024/catalogue/contoh")
    assert [path.name for path in own_var.iterdir()] == ["catalogue"]  # nothing is left beside it


def test_a_built_in_scheme_is_not_replaced(folder):
    """Otherwise one office would change the definitions of every other."""
    shutil.rmtree(folder / "catalogue")
    shutil.copytree(BUILT_IN / "bpom", folder / "catalogue/bpom")
    line = spoil(folder / "office.yaml", "scheme: contoh", "scheme: bpom")
    assert f'kantor/office.yaml, baris {line}: Skema "bpom" sudah ada bersama program ini' in refusal(folder)


def test_another_offices_scheme_is_not_replaced(dinas, folder, own_var):
    rename_unit(folder)
    spoil(folder / "catalogue/contoh/scheme.yaml", "name: ", "name: Lain ")
    before = fingerprint_of(own_var / "catalogue/contoh")
    assert "dengan isi lain, dan dipakai dinas-contoh" in refusal(folder)
    assert fingerprint_of(own_var / "catalogue/contoh") == before


def test_the_same_definitions_serve_a_second_office(dinas, folder):
    rename_unit(folder)
    unit, _ = load_office_folder(folder, by=ACTOR)
    assert last_import(unit).after["catalogue"] == last_import(dinas).after["catalogue"]


def test_definitions_of_a_scheme_that_nobody_uses_are_renewed(folder, own_var):
    """What an import that broke off left behind does not stand in the way."""
    left = shutil.copytree(folder / "catalogue/contoh", own_var / "catalogue/contoh")
    spoil(left / "scheme.yaml", "name: ", "name: Lama ")
    load_office_folder(folder, by=ACTOR)
    assert fingerprint_of(left) == fingerprint_of(folder / "catalogue/contoh")


def test_a_foreign_scheme_in_the_folder(folder):
    shutil.copytree(folder / "catalogue/contoh", folder / "catalogue/lain")
    assert 'Folder catalogue/lain bukan skema kantor ini ("contoh")' in refusal(folder)


def test_a_scheme_that_is_nowhere(folder):
    shutil.rmtree(folder / "catalogue")
    assert 'Skema "contoh" tidak ada dalam katalog' in refusal(folder)


def test_a_mistake_in_the_definitions_names_its_line(folder):
    line = spoil(folder / "catalogue/contoh/measures.yaml", "kind: flow", "kind: arus")
    assert f"contoh/measures.yaml, baris {line}: kind: harus salah satu dari" in refusal(folder)


def install_and_fail(folder, target):
    with transaction.atomic(), installed(folder, "contoh"):
        assert fingerprint_of(target) == fingerprint_of(folder / "catalogue/contoh")
        raise RuntimeError


@pytest.mark.parametrize("there_before", [False, True])
def test_a_failed_import_leaves_the_definitions_as_they_were(folder, own_var, there_before):
    target = own_var / "catalogue/contoh"
    if there_before:
        shutil.copytree(folder / "catalogue/contoh", target)
        spoil(target / "scheme.yaml", "name: ", "name: Lama ")
    before = fingerprint_of(target)
    with pytest.raises(RuntimeError):
        install_and_fail(folder, target)
    assert fingerprint_of(target) == before
    assert target.is_dir() == there_before
    assert not Unit.objects.exists()
