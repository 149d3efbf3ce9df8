"""Two adoptions of the same version at the same time: one document, one clear refusal, on both engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from offices import EXAMPLES

pytestmark = pytest.mark.database

SCRIPT = Path(__file__).with_name("adopt_twice.py")


def database_url(folder):
    """A database that two connections can share: SQLite's tests run in memory, which has one only."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder}/akuntabel.sqlite3"
    found = connection.settings_dict
    login = f"{found['USER']}:{found['PASSWORD']}" if found["PASSWORD"] else found["USER"]
    return f"postgresql://{login}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def test_two_adoptions_at_once_give_one_document_and_one_refusal(tmp_path, emptied_after):
    environment = os.environ | {
        "AKUNTABEL_DATABASE_URL": database_url(tmp_path), "AKUNTABEL_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "akuntabel.settings",
    }  # fmt: skip
    command = [sys.executable, str(SCRIPT), str(EXAMPLES / "kupang-2023")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.splitlines()) == [
        "PK 2023 versi 2 sudah ada. Beri nomor versi berikutnya.",
        "adopted",
        "documents: 1",
    ]
