"""`akuntabel init`: make the database ready; with --example, load a whole office from a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse

EXAMPLES = Path(__file__).parents[3] / "examples"


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("init", help="siapkan basis data; dengan --example, muat kantor contoh")
    parser.add_argument("--example", metavar="NAMA", help="folder kantor: nama di examples/, atau jalur folder")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Migrate, then load the example unless its unit is there already."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.VAR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    sys.stdout.write("Basis data siap.\n")
    if options.example:
        _load(_folder(options.example))
    return DONE


def _folder(name: str) -> Path:
    for folder in (EXAMPLES / name, Path(name)):
        if (folder / "office.yaml").is_file():
            return folder
    known = ", ".join(sorted(path.parent.name for path in EXAMPLES.glob("*/office.yaml"))) or "tidak ada"
    raise WrongUse(f'Kantor contoh "{name}" tidak ditemukan (tidak ada office.yaml). Yang ada: {known}.')


def _load(folder: Path) -> None:
    from akuntabel.audit.services import Actor
    from akuntabel.exchange.office_folder import load_office_folder, read_office_folder
    from akuntabel.organisation.models import Unit

    slug = read_office_folder(folder).office[1].slug
    if Unit.objects.filter(slug=slug).exists():
        sys.stdout.write(f'Satuan kerja "{slug}" sudah ada; tidak dimuat ulang.\n')
        return
    unit, _ = load_office_folder(folder, by=Actor("akuntabel init", "cli"))
    sys.stdout.write(f'Satuan kerja "{unit.slug}" dimuat dari {folder.name}.\n')
