"""Two people record the same month at the same moment, in two processes, on either engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from akuntabel.budget.models import Authorisation
from akuntabel.organisation.models import Unit
from offices import EXAMPLES
from processes import address

FILE = EXAMPLES / "kupang-2023/budget/2023-06.yaml"


def recording(folder: Path, url: str) -> subprocess.Popen[str]:
    environment = os.environ | {"AKUNTABEL_DATABASE_URL": url, "AKUNTABEL_VAR": str(folder),
                                "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}  # fmt: skip
    command = [sys.executable, str(Path(__file__).with_name("recording.py")), str(FILE)]
    return subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_one_of_two_recordings_is_told_that_the_month_is_there(emptied_after, tmp_path):
    """Both check before either has written, unless one waits: then it is refused in a sentence."""
    Unit.objects.create(slug="balai", scheme="bpom")
    url = address(tmp_path)
    both = [recording(tmp_path, url) for _ in range(2)]
    assert [process.stdout.readline() for process in both] == ["ready\n"] * 2
    for process in both:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = sorted(process.communicate(timeout=60)[0].strip() for process in both)
    assert answers == ["Anggaran 2023: bulan 6 sudah dicatat. Catat bulan berikutnya.", "recorded"]
    if connection.vendor == "postgresql":
        assert Authorisation.objects.count() == 1
