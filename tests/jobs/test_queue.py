"""Jobs: one of a person at a time, found again when their worker died, and how they stand for a page."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from akuntabel.core.progress import Step, tell
from akuntabel.jobs import queue, worker
from akuntabel.jobs.models import Job, Worker
from akuntabel.jobs.queries import State, state_of
from akuntabel.measurement.import_jobs import take_step
from akuntabel.organisation.models import User

pytestmark = pytest.mark.django_db
LONG = 2 * queue.LOST_AFTER


@pytest.fixture
def ask():
    def act(name="petugas"):
        owner, _ = User.objects.get_or_create(username=name, defaults={"display_name": name, "password": "!"})
        return queue.enqueue(take_step, owner=owner, batch=0, step="read", user=owner.pk, arguments={})

    return act


def row_of(job):
    return DBTaskResult.objects.get(pk=job.task)


def claim(name="satu"):
    """What a worker that lives takes next."""
    queue.beat(name)
    return queue.claimed(name)


def test_jobs_come_in_order_and_one_of_a_person_at_a_time(ask):
    first, second, other = ask(), ask(), ask("ketua")
    assert claim().pk == first.task
    assert claim("dua").pk == other.task
    assert claim("tiga") is None
    row_of(first).set_successful(None)
    assert claim("tiga").pk == second.task


def test_an_idle_worker_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        assert queue.claimed("satu") is None
    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_a_job_whose_process_died_is_begun_again_once_and_then_given_up(ask):
    job = ask()
    queue.begin_again(claim())
    state = state_of(job)
    assert (state.state, state.was_interrupted) == (State.WAITING, True)
    queue.begin_again(claim())
    assert state_of(job).state == State.INTERRUPTED
    assert claim() is None


def test_a_job_that_was_put_back_has_lost_no_attempt(ask):
    job = ask()
    queue.put_back(claim())
    assert (state_of(job).state, row_of(job).worker_ids) == (State.WAITING, [])


def test_a_job_that_went_on_elsewhere_is_left_alone(ask):
    job = ask()
    stale = claim()
    queue.begin_again(stale)
    claim("dua")
    for act in (queue.begin_again, queue.put_back, queue.give_up):
        act(stale)
    assert (row_of(job).status, row_of(job).worker_ids) == (TaskResultStatus.RUNNING, ["satu", "dua"])


def test_jobs_of_a_worker_that_gives_no_sign_are_found(ask):
    job = ask()
    claim()
    queue.recover(timezone.now())
    assert state_of(job).state == State.RUNNING
    Worker.objects.update(seen_at=timezone.now() - LONG)
    assert state_of(job).state == State.LOST
    queue.recover(timezone.now())
    assert state_of(job).state == State.WAITING


def test_a_worker_that_starts_again_finds_its_own_at_once(ask):
    job = ask()
    claim()
    queue.recover(timezone.now(), of="dua")
    assert state_of(job).state == State.RUNNING
    queue.recover(timezone.now(), of="satu")
    assert state_of(job).state == State.WAITING


def test_what_a_waiting_job_waits_for(ask):
    first, mine, other = ask(), ask(), ask("ketua")
    claim()
    assert (state_of(mine).ahead, state_of(mine).waits_for_own) == (1, True)
    assert (state_of(other).ahead, state_of(other).waits_for_own) == (2, False)
    row_of(first).set_successful(None)
    assert state_of(first).state == State.DONE
    assert (state_of(mine).ahead, state_of(mine).waits_for_own) == (0, False)


def test_that_nobody_works_is_told_after_a_few_seconds(ask):
    job = ask()
    assert not state_of(job).is_nobody_working
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=6))
    assert state_of(job).is_nobody_working
    queue.beat("satu")
    assert not state_of(job).is_nobody_working
    queue.gone("satu")
    assert state_of(job).is_nobody_working


def test_a_job_that_fails_is_told_as_failed_and_can_be_asked_for_again(ask, caplog):
    job = ask()
    assert worker.work_off() == 1
    assert state_of(job).state == State.FAILED
    assert "DoesNotExist" in caplog.text
    again = queue.again(job, owner=User.objects.create(username="lain", display_name="lain"))
    assert row_of(again).args_kwargs["kwargs"]["user"] == again.owner_id


def test_old_jobs_are_forgotten(ask):
    old, new = ask(), ask("ketua")
    worker.work_off()
    DBTaskResult.objects.filter(pk=old.task).update(finished_at=timezone.now() - 2 * queue.KEPT_FOR)
    queue.prune(timezone.now())
    assert [one.task for one in Job.objects.all()] == [new.task]
    assert DBTaskResult.objects.count() == 1
    assert state_of(old) is None


def test_progress_is_kept_where_others_can_see_it(ask, monkeypatch):
    """Not inside a transaction, where they could not."""
    job = ask()
    keep = worker._kept_for(job.task)
    keep(Step.CHECK, 200, 1000)
    job.refresh_from_db()
    assert job.step == ""
    monkeypatch.setattr(worker, "connection", SimpleNamespace(in_atomic_block=False))
    with worker.heard_by(keep):
        tell(Step.CHECK, 200, 1000)
        tell(Step.CHECK, 400, 1000)  # half a second has not passed
    job.refresh_from_db()
    assert (job.step, job.done, job.total) == ("check", 200, 1000)
