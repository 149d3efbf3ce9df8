"""`akuntabel measure`: counts as the records stand, and the difference to what is stored."""

from __future__ import annotations

import importlib.util
import json
import shutil

import pytest
from django.db import connection

from akuntabel.cli.main import main
from akuntabel.measurement.models import Observation
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.confidential import confidential_ones
from akuntabel.registers.kinds import KINDS
from registers.conftest import SAMPLE, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
DONE = {"examined_on": "2023-02-03", "completed_on": "2023-02-20", "verdict": "Memenuhi syarat"}


def test_counts_by_month_up_to_the_period(write, capsys):  # noqa: F811
    write("sample", **SAMPLE | DONE)
    write("sample", **SAMPLE | DONE | {"number": "S-2", "completed_on": "2023-04-01"})

    assert main(["measure", "kupang", "2023-03", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["engine"] in {"sqlite", "postgresql"}
    assert found["measures"]["random_drug_samples_tested"] == {"2023-02": 1, "2023-03": 0}
    assert main(["measure", "kupang", "2023-Q2"]) == 0
    assert "random_drug_samples_tested: 2 (02:1 03:0 04:1)" in capsys.readouterr().out


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


TESTED = "random_drug_samples_tested"


def test_duckdb_counts_every_register_of_the_reference_office_alike(kupang_records, capsys):
    assert main(["measure", "kupang", "2023", "--format", "json"]) == 0
    own = json.loads(capsys.readouterr().out)
    assert main(["measure", "kupang", "2023", "--format", "json", "--engine", own["engine"]]) == 0
    assert json.loads(capsys.readouterr().out) == own
    assert main(["measure", "kupang", "2023", "--format", "json", "--engine", "duckdb"]) == 0
    there = json.loads(capsys.readouterr().out)
    assert there == own | {"engine": "duckdb"}
    assert sum(there["measures"][TESTED].values()) > 0

    Observation.objects.filter(measure=TESTED, month=2).update(value=9999)
    assert main(["measure", "kupang", "2023", "--verify", "--engine", "duckdb"]) == 1
    assert f"{TESTED} 2023-02: tersimpan 9999" in capsys.readouterr().out


@pytest.mark.spark
def test_spark_counts_alike(write, capsys):  # noqa: F811
    pytest.importorskip("pyspark", reason="pyspark is not installed (pip install 'akuntabel[spark]')")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    write("sample", **SAMPLE | DONE)
    assert main(["measure", "kupang", "2023-02", "--format", "json"]) == 0
    own = json.loads(capsys.readouterr().out)
    assert main(["measure", "kupang", "2023-02", "--format", "json", "--engine", "spark"]) == 0
    assert json.loads(capsys.readouterr().out) == own | {"engine": "spark"}


def test_an_engine_that_does_not_run_here_is_said_with_the_way_to_it(office, monkeypatch, capsys):  # noqa: F811
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    assert main(["measure", "kupang", "2023", "--engine", other]) == 2
    assert f"Basis data ini {connection.vendor}, bukan {other}" in capsys.readouterr().err

    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    for name, extra in (("duckdb", "duckdb"), ("spark", "spark")):
        assert main(["measure", "kupang", "2023", "--engine", name]) == 2
        assert f"Pasang dengan `pip install 'akuntabel[{extra}]'`" in capsys.readouterr().err


def test_the_records_behind_a_number(write, capsys):  # noqa: F811
    later = write("sample", **SAMPLE | DONE | {"number": "S-2", "completed_on": "2023-04-01"})
    first = write("sample", **SAMPLE | DONE)
    write("sample", **SAMPLE | DONE | {"number": "S-3", "completed_on": "2023-07-01"})
    write("sample", **SAMPLE | {"number": "S-4"})

    assert main(["measure", "kupang", "2023-Q2", "--records", TESTED, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "measure": TESTED,
        "records": [
            {"uuid": str(first.uuid), "number": "S-001", "day": "2023-02-20", "adds": 1},
            {"uuid": str(later.uuid), "number": "S-2", "day": "2023-04-01", "adds": 1},
        ],
        "withheld": 0,
    }
    assert main(["measure", "kupang", "2023-Q2", "--records", TESTED]) == 0
    assert f"{first.uuid}  2023-02-20  +1  S-001\n" in (printed := capsys.readouterr().out)
    assert f"{TESTED}: 2 catatan, jumlah 2" in printed


def test_what_cannot_be_listed_is_said(office, capsys):  # noqa: F811
    for words, said in (
        (["--records", "no_such_measure"], 'Ukuran "no_such_measure" tidak dihitung dari register kupang'),
        (["--records", f"{TESTED}:x"], f'Ukuran "{TESTED}:x" tidak dihitung'),
        (["--records", TESTED, "--engine", "duckdb"], "Hapus --engine"),
    ):
        assert main(["measure", "kupang", "2023-Q2", *words]) == 2
        assert said in capsys.readouterr().err


def test_confidential_records_are_counted_and_never_listed(kupang_records, capsys):
    """Of every measure of the office, whatever its register: no confidential record's UUID or number is printed."""
    secret = set()
    definitions = definitions_for(kupang_records)
    for register in definitions.registers.values():
        rows = KINDS[register.key].model.objects.all()
        if register.confidential is True:
            secret |= {str(row.uuid) for row in rows}
        elif register.confidential_rows:
            secret |= {str(row.uuid) for row in rows.filter(confidential_ones(register))}
    assert secret
    for key, measure in definitions.measures.items():
        if measure.counted is None:
            continue
        status = main(["measure", "kupang", "2023", "--records", key, "--format", "json"])
        printed = capsys.readouterr()
        hidden = definitions.registers[measure.counted.in_register].confidential is True
        assert status == (2 if hidden else 0)
        assert not [uuid for uuid in secret if uuid in printed.out]
        assert ("rahasia" in printed.err) is hidden


def test_the_advice_for_an_unknown_measure_can_be_typed(office, capsys):  # noqa: F811
    assert main(["measure", "kupang", "2023-Q2", "--records", "entah"]) == 2
    assert "Lihat namanya dengan: akuntabel measure kupang 2023-Q2." in capsys.readouterr().err
