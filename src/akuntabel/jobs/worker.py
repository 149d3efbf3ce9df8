"""The worker: looks for jobs, does each in a child of its own with little memory and little time, gives signs of life.

Whatever a job does to its process (memory gone, killed, stuck) happens to the child; the worker sees it and begins the
job again once. When the worker itself dies its child dies with it, and the job is found by the next worker.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.db import DatabaseError, InterfaceError, connection, connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from akuntabel.core.progress import Listener, Step, heard_by
from akuntabel.jobs import queue
from akuntabel.jobs.models import Job
from akuntabel.jobs.process_tree import die_with

MEMORY, SECONDS = 4_000_000_000, 30 * 60
"""Of one job: address space, and time by the clock. A hundred thousand rows take a tenth of each."""
POLL, CHILD_POLL, TOLD, BEAT, RECOVER, PERIODIC = (
    timedelta(milliseconds=200), timedelta(milliseconds=50), timedelta(milliseconds=500),
    timedelta(seconds=5), timedelta(seconds=20), timedelta(hours=1),
)  # fmt: skip
logger = logging.getLogger(__name__)


class _Every:
    """Whether an interval has passed since it was last asked and had; the first time it has."""

    def __init__(self, interval: timedelta) -> None:
        self._seconds, self._next = interval.total_seconds(), time.monotonic()

    def is_due(self) -> bool:
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + self._seconds
        return True


def perform(row: DBTaskResult[Any, Any]) -> None:
    """Do a claimed job in this process; what it raises is kept with it and logged."""
    try:
        arguments = row.args_kwargs
        with heard_by(_kept_for(row.pk)):
            row.task.call(*arguments["args"], **arguments["kwargs"])
        row.set_successful(None)
    except Exception as error:
        logger.exception("Job %s failed", row.pk)
        row.set_failed(error)


def _kept_for(task: UUID) -> Listener:
    """Keeps how far a job is, twice a second, where others can see it: inside a transaction they could not."""
    due, told = _Every(TOLD), list[Step]()

    def keep(step: Step, done: int, total: int) -> None:
        if connection.in_atomic_block or not (due.is_due() or told != [step]):
            return
        told[:] = [step]
        Job.objects.filter(task=task).update(step=step, done=done, total=total)

    return keep


def work_off(name: str = "here") -> int:
    """Do every job that waits, in this process; how many there were."""
    number = 0
    while (row := queue.claimed(name)) is not None:
        perform(row)
        number += 1
    return number


class Worker:
    """Works until it is told to stop. `periodic` are dotted paths of functions that are called every hour."""

    def __init__(self, name: str, periodic: Iterable[str] = ()) -> None:
        self.name = name
        self._periodic: list[Callable[[], None]] = [import_string(path) for path in periodic]
        self._is_stopping = False
        self._beat, self._recover, self._hour = _Every(BEAT), _Every(RECOVER), _Every(PERIODIC)

    def run(self) -> None:
        """Until SIGTERM or SIGINT; a database that does not answer is waited for."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
            signal.signal(sign, self._stop)
        is_new = True
        while not self._is_stopping:
            try:
                if is_new:
                    queue.recover(timezone.now(), of=self.name)
                is_new = False
                self._look()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("The database did not answer, trying again: %s", error)
                connections.close_all()
                time.sleep(BEAT.total_seconds())
        queue.gone(self.name)
        connections.close_all()

    def _stop(self, *_: object) -> None:
        self._is_stopping = True

    def _look(self) -> None:
        if self._beat.is_due():
            queue.beat(self.name)
        if self._recover.is_due():
            queue.recover(timezone.now())
        row = queue.claimed(self.name)
        if row is not None:
            self._in_child(row)
            return
        if self._hour.is_due():
            self._call_periodic()
        time.sleep(POLL.total_seconds())

    def _call_periodic(self) -> None:
        queue.prune(timezone.now())
        for function in self._periodic:
            try:
                function()
            except Exception:
                logger.exception("A periodic job failed")

    def _in_child(self, row: DBTaskResult[Any, Any]) -> None:
        connections.close_all()  # a connection belongs to one process
        worker, child = os.getpid(), os.fork()
        if child == 0:
            _be_child(row, worker)
        is_done = self._attend(child)
        connections.close_all()
        if self._is_stopping and not is_done:
            queue.put_back(row)
        elif is_done:
            queue.begin_again(row)  # nothing happens to one that has finished
        else:
            queue.give_up(row)

    def _attend(self, child: int) -> bool:
        """Wait for a child, with signs of life; False when it was killed because it had to stop or took too long."""
        end = time.monotonic() + SECONDS
        while os.waitpid(child, os.WNOHANG) == (0, 0):
            if self._is_stopping or time.monotonic() > end:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
                return False
            if self._beat.is_due():
                self._beat_beside_a_writer()
            time.sleep(CHILD_POLL.total_seconds())
        return True

    def _beat_beside_a_writer(self) -> None:
        """On SQLite the child may be the one who writes: no sign this time."""
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA busy_timeout = 200")
            queue.beat(self.name)
        except (DatabaseError, InterfaceError):
            connections.close_all()


def _be_child(row: DBTaskResult[Any, Any], worker: int) -> NoReturn:
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches everybody; the worker decides for us
        signal.signal(signal.SIGQUIT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        die_with(worker, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        perform(row)
        connections.close_all()
        status = 0
    except BaseException:  # nothing of the worker may go on in the child
        logger.exception("The process of job %s failed", row.pk)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
