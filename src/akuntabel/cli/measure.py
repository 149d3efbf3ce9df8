"""`akuntabel measure UNIT PERIODE`: the figures counted from the registers, and whether the stored ones agree."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from akuntabel.cli.arguments import DONE, FOUND, add_unit_and_period
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.core.periods import Period
    from akuntabel.organisation.models import Unit


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "measure",
        "angka yang dihitung dari register",
        text="Menghitung ulang tiap ukuran dari catatan registernya, per bulan sampai akhir periode. Yang dicetak adalah\n"
        "hitungan catatan, bukan angka tersimpan; --verify membandingkan keduanya tanpa mengubah apa pun.\n"
        "Status keluar 1 bila ada yang berbeda.",
        examples="  akuntabel measure dinas-contoh 2024-Q2\n  akuntabel measure dinas-contoh 2024-Q2 --verify\n"
        "  akuntabel measure dinas-contoh 2024-06 --format json",
    )
    add_unit_and_period(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="bawaan text")
    parser.add_argument("--verify", action="store_true", help="bandingkan dengan angka tersimpan")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the counts, or the differences; 1 when a stored figure is not what the records give."""
    from akuntabel.core.periods import Period
    from akuntabel.organisation.queries import unit_by_code

    unit, period = unit_by_code(options.unit), Period.parse(options.period)
    return _verify(unit, period, options.format) if options.verify else _print(unit, period, options.format)


def _print(unit: Unit, period: Period, form: str) -> int:
    from akuntabel.measurement.measured import measured_json

    found = measured_json(unit, period)
    if form == "json":
        _json(found)
    elif not found["measures"]:
        sys.stdout.write(
            f"Tidak ada register {unit.slug} yang berisi catatan {period.year} sampai {period.name}.\n"
        )
    for measure, months in found["measures"].items() if form == "text" else ():
        numbers = " ".join(f"{month[5:]}:{number}" for month, number in months.items())
        sys.stdout.write(f"{measure}: {sum(months.values())} ({numbers})\n")
    return DONE


def _verify(unit: Unit, period: Period, form: str) -> int:
    from akuntabel.measurement.measured import mismatches

    found = mismatches(unit, period)
    if form == "json":
        _json([vars(one) for one in found])
    for one in found if form == "text" else ():
        group = f":{one.group}" if one.group else ""
        stored, counted = (("tidak ada" if n is None else n) for n in (one.stored, one.counted))
        sys.stdout.write(
            f"{one.measure}{group} {one.year}-{one.month:02d}: tersimpan {stored}, menurut catatan {counted}\n"
        )
    if not found and form == "text":
        sys.stdout.write("Semua angka yang dihitung dari register sama dengan catatannya.\n")
    return FOUND if found else DONE


def _json(content: Any) -> None:
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
