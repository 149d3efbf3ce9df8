"""`akuntabel report UNIT PERIODE --to FOLDER`: the Laporan Kinerja in Word, PDF, Excel and HTML."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from textwrap import fill
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse, add_unit_and_period
from akuntabel.cli.parser import add_command
from akuntabel.cli.system_words import reason_of
from akuntabel.reporting.document_kinds import DOCUMENTS, FORMATS, PERFORMANCE_REPORT


def add_parser(commands: Any) -> None:
    documents = ", ".join(f"{document.key} ({document.name})" for document in DOCUMENTS.values())
    parser = add_command(
        commands,
        "report",
        "susun laporan kinerja",
        text=fill(
            f"Semua berkas ditulis, atau tidak satu pun; berkas bernama sama diganti. Dokumen: {documents}.", 100
        ),
        examples="  akuntabel report dinas-contoh 2024-Q2 --to laporan\n"
        "  akuntabel report dinas-contoh 2024-Q2 --to laporan --format pdf --document pk",
    )
    add_unit_and_period(parser)
    parser.add_argument("--to", required=True, metavar="FOLDER", help="folder tujuan; dibuat bila belum ada")
    parser.add_argument(
        "--format", metavar="BENTUK", default=",".join(FORMATS), help="satu atau beberapa (bawaan %(default)s)"
    )
    parser.add_argument(
        "--document", choices=tuple(DOCUMENTS), default=PERFORMANCE_REPORT, help="bawaan %(default)s"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, all or none, and print their paths."""
    from akuntabel.core.periods import Period
    from akuntabel.organisation.queries import unit_by_code
    from akuntabel.reporting.services import ReportIncomplete, write_report

    formats = [part.strip() for part in options.format.split(",") if part.strip()]
    if not options.to.strip():
        raise WrongUse("--to kosong. Isi folder tujuan; folder ini ditulis sebagai titik: --to .")
    folder = Path(options.to)
    unit, period = unit_by_code(options.unit), Period.parse(options.period)
    try:
        paths = write_report(unit, period, folder, formats, document=options.document)
    except ReportIncomplete as error:
        raise WrongUse("\n".join(error.missing)) from None
    except OSError as error:
        raise WrongUse(
            f"Folder {folder} tidak dapat ditulisi: {reason_of(error)}. Pilih folder lain dengan --to; "
            "tidak ada berkas yang ditulis."
        ) from None
    sys.stdout.writelines(f"{path}\n" for path in paths)
    return DONE
