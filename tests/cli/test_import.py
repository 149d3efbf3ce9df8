"""`akuntabel import`: all rows or none, by an account that may, with every mistake and its line."""

from __future__ import annotations

import pytest
from django.utils import timezone

from akuntabel.audit.models import Event
from akuntabel.cli.main import main
from akuntabel.measurement.models import Observation
from akuntabel.registers.models import Sample
from registers.conftest import office, write  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db
HEAD = "number,product,commodity,draw,district,taken_on,examined_on,completed_on,verdict,ground\n"
GOOD = HEAD + "S-1,Tablet contoh,Obat,Acak,Kota Kupang,2023-02-01,2023-02-02,2023-02-20,Memenuhi syarat,\n"
BAD = GOOD + "S-1,Sirup,Obat,Asal,Kota Kupang,2023-02-30,,,,\n"


@pytest.fixture
def file(tmp_path, office, settings):  # noqa: F811
    settings.DEMO = True  # the example accounts have their roles

    def make(text):
        path = tmp_path / "sampel.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return make


def test_preview_lists_every_mistake_with_line_and_column_and_writes_nothing(file, capsys):
    assert main(["import", "sample", file(BAD), "--preview"]) == 1
    printed = capsys.readouterr().out

    assert "sampel.csv, baris 3, kolom draw: Cara pengambilan:" in printed
    assert "sampel.csv, baris 3, kolom taken_on: Diambil pada:" in printed
    assert "2 baris diperiksa" in printed
    assert Sample.objects.count() == 0
    assert main(["import", "sample", file(GOOD), "--preview"]) == 0
    assert "1 baris diperiksa, 0 kesalahan" in capsys.readouterr().out
    assert Sample.objects.count() == 0


def test_a_good_file_is_kept_with_who_and_why(file, capsys):
    assert main(["import", "sample", file(GOOD), "--as", "petugas", "--reason", "Catatan Februari"]) == 0
    assert "1 catatan masuk ke register Sampel dan pengujian kupang." in capsys.readouterr().out

    event = Event.objects.filter(action="sample.imported").latest("number")
    assert (event.reason, event.origin, event.after["records"]) == ("Catatan Februari", "cli", 1)
    assert main(["measure", "kupang", "2023-Q1", "--verify"]) == 0


def test_a_bad_file_is_refused_whole(file, capsys):
    assert main(["import", "sample", file(BAD), "--as", "petugas", "--reason", "Coba"]) == 2
    assert "baris 3, kolom draw" in capsys.readouterr().err
    assert Sample.objects.count() == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "--as NAMA --reason ALASAN"),
        (["--as", "petugas"], "--as NAMA --reason ALASAN"),
        (["--as", "siapa", "--reason", "Coba"], 'Akun "siapa" tidak ada'),
        (
            ["--as", "kepala", "--reason", "Coba"],
            "tidak boleh mencatat dan memperbaiki catatan register pada kupang",
        ),
        (["--as", "admin", "--reason", "Coba"], "tidak boleh"),
    ],
)
def test_who_may_not_or_says_no_reason(file, capsys, options, sentence):
    assert main(["import", "sample", file(GOOD), *options]) == 2
    assert sentence in capsys.readouterr().err
    assert Sample.objects.count() == 0


