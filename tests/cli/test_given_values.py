"""`akuntabel measure` and `registers recount` over values that another office gave."""

from __future__ import annotations

import json

import pytest

from akuntabel.cli.main import main
from akuntabel.measurement.models import Observation
from registers.conftest import office, write  # noqa: F401  # fixtures
from registers.test_external_values import INDEX, enter, figures

pytestmark = pytest.mark.django_db
MEASURE = "data_management_index"


def test_the_value_that_holds_with_its_decimals(write, capsys):  # noqa: F811
    write("external_value", **INDEX | {"month": "5", "given": "2,30"})
    write("external_value", **INDEX | {"number": "N-2"})
    held = write("external_value", **INDEX | {"number": "N-3", "given": "2,5"})

    assert main(["measure", "kupang", "2023-Q2"]) == 0
    assert f"{MEASURE}: 2,5 (05:2,30 06:2,5)" in capsys.readouterr().out
    assert main(["measure", "kupang", "2023-Q2", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["measures"][MEASURE] == {"2023-05": 230, "2023-06": 25}
    assert found["scales"] == {MEASURE: {"2023-05": 2, "2023-06": 1}}

    assert main(["measure", "kupang", "2023-Q2", "--records", MEASURE]) == 0
    printed = capsys.readouterr().out
    assert f"{held.uuid}  2023-06-30  2,5  N-3\n" in printed
    assert f"{MEASURE}: 1 catatan, nilai 2,5" in printed
    assert main(["measure", "kupang", "2023-Q2", "--records", MEASURE, "--format", "json"]) == 0
    assert [one["adds"] for one in json.loads(capsys.readouterr().out)["records"]] == ["2.5"]


def test_duckdb_takes_the_same_value(write, capsys):  # noqa: F811
    write("external_value", **INDEX)
    write("external_value", **INDEX | {"number": "N-2", "given": "2,5", "document_on": "2023-07-20"})
    assert main(["measure", "kupang", "2023-Q2", "--engine", "duckdb", "--verify"]) == 0
    assert main(["measure", "kupang", "2023-Q2", "--engine", "duckdb", "--format", "json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed[printed.index("{") :])["measures"] == {MEASURE: {"2023-06": 25}}


def test_what_was_entered_and_differs_is_told_and_gives_way_on_demand(office, write, settings, capsys):  # noqa: F811
    settings.DEMO = True
    enter(office, 248, 2)
    write("external_value", **INDEX | {"given": "2,5"})
    assert main(["measure", "kupang", "2023-Q2", "--verify"]) == 1
    assert f"{MEASURE} 2023-06: diisi 2,48, menurut catatan 2,5" in capsys.readouterr().out
    assert main(["measure", "kupang", "2023-Q2", "--verify", "--format", "json"]) == 1
    [told] = json.loads(capsys.readouterr().out)
    assert (told["stored"], told["counted"], told["is_entered"]) == ("2.48", "2.5", True)

    by = ["--as", "petugas", "--reason", "Nilai isian keliru"]
    assert main(["registers", "recount", "kupang", "2023", *by]) == 0
    assert "kupang 2023: 0 angka berubah." in capsys.readouterr().out
    assert main(["registers", "recount", "kupang", "2023", "--release", MEASURE, *by]) == 0
    assert f"{MEASURE} 2023-06: tidak ada menjadi 2,5\n" in capsys.readouterr().out
    assert figures() == [(6, 25, 1, "register")]
    assert main(["measure", "kupang", "2023-Q2", "--verify"]) == 0


def test_a_value_behind_the_records_is_counted_again(office, write, settings, capsys):  # noqa: F811
    """As in a database whose values entered no figure yet."""
    settings.DEMO = True
    write("external_value", **INDEX)
    Observation.objects.filter(measure=MEASURE).delete()
    assert main(["measure", "kupang", "2023-Q2", "--verify"]) == 1
    assert main(["registers", "recount", "kupang", "2023", "--as", "petugas", "--reason", "Pembaruan"]) == 0
    assert figures() == [(6, 248, 2, "register")]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--as", "petugas"], "--as NAMA --reason ALASAN"),
        (["--as", "kepala", "--reason", "Coba"], "tidak boleh"),
        (["--release", "data_management_indeks", "--as", "petugas", "--reason", "Coba"],
         'bukan ukuran yang nilainya diambil dari satu catatan (maksudnya "data_management_index"?)'),
        (["--release", "random_drug_samples_tested", "--as", "petugas", "--reason", "Coba"], "bukan ukuran yang"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_again_is_said(office, settings, capsys, options, words):  # noqa: F811
    settings.DEMO = True
    assert main(["registers", "recount", "kupang", "2023", *options]) == 2
    assert words in capsys.readouterr().err
