"""A machine that refuses, and a fault of ours: one sentence on stderr, exit status 2, never a traceback.

Settings and database are read at start, so most of these run in a process of their own.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from akuntabel.cli import readiness
from akuntabel.cli.main import main
from akuntabel.cli.system_words import database_sentence, reason_of

SCORECARD = ["scorecard", "entah", "2024-Q2"]


def run(arguments, folder, stdout=subprocess.PIPE, **environment):
    """The command in a process of its own, with a data folder of its own."""
    known = {"AKUNTABEL_VAR": str(folder / "var"), **environment}
    command = [sys.executable, "-m", "akuntabel.cli.main", *arguments]
    inherited = {key: text for key, text in os.environ.items() if not key.startswith("AKUNTABEL_")}
    return subprocess.run(
        command, env=inherited | known, cwd=folder, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip


def assert_refused(done, sentence):
    assert done.returncode == 2, done.stderr
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.fixture
def odd_files(tmp_path):
    """A folder with what a wrong address can lead to."""
    (tmp_path / "berkas").write_text("bukan basis data", encoding="utf-8")
    (tmp_path / "kosong").mkdir()
    (tmp_path / "kunci").mkdir(mode=0o700)
    (tmp_path / "kunci/secret_key").write_bytes(b"\xff\xfe")
    (tmp_path / "putar").symlink_to(tmp_path / "putar")
    with sqlite3.connect(tmp_path / "asing.sqlite3") as connection:
        connection.execute("CREATE TABLE moz_places (id)")
    connection.close()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("AKUNTABEL_VAR", "{}/berkas", "yang bukan folder"),
        ("AKUNTABEL_VAR", "{}/putar", "yang bukan folder"),
        ("AKUNTABEL_DATABASE_URL", "sqlite:///{}/berkas", "Berkasnya bukan basis data SQLite."),
        ("AKUNTABEL_DATABASE_URL", "sqlite:///{}/kosong", "Berkas basis data tidak dapat dibuka"),
        ("AKUNTABEL_DATABASE_URL", "sqlite:///{}/tidak/ada", "/tidak/ada tidak ada. Jalankan perintah ini di"),
        ("AKUNTABEL_DATABASE_URL", "sqlite:///{}/asing.sqlite3", "Basis data belum disiapkan."),
        ("AKUNTABEL_DATABASE_URL", "sqlite://", "tidak menyebut berkas"),
        ("AKUNTABEL_DATABASE_URL", "postgresql://a:rahasia@127.0.0.1:1/x", "Server basis data tidak menjawab."),
        ("AKUNTABEL_DATABASE_URL", "postgresql://a:rahasia@127.0.0.1:abc/x", "alamat atau portanya salah"),
        ("AKUNTABEL_DATABASE_URL", "postgresql://a:rahasia@[::1/x", "alamat atau portanya salah"),
        ("AKUNTABEL_DATABASE_URL", "postgresql://a:rahasia@127.0.0.1", "tidak menyebut nama basis data"),
        ("AKUNTABEL_DATABASE_URL", "mysql://a:rahasia@x", 'AKUNTABEL_DATABASE_URL diawali "mysql:"'),
        ("AKUNTABEL_DATABASE_URL", "rahasia", "AKUNTABEL_DATABASE_URL bukan alamat basis data"),
        ("AKUNTABEL_DEBUG", "ya", 'AKUNTABEL_DEBUG berisi "ya"; tulis 1 atau 0.'),
        (
            "AKUNTABEL_CATALOGUE_DIRS",
            "{0}:{0}/lupa",
            '/lupa", yang tidak ada. Buat foldernya, atau perbaiki jalurnya.',
        ),
        ("AKUNTABEL_LANGUAGE", "fr", 'AKUNTABEL_LANGUAGE berisi "fr"; tulis id atau en.'),
    ],
)
def test_a_wrong_setting_is_one_sentence(odd_files, name, text, sentence):
    """And the password in an address is never printed."""
    done = run(SCORECARD, odd_files, **{name: text.format(odd_files)})
    assert_refused(done, sentence)
    assert "rahasia" not in done.stderr.replace("Kunci rahasia", "")


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        ("{}/berkas/di-bawah", "bukan folder"),
        ("/proc/tidak-ada", "/proc/tidak-ada: tidak ada"),
        ("{}/kunci", "kosong atau rusak. Hapus berkas itu"),
    ],
)
def test_init_refuses_a_data_folder_that_it_cannot_use(odd_files, folder, sentence):
    assert_refused(run(["init"], odd_files, AKUNTABEL_VAR=folder.format(odd_files)), sentence)


@pytest.mark.parametrize(
    "arguments",
    [SCORECARD, ["explain", "entah", "2024-Q2", "1.1"], ["audit", "verify"], ["serve", "--port", "8937"],
     ["report", "entah", "2024-Q2", "--to", "laporan"]],
)  # fmt: skip
def test_reading_from_another_folder_makes_nothing(tmp_path, arguments):
    """The sentence names the file that was looked for; `init` there would make a second, empty database."""
    folder = tmp_path / "lain"
    folder.mkdir()
    done = run(arguments, folder, AKUNTABEL_VAR="")
    assert_refused(done, f"Basis data {folder}/var/akuntabel.sqlite3 tidak ada. Jalankan perintah ini di folder")
    assert "AKUNTABEL_VAR" in done.stderr
    assert "AKUNTABEL_DATABASE_URL" in done.stderr
    assert list(folder.iterdir()) == []


def test_a_variable_set_to_nothing_counts_as_not_set(tmp_path):
    """Otherwise the secret key would land in the current folder."""
    run(["init"], tmp_path, AKUNTABEL_VAR="", AKUNTABEL_DATABASE_URL="", AKUNTABEL_DEBUG="")
    assert (tmp_path / "var/secret_key").is_file()


def test_another_projects_settings_lead_nowhere(tmp_path):
    done = run(SCORECARD, tmp_path, DJANGO_SETTINGS_MODULE="proyek.lain")
    assert_refused(done, f"Basis data {tmp_path}/var/akuntabel.sqlite3 tidak ada.")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """An installation with an empty database, made by the command itself."""
    folder = tmp_path_factory.mktemp("kantor")
    assert run(["init"], folder).returncode == 0
    return folder


def copied(installed, tmp_path, statement=None):
    """The address of a copy of the installation's database, changed by one statement."""
    path = tmp_path / "salinan.sqlite3"
    source, target = sqlite3.connect(installed / "var/akuntabel.sqlite3"), sqlite3.connect(path)
    source.backup(target)
    if statement:
        target.execute(statement)
        target.commit()
    source.close()
    target.close()
    return f"sqlite:///{path}"


