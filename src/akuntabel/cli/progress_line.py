"""One line on a terminal that says how far a long command is; nothing where stderr is no terminal."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from akuntabel.core.number_format import indonesian_number
from akuntabel.core.progress import Step, heard_by

_PAUSE = 100_000_000  # nanoseconds between two tellings


@contextmanager
def progress_line() -> Iterator[None]:
    """Show what is told in the block, and leave no trace of it."""
    if not sys.stderr.isatty():
        yield
        return
    line = _Line()
    try:
        with heard_by(line):
            yield
    finally:
        line.clear()


class _Line:
    def __init__(self) -> None:
        self._step: Step | None = None
        self._shown_at = 0

    def __call__(self, step: Step, done: int, total: int) -> None:
        now = time.monotonic_ns()
        if step == self._step and now - self._shown_at < _PAUSE:
            return
        self._step, self._shown_at = step, now
        of_all = indonesian_number(total, 0)
        rows = (
            f": {indonesian_number(done, 0)} dari {of_all} baris" if done else f": {of_all} baris" if total else ""
        )
        self.clear()
        sys.stderr.write(f"{step.words}{rows} …"[: shutil.get_terminal_size().columns - 1])
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
