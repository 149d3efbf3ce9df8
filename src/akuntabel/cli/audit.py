"""`akuntabel audit verify [UNIT] [--anchor HASH:N]`: whether each unit's chain of audit events is whole."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from akuntabel.cli.arguments import DONE, FOUND, WrongUse
from akuntabel.cli.parser import add_command


def add_parser(commands: Any) -> None:
    parser = add_command(commands, "audit", "periksa jejak audit")
    acts = parser.add_subparsers(required=True, metavar="TINDAKAN", title="tindakan")
    verify = add_command(
        acts,
        "verify",
        "hitung ulang rantai jejak audit tiap satuan kerja",
        text="Mencetak kepala (sidik SHA-256 peristiwa terakhir) dan panjang tiap rantai. Rantai yang dipotong\n"
        "ujungnya tampak utuh: --anchor membandingkannya dengan kepala dan panjang yang dicatat sebelumnya.\n"
        "Status keluar 1 bila ada rantai yang rusak, atau tidak ada rantai yang memuat sidik itu.",
        examples="  akuntabel audit verify\n  akuntabel audit verify dinas-contoh\n"
        "  akuntabel audit verify --anchor 3f…c2:120",
    )
    verify.add_argument("unit", metavar="UNIT", nargs="?", help="satuan kerja (bawaan: semua)")
    verify.add_argument(
        "--anchor",
        metavar="SIDIK:N",
        help="kepala dan panjang yang dicatat sebelumnya, atau tercetak dalam dokumen",
    )
    verify.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """One line per chain, each finding below it; 1 when any chain has one."""
    from akuntabel.audit.queries import Anchor, AnchorError, anchor_problems, chain_now, trail
    from akuntabel.organisation.models import Unit
    from akuntabel.organisation.queries import unit_by_code

    try:
        anchor = None if options.anchor is None else Anchor.parse(options.anchor)
    except AnchorError as error:
        raise WrongUse(str(error)) from None
    only = None if options.unit is None else unit_by_code(options.unit).slug
    units = [only] if only else list(Unit.objects.order_by("slug").values_list("slug", flat=True))
    found = [chain_now(only)] if only else trail(units)
    for chain in found:
        verdict = "RUSAK" if chain.problems else "utuh"
        sys.stdout.write(f"{chain.name}: {verdict}, {chain.length} peristiwa, kepala {chain.head}\n")
        sys.stdout.writelines(f"  {problem.message}\n" for problem in chain.problems)
    if not found:
        sys.stdout.write("Belum ada satuan kerja; tidak ada rantai untuk diperiksa.\n")
    mismatch = [] if anchor is None else anchor_problems(anchor, only)
    sys.stdout.writelines(f"{problem.message}\n" for problem in mismatch)
    return FOUND if mismatch or any(chain.problems for chain in found) else DONE
