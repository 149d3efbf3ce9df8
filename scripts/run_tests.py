"""Runs every test: on SQLite with a browser, and at the same time the database tests again on PostgreSQL.

Installs what is missing where it may (Debian packages, as root); says plainly what it had to skip. With
--strict nothing may be skipped: a missing browser or server, or any skipped test, is a failure. Spark is an extra that
developing does not install: without it its tests are no part of the run, and that is said.
"""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[1]
PACKAGES = {"chromium": "chromium", "libatomic": "libatomic1", "postgresql": "postgresql"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SERVER_FOLDERS = "/usr/lib/postgresql/*/bin/initdb"


def main() -> int:
    """0 when all runs passed; with --strict also nothing was skipped.

    What is skipped is said first, and with its reason in pytest's own summary, which stands last.
    """
    strict = "--strict" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--strict"]
    missing = [message for tool in PACKAGES if (message := _provide(tool))]
    if strict and missing:
        print("\n".join(["STRICT: not run, because something would be skipped:", *missing]), file=sys.stderr)
        return 1
    for message in missing:
        print(f"SKIPPED: {message}", flush=True)
    without = ""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        print("Not part of this run: counting on Spark (needs the extra `spark` and Java).", flush=True)
        without = "not spark"
    with postgresql() as url, ThreadPoolExecutor(1) as pool, tempfile.TemporaryFile() as printed:
        marked = ["-rs", "-m", "database and not browser and not spark", *arguments]
        there = pool.submit(_pytest, marked, {"AKUNTABEL_DATABASE_URL": url}, printed) if url is not None else None
        status, skipped = _pytest(["--durations=10", "-rs", "-m", without, *arguments], {})
        if there is not None:
            second, skipped_there = there.result()
            status, skipped = status or second, skipped + skipped_there
            printed.seek(0)
            print(f"\n── PostgreSQL ──\n{printed.read().decode()}", end="", flush=True)
    if strict and skipped:
        print(f"STRICT: {skipped} tests were skipped.", file=sys.stderr)
        return status or 1
    return status


def _pytest(arguments: list[str], environment: dict[str, str], output: IO[bytes] | None = None) -> tuple[int, int]:
    """Exit status, and how many tests were skipped, read from the run's own JUnit report.

    What pytest prints goes to `output`, or straight on when there is none.
    """
    with tempfile.TemporaryDirectory(prefix="akuntabel-tests-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments]
        status = subprocess.run(
            command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output, check=False
        ).returncode
        if not report.is_file():
            return status, 0
        suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314  (pytest has just written it)
        return status, sum(int(suite.get("skipped", "0")) for suite in suites)


def _present(tool: str) -> bool:
    if tool == "libatomic":  # the browser driver's own program needs it
        return ctypes.util.find_library("atomic") is not None
    if tool == "postgresql":
        return "AKUNTABEL_TEST_POSTGRES_URL" in os.environ or bool(list(Path("/").glob(SERVER_FOLDERS.lstrip("/"))))
    return any(shutil.which(name) for name in BROWSERS)


def _provide(tool: str) -> str | None:
    """Install a missing tool where we may; the sentence about what is skipped otherwise."""
    if _present(tool):
        return None
    package = PACKAGES[tool]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return f"tests that need {tool}: not installed (apt install {package})"
    print(f"Memasang {package} …", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], **quiet)  # type: ignore[call-overload]
    subprocess.run(["apt-get", "install", "-y", package], env=environment, **quiet)  # type: ignore[call-overload]
    return None if _present(tool) else f"tests that need {tool}: `apt-get install {package}` failed"


def _answers(host: str, port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    """AKUNTABEL_TEST_POSTGRES_URL, or a throw-away cluster of our own; None when there is no server."""
    if url := os.environ.get("AKUNTABEL_TEST_POSTGRES_URL"):
        yield url
        return
    found = sorted(Path("/").glob(SERVER_FOLDERS.lstrip("/")))
    if not found:
        yield None
        return
    programs = found[-1].parent
    with tempfile.TemporaryDirectory(prefix="akuntabel-pg-") as folder:
        yield from _own_cluster(programs, Path(folder))


def _own_cluster(programs: Path, folder: Path) -> Iterator[str]:
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    run = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([*as_user, str(programs / "initdb"), "-D", str(data), "-U", "akuntabel", "-A", "trust",
                    "-E", "UTF8", "--no-sync"], **run)  # type: ignore[call-overload]  # fmt: skip
    server = [*as_user, str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder),
              "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]  # fmt: skip
    with (folder / "log").open("w") as log, subprocess.Popen(server, cwd=folder, stdout=log, stderr=log) as process:
        try:
            for _ in range(100):
                if _answers("127.0.0.1", port):
                    break
                time.sleep(0.1)
            yield f"postgresql://akuntabel@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([*as_user, str(programs / "pg_ctl"), "-D", str(data), "stop", "-m", "fast"], **run)  # type: ignore[call-overload]
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
