"""`akuntabel export DIR`: every register that an account may read, one file for each, as CSV or Parquet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from akuntabel.cli.acting import account_named
from akuntabel.cli.arguments import DONE, WrongUse
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.measurement.register_files import Exported
    from akuntabel.organisation.models import Unit, User


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "export",
        "tulis isi semua register ke folder",
        text="Satu berkas untuk tiap register: FOLDER/satuan-kerja/register.csv. Isinya yang boleh dibaca akun itu\n"
        "sekarang, tanpa riwayat. CSV dapat dimasukkan kembali dengan akuntabel import. Parquet memuat nilai seperti\n"
        "dalam basis data, untuk dihitung dengan DuckDB atau Spark. Kolom pribadi dan rahasia hanya ada dengan\n"
        "--personal, pada register yang dicatat akun itu; akun, kolom, banyaknya catatan, dan alasannya masuk ke jejak\n"
        "audit. Berkas yang sudah ada tidak ditimpa.",
        examples="  akuntabel export ekspor --as petugas\n"
        "  akuntabel export ekspor-kantor --unit kantor --format parquet --as perencana\n"
        '  akuntabel export pindahan --as petugas --personal --reason "Pindah ke komputer baru"',
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder tujuan; dibuat bila belum ada")
    parser.add_argument("--format", choices=["csv", "parquet"], default="csv", help="bawaan csv")
    parser.add_argument("--unit", metavar="UNIT", help="satuan kerja (bawaan: semua yang boleh dibaca)")
    parser.add_argument("--as", dest="account", metavar="NAMA", help="nama pengguna yang membaca")
    parser.add_argument("--personal", action="store_true", help="dengan kolom pribadi")
    parser.add_argument("--reason", metavar="ALASAN", help="untuk apa data pribadi diekspor")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """One line per file."""
    from akuntabel.measurement.register_files import export_registers
    from akuntabel.organisation.queries import actor_of

    reason = (options.reason or "").strip()
    if not options.account:
        raise WrongUse("Sebutkan siapa yang membaca: --as NAMA.")
    if options.personal and not reason:
        raise WrongUse("--personal memerlukan --reason ALASAN: untuk apa data pribadi diekspor.")
    if reason and not options.personal:
        raise WrongUse("--reason hanya untuk --personal. Tambahkan --personal, atau hapus --reason.")
    account = account_named(options.account)
    units = _units(options, account)
    found = export_registers(options.folder, units, form=options.format, purpose=reason or None, account=account,
                             by=actor_of(account, "cli"))  # fmt: skip
    written = 0
    for one in found:
        sys.stdout.write(f"{one.path}: {one.records} catatan{_told(one)}\n")
        written += 1
    sys.stdout.write(f"{written} berkas ditulis.\n" if written else _nothing(units))
    return DONE


def _units(options: argparse.Namespace, account: User) -> list[Unit]:
    """The unit that was named, or every one whose registers the account may read. Raises WrongUse."""
    from akuntabel.organisation.access import Permission, may, units_of
    from akuntabel.organisation.queries import unit_by_code

    asked = [unit_by_code(options.unit)] if options.unit else units_of(account)
    units = [unit for unit in asked if may(account, Permission.VIEW_RECORDS, unit)]
    if not units:
        where = asked[0].slug if options.unit else "satuan kerja mana pun"
        raise WrongUse(f'Akun "{account.username}" tidak boleh {Permission.VIEW_RECORDS.words} pada {where}.')
    return units


def _told(one: Exported) -> str:
    return f", dengan {', '.join(column.name for column in one.hidden)}" if one.hidden else ""


def _nothing(units: list[Unit]) -> str:
    return f"Tidak ada register yang dapat diekspor pada {', '.join(unit.slug for unit in units)}.\n"
