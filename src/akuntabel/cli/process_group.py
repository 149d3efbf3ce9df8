"""The web server and one worker as one group of processes: `akuntabel serve` becomes this.

The worker is started again when it dies; the group ends when the server ends or when it is told to, and nothing of it
stays behind. Without Django, so that watching costs little.
"""

from __future__ import annotations

import os
import secrets
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from akuntabel.jobs.process_tree import die_with

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
GRACE, LONGEST_PAUSE, QUICK = 30, 30, 10
"""Seconds: to end by oneself; between two starts of a worker that dies at once; that count as at once."""


def main(server: Sequence[str]) -> int:
    """Run the server with a worker beside it; the server's exit status."""
    worker = [sys.executable, "-m", "akuntabel.cli.main", "worker", "--name", f"serve-{secrets.token_hex(8)}"]
    return Group(server, worker).run()


class Group:
    """Two commands that live and end together."""

    def __init__(self, server: Sequence[str], worker: Sequence[str]) -> None:
        self._commands = (server, worker)
        self._is_stopping = False
        self._pause, self._began, self._again_at = 1, time.monotonic(), time.monotonic()

    def run(self) -> int:
        woken, waking = os.pipe()
        for end in (woken, waking):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waking)  # every signal, also that a child ended, ends the waiting below
        signal.signal(signal.SIGCHLD, _nothing)
        for sign in STOPPING:
            signal.signal(sign, self._stop)
        self._server = _started(self._commands[0])
        self._worker: subprocess.Popen[bytes] | None = None
        while self._server.poll() is None and not self._is_stopping:
            self._look_after_worker()
            select.select([woken], [], [], 1 if self._worker is None else None)
            while _read(woken):
                pass
        return self._end()

    def _stop(self, _sign: int, _frame: FrameType | None) -> None:
        self._is_stopping = True

    def _look_after_worker(self) -> None:
        now = time.monotonic()
        if self._worker is not None and self._worker.poll() is not None:
            self._pause = min(self._pause * 2, LONGEST_PAUSE) if now - self._began < QUICK else 1
            self._again_at = now + self._pause
            sys.stderr.write(f"Pekerja latar berhenti (status {self._worker.returncode}); dimulai lagi.\n")
            self._worker = None
        if self._worker is None and now >= self._again_at:
            self._worker, self._began = _started(self._commands[1]), now

    def _end(self) -> int:
        both = [one for one in (self._server, self._worker) if one is not None]
        for one in both:
            if one.poll() is None:
                one.terminate()
        for one in both:
            try:
                one.wait(GRACE)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()
        return 0 if self._is_stopping else max(self._server.returncode, 1)


def _nothing(_sign: int, _frame: FrameType | None) -> None:
    """A signal with a handler wakes; one that is ignored does not."""


def _read(pipe: int) -> bytes:
    try:
        return os.read(pipe, 512)
    except BlockingIOError:
        return b""


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, preexec_fn=_dying_with_us(os.getpid()))  # noqa: S603, PLW1509  # ours, one thread


def _dying_with_us(parent: int) -> Callable[[], None]:
    def prepare() -> None:
        die_with(parent, signal.SIGTERM)

    return prepare


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
