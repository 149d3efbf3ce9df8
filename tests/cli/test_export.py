"""`akuntabel export`: what an account may read, one file for each register, read back to the same records."""

from __future__ import annotations

import stat

import pytest

from akuntabel.audit.models import Event
from akuntabel.catalogue.compiler import compile_measures, fold
from akuntabel.cli.main import main
from akuntabel.measurement.counting import counted_measures
from akuntabel.measurement.engines import DATABASE
from akuntabel.measurement.recording import keep_many
from akuntabel.organisation.models import RoleAssignment, User
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Complaint, Sample
from registers.conftest import BY, SAMPLE, SHOP, office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMO = True


@pytest.fixture
def records(write):  # noqa: F811
    shop = write("establishment", **SHOP | {"owner": "Pemilik Contoh"})
    write("sample", **SAMPLE | {"establishment": str(shop.uuid), "product": "=1+1", "completed_on": "2023-02-20",
                                "verdict": "Memenuhi syarat"})  # fmt: skip
    return write("sample", **SAMPLE | {"number": "S-002", "product": "Sirup; botol"})


def test_every_register_becomes_a_file_and_comes_back_the_same(office, records, tmp_path, capsys):  # noqa: F811
    folder = tmp_path / "baru/ekspor"
    assert main(["export", str(folder), "--as", "petugas"]) == 0
    printed = capsys.readouterr().out
    registers = definitions_for(office).registers
    assert {one.name for one in (folder / "kupang").iterdir()} == {
        f"{key}.csv" for key, one in registers.items() if one.confidential is not True
    }
    assert f"{folder / 'kupang/sample.csv'}: 2 catatan\n" in printed
    assert f"{len(registers) - 1} berkas ditulis." in printed
    content = (folder / "kupang/sample.csv").read_bytes()
    assert "\ufeffNomor sampel;" in content.decode()
    assert stat.S_IMODE((folder / "kupang/sample.csv").stat().st_mode) == 0o600

    before = {one.uuid: values_of(registers["sample"], one) for one in Sample.objects.all()}
    file, problems = read_file(registers["sample"], "sample.csv", content)
    assert problems == []
    assert list(keep_many(KINDS["sample"], office, file, by=BY)) == []
    Sample.objects.all().delete()
    assert len(keep_many(KINDS["sample"], office, file, by=BY)) == 2
    assert {one.uuid: values_of(registers["sample"], one) for one in Sample.objects.all()} == before


def test_personal_columns_only_with_a_reason_and_told_to_the_trail(records, tmp_path, capsys):
    assert main(["export", str(tmp_path / "a"), "--as", "petugas"]) == 0
    assert "Pemilik Contoh" not in (tmp_path / "a/kupang/establishment.csv").read_text("utf-8")
    assert not Event.objects.filter(action__endswith=".exported").exists()
    assert main(["export", str(tmp_path / "b"), "--as", "petugas", "--personal"]) == 2
    assert "--personal memerlukan --reason" in capsys.readouterr().err
    assert not (tmp_path / "b").exists()

    assert main(["export", str(tmp_path / "b"), "--as", "petugas", "--personal", "--reason", "Pindah"]) == 0
    assert "Pemilik Contoh" in (tmp_path / "b/kupang/establishment.csv").read_text("utf-8")
    assert "establishment.csv: 1 catatan, dengan Nama pemilik\n" in capsys.readouterr().out
    event = Event.objects.get(action="establishment.exported")
    assert (event.reason, event.origin, event.after["columns"]) == ("Pindah", "cli", ["owner"])
    assert not Event.objects.filter(action="sample.exported").exists()


def test_confidential_records_leave_for_the_named_only(office, write, tmp_path):  # noqa: F811
    write("complaint", number="P-1", kind="Pengaduan perilaku petugas", received_on="2023-02-01", subject="Rahasia contoh",
          channel="Surat")  # fmt: skip
    assert Complaint.objects.count() == 1
    assert main(["export", str(tmp_path / "a"), "--as", "petugas"]) == 0
    assert "Rahasia contoh" not in (tmp_path / "a/kupang/complaint.csv").read_text("utf-8")
    arguments = ["--until", "2099-12-31", "--as", "kepala", "--reason", "Menangani"]
    assert main(["registers", "allow", "kupang", "complaint", "petugas", *arguments]) == 0
    assert main(["export", str(tmp_path / "b"), "--as", "petugas"]) == 0
    assert "Rahasia contoh" in (tmp_path / "b/kupang/complaint.csv").read_text("utf-8")


