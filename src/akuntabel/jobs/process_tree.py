"""Processes that end with the process that started them; without Django, for the command that starts the others."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal

_SET_DEATH_SIGNAL = 1  # prctl(2), PR_SET_PDEATHSIG


def die_with(parent: int, sign: signal.Signals) -> None:
    """Ask the kernel to send this process the signal when its parent ends, however it ends. Only Linux does."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, int(sign), 0, 0, 0)
    if os.getppid() != parent:  # it ended before we could ask
        os.kill(os.getpid(), sign)
