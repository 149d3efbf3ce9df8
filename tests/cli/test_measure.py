"""`akuntabel measure`: counts as the records stand, and the difference to what is stored."""

from __future__ import annotations

import json

import pytest

from akuntabel.cli.main import main
from akuntabel.measurement.models import Observation
from registers.conftest import SAMPLE, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
DONE = {"examined_on": "2023-02-03", "completed_on": "2023-02-20", "verdict": "Memenuhi syarat"}


def test_counts_by_month_up_to_the_period(write, capsys):  # noqa: F811
    write("sample", **SAMPLE | DONE)
    write("sample", **SAMPLE | DONE | {"number": "S-2", "completed_on": "2023-04-01"})

    assert main(["measure", "kupang", "2023-03", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["engine"] in {"sqlite", "postgresql"}
    assert found["measures"]["random_drug_samples_tested"] == {"2023-01": 0, "2023-02": 1, "2023-03": 0}
    assert main(["measure", "kupang", "2023-Q2"]) == 0
    assert "random_drug_samples_tested: 2 (01:0 02:1 03:0 04:1)" in capsys.readouterr().out


def test_a_figure_changed_behind_the_records_is_found(write, capsys):  # noqa: F811
    write("sample", **SAMPLE | DONE)
    assert main(["measure", "kupang", "2023-Q2", "--verify"]) == 0
    assert "Semua angka yang dihitung dari register sama" in capsys.readouterr().out

    Observation.objects.filter(measure="random_drug_samples_tested", month=2).update(value=9)
    assert main(["measure", "kupang", "2023-Q2", "--verify"]) == 1
    assert "random_drug_samples_tested 2023-02: tersimpan 9, menurut catatan 1" in capsys.readouterr().out
    assert main(["measure", "kupang", "2023-01", "--verify", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_an_office_without_registers(dinas, capsys):
    assert main(["measure", "dinas-contoh", "2024-Q2"]) == 0
    assert "Tidak ada register dinas-contoh" in capsys.readouterr().out
