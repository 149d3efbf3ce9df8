"""`akuntabel import REGISTER BERKAS`: the records of a CSV file into a register, all of them or none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from akuntabel.cli.acting import add_acting, keeping
from akuntabel.cli.arguments import DONE, FOUND, WrongUse
from akuntabel.cli.parser import add_command

if TYPE_CHECKING:
    from akuntabel.core.problems import Problem


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "import",
        "masukkan catatan register dari berkas CSV",
        text="Semua baris masuk, atau tidak satu pun: setiap kesalahan disebut dengan baris dan kolomnya. Baris pertama\n"
        "berkas memuat kunci kolom; rujukan ditulis dengan nomor catatannya. --preview hanya memeriksa.\n"
        "Register yang memuat catatan rahasia: hanya oleh akun yang ditunjuk, juga --preview.\n"
        "Status keluar 1 bila pratinjau menemukan kesalahan, 2 bila berkas ditolak.",
        examples="  akuntabel import sample sampel.csv --preview\n"
        '  akuntabel import sample sampel.csv --as petugas --reason "Catatan Januari 2023"',
    )
    parser.add_argument("register", metavar="REGISTER", help="kunci register, misalnya sample")
    parser.add_argument("file", metavar="BERKAS", type=Path, help="berkas CSV UTF-8")
    parser.add_argument("--unit", metavar="UNIT", help="satuan kerja (bawaan: satu-satunya yang ada)")
    parser.add_argument("--preview", action="store_true", help="periksa saja, tanpa menulis")
    add_acting(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, then write; every mistake with its line."""
    from akuntabel.core.problems import Refused
    from akuntabel.measurement.recording import file_problems, keep_many
    from akuntabel.organisation.queries import definitions_for, only_unit, unit_by_code
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS

    unit = unit_by_code(options.unit) if options.unit else only_unit()
    registers = {key: one for key, one in definitions_for(unit).registers.items() if key in KINDS}
    if options.register not in registers:
        known = ", ".join(registers) or "skema satuan kerja ini tanpa register"
        raise WrongUse(f'Register "{options.register}" tidak ada pada {unit.slug}. Pilih: {known}.')
    kind, register = KINDS[options.register], registers[options.register]
    by = None if options.preview and not register.confidential else keeping(options, unit, register)
    file, problems = read_file(register, options.file.name, _content(options.file))
    if options.preview:
        if file is not None:
            problems += file_problems(kind, unit, file)
        sys.stdout.writelines(f"{line}\n" for line in _sentences(options.file, problems).splitlines())
        count = 0 if file is None else len(file.rows)
        sys.stdout.write(f"{count} baris diperiksa, {len(problems)} kesalahan. Tidak ada yang ditulis.\n")
        return FOUND if problems else DONE
    assert by is not None
    if problems or file is None:
        raise WrongUse(_sentences(options.file, problems))
    try:
        kept = keep_many(kind, unit, file, reason=options.reason.strip(), by=by)
    except Refused as refused:
        raise WrongUse(_sentences(options.file, refused.problems)) from None
    sys.stdout.write(f"{len(kept)} catatan masuk ke register {register.name} {unit.slug}.\n")
    return DONE


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise WrongUse(f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.") from None


def _sentences(path: Path, problems: Iterable[Problem]) -> str:
    """One line per problem: "sampel.csv, baris 3, kolom verdict: …"."""
    lines = []
    for problem in sorted(problems, key=lambda one: (one.place[:1], str(one.place[1:]))):
        line, *column = problem.place
        where = f", kolom {column[0]}" if column else ""
        lines.append(f"{path.name}, baris {line}{where}: {problem.message}")
    return "\n".join(lines)
