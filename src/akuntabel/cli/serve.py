"""`akuntabel serve`: the web application on this machine."""

from __future__ import annotations

import argparse
import io
import os
import socket
import sys
from typing import Any

from akuntabel.cli.arguments import DONE, WrongUse

LOOPBACK = ("127.0.0.1", "localhost")


def add_parser(commands: Any) -> None:
    parser = commands.add_parser("serve", help="jalankan aplikasi web")
    parser.add_argument("--host", default="127.0.0.1", help="alamat (bawaan 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="porta (bawaan 8000)")
    parser.add_argument("--workers", type=int, default=2, help="banyaknya proses web (bawaan 2)")
    parser.add_argument(
        "--demo", action="store_true", help="buat akun contoh dengan sandi acak; hanya di 127.0.0.1"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Check the installation, make demonstration accounts if asked, and serve until stopped."""
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    if (options.demo or settings.DEMO) and options.host not in LOOPBACK:
        raise WrongUse(f"Akun contoh hanya boleh di 127.0.0.1, bukan {options.host}. "
                       "Hapus --demo dan AKUNTABEL_DEMO, atau pakai --host 127.0.0.1.")  # fmt: skip
    _refuse_busy_port(options.host, options.port)
    try:
        call_command("check", databases=["default"], fail_level="ERROR", stdout=io.StringIO())
    except SystemCheckError as error:
        raise WrongUse(str(error)) from None
    call_command("collectstatic", verbosity=0, interactive=False)
    if options.demo:
        os.environ["AKUNTABEL_DEMO"] = "1"
        sys.stdout.write(_demo_accounts())
    sys.stdout.write(f"Akuntabel melayani di http://{options.host}:{options.port}/ (Ctrl+C untuk berhenti)\n")
    sys.stdout.flush()
    os.execv(sys.executable, [  # noqa: S606  (our own interpreter, no shell)
        sys.executable, "-m", "gunicorn", "akuntabel.wsgi:application", "--bind", f"{options.host}:{options.port}",
        "--workers", str(options.workers), "--log-level", "warning", "--no-control-socket", "--timeout", "120",
    ])  # fmt: skip
    return DONE


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WrongUse(f"Porta {port} di {host} tidak dapat dipakai: {error.strerror}. "
                           "Pilih porta lain dengan --port.") from None  # fmt: skip


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
