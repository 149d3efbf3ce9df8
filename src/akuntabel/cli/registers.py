"""`akuntabel registers`: whether the columns that the program maintains are what they should be, and who is named for
confidential records."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from akuntabel.cli.acting import acting, add_acting
from akuntabel.cli.arguments import DONE, FOUND, WrongUse, day
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.organisation.models import Unit, User
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
    again = add_command(
        acts,
        "recount",
        "hitung ulang angka satu tahun dari catatannya",
        text="Angka yang tersimpan dijadikan seperti catatannya (lihat bedanya dahulu dengan akuntabel measure --verify).\n"
        "Nilai luar yang diisi sebagai angka tetap dipakai, kecuali ukurannya dilepas dengan --release: pada bulan yang\n"
        "mempunyai catatan, nilai catatan itu yang dipakai. Yang dilepas tetap tertulis dalam jejak audit.",
        examples='  akuntabel registers recount kantor 2023 --as admin --reason "Pemulihan cadangan"\n'
        "  akuntabel registers recount kantor 2023 --release data_management_index --as admin \\\n"
        '      --reason "Nilai yang diisi keliru"',
    )
    again.add_argument("unit", metavar="UNIT", help="satuan kerja")
    again.add_argument("year", metavar="TAHUN", type=int, help="misalnya 2023")
    again.add_argument("--release", metavar="UKURAN", default="", help="ukuran yang nilai isiannya dilepas")
    add_acting(again)
    again.set_defaults(run=recount)
    _add_naming(acts)


def _add_naming(acts: Any) -> None:
    allow = add_command(
        acts,
        "allow",
        "tunjuk seseorang untuk catatan rahasia satu register",
        text="Sejak hari ini sampai hari --until. Akun itu harus sudah mempunyai peran yang membuka register; tidak\n"
        "seorang pun menunjuk dirinya sendiri.",
        examples="  akuntabel registers allow kantor criminal_case penyidik --until 2026-12-31 --as kepala \\\n"
        '      --reason "Menangani perkara"',
    )
    end = add_command(
        acts,
        "end",
        "akhiri penunjukan, sekarang juga",
        examples='  akuntabel registers end kantor criminal_case penyidik --as kepala --reason "Pindah tugas"',
    )
    for parser in (allow, end):
        parser.add_argument("unit", metavar="UNIT", help="satuan kerja")
        parser.add_argument("register", metavar="REGISTER", help="kunci register, misalnya criminal_case")
        parser.add_argument("user", metavar="AKUN", help="nama pengguna yang ditunjuk")
        add_acting(parser)
    allow.add_argument("--until", metavar="TANGGAL", type=day, required=True, help="hari terakhir, 2026-12-31")
    allow.set_defaults(run=allow_reader)
    end.set_defaults(run=end_reader)
    named = add_command(
        acts, "named", "siapa yang ditunjuk, juga dahulu", examples="  akuntabel registers named kantor"
    )
    named.add_argument("unit", metavar="UNIT", help="satuan kerja")
    named.set_defaults(run=list_readers)


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
            if one.is_confidential:
                said = "berbeda; isinya rahasia dan tidak dicetak"
            sys.stdout.write(f"{unit.slug}, {key} {one.record}, {one.column}: {said}\n")
        found += some
    return found


def recount(options: argparse.Namespace) -> int:
    """One line per figure that changed."""
    from akuntabel.catalogue.mistakes import nearest
    from akuntabel.cli.measure import shown
    from akuntabel.core.problems import Refused
    from akuntabel.measurement.recording import recount_year
    from akuntabel.organisation.queries import definitions_for, unit_by_code
    from akuntabel.organisation.roles import Permission

    unit = unit_by_code(options.unit)
    by = acting(options, unit, Permission.EDIT_RECORDS)
    measures = definitions_for(unit).measures
    known = [key for key, one in measures.items() if one.counted and one.counted.latest]
    if options.release and options.release not in known:
        raise WrongUse(f'"{options.release}" bukan ukuran yang nilainya diambil dari satu catatan'
                       f"{nearest(options.release, known)}. Pilih: {', '.join(known) or 'tidak ada'}.")  # fmt: skip
    try:
        changed = recount_year(unit, options.year, release=options.release, reason=options.reason, by=by)
    except Refused as refused:
        raise WrongUse("\n".join(problem.message for problem in refused.problems)) from None
    for one in changed:
        group = f":{one.group}" if one.group else ""
        sys.stdout.write(
            f"{one.measure}{group} {one.year}-{one.month:02d}: {shown(one.stored)} menjadi {shown(one.counted)}\n"
        )
    sys.stdout.write(f"{unit.slug} {options.year}: {len(changed)} angka berubah.\n")
    return DONE


def allow_reader(options: argparse.Namespace) -> int:
    """Name somebody; the event stands in the trail."""
    from akuntabel.core.date_format import indonesian_date
    from akuntabel.core.problems import Refused
    from akuntabel.organisation.queries import definitions_for, unit_by_code
    from akuntabel.organisation.readers import name_reader
    from akuntabel.organisation.roles import Permission

    unit = unit_by_code(options.unit)
    by = acting(options, unit, Permission.NAME_READERS)
    registers = definitions_for(unit).registers
    if options.register not in registers:
        raise WrongUse(f'Register "{options.register}" tidak ada pada {unit.slug}. Pilih: {", ".join(registers)}.')
    user = _account(options.user)
    try:
        made = name_reader(unit, registers[options.register], user, until=options.until, reason=options.reason, by=by,
                           acting=_account(options.account))  # fmt: skip
    except Refused as refused:
        raise WrongUse("\n".join(problem.message for problem in refused.problems)) from None
    sys.stdout.write(f"{user.username} ditunjuk untuk register {options.register} {unit.slug} sampai "
                     f"{indonesian_date(made.valid_to)}.\n")  # fmt: skip
    return DONE


def end_reader(options: argparse.Namespace) -> int:
    """End a naming at once."""
    from akuntabel.organisation.queries import unit_by_code
    from akuntabel.organisation.readers import NotNamed, end_naming
    from akuntabel.organisation.roles import Permission

    unit = unit_by_code(options.unit)
    by = acting(options, unit, Permission.NAME_READERS)
    user = _account(options.user)
    try:
        end_naming(unit, options.register, user, reason=options.reason, by=by, acting=_account(options.account))
    except NotNamed:
        raise WrongUse(f'Akun "{user.username}" tidak sedang ditunjuk untuk register "{options.register}" {unit.slug}. '
                       f"Lihat: akuntabel registers named {unit.slug}.") from None  # fmt: skip
    sys.stdout.write(f"Penunjukan {user.username} untuk register {options.register} {unit.slug} diakhiri.\n")
    return DONE


def list_readers(options: argparse.Namespace) -> int:
    """One line per naming, oldest first."""
    from akuntabel.core.date_format import indonesian_date
    from akuntabel.organisation.queries import unit_by_code
    from akuntabel.organisation.readers import namings_of

    unit = unit_by_code(options.unit)
    found = namings_of(unit)
    for one in found:
        end = f"; diakhiri oleh {one.ended_by}" if one.ended_at else ""
        sys.stdout.write(f"{one.register}: {one.user.username}, {indonesian_date(one.valid_from)} s.d. "
                         f"{indonesian_date(one.valid_to)}, oleh {one.named_by}: {one.reason}{end}\n")  # fmt: skip
    if not found:
        sys.stdout.write(f"Belum ada yang ditunjuk pada {unit.slug}.\n")
    return DONE


def _account(username: str) -> User:
    from akuntabel.organisation.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise WrongUse(f'Akun "{username}" tidak ada atau tidak aktif. Periksa namanya.')
    return user
