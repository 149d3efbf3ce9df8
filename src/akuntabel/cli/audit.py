"""`akuntabel audit verify [UNIT]`: whether each unit's chain of audit events is whole."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from akuntabel.cli.arguments import DONE, FOUND
from akuntabel.cli.parser import add_command


def add_parser(commands: Any) -> None:
    parser = add_command(commands, "audit", "periksa jejak audit")
    acts = parser.add_subparsers(required=True, metavar="TINDAKAN", title="tindakan")
    verify = add_command(
        acts,
        "verify",
        "hitung ulang rantai jejak audit tiap satuan kerja",
        text="Mencetak kepala (sidik SHA-256 peristiwa terakhir) dan panjang tiap rantai. Rantai yang dipotong\n"
        "ujungnya tampak utuh: bandingkan kepala dan panjangnya dengan yang dicatat sebelumnya.\n"
        "Status keluar 1 bila ada rantai yang rusak.",
        examples="  akuntabel audit verify\n  akuntabel audit verify dinas-contoh",
    )
    verify.add_argument("unit", metavar="UNIT", nargs="?", help="satuan kerja (bawaan: semua)")
    verify.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """One line per chain, each finding below it; 1 when any chain has one."""
    from akuntabel.audit.queries import chain_head, chain_problems
    from akuntabel.organisation.models import Unit
    from akuntabel.organisation.queries import unit_by_code

    units = [unit_by_code(options.unit)] if options.unit is not None else list(Unit.objects.order_by("slug"))
    status = DONE
    for unit in units:
        head, length = chain_head(unit.slug)
        problems = [problem.message for problem in chain_problems(unit.slug)]
        if length == 0:
            problems = ["tidak ada satu pun peristiwa, padahal satuan kerjanya ada"]
        verdict = "RUSAK" if problems else "utuh"
        sys.stdout.write(f"{unit.slug}: {verdict}, {length} peristiwa, kepala {head}\n")
        sys.stdout.writelines(f"  {problem}\n" for problem in problems)
        status = FOUND if problems else status
    if not units:
        sys.stdout.write("Belum ada satuan kerja; tidak ada rantai untuk diperiksa.\n")
    return status
