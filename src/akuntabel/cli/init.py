"""`akuntabel init`: make the database ready; with --example, load a whole office from a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse
from akuntabel.cli.parser import add_command
from akuntabel.cli.readiness import private_folder, refuse_foreign_database

EXAMPLES = Path(__file__).parents[3].joinpath("examples")


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "init",
        "siapkan basis data; dengan --example, muat sebuah kantor",
        text="Boleh dijalankan berulang: yang sudah ada tidak diubah. Folder kantor diperiksa seluruhnya lebih\n"
        "dahulu; bila ada yang salah, setiap kesalahan disebut dengan berkas dan barisnya, dan tidak ada\n"
        "yang ditulis.",
        examples="  akuntabel init\n  akuntabel init --example dinas-contoh-2024\n"
        "  akuntabel init --example /data/kantor-kami",
    )
    parser.add_argument("--example", metavar="NAMA", help="folder kantor: nama di examples/, atau jalur folder")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Migrate, then load the example unless its unit is there already."""
    from django.conf import settings
    from django.core.management import call_command

    folder = None if options.example is None else _folder(options.example)
    with private_folder(Path(settings.VAR)):
        str(settings.SECRET_KEY)  # made here, for its owner only, or refused
        refuse_foreign_database()
        call_command("migrate", verbosity=0, interactive=False)
        sys.stdout.write("Basis data siap.\n")
        if folder is not None:
            _load(folder)
    return DONE


def _folder(name: str) -> Path:
    for folder in (EXAMPLES.joinpath(name), Path(name)) if name else ():
        if folder.joinpath("office.yaml").is_file():
            return folder
    known = ", ".join(sorted(path.parent.name for path in EXAMPLES.glob("*/office.yaml"))) or "tidak ada"
    raise WrongUse(f'Kantor contoh "{name}" tidak ditemukan (tidak ada office.yaml). Yang ada: {known}.')


def _load(folder: Path) -> None:
    from akuntabel.audit.services import Actor
    from akuntabel.exchange.checks import warnings_about_parts
    from akuntabel.exchange.office_folder import load_office_folder, read_office_folder
    from akuntabel.organisation.models import Unit

    office = read_office_folder(folder)
    slug = office.office[1].slug
    if Unit.objects.filter(slug=slug).exists():
        sys.stdout.write(
            f'Satuan kerja "{slug}" sudah ada; tidak dimuat ulang, dan isi folder tidak dibandingkan dengan basis '
            "data. Untuk memuat folder ini, siapkan basis data baru (AKUNTABEL_VAR lain) atau beri slug lain.\n"
        )
        return
    unit, _ = load_office_folder(folder, by=Actor("akuntabel init", "cli"))
    sys.stdout.write(f'Satuan kerja "{unit.slug}" dimuat dari {folder.name}.\n')
    for warning in warnings_about_parts(office.parts):
        sys.stdout.write(f"Peringatan: {warning}\n")
    if office.office[1].demo_accounts:
        sys.stdout.write(
            "Akun contoh dibuat tanpa sandi: sandinya baru ada, dan dicetak, setiap kali `akuntabel serve --demo` (atau "
            "`make run`) dimulai. Bila server sedang berjalan, hentikan lalu mulai lagi.\n"
        )