def test_what_init_writes_is_for_its_owner_only(installed):
    modes = {path.name: path.stat().st_mode & 0o777 for path in [installed / "var", *(installed / "var").iterdir()]}
    assert modes == {"var": 0o700, "akuntabel.sqlite3": 0o600, "secret_key": 0o600}


def test_a_data_folder_that_others_can_open_is_named(tmp_path):
    (tmp_path / "var").mkdir(mode=0o755)
    done = run(["init"], tmp_path)
    assert done.returncode == 0
    assert f"chmod 700 {tmp_path}/var" in done.stderr


def test_init_does_not_write_into_another_programs_database(odd_files):
    address = f"sqlite:///{odd_files}/asing.sqlite3"
    assert_refused(run(["init"], odd_files, AKUNTABEL_DATABASE_URL=address), "tabel program lain (moz_places)")
    with sqlite3.connect(odd_files / "asing.sqlite3") as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    connection.close()
    assert tables == ["moz_places"]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM django_migrations", "Basis data belum disiapkan. Jalankan `akuntabel init`"),
        ("DELETE FROM django_migrations WHERE app = 'measurement'", "versi yang lebih lama. Jalankan `akuntabel init`"),
        ("UPDATE django_migrations SET name = '0099_baru' WHERE app = 'web' OR app = 'reporting' OR id = "
         "(SELECT max(id) FROM django_migrations WHERE app = 'auth')", "versi yang lebih"),
        ("INSERT INTO django_migrations (app, name, applied) VALUES ('planning', '0099_baru', '2024-01-01')",
         "versi yang lebih baru (planning.0099_baru)"),
        ("DROP TRIGGER audit_event_no_update", "Jejak audit tidak terlindung"),
    ],
)  # fmt: skip
def test_serve_refuses_a_database_it_could_not_serve_from(installed, tmp_path, statement, sentence):
    address = copied(installed, tmp_path, statement)
    assert_refused(run(["serve", "--port", "8937"], tmp_path, AKUNTABEL_DATABASE_URL=address), sentence)


