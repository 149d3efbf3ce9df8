"""`akuntabel worker`: does the jobs that pages ask for, on this machine; `akuntabel serve` starts one of its own."""

from __future__ import annotations

import argparse
import secrets
import socket
import sys
from pathlib import Path
from typing import Any

from akuntabel.cli.arguments import DONE
from akuntabel.cli.parser import add_command
from akuntabel.cli.readiness import private_folder, refuse_unready_database


def add_parser(commands: Any) -> None:
    parser = add_command(
        commands,
        "worker",
        "kerjakan pekerjaan latar (impor berkas)",
        text="`akuntabel serve` sudah menjalankan satu. Perintah ini untuk pekerja tambahan, juga di komputer lain: dengan\n"
        "basis data PostgreSQL, AKUNTABEL_SECRET_KEY dan folder definisi yang sama. Satu pekerja mengerjakan satu berkas\n"
        "pada satu waktu; berkas seorang pengguna dikerjakan satu demi satu. Berhenti dengan Ctrl+C: yang belum selesai\n"
        "dikerjakan ulang oleh pekerja berikutnya, tidak ada yang hilang.",
        examples="  akuntabel worker\n  akuntabel worker --once",
    )
    parser.add_argument("--once", action="store_true", help="kerjakan yang sedang menunggu, lalu berhenti")
    parser.add_argument("--name", help=argparse.SUPPRESS)  # `serve`: one that died and starts again is known by it
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Work until stopped."""
    from django.conf import settings

    from akuntabel.jobs.worker import Worker, work_off

    refuse_unready_database()
    with private_folder(Path(settings.VAR)):
        name = options.name or f"{socket.gethostname()[:40]}-{secrets.token_hex(8)}"
        if options.once:
            sys.stdout.write(f"{work_off(name)} pekerjaan selesai.\n")
        else:
            Worker(name, settings.PERIODIC_JOBS).run()
    return DONE
