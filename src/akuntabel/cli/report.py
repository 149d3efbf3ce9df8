"""`akuntabel report UNIT PERIODE --to FOLDER`: the Laporan Kinerja in Word, PDF, Excel and HTML."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse, add_unit_and_period

FORMATS = ("docx", "pdf", "xlsx", "html")
DOCUMENTS = ("lapkin", "pk", "rapk", "iku")


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("report", help="susun laporan kinerja")
    add_unit_and_period(parser)
    parser.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="folder tujuan")
    parser.add_argument("--format", default="docx,pdf,xlsx,html", help="docx,pdf,xlsx,html")
    parser.add_argument("--document", choices=DOCUMENTS, default="lapkin")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files, all or none, and print their paths."""
    from akuntabel.core.periods import Period
    from akuntabel.organisation.queries import unit_by_code
    from akuntabel.reporting.services import ReportIncomplete, write_report

    formats = [part.strip() for part in options.format.split(",") if part.strip()]
    unknown = [part for part in formats if part not in FORMATS]
    if unknown or not formats:
        raise WrongUse(f'Format "{", ".join(unknown)}" tidak dikenal. Pilih dari: {", ".join(FORMATS)}.')
    unit, period = unit_by_code(options.unit), Period.parse(options.period)
    try:
        paths = write_report(unit, period, options.to, formats, document=options.document)
    except ReportIncomplete as error:
        raise WrongUse("\n".join(error.missing)) from None
    except OSError as error:
        raise WrongUse(
            f"Folder {options.to} tidak dapat ditulisi: {error.strerror}. Pilih folder lain dengan --to; "
            "tidak ada berkas yang ditulis."
        ) from None
    sys.stdout.writelines(f"{path}\n" for path in paths)
    return DONE