def test_example_accounts_act_only_in_the_demonstration(file, capsys, settings):
    settings.DEMO = False
    assert main(["import", "sample", file(GOOD), "--as", "petugas", "--reason", "Coba"]) == 2
    assert "AKUNTABEL_DEMO=1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["sampel"], 'Register "sampel" tidak ada pada kupang. Pilih:'),
        (["sample", "--unit", "lain"], 'Satuan kerja "lain" tidak dikenal'),
    ],
)
def test_unknown_register_or_unit(file, capsys, arguments, sentence):
    register, *rest = arguments
    assert main(["import", register, file(GOOD), "--preview", *rest]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_or_no_csv(file, capsys, tmp_path):
    assert main(["import", "sample", str(tmp_path / "tidak-ada.csv"), "--preview"]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err
    path = tmp_path / "biner.csv"
    path.write_bytes(b"\xff\xfe\x00")
    assert main(["import", "sample", str(path), "--preview"]) == 1
    assert "bukan teks UTF-8" in capsys.readouterr().out


def test_several_units_must_be_told_apart(file, capsys, dinas):
    assert main(["import", "sample", file(GOOD), "--preview"]) == 2
    assert "Sebutkan satuan kerjanya dengan --unit. Yang ada: dinas-contoh, kupang." in capsys.readouterr().err


def test_good_rows_only_and_the_same_file_back(file, capsys, tmp_path):
    marked = tmp_path / "ditandai.csv"
    options = ["--as", "petugas", "--reason", "Coba", "--good-rows", "--marked", str(marked)]
    assert main(["import", "sample", file(BAD), *options]) == 1
    printed = capsys.readouterr().out
    assert "baris 3, kolom draw" in printed
    assert "1 catatan masuk ke register" in printed
    assert Sample.objects.get().number == "S-1"

    text = marked.read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].endswith(",ground,Kesalahan")
    assert '"1. Cara pengambilan: ""Asal"" bukan pilihan' in text.splitlines()[2]
    marked.write_text(
        text.replace("S-1,Sirup", "S-2,Sirup").replace("Asal", "Acak").replace("02-30", "02-03"), "utf-8"
    )
    assert main(["import", "sample", str(marked), "--as", "petugas", "--reason", "Coba"]) == 0
    assert "1 masuk, 1 sudah ada dan dilewati, 0 sudah ada dengan isi lain, 0 keliru." in capsys.readouterr().out
    assert set(Sample.objects.values_list("number", flat=True)) == {"S-1", "S-2"}


def test_a_changed_row_is_told_and_counted_apart(file, capsys):
    assert main(["import", "sample", file(GOOD), "--as", "petugas", "--reason", "Coba"]) == 0
    again = BAD.replace("Tablet contoh", "Kapsul").replace("S-1,Sirup", "S-2,Sirup")
    assert main(["import", "sample", file(again), "--preview"]) == 1
    printed = capsys.readouterr().out
    assert (
        'baris 2, kolom number: Nomor sampel "S-1" sudah ada dengan isi lain. Nama produk: "Tablet contoh" dalam'
        in printed
    )
    assert "Baris: 0 baru, 0 sudah ada dan dilewati, 1 sudah ada dengan isi lain, 1 keliru." in printed
    assert Sample.objects.get().product == "Tablet contoh"


def test_what_belongs_to_no_line_is_printed_first(file, capsys, office):  # noqa: F811
    Observation.objects.create(unit=office, measure="random_drug_samples_tested", year=2023, month=2, value=4,
                               state="measured", origin="entered", computed_at=timezone.now())  # fmt: skip
    assert main(["import", "sample", file(BAD), "--preview"]) == 1
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("sampel.csv: ")
    assert "sudah diisi sebagai angka" in first
    assert second.startswith("sampel.csv, baris 3, kolom draw: ")


def test_a_workbook_is_taken_in_and_given_back_with_colours_and_comments(file, capsys, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for line in BAD.splitlines():
        book.active.append(line.split(","))
    path, marked = tmp_path / "sampel.xlsx", tmp_path / "ditandai.xlsx"
    book.save(path)
    assert main(["import", "sample", str(path), "--preview", "--marked", str(marked)]) == 1
    assert "sampel.xlsx, baris 3, kolom draw" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(marked).worksheets[0]
    assert sheet["D3"].comment.text.startswith("1. Cara pengambilan")
    assert (sheet["D3"].fill.fgColor.rgb, sheet["D2"].comment) == ("FFFBD5D5", None)
    assert sheet.cell(1, 11).value == "Kesalahan"


def test_a_file_is_marked_as_csv_or_workbook_only(file, capsys, tmp_path):
    for name, words in (("x.pdf", "--marked menulis .xlsx atau .csv"), ("tidak/ada.csv", "tidak dapat ditulis")):
        options = ["--good-rows", "--as", "petugas", "--reason", "Coba", "--marked", str(tmp_path / name)]
        assert main(["import", "sample", file(BAD), *options]) == 2
        assert words in capsys.readouterr().err
    assert Sample.objects.count() == 0


def test_any_sheet_of_a_workbook_is_read(file, capsys, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Petunjuk"])
    sheet = book.create_sheet("Data")
    for line in GOOD.splitlines():
        sheet.append(line.split(","))
    path = tmp_path / "sampel.xlsx"
    book.save(path)
    assert main(["import", "sample", str(path), "--preview"]) == 1
    capsys.readouterr()
    assert main(["import", "sample", str(path), "--preview", "--sheet", "Data"]) == 0
    assert "1 baris diperiksa, 0 kesalahan" in capsys.readouterr().out
    assert main(["import", "sample", str(path), "--preview", "--sheet", "Entah"]) == 1
    assert 'Lembar "Entah" tidak ada' in capsys.readouterr().out


@pytest.mark.parametrize("is_terminal", [True, False])
def test_how_far_it_is_stands_on_a_terminal_only(file, capsys, monkeypatch, is_terminal):
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_terminal, raising=False)
    assert main(["import", "sample", file(GOOD), "--preview"]) == 0
    said = capsys.readouterr().err
    assert said.endswith("\r\033[K") is is_terminal
    assert ("Memeriksa baris: 1 baris …" in said) is is_terminal


def test_a_worker_does_what_waits_and_stops(file, office, capsys):  # noqa: F811
    from akuntabel.measurement import import_jobs
    from akuntabel.measurement.record_queries import books_of
    from akuntabel.organisation.models import User

    user = User.objects.get(username="petugas")
    batch = import_jobs.upload(office, books_of(office)["sample"], "sampel.csv", GOOD.encode(), by=user)
    assert main(["worker", "--once"]) == 0
    assert "1 pekerjaan selesai." in capsys.readouterr().out
    batch.refresh_from_db()
    assert batch.state == "staged"
