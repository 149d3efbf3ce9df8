"""`akuntabel registers allow, end, named`, and `import` into a register that is confidential."""

from __future__ import annotations

import pytest

from akuntabel.cli.main import main
from akuntabel.organisation.models import NamedReader
from akuntabel.registers.models import CriminalCase
from registers.conftest import office  # noqa: F401  # fixture

pytestmark = pytest.mark.django_db

ALLOW = ["registers", "allow", "kupang", "criminal_case"]


@pytest.fixture(autouse=True)
def demonstration(office, settings):  # noqa: F811
    settings.DEMO = True
    NamedReader.objects.all().delete()


def test_naming_listing_and_ending(capsys):
    by = ["--as", "kepala", "--reason", "Perkara baru"]
    assert main(["registers", "named", "kupang"]) == 0
    assert "Belum ada yang ditunjuk" in capsys.readouterr().out
    assert main([*ALLOW, "penyidik", "--until", "2099-12-31", *by]) == 0
    assert main(["registers", "end", "kupang", "criminal_case", "penyidik", *by]) == 0
    capsys.readouterr()
    assert main(["registers", "named", "kupang"]) == 0
    out = capsys.readouterr().out
    assert "criminal_case: penyidik" in out
    assert (
        "s.d. 31 Desember 2099, oleh Kepala Balai (kepala): Perkara baru; diakhiri oleh Kepala Balai (kepala)"
        in out
    )
    assert main(["registers", "end", "kupang", "criminal_case", "penyidik", *by]) == 2
    assert "tidak sedang ditunjuk" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["penyidik", "--until", "2099-12-31"], "--as NAMA --reason ALASAN"),
        (["penyidik", "--until", "besok", "--as", "kepala", "--reason", "x"], "bukan tanggal"),
        (["penyidik", "--until", "2099-12-31", "--as", "admin", "--reason", "x"], "tidak boleh menunjuk pembaca"),
        (["kepala", "--until", "2099-12-31", "--as", "kepala", "--reason", "x"], "menunjuk diri sendiri"),
        (["siapa", "--until", "2099-12-31", "--as", "kepala", "--reason", "x"], 'Akun "siapa" tidak ada'),
    ],
)
def test_a_naming_that_is_refused(capsys, arguments, sentence):
    assert main([*ALLOW, *arguments]) == 2
    assert sentence in capsys.readouterr().err
    assert not NamedReader.objects.exists()


def test_only_named_people_read_a_file_into_a_confidential_register(tmp_path, capsys):
    file = tmp_path / "perkara.csv"
    file.write_text("number,commodity,district,spdp_on,suspects\nLP/9,Obat,Kota Kupang,2023-02-01,Tersangka Uji\n")
    command = [
        "import",
        "criminal_case",
        str(file),
        "--unit",
        "kupang",
        "--as",
        "penyidik",
        "--reason",
        "Berkas lama",
    ]
    assert main(command) == 2
    assert main(["import", "criminal_case", str(file), "--unit", "kupang", "--preview"]) == 2
    assert not CriminalCase.objects.exists()
    main([*ALLOW, "penyidik", "--until", "2099-12-31", "--as", "kepala", "--reason", "Perkara baru"])
    assert main(command) == 0
    assert CriminalCase.objects.get().suspects == "Tersangka Uji"
