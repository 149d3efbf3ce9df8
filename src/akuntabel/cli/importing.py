"""`akuntabel import REGISTER BERKAS`: the records of a CSV or Excel file into a register, all of them or the good ones."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from akuntabel.cli.acting import add_acting, keeping
from akuntabel.cli.arguments import DONE, FOUND, WrongUse
from akuntabel.cli.parser import add_command
from akuntabel.cli.progress_line import progress_line

if TYPE_CHECKING:
    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.register_schema import Register
    from akuntabel.core.problems import Problem
    from akuntabel.organisation.models import Unit
    from akuntabel.organisation.records.files import RecordFile
    from akuntabel.organisation.records.kinds import Kind


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "import",
        "masukkan catatan register dari berkas CSV atau Excel",
        text="Semua baris masuk, atau tidak satu pun: setiap kesalahan disebut dengan baris dan kolomnya. Satu baris berkas\n"
        "memuat kunci atau nama kolom, dengan atau tanpa judul di atasnya; rujukan ditulis dengan nomor catatannya. Baris\n"
        "yang sudah ada dan sama dilewati. --preview hanya memeriksa; --good-rows memasukkan baris yang benar saja;\n"
        "--marked menulis berkas yang sama dengan sel keliru ditandai. Register yang memuat catatan rahasia: hanya oleh\n"
        "akun yang ditunjuk, juga --preview. Status keluar 1 bila ada kesalahan, 2 bila berkas ditolak.",
        examples="  akuntabel import sample sampel.csv --preview\n"
        '  akuntabel import sample sampel.csv --as petugas --reason "Catatan Januari 2023"\n'
        "  akuntabel import sample sampel.xlsx --preview --marked ditandai.xlsx",
    )
    parser.add_argument("register", metavar="REGISTER", help="kunci register, misalnya sample")
    parser.add_argument("file", metavar="BERKAS", type=Path, help="berkas .csv atau .xlsx")
    parser.add_argument("--unit", metavar="UNIT", help="satuan kerja (bawaan: satu-satunya yang ada)")
    parser.add_argument(
        "--sheet", metavar="LEMBAR", default="", help="lembar buku kerja (bawaan: lembar pertama yang berisi)"
    )
    parser.add_argument("--preview", action="store_true", help="periksa saja, tanpa menulis")
    parser.add_argument("--good-rows", action="store_true", help="masukkan baris yang benar, lewati yang keliru")
    parser.add_argument(
        "--marked", metavar="BERKAS", type=Path, help="tulis .xlsx atau .csv dengan kesalahan ditandai"
    )
    add_acting(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check, then write; every mistake with its line."""
    from akuntabel.core.problems import Refused
    from akuntabel.organisation.queries import definitions_for, only_unit, unit_by_code
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS

    unit = unit_by_code(options.unit) if options.unit else only_unit()
    registers = {key: one for key, one in definitions_for(unit).registers.items() if key in KINDS}
    if options.register not in registers:
        known = ", ".join(registers) or "skema satuan kerja ini tanpa register"
        raise WrongUse(f'Register "{options.register}" tidak ada pada {unit.slug}. Pilih: {known}.')
    _check_marked(options.marked)
    kind, register = KINDS[options.register], registers[options.register]
    is_open = options.preview and not register.confidential
    by = _preview_actor() if is_open else keeping(options, unit, register)
    content = _content(options.file)
    try:
        with progress_line():
            file, shape = read_file(register, options.file.name, content, sheet=options.sheet)
            kept, same, problems = _take_in(kind, unit, file, shape, options=options, by=by)
    except Refused as refused:
        kept, same, problems = 0, 0, refused.problems
        if options.marked and not options.preview:
            _mark(options, register, content, problems)
        if not options.preview:
            raise WrongUse(_sentences(options.file, problems)) from None
    if options.marked and problems:
        _mark(options, register, content, problems)
    sys.stdout.writelines(_read_as(file))
    sys.stdout.writelines(f"{line}\n" for line in _sentences(options.file, problems).splitlines())
    for key in file.unread if file else ():
        sys.stdout.write(f"Kolom {register.by_key[key].name} diisi program dan tidak dibaca dari berkas.\n")
    if options.preview:
        count = 0 if file is None else len(file.rows)
        sys.stdout.write(f"{count} baris diperiksa, {len(problems)} kesalahan. {_sums('baru', kept, same, problems)}. "
                         "Tidak ada yang ditulis.\n")  # fmt: skip
    else:
        sys.stdout.write(f"{kept} catatan masuk ke register {register.name} {unit.slug}. "
                         f"{_sums('masuk', kept, same, problems)}.\n")  # fmt: skip
    return FOUND if problems else DONE


