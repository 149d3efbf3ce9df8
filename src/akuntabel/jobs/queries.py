"""How a job stands, for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from akuntabel.core.progress import Step
from akuntabel.jobs.models import Job, Worker
from akuntabel.jobs.queue import LOST_AFTER, Interrupted

PATIENCE = timedelta(seconds=5)
"""A job that waits longer than this, while no worker lives, is told about."""
OPEN = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
_INTERRUPTED = f"{Interrupted.__module__}.{Interrupted.__qualname__}"


class State(StrEnum):
    """`lost`: its worker gives no sign of life; another finds the job. `interrupted`: it was begun as often as it may."""

    WAITING = "waiting"
    RUNNING = "running"
    LOST = "lost"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True)
class JobState:
    """A job as it stands now. `total` is 0 where nobody knows it."""

    state: State
    step: Step | None
    done: int
    total: int
    was_interrupted: bool
    ahead: int
    waits_for_own: bool
    is_nobody_working: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (State.WAITING, State.RUNNING, State.LOST)

    @property
    def has_failed(self) -> bool:
        """Whether it ended without having been done."""
        return self.state in (State.INTERRUPTED, State.FAILED)


def is_open(job: Job | None) -> bool:
    """Whether a job waits or runs."""
    return job is not None and DBTaskResult.objects.filter(pk=job.task, status__in=OPEN).exists()


def state_of(job: Job) -> JobState | None:
    """None when the job was forgotten: it ended long ago."""
    row = DBTaskResult.objects.filter(pk=job.task).first()
    if row is None:
        return None
    now = timezone.now()
    alive = _alive(now) if row.status in OPEN else set()
    state = _state(row, alive)
    ahead, waits_for_own = 0, False
    if state == State.WAITING:
        before = (
            DBTaskResult.objects.filter(status__in=OPEN).filter(enqueued_at__lt=row.enqueued_at).exclude(pk=row.pk)
        )
        ahead = before.count()
        waits_for_own = Job.objects.filter(owner=job.owner_id, task__in=before.values("pk")).exists()
    return JobState(
        state, Step(job.step) if job.step else None, job.done, job.total,
        was_interrupted=len(row.worker_ids) > (0 if state == State.WAITING else 1), ahead=ahead, waits_for_own=waits_for_own,
        is_nobody_working=state == State.WAITING and not alive and now - row.enqueued_at > PATIENCE,
    )  # fmt: skip


def _alive(now: datetime) -> set[str]:
    return set(Worker.objects.filter(seen_at__gte=now - LOST_AFTER).values_list("name", flat=True))


def _state(row: DBTaskResult, alive: set[str]) -> State:  # type: ignore[type-arg]
    match row.status:
        case TaskResultStatus.READY:
            return State.WAITING
        case TaskResultStatus.RUNNING:
            return State.RUNNING if row.worker_ids[-1] in alive else State.LOST
        case TaskResultStatus.FAILED:
            return State.INTERRUPTED if row.exception_class_path == _INTERRUPTED else State.FAILED
    return State.DONE
