"""`akuntabel`: reads the command line, sets Django up, runs one sub-command, answers with its exit status.

0 done · 1 found something of error or warning · 2 wrong use, bad input or a machine that refuses: one clear
message on stderr, never a traceback.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from akuntabel import __version__
from akuntabel.cli.arguments import DONE, INTERRUPTED, WRONG, WrongUse
from akuntabel.cli.errors import message_of
from akuntabel.cli.parser import Parser

_EXAMPLES = """\
contoh, berurutan:
  akuntabel init --example dinas-contoh-2024               siapkan basis data dan muat kantor contoh
  akuntabel scorecard dinas-contoh 2024-Q2                 rapor kinerja triwulan II
  akuntabel explain dinas-contoh 2024-Q2 1.1               mengapa capaian indikator 1.1 demikian
  akuntabel report dinas-contoh 2024-Q2 --to laporan       Laporan Kinerja: Word, PDF, Excel, HTML
  akuntabel import sample sampel.csv --preview             periksa berkas catatan register
  akuntabel export ekspor --as petugas                     tulis isi semua register ke folder
  akuntabel measure dinas-contoh 2024-Q2                   angka yang dihitung dari register
  akuntabel registers verify                               apakah kolom yang diisi program masih benar
  akuntabel audit verify                                   apakah jejak audit masih utuh
  akuntabel serve --demo                                   aplikasi web, dengan akun contoh
  akuntabel worker                                         satu pekerja latar lagi, di komputer ini atau lain

Status keluar: 0 selesai · 1 ada temuan · 2 pemakaian atau masukan salah (satu kalimat di stderr).
Pengaturan dari lingkungan: AKUNTABEL_VAR (folder data), AKUNTABEL_DATABASE_URL (basis data);
selengkapnya di docs/settings.md. Halaman tiap perintah: akuntabel PERINTAH --help"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; nothing is raised."""
    _prepare_streams()
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("Dihentikan.\n")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the outermost frame: a sentence instead of a traceback
        sys.stderr.write(f"{message_of(error)}\n")
        _forget_unwritten()
        return WRONG
    return status


def _run(arguments: Sequence[str]) -> int:
    try:
        options = _parser().parse_args(_texts(arguments))
    except SystemExit as stop:  # argparse has said what there is to say: help, version, or a mistake
        return stop.code if isinstance(stop.code, int) else DONE
    os.environ["DJANGO_SETTINGS_MODULE"] = "akuntabel.settings"  # another project's must not lead elsewhere
    import django

    from akuntabel.cli import init
    from akuntabel.cli.readiness import refuse_absent_database

    django.setup()
    if options.run is not init.run:  # the one command that makes a database
        refuse_absent_database()
    status: int = options.run(options)
    return status


def _parser() -> Parser:
    from akuntabel.cli import (
        audit,
        explain,
        exporting,
        importing,
        init,
        measure,
        registers,
        report,
        scorecard,
        serve,
        worker,
    )

    parser = Parser(
        prog="akuntabel",
        description="Rencana, pengukuran dan laporan kinerja satuan kerja (SAKIP).",
        epilog=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"akuntabel {__version__}", help="tampilkan versi")
    commands = parser.add_subparsers(required=True, metavar="PERINTAH", title="perintah")
    for module in (
        init,
        serve,
        worker,
        scorecard,
        explain,
        report,
        importing,
        exporting,
        measure,
        registers,
        audit,
    ):
        module.add_parser(commands)
    return parser


def _texts(arguments: Sequence[str]) -> list[str]:
    """The arguments, none of them bytes that are no text: files and databases would stumble over those."""
    for argument in arguments:
        if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in argument):
            raise WrongUse(f"Argumen {argument!a} memuat tanda yang bukan huruf. Ketik ulang.")
    return list(arguments)


def _prepare_streams() -> None:
    """Output is UTF-8 whatever the terminal's locale says; a stream that is closed swallows what it gets."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # for good
        elif isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_unwritten() -> None:
    """What stdout still holds (its disk may be full) must not fail again while Python shuts down."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
