"""What the command says about itself and about wrong use: Indonesian, one sentence, exit status 2."""

from __future__ import annotations

import re

import pytest

from akuntabel.cli.main import main

COMMANDS = [
    [],
    ["init"],
    ["serve"],
    ["worker"],
    ["scorecard"],
    ["explain"],
    ["report"],
    ["import"],
    ["export"],
    ["measure"],
    ["registers"],
    ["registers", "verify"],
    ["registers", "recount"],
    ["registers", "allow"],
    ["registers", "end"],
    ["registers", "named"],
    ["audit"],
    ["audit", "verify"],
]
ENGLISH = re.compile(
    r"\b(usage|argument|arguments|options|positional|invalid|choice|choose|required|following|expected|one|"
    r"unrecognized|value|show|this|message|and|exit|error|the|ambiguous)\b"
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_help_page_is_indonesian_with_an_example(capsys, command):
    """No English word of argparse's, and a line that can be copied."""
    assert main([*command, "--help"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("pemakaian: akuntabel")
    assert ENGLISH.findall(page) == []
    assert command in (["audit"], ["registers"]) or re.search(
        rf"contoh.*:\n  {' '.join(['akuntabel', *command])}", page
    )


NAMES = "init serve worker scorecard explain report import export measure registers audit"


@pytest.mark.parametrize("name", NAMES.split())
def test_the_first_page_has_each_command_and_an_example_of_it(capsys, name):
    main(["--help"])
    page = capsys.readouterr().out
    assert re.search(rf"^    {name} +\w", page, re.MULTILINE)
    assert f"  akuntabel {name} " in page


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("akuntabel 0.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "akuntabel: wajib diisi: PERINTAH."),
        (["-x"], "wajib diisi: PERINTAH."),
        (["rapor"], "PERINTAH: 'rapor' tidak dikenal, pilih dari 'init'"),
        (["scorecard"], "akuntabel scorecard: wajib diisi: UNIT, PERIODE. Lihat `akuntabel scorecard --help`."),
        (["scorecard", "a", "2024", "b"], "tidak dikenal: b."),
        (["scorecard", "a", "2024", "--form", "json"], "tidak dikenal: --form"),
        (["scorecard", "a", "2024", "--format", "xml"], "--format: 'xml' tidak dikenal, pilih dari 'text'"),
        (["explain", "a", "2024", "1.1", "--format"], "--format: harus diikuti satu isian."),
        (["report", "a", "2024"], "wajib diisi: --to."),
        (["serve", "--demo=ya"], "--demo: tidak menerima isian, tetapi diberi 'ya'."),
        (["serve", "--port", "99999"], '--port: "99999" bukan bilangan bulat dari 1 sampai dengan 65535.'),
        (["serve", "--port", "0"], '"0" bukan bilangan bulat'),
        (["serve", "--port", "-1"], '"-1" bukan bilangan bulat'),
        (["serve", "--port", "²"], '"²" bukan bilangan bulat'),
        (["serve", "--workers", "0"], '--workers: "0" bukan bilangan bulat dari 1'),
        (["audit"], "wajib diisi: TINDAKAN."),
        (["scorecard", "a\udcff", "2024"], "Argumen 'a\\udcff' memuat tanda yang bukan huruf."),
        (["scorecard", "a", "2024\n"], "Argumen '2024\\n' memuat tanda yang bukan huruf."),
    ],
)
def test_wrong_use_is_exit_status_2_and_one_indonesian_sentence(capsys, arguments, sentence):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert ENGLISH.findall(captured.err) == []
