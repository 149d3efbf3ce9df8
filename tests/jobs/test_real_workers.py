"""Workers as they run: killed in the middle, and beside people who save; nothing is lost, on either engine."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.conftest import account  # noqa: F401  # a fixture

from akuntabel.organisation.roles import Role
from processes import ran
from registers.conftest import office  # noqa: F401  # a fixture

pytestmark = pytest.mark.database


def test_a_killed_job_and_a_killed_worker_lose_nothing(emptied_after, office, account, tmp_path):  # noqa: F811
    officer = account(Role.DATA_OFFICER, office)
    said = ran(Path(__file__).with_name("kill_workers.py"), tmp_path, office.slug, officer.username)
    assert said[0] in ("progress is seen: compare", "progress is seen: check")
    assert said[1:] == [
        "examined, begun 2 times: 4000",
        "the child of a killed worker is gone, kept: 0 staged",
        "alive: 1 running",
        "kept, begun 2 times: 4000 4000 kept",
        "events: 1 []",
        "stopped: 0 0",
    ]


def test_a_file_comes_in_while_people_save(emptied_after, office, account, tmp_path):  # noqa: F811
    officer = account(Role.DATA_OFFICER, office)
    said = ran(Path(__file__).with_name("keep_while_saving.py"), tmp_path, office.slug, officer.username)
    assert said == ["errors: [] []", "kept: 2000 all there: True", "histories: True []"]