def _read_as(file: RecordFile | None) -> Iterator[str]:
    """What is not plain about how a file was read."""
    if file and file.head_line > 1:
        yield f"Nama kolom dibaca dari baris {file.head_line}; yang di atasnya tidak dibaca.\n"
    if file and file.encoding:
        yield f"Berkas ini bukan UTF-8; hurufnya dibaca sebagai {file.encoding} (ANSI). Periksa huruf yang tidak biasa.\n"


def _sums(word: str, kept: int, same: int, problems: Iterable[Problem]) -> str:
    """How many rows there were of each sort."""
    from akuntabel.organisation.records.files import has_line
    from akuntabel.organisation.records.known import Differing

    wrong = {one.place[0] for one in problems if has_line(one)}
    differing = {one.place[0] for one in problems if isinstance(one, Differing)}
    return (f"Baris: {kept} {word}, {same} sudah ada dan dilewati, {len(differing)} sudah ada dengan isi lain, "
            f"{len(wrong - differing)} keliru")  # fmt: skip


def _take_in(
    kind: Kind, unit: Unit, file: RecordFile | None, shape: list[Problem], *, options: argparse.Namespace, by: Actor
) -> tuple[int, int, list[Problem]]:
    """How many records were kept, how many stand there already, and what is wrong with the others. Raises Refused."""
    from akuntabel.core.problems import Refused
    from akuntabel.measurement.recording import examine, keep_good, keep_many
    from akuntabel.organisation.records.files import only

    if file is None:
        raise Refused(shape)
    wrong = {problem.place[0] for problem in shape}
    readable = only(file, [row.line for row in file.rows if row.line not in wrong])
    if options.preview or (shape and not options.good_rows):
        try:
            found = examine(kind, unit, readable, by=by)
        except Refused as refused:
            raise Refused([*refused.problems, *shape]) from None
        if not options.preview:
            raise Refused([*shape, *found.problems])
    elif options.good_rows:
        found = keep_good(kind, unit, readable, reason=options.reason.strip(), by=by)
    else:
        kept = keep_many(kind, unit, readable, reason=options.reason.strip(), by=by)
        return len(kept), len(readable.rows) - len(kept), []
    return len(found.records), found.same, [*shape, *found.problems]


def _preview_actor() -> Actor:
    from akuntabel.audit.services import Actor

    return Actor("pratinjau", "cli")


def _mark(options: argparse.Namespace, register: Register, content: bytes, problems: Iterable[Problem]) -> None:
    """The same file with each wrong cell marked, to be corrected and imported again. Raises WrongUse."""
    from akuntabel.organisation.records.files import column_named, names_of, read_table
    from akuntabel.organisation.records.marking import marked_file, marks

    path: Path = options.marked
    table, _ = read_table(options.file.name, content, sheet=options.sheet, recognised=names_of(register))
    if table is None:
        return
    keys = [column_named(register, cell) or cell for cell in table.header]
    try:
        path.write_bytes(marked_file(table, marks(table, keys, problems), path.suffix.lower()))
    except OSError:
        raise WrongUse(f"Berkas {path} tidak dapat ditulis. Periksa folder dan izinnya.") from None


def _check_marked(path: Path | None) -> None:
    """Before anything is kept: whether the marked file could be written. Raises WrongUse."""
    if path is None:
        return
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise WrongUse(f"Berkas {path}: --marked menulis .xlsx atau .csv. Beri salah satu akhiran itu.")
    if not path.parent.is_dir() or path.is_dir():
        raise WrongUse(f"Berkas {path} tidak dapat ditulis. Periksa folder dan izinnya.")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise WrongUse(f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.") from None


def _sentences(path: Path, problems: Iterable[Problem]) -> str:
    """One line per problem: "sampel.csv, baris 3, kolom verdict: …"."""
    from akuntabel.organisation.records.files import has_line

    found = list(problems)
    lines = [f"{path.name}: {problem.message}" for problem in found if not has_line(problem)]
    for problem in sorted(filter(has_line, found), key=lambda one: (one.place[0], str(one.place[1:]))):
        line, *column = problem.place
        where = f", kolom {column[0]}" if column else ""
        lines.append(f"{path.name}, baris {line}{where}: {problem.message}")
    return "\n".join(lines)
