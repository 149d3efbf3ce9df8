"""`akuntabel serve`: the web application on this machine, and a worker for what takes longer than a page may."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse, whole_number
from akuntabel.cli.parser import add_command
from akuntabel.cli.readiness import private_folder, refuse_unready_database
from akuntabel.cli.system_words import reason_of

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CHECKS = {
    "audit.E001": "Jejak audit tidak terlindung: pemicu basis data yang menolak perubahan peristiwa audit hilang. "
    "Jalankan `akuntabel init`, yang memasangnya lagi, lalu `akuntabel audit verify`.",
}


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "serve",
        "jalankan aplikasi web",
        text="Berhenti dengan Ctrl+C. Basis datanya harus sudah disiapkan dengan `akuntabel init`. Satu pekerja latar\n"
        "(impor berkas) berjalan bersamanya; lebih banyak dengan `akuntabel worker`.",
        examples="  akuntabel serve --demo\n  akuntabel serve --port 8080",
    )
    parser.add_argument("--host", metavar="ALAMAT", default="127.0.0.1", help="alamat (bawaan 127.0.0.1)")
    parser.add_argument(
        "--port", metavar="PORTA", type=whole_number(1, 65535), default=8000, help="porta (bawaan 8000)"
    )
    parser.add_argument(
        "--workers", metavar="N", type=whole_number(1, 64), default=2, help="banyaknya proses web (bawaan 2)"
    )
    parser.add_argument(
        "--demo", action="store_true", help="buat akun contoh dengan sandi acak; hanya di 127.0.0.1"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="tanpa pekerja latar: `akuntabel worker` berjalan di tempat lain"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the installation, make demonstration accounts if asked, and serve until stopped."""
    from django.conf import settings

    if (options.demo or settings.DEMO) and options.host not in LOOPBACK:
        raise WrongUse(f"Akun contoh hanya boleh di 127.0.0.1, bukan {options.host}. "
                       "Hapus --demo dan AKUNTABEL_DEMO, atau pakai --host 127.0.0.1.")  # fmt: skip
    _refuse_busy_port(options.host, options.port)
    with private_folder(Path(settings.VAR)):
        _prepare(options)
        _serve(options)
    return DONE


def _prepare(options: argparse.Namespace) -> None:
    from django.conf import settings
    from django.core.management import call_command

    from akuntabel.catalogue.lookup import catalogue
    from akuntabel.organisation.queries import installed_catalogue

    str(settings.SECRET_KEY)  # an unusable one is refused now, not by every worker
    refuse_unready_database()
    _refuse_failed_checks()
    catalogue((installed_catalogue(),))  # raises SourceError with every finding: no page could show a figure
    call_command("collectstatic", verbosity=0, interactive=False)
    sys.stdout.write(_notes(options.host))
    if options.demo:
        os.environ["AKUNTABEL_DEMO"] = "1"
        sys.stdout.write(_demo_accounts())


def _serve(options: argparse.Namespace) -> None:
    """Become the server, or the group of it and its worker."""
    address = f"[{options.host}]" if ":" in options.host else options.host
    sys.stdout.write(f"Akuntabel melayani di http://{address}:{options.port}/ (Ctrl+C untuk berhenti)\n")
    sys.stdout.flush()
    server = [
        sys.executable, "-m", "gunicorn", "akuntabel.wsgi:application", "--bind", f"{address}:{options.port}",
        "--workers", str(options.workers), "--log-level", "warning", "--no-control-socket", "--timeout", "120",
    ]  # fmt: skip
    group = [] if options.no_worker else [sys.executable, "-m", "akuntabel.cli.process_group"]
    os.execv(sys.executable, [*group, *server])  # noqa: S606  (our own interpreter, no shell)


def _refuse_busy_port(host: str, port: int) -> None:
    if not host:
        raise WrongUse("--host kosong. Isi alamat komputer ini, misalnya 127.0.0.1.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, UnicodeError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else "bukan alamat"
            raise WrongUse(f"Alamat {host} porta {port} tidak dapat dipakai: {reason}. "
                           "Pilih yang lain dengan --host dan --port.") from None  # fmt: skip


def _refuse_failed_checks() -> None:
    """Raises WrongUse with a sentence for every system check that found an error."""
    from django.core import checks

    found = [m for m in checks.run_checks(databases=["default"]) if m.level >= checks.ERROR]
    if found:
        raise WrongUse("\n".join(_CHECKS.get(m.id or "", f"Pemeriksaan {m.id}: {m.msg}") for m in found))


def _notes(host: str) -> str:
    """What would make an otherwise sound server useless: nothing to show, or a name that is not answered."""
    from django.conf import settings

    from akuntabel.organisation.models import Unit

    lines = []
    if not Unit.objects.exists():
        lines.append("Belum ada satuan kerja: muat dengan `akuntabel init --example NAMA`.\n")
    if host not in LOOPBACK and not set(settings.ALLOWED_HOSTS) - set(LOOPBACK) - {"[::1]"}:
        lines.append("Hanya 127.0.0.1 yang dijawab: tulis nama atau alamat komputer ini dalam AKUNTABEL_HOSTS.\n")
    return "".join(lines)


def _demo_accounts() -> str:
    """Fresh passwords for every example office's accounts, as a table for the terminal."""
    from akuntabel.audit.services import Actor
    from akuntabel.organisation.services import renew_demo_passwords

    accounts = renew_demo_passwords(by=Actor("akuntabel serve", "cli"))
    if not accounts:
        return "Belum ada akun contoh: muat kantor contoh dengan `akuntabel init --example NAMA`.\n"
    lines = ["Akun contoh (sandi baru setiap kali dijalankan):"]
    lines += [f"  {username:<24} {password}   {label}" for username, password, label in accounts]
    return "\n".join(lines) + "\n"
