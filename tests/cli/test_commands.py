"""The command line as a user meets it: output, exit status, and one clear sentence on stderr."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from akuntabel.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"

pytestmark = pytest.mark.django_db


def test_scorecard_text(kupang, capsys):
    assert main(["scorecard", "kupang", "2023-Q2"]) == 0
    text = capsys.readouterr().out
    assert "Nilai kinerja (NPS total)  103,34  Memenuhi Ekspektasi (resmi)" in text
    assert "(Januari sampai dengan Juni 2023) · data contoh" in text
    assert "capaian dibatasi 120: 99,35; rata-rata sasaran: 102,25; rata-rata indikator: 111,21" in text
    assert text.count("Diukur akhir tahun (diukur Desember 2023)") == 9
    assert "sementara" not in text
    assert "(per " not in text


def test_scorecard_text_says_of_each_score_that_it_is_provisional(dinas, capsys):
    """Total, perspective, objective and comparators; a complete one beside them is not marked."""
    assert main(["scorecard", "dinas-contoh", "2024-Q2"]) == 0
    text = capsys.readouterr().out
    assert "102,78  Tercapai (sementara, 15 dari 16)" in text
    assert "Pengguna Layanan: Hampir Tercapai (sementara, 5 dari 6)" in text
    assert "pengguna dalam memakai layanan: Tercapai (sementara, 2 dari 3)" in text
    assert "89,89  Manfaat bagi Masyarakat: Tertinggal\n" in text
    assert "bukan angka resmi (sementara, 15 dari 16): capaian dibatasi 110: 96,29" in text
    assert "Kosong: 4.3" in text


def test_scorecard_text_says_what_each_number_counts(dinas, capsys):
    """As the report prints it; an index or a score counts nothing."""
    main(["scorecard", "dinas-contoh", "2024-Q2"])
    text = capsys.readouterr().out
    for words in (
        "9,30 hari kerja terhadap 7–8 hari kerja · ",
        "1 layanan terhadap 0 layanan · ",
        "22.499 kunjungan terhadap 25.000 kunjungan · ",
        "85,21 % terhadap 70–80 % · ",
        "79,55 terhadap 78 · ",
    ):
        assert words in text


def test_scorecard_text_says_which_figure_is_older_and_names_the_rules_once(dinas, capsys):
    main(["scorecard", "dinas-contoh", "2024-Q2"])
    text = capsys.readouterr().out
    assert "3,45 (per Maret 2024) terhadap 3,45 · Tercapai" in text
    assert text.count("(per ") == 2
    assert "Dinilai menurut: Aturan penilaian contoh 2024" in text
    assert "Aturan: Aturan" not in text


def test_a_score_that_is_not_there_is_a_dash_with_its_reason(kupang, capsys):
    main(["scorecard", "kupang", "2023-Q3"])
    assert "        –  Pemangku Kepentingan: kosong (sementara, 0 dari 5)" in capsys.readouterr().out


def test_scorecard_json(kupang, capsys):
    assert main(["scorecard", "kupang", "2023-Q2", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["score"] == "103.34"


def test_scorecard_csv(kupang, capsys):
    assert main(["scorecard", "kupang", "2023-Q2", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["achievement"] for row in rows][:2] == ["106.52", "108.21"]
    assert {(row["total_score"], row["total_status"], row["example"]) for row in rows} == {
        ("103.34", "resmi", "data contoh")
    }


@pytest.mark.parametrize("key", ["4.4", "production-establishment-conformity"])
def test_explain(kupang, capsys, key):
    assert main(["explain", "kupang", "2023-Q2", key]) == 0
    assert "22 ÷ 38 × 100" in capsys.readouterr().out


def test_explain_says_which_figure_is_older(dinas, capsys):
    main(["explain", "dinas-contoh", "2024-Q2", "2.1"])
    assert "→ 78,40 (skor) (per Februari 2024)" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["2.1", "8.1"])
def test_explain_calls_nothing_approved_that_is_not_due(kupang, capsys, key):
    """The month was approved, but no figure of this indicator with it."""
    main(["explain", "kupang", "2023-Q2", key])
    text = capsys.readouterr().out
    assert text.splitlines()[-1] == "7 Pengesahan   belum jatuh tempo"
    assert "disahkan" not in text


def test_explain_json(kupang, capsys):
    assert main(["explain", "kupang", "2023-Q2", "1.1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["tree"]["value"] == "106.52"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scorecard", "entah", "2023-Q2"], 'Satuan kerja "entah" tidak dikenal. Yang ada: kupang.'),
        (["scorecard", "kupang", "2023-Q9"], '"2023-Q9" bukan periode.'),
        (["scorecard", "kupang", "2019-Q4"], "Belum ada aturan penilaian skema bpom untuk Triwulan IV 2019"),
        (["scorecard", "kupang", "2021-Q4"], "Perjanjian Kinerja (PK) 2021"),
        (["explain", "kupang", "2023-Q2", "9.9"], 'Indikator "9.9" tidak ada dalam PK 2023.'),
        (["init", "--example", ""], 'Kantor contoh "" tidak ditemukan'),
        (["init", "--example", "tidak-ada"], 'Kantor contoh "tidak-ada" tidak ditemukan'),
        (["report", "kupang", "2023-Q2", "--to", "x", "--format", "odt"], 'Format "odt" tidak dikenal'),
        (["report", "kupang", "2023-Q2", "--to", "/proc/tidak-ada"], "Folder /proc/tidak-ada tidak dapat ditulisi"),
        (["report", "kupang", "2023-Q2", "--to", __file__, "--format", "html"], "sudah ada berkas dengan nama itu"),
        (["report", "kupang", "2023-Q2", "--to", " "], "--to kosong"),
        (
            ["report", "kupang", "2023-Q2", "--to", "x", "--document", "pk", "--format", "xlsx"],
            "tidak punya kertas kerja",
        ),
        (["serve", "--host", ""], "--host kosong"),
        (["serve", "--host", "192.0.2.1"], "192.0.2.1 porta 8000 tidak dapat dipakai: bukan alamat komputer ini"),
        (["audit", "verify", "entah"], 'Satuan kerja "entah" tidak dikenal.'),
        (["serve", "--demo", "--host", "0.0.0.0"], "Akun contoh hanya boleh di 127.0.0.1"),  # noqa: S104
    ],
)
def test_bad_input_is_exit_status_2_and_one_sentence(kupang, capsys, arguments, sentence):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert "Traceback" not in captured.err


def test_init_loads_an_example_once(db, capsys):
    assert main(["init", "--example", "kupang-2023"]) == 0
    assert main(["init", "--example", "kupang-2023"]) == 0
    text = capsys.readouterr().out
    assert "dimuat dari kupang-2023" in text
    assert "sudah ada; tidak dimuat ulang" in text


def test_init_says_which_money_lies_above_its_ceiling(db, tmp_path, capsys):
    """It is recorded, for it was spent; and said at once, with file and line."""
    folder = shutil.copytree(EXAMPLES / "dinas-contoh-2024", tmp_path / "kantor")
    file = folder / "budget" / "2024-06.yaml"
    file.write_text(
        file.read_text().replace("ceiling: 30000000, realised: 0}", "ceiling: 30000000, realised: 30000001}")
    )

    assert main(["init", "--example", str(folder)]) == 0

    [warning] = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Peringatan: ")]
    assert "kantor/budget/2024-06.yaml, baris 58" in warning
    assert "Rp30.000.001 di atas pagu Rp30.000.000" in warning


def test_init_says_which_budgets_differ_between_documents(db, tmp_path, capsys):
    """A PK of 157 rupiah is adopted as signed, and said at once: against its RAPK and against the DIPA."""
    folder = shutil.copytree(EXAMPLES / "dinas-contoh-2024", tmp_path / "kantor")
    file = folder / "plans/pk-2024.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("budget: 1570000000", "budget: 157"), encoding="utf-8")

    assert main(["init", "--example", str(folder)]) == 0

    of_plan, of_budget = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Peringatan: ")]
    assert of_plan.startswith("Peringatan: kantor/plans/pk-2024.yaml, baris ")
    assert (
        "PK 2024: anggaran Rp157, sedangkan anggaran dalam RAPK 2024 versi 1 berjumlah Rp1.570.000.000" in of_plan
    )
    assert "selisih +Rp1.569.999.843" in of_plan
    assert of_budget.startswith("Peringatan: kantor/budget/2024-03.yaml, baris ")
    assert "pagu DIPA versi 0 Rp1.570.000.000, sedangkan anggaran PK 2024 versi 1 Rp157" in of_budget


def test_init_says_where_the_passwords_of_example_accounts_come_from(db, capsys):
    """The sign-in page of a running server lists the accounts; nobody has been given their passwords."""
    assert main(["init", "--example", "dinas-contoh-2024"]) == 0
    text = capsys.readouterr().out
    assert "sandinya baru ada, dan dicetak, setiap kali `akuntabel serve --demo`" in text
    assert "hentikan lalu mulai lagi" in text
    assert "Peringatan" not in text
