"""Other processes on this test's database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection


def address(folder: Path) -> str:
    """Where another process finds this test's database; one in memory is written to a file first."""
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        account = f"{quote(at['USER'])}:{quote(at['PASSWORD'])}"
        return f"postgresql://{account}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    with closing(sqlite3.connect(folder / "copy.sqlite3")) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    return f"sqlite:///{folder}/copy.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    """That of a process which works on this test's database, with its sessions and its installed definitions."""
    return os.environ | {
        "AKUNTABEL_DATABASE_URL": address(folder), "AKUNTABEL_VAR": str(settings.VAR),
        "AKUNTABEL_SECRET_KEY": str(settings.SECRET_KEY), "DJANGO_SETTINGS_MODULE": "akuntabel.settings",
        "PYTHONPATH": str(Path(__file__).parent),
    }  # fmt: skip


def ran(script: Path, folder: Path, *arguments: str) -> list[str]:
    """The lines that a script prints, run in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.splitlines()
