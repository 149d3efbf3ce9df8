"""How far a long piece of work is: told by whoever goes through rows, heard by whoever shows it, if anybody does.

The listener belongs to the thread of work (a context variable), so that nothing between the two has to pass it on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
EVERY = 200
"""Rows between two tellings."""


class Step(StrEnum):
    """One part of the work on a file."""

    READ = "read"
    COMPARE = "compare"
    CHECK = "check"
    PREPARE = "prepare"
    WRITE = "write"
    REMOVE = "remove"

    @property
    def words(self) -> str:
        """What is being done, in Indonesian; a screen translates it."""
        return _WORDS[self]


_WORDS = {
    Step.READ: "Membaca berkas",
    Step.COMPARE: "Membandingkan dengan catatan yang sudah ada",
    Step.CHECK: "Memeriksa baris",
    Step.PREPARE: "Menyiapkan catatan",
    Step.WRITE: "Menulis catatan dan menghitung angka",
    Step.REMOVE: "Mengeluarkan catatan dan menghitung angka",
}

Listener = Callable[[Step, int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Inside the block the listener is told (step, rows done, rows of all; 0 where nobody knows how many)."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(step: Step, done: int = 0, total: int = 0) -> None:
    """Say how far a step is; with `done` 0 that it begins."""
    if (listener := _listener.get()) is not None:
        listener(step, done, total)


def counted(step: Step, rows: Sequence[T]) -> Iterator[T]:
    """The rows, one by one, telling every so often how many were taken."""
    for number, row in enumerate(rows):
        if number % EVERY == 0:
            tell(step, number, len(rows))
        yield row