def test_a_statement_of_the_measures_reads_parquet_as_it_reads_the_table(office, records, tmp_path):  # noqa: F811
    import duckdb

    folder = tmp_path / "folder 'satu'"
    assert main(["export", str(folder), "--format", "parquet", "--as", "perencana"]) == 0
    register = definitions_for(office).registers["sample"]
    path = folder / "kupang/sample.parquet"
    rows = duckdb.sql(
        "select number, product, taken_on, establishment, unit from read_parquet($1)", params=[str(path)]
    )
    assert [str(kind) for kind in rows.types] == ["VARCHAR", "VARCHAR", "DATE", "VARCHAR", "VARCHAR"]
    assert ("S-002", "Sirup; botol", Sample.objects.first().taken_on, None, "kupang") in rows.fetchall()

    measures = counted_measures(definitions_for(office), "sample")
    statement = compile_measures(register, measures, 2023, mark="?", units=[office.pk])
    memory = duckdb.connect(":memory:")
    memory.read_parquet(str(path)).create(register.table)
    counts = fold(statement, memory.execute(statement.sql, list(statement.parameters)).fetchall())
    assert counts == DATABASE.count(register, measures, 2023, [office.pk])
    assert counts["random_drug_samples_tested"]


def test_what_is_there_already_is_not_written_over(records, tmp_path, capsys):
    assert main(["export", str(tmp_path), "--as", "petugas"]) == 0
    assert main(["export", str(tmp_path), "--as", "petugas"]) == 2
    assert "sample.csv sudah ada dan tidak ditimpa. Pilih folder lain." in capsys.readouterr().err
    (tmp_path / "berkas").write_text("")
    assert main(["export", str(tmp_path / "berkas"), "--as", "petugas"]) == 2
    assert f"{tmp_path / 'berkas'}" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "Sebutkan siapa yang membaca: --as NAMA."),
        (["--as", "siapa"], 'Akun "siapa" tidak ada'),
        (["--as", "admin"], 'Akun "admin" tidak boleh melihat register pada satuan kerja mana pun.'),
        (["--as", "admin", "--unit", "kupang"], 'Akun "admin" tidak boleh melihat register pada kupang.'),
        (["--as", "petugas", "--unit", "lain"], 'Satuan kerja "lain" tidak dikenal'),
        (["--as", "petugas", "--reason", "Coba"], "--reason hanya untuk --personal."),
        (["--as", "kepala", "--personal", "--reason", "Coba"], "tidak mencatat register yang berkolom pribadi"),
    ],
)
def test_who_may_not_or_asks_wrongly(office, tmp_path, capsys, options, sentence):  # noqa: F811
    assert main(["export", str(tmp_path / "x"), *options]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_an_office_without_registers_and_all_units_that_the_account_reads(office, dinas, tmp_path, capsys):  # noqa: F811
    assert main(["export", str(tmp_path / "x"), "--as", "dc_perencana"]) == 0
    assert "Tidak ada register yang dapat diekspor pada dinas-contoh." in capsys.readouterr().out
    user = User.objects.get(username="dc_perencana")
    RoleAssignment.objects.create(user=user, unit=office, role="planner", valid_from="2023-01-01")
    assert main(["export", str(tmp_path / "y"), "--as", "dc_perencana"]) == 0
    assert [one.name for one in (tmp_path / "y").iterdir()] == ["kupang"]


def test_without_duckdb_it_says_how_to_get_it(office, tmp_path, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert main(["export", str(tmp_path / "x"), "--format", "parquet", "--as", "petugas"]) == 2
    assert "pip install 'akuntabel[duckdb]'" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
