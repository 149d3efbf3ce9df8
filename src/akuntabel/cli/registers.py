"""`akuntabel registers verify [UNIT]`: whether the columns that the program maintains are what they should be."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from akuntabel.cli.acting import acting, add_acting
from akuntabel.cli.arguments import DONE, FOUND, WrongUse
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.organisation.models import Unit
    from akuntabel.registers.upkeep import Difference


def add_parser(commands: Any) -> None:
    parser = add_command(commands, "registers", "periksa register")
    acts = parser.add_subparsers(required=True, metavar="TINDAKAN", title="tindakan")
    verify = add_command(
        acts,
        "verify",
        "hitung ulang kolom yang diisi program, misalnya jatuh tempo",
        text="Keputusan hari libur yang diumumkan kemudian, atau koreksi di luar aplikasi, tampak sebagai perbedaan.\n"
        "Tanpa --mend tidak ada yang ditulis. Status keluar 1 bila ada yang berbeda.",
        examples="  akuntabel registers verify\n  akuntabel registers verify dinas-contoh\n"
        '  akuntabel registers verify kantor --mend --as admin --reason "SKB hari libur baru"',
    )
    verify.add_argument("unit", metavar="UNIT", nargs="?", help="satuan kerja (bawaan: semua)")
    verify.add_argument("--mend", action="store_true", help="perbaiki, dengan versi baru dan jejak audit")
    add_acting(verify)
    verify.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """One line per difference; 1 when there is any."""
    from akuntabel.organisation.models import Unit
    from akuntabel.organisation.queries import unit_by_code

    if options.mend and options.unit is None:
        raise WrongUse("--mend memerlukan UNIT: register satu satuan kerja diperbaiki sekali jalan.")
    units = [unit_by_code(options.unit)] if options.unit else list(Unit.objects.order_by("slug"))
    found = [one for unit in units for one in _of(options, unit)]
    if not found:
        sys.stdout.write("Semua kolom yang diisi program sama dengan hitungannya.\n")
    return FOUND if found else DONE


def _of(options: argparse.Namespace, unit: Unit) -> list[Difference]:
    from akuntabel.measurement.recording import mend
    from akuntabel.organisation.queries import definitions_for
    from akuntabel.organisation.roles import Permission
    from akuntabel.registers.kinds import KINDS
    from akuntabel.registers.upkeep import differences

    by = acting(options, unit, Permission.EDIT_RECORDS) if options.mend else None
    found: list[Difference] = []
    for key in definitions_for(unit).registers:
        if key not in KINDS:
            continue
        kind = KINDS[key]
        some = differences(kind, unit) if by is None else mend(kind, unit, reason=options.reason, by=by)
        for one in some:
            said = one.problem or f"tersimpan {one.stored}, seharusnya {one.right}"
            sys.stdout.write(f"{unit.slug}, {key} {one.record}, {one.column}: {said}\n")
        found += some
    return found
