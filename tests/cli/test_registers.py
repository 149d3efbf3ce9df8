"""`akuntabel registers verify`: maintained columns against what they should be."""

from __future__ import annotations

import pytest

from akuntabel.audit.models import Event
from akuntabel.cli.main import main
from akuntabel.registers.models import Inspection
from registers.conftest import SHOP, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoilt(write):  # noqa: F811
    """An inspection whose category somebody changed behind the services."""
    shop = write("establishment", **SHOP)
    write("inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-02-01")
    Inspection.objects.update(category="production")


def test_what_differs_is_listed_and_nothing_written(spoilt, capsys):
    assert main(["registers", "verify", "kupang"]) == 1
    assert (
        "kupang, inspection B-1, category: tersimpan production, seharusnya distribution" in capsys.readouterr().out
    )
    assert Inspection.objects.get().category == "production"


def test_mending_needs_who_and_why_and_leaves_an_event(spoilt, capsys, settings):
    settings.DEMO = True
    assert main(["registers", "verify", "kupang", "--mend"]) == 2
    assert main(["registers", "verify", "--mend", "--as", "petugas", "--reason", "Golongan"]) == 2
    assert main(["registers", "verify", "kupang", "--mend", "--as", "petugas", "--reason", "Golongan"]) == 1
    assert Inspection.objects.get().category == "distribution"
    assert Event.objects.get(action="inspection.mended").reason == "Golongan"
    capsys.readouterr()
    assert main(["registers", "verify"]) == 0
    assert "sama dengan hitungannya" in capsys.readouterr().out