def test_serve_refuses_definitions_that_cannot_be_read(installed, tmp_path):
    """Every page would be 503; the findings are told at start, and `scorecard` says the same."""
    scheme = tmp_path / "var/catalogue/rusak"
    scheme.mkdir(parents=True, mode=0o700)
    (tmp_path / "var").chmod(0o700)
    (scheme / "scheme.yaml").write_text("id: rusak\n", encoding="utf-8")
    done = run(["serve", "--port", "8937"], tmp_path, AKUNTABEL_DATABASE_URL=copied(installed, tmp_path))
    assert done.returncode == 2
    assert "rusak/scheme.yaml, baris 1: name: wajib ada; tambahkan" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_damaged_database_is_one_sentence(installed, tmp_path):
    address = copied(installed, tmp_path)
    with (tmp_path / "salinan.sqlite3").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)
    assert_refused(run(SCORECARD, tmp_path, AKUNTABEL_DATABASE_URL=address), "Berkas basis data rusak.")


def test_a_full_disk_is_one_sentence(tmp_path):
    with Path("/dev/full").open("w") as full:
        assert_refused(run(["--help"], tmp_path, stdout=full), "tempat penyimpanan penuh")


def test_a_closed_output_is_no_mistake(tmp_path):
    command = f"{sys.executable} -m akuntabel.cli.main --help >&-"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_terminal_without_unicode_gets_utf8(tmp_path):
    done = run(["--help"], tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, "·" in done.stdout) == (0, True)


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ('relation "organisation_unit" does not exist', "belum disiapkan"),
        ('column unit.slug does not exist', "dibuat oleh versi lain"),
        ('database "x" does not exist', "Basis data itu tidak ada di server"),
        ('role "x" does not exist', "Pengguna itu tidak ada"),
        ('password authentication failed for user "x"', "menolak pengguna atau sandinya"),
        ("database is locked", "sedang dipakai program lain"),
        ("database or disk is full", "Tempat penyimpanan penuh"),
        ("attempt to write a readonly database", "hanya dapat dibaca"),
        ("sesuatu\nyang baru", "Basis data tidak dapat dipakai: sesuatu yang baru."),
    ],
)  # fmt: skip
def test_the_engines_messages_become_advice(message, sentence):
    assert sentence in database_sentence(message)


def test_the_systems_reasons_are_indonesian():
    assert reason_of(PermissionError(errno.EACCES, "Permission denied")) == "tidak diizinkan"


def test_a_fault_of_ours_is_one_sentence_that_names_it(monkeypatch, capsys):
    """Not status 1, which would mean "found something"."""

    def broken(*_):
        raise RuntimeError("rusak")

    monkeypatch.setattr("akuntabel.cli.main._parser", broken)
    assert main(SCORECARD) == 2
    message = capsys.readouterr().err
    assert message.startswith("Kesalahan program, bukan kesalahan Anda: RuntimeError pada test_refusals.py baris ")
    assert message.count("\n") == 1


def test_a_fault_of_ours_is_shown_whole_to_a_developer(monkeypatch, capsys):
    monkeypatch.setattr("akuntabel.cli.main._parser", lambda: 1 // 0)
    monkeypatch.setenv("AKUNTABEL_DEBUG", "1")
    assert main(SCORECARD) == 2
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_quiet(monkeypatch, capsys):
    def stopped():
        raise KeyboardInterrupt

    monkeypatch.setattr("akuntabel.cli.main._parser", stopped)
    assert main(SCORECARD) == 130
    assert capsys.readouterr().err == "Dihentikan.\n"


def test_the_mask_for_private_files_ends_with_the_command(tmp_path):
    """A report written later keeps the user's own mask."""
    before = os.umask(0o022)
    try:
        with readiness.private_folder(tmp_path / "var"):
            assert os.umask(0o077) == 0o077
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
