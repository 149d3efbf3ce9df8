"""The queue: jobs are put in, claimed by a worker, and found again when their worker died.

The rows are those of `django_tasks_db`; its own worker opens an exclusive transaction at every look, does not know whose
job it is, and leaves the job of a killed worker running for ever (docs/decisions/0013). A job must bear being done
again: what it writes it writes in one transaction, which also says that it is done.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from akuntabel.jobs.models import Job, Worker
from akuntabel.organisation.models import User

LOST_AFTER = timedelta(seconds=60)
"""A worker that gave no sign for so long is dead; on SQLite one long write of another keeps it from giving one."""
ATTEMPTS = 2
"""How often a job is begun; one that kills its worker would do so for ever."""
KEPT_FOR = timedelta(days=30)


class Interrupted(Exception):
    """The job was begun as often as it may be, and each time its process ended in the middle."""


def enqueue(task: Task[Any, Any], *, owner: User, **arguments: Any) -> Job:
    """Put a job into the queue. In the transaction of the change it follows: the two happen together or not at all."""
    with transaction.atomic():
        return Job.objects.create(task=UUID(task.enqueue(**arguments).id), owner=owner)


def claimed(worker: str) -> DBTaskResult[Any, Any] | None:
    """The next job for a worker, now running; one whose owner has another running waits.

    Only a job that is there costs a write: an idle worker reads.
    """
    if _next() is None:
        return None
    with transaction.atomic():
        if connection.vendor == "postgresql":  # two workers must not both find that an owner has nothing running
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext('akuntabel.jobs'))")
        row = _next()
        if row is not None:
            row.claim(worker)
    return row


def _next() -> DBTaskResult[Any, Any] | None:
    busy = Job.objects.filter(task__in=_running().values("pk")).values("owner")
    return DBTaskResult.objects.ready().exclude(pk__in=Job.objects.filter(owner__in=busy).values("task")).first()


def _running() -> QuerySet[DBTaskResult[Any, Any]]:
    return DBTaskResult.objects.running()


def put_back(row: DBTaskResult[Any, Any]) -> None:
    """A job whose worker was told to stop: it waits again as if it had not begun."""
    _settle(row, TaskResultStatus.READY, row.worker_ids[:-1])


def begin_again(row: DBTaskResult[Any, Any]) -> None:
    """A job whose process ended in the middle: it waits again, or has failed when that was its last attempt."""
    if len(row.worker_ids) < ATTEMPTS:
        _settle(row, TaskResultStatus.READY, row.worker_ids)
    else:
        give_up(row)


def give_up(row: DBTaskResult[Any, Any]) -> None:
    """A job that is not begun again."""
    with transaction.atomic():
        if _still(row).exists():
            row.set_failed(Interrupted())


def _settle(row: DBTaskResult[Any, Any], status: TaskResultStatus, workers: list[str]) -> None:
    _still(row).update(status=status, worker_ids=workers)


def _still(row: DBTaskResult[Any, Any]) -> QuerySet[DBTaskResult[Any, Any]]:
    """The row, while it is running as it was claimed: nobody else has taken it further."""
    return _running().filter(pk=row.pk, started_at=row.started_at)


def recover(now: datetime, *, of: str = "") -> None:
    """Find the jobs of workers that died; `of` is one that is known to have, because it starts again."""
    alive = {one.name for one in Worker.objects.filter(seen_at__gte=now - LOST_AFTER)} - {of}
    for row in _running():
        if row.worker_ids[-1] not in alive:
            begin_again(row)


def again(job: Job, *, owner: User) -> Job:
    """The same job once more, for whoever asks now: its arguments may name them, so these are given anew."""
    row = DBTaskResult.objects.get(pk=job.task)
    task: Any = row.task  # the stubs know it by its name in Django 6
    return enqueue(task, owner=owner, **row.args_kwargs["kwargs"] | {"user": owner.pk})


def beat(worker: str) -> None:
    """A worker's sign of life."""
    now = timezone.now()
    Worker.objects.update_or_create(
        name=worker, defaults={"seen_at": now}, create_defaults={"seen_at": now, "started_at": now}
    )


def gone(worker: str) -> None:
    """A worker that stops of itself."""
    Worker.objects.filter(name=worker).delete()


def prune(now: datetime) -> None:
    """Forget finished jobs, and workers that died long ago."""
    if (old := DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT_FOR)).exists():
        with transaction.atomic():
            Job.objects.filter(task__in=old.values("pk")).delete()
            old.delete()
    if (dead := Worker.objects.filter(seen_at__lt=now - KEPT_FOR)).exists():
        dead.delete()
