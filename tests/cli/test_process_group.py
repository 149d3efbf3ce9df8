"""The server and its worker as one group: who dies is started again, who ends takes the other along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

SCRIPT = """
import sys
from akuntabel.cli.process_group import Group
server, worker = ([sys.executable, "-c", text] for text in sys.argv[1:])
sys.exit(Group(server, worker).run())
"""
SAY = "import os, time; open({path!r}, 'a').write(str(os.getpid()) + chr(10)); "
SLEEP = "time.sleep(60)"


@pytest.fixture
def group(tmp_path):
    """Start a group; who of it wrote its number into `server` and `worker`."""
    started = []

    def start(server=SLEEP, worker=SLEEP):
        texts = [
            SAY.format(path=str(tmp_path / name)) + rest for name, rest in (("server", server), ("worker", worker))
        ]
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, *texts], stderr=subprocess.PIPE, text=True)
        started.append(process)
        wait(lambda: numbers(tmp_path / "server") and numbers(tmp_path / "worker"))
        return process, numbers(tmp_path / "server")[0], lambda: numbers(tmp_path / "worker")

    yield start
    for process in started:
        process.kill()
        process.communicate()


def numbers(path):
    return [int(line) for line in path.read_text().split("\n")[:-1]] if path.exists() else []


def wait(what):
    for _ in range(300):
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("not within half a minute")


def lives(number):
    """Whether a process runs; one that has ended and is not yet taken notice of does not."""
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_worker_that_was_killed_is_started_again(group):
    process, server, workers = group()
    os.kill(workers()[0], signal.SIGKILL)
    wait(lambda: len(workers()) == 2)
    assert lives(server)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Pekerja latar berhenti (status -9); dimulai lagi." in said
    assert not lives(server)
    assert not lives(workers()[1])


def test_a_server_that_ends_takes_the_worker_along(group):
    process, server, workers = group()
    os.kill(server, signal.SIGKILL)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert not lives(workers()[0])


def test_nothing_stays_behind_when_the_group_itself_is_killed(group):
    process, server, workers = group()
    process.kill()
    wait(lambda: not lives(server) and not lives(workers()[0]))
