"""`akuntabel serve` as an office runs it, on a copy of this test's database: web processes and a worker."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import environment

PATIENCE = 120


@dataclass(frozen=True)
class Served:
    """Where it answers, the process that holds the others, and what it runs in."""

    url: str
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


@contextmanager
def served(folder: Path, *options: str) -> Iterator[Served]:
    """It answers while the block runs; afterwards nothing of it is left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "akuntabel.cli.main", "serve", "--port", str(port), *options]
    around = environment(folder)
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=around, stdout=log, stderr=log)
        try:
            _wait_for(port, process, folder / "serve.log")
            yield Served(f"http://127.0.0.1:{port}", process, around)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
