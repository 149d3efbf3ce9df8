"""`akuntabel measure UNIT PERIODE`: the figures counted from the registers, and whether the stored ones agree."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from akuntabel.cli.arguments import DONE, FOUND, WrongUse, add_unit_and_period
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.core.periods import Period
    from akuntabel.measurement.engines import Engine
    from akuntabel.organisation.models import Unit


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "measure",
        "angka yang dihitung dari register",
        text="Menghitung ulang tiap ukuran dari catatan registernya, per bulan sampai akhir periode. Yang dicetak adalah\n"
        "hitungan catatan, bukan angka tersimpan; --verify membandingkan keduanya tanpa mengubah apa pun.\n"
        "--records mencetak catatan di balik satu ukuran (UUID, nomor, tanggal, tambahannya); catatan rahasia tidak\n"
        "dicetak. Status keluar 1 bila ada yang berbeda.",
        examples="  akuntabel measure dinas-contoh 2024-Q2\n  akuntabel measure dinas-contoh 2024-Q2 --verify\n"
        "  akuntabel measure dinas-contoh 2024-06 --format json\n"
        "  akuntabel measure kantor 2024-Q2 --records random_drug_samples_tested\n"
        "  akuntabel measure kantor 2024-Q2 --engine duckdb",
    )
    add_unit_and_period(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="bawaan text")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--verify", action="store_true", help="bandingkan dengan angka tersimpan")
    instead.add_argument("--records", metavar="UKURAN", help="catatan di balik satu ukuran, atau ukuran:kelompok")
    parser.add_argument(
        "--engine",
        choices=["sqlite", "postgresql", "duckdb", "spark"],
        default="",
        help="mesin yang menghitung (bawaan: basis data itu sendiri); duckdb dan spark menghitung salinannya",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the counts, the differences or the records; 1 when a stored figure is not what the records give."""
    from akuntabel.core.periods import Period
    from akuntabel.measurement.engines import engine_called
    from akuntabel.organisation.queries import unit_by_code

    unit, period = unit_by_code(options.unit), Period.parse(options.period)
    if options.records:
        if options.engine in {"duckdb", "spark"}:
            raise WrongUse("--records membaca catatan dari basis data itu sendiri. Hapus --engine.")
        return _records(unit, period, options.records, options.format)
    act = _verify if options.verify else _print
    with engine_called(options.engine) as engine:
        return act(unit, period, options.format, engine)


def _print(unit: Unit, period: Period, form: str, engine: Engine) -> int:
    from akuntabel.measurement.measured import measured, measured_json

    if form == "json":
        _json(measured_json(unit, period, engine=engine))
        return DONE
    found = measured(unit, period, engine=engine)
    if not found:
        sys.stdout.write(
            f"Tidak ada register {unit.slug} yang berisi catatan {period.year} sampai {period.name}.\n"
        )
    for measure, months in found.items():
        figures = sorted(months.items())
        numbers = " ".join(f"{month[5:]}:{shown(figure.number)}" for month, figure in figures)
        _month, last = figures[-1]
        total = last.number if last.record else sum(figure.value for _, figure in figures)
        sys.stdout.write(f"{measure}: {shown(total)} ({numbers})\n")
    return DONE


def shown(number: int | Decimal | None) -> str:
    """As it was given, with a decimal comma; whole numbers as ever."""
    if number is None:
        return "tidak ada"
    return f"{number:f}".replace(".", ",") if isinstance(number, Decimal) else str(number)


def _verify(unit: Unit, period: Period, form: str, engine: Engine) -> int:
    from akuntabel.measurement.measured import mismatches

    found = mismatches(unit, period, engine=engine)
    if form == "json":
        _json([{key: _plain(value) for key, value in vars(one).items()} for one in found])
    for one in found if form == "text" else ():
        group = f":{one.group}" if one.group else ""
        stored, counted = shown(one.stored), shown(one.counted)
        how = "diisi" if one.is_entered else "tersimpan"
        sys.stdout.write(
            f"{one.measure}{group} {one.year}-{one.month:02d}: {how} {stored}, menurut catatan {counted}\n"
        )
    if not found and form == "text":
        sys.stdout.write("Semua angka yang dihitung dari register sama dengan catatannya.\n")
    return FOUND if found else DONE


def _records(unit: Unit, period: Period, measure: str, form: str) -> int:
    from akuntabel.measurement.measured import records_of

    found = records_of(unit, period, measure)
    if form == "json":
        rows = [one | {"adds": _plain(one["adds"])} for one in found.records]
        _json({"measure": found.measure, "records": rows, "withheld": found.withheld})
        return DONE
    for one in found.records:
        adds = shown(one["adds"]) if found.is_latest else f"{one['adds']:+d}"
        sys.stdout.write(f"{one['uuid']}  {one['day']}  {adds}  {one['number']}\n")
    total = sum(one["adds"] for one in found.records)
    word = "nilai" if found.is_latest else "jumlah"
    sys.stdout.write(f"{found.measure}: {len(found.records)} catatan, {word} {shown(total)}\n")
    if found.withheld:
        sys.stdout.write(f"{found.withheld} catatan rahasia ikut dihitung dan tidak dicetak.\n")
    return DONE


def _plain(value: Any) -> Any:
    """A decimal as text with every digit, anything else as it is."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _json(content: Any) -> None:
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
