"""Run by test_real_workers.py in a process of its own: a file comes in although the processes that bring it are killed.

Prints what happened. First the process of a job is killed while it checks, then the worker itself while it keeps.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import django

django.setup()

from django_tasks_db.models import DBTaskResult  # noqa: E402

from akuntabel.audit.models import Event  # noqa: E402
from akuntabel.jobs.models import Job, Worker  # noqa: E402
from akuntabel.jobs.queries import State, state_of  # noqa: E402
from akuntabel.measurement import import_jobs, importing  # noqa: E402
from akuntabel.measurement.counting import differences  # noqa: E402
from akuntabel.measurement.record_queries import books_of  # noqa: E402
from akuntabel.organisation.models import Unit, User  # noqa: E402
from akuntabel.registers.models import ImportBatch, Sample  # noqa: E402

ROWS, WAIT = 4000, 120
HEAD = "Nomor;Nama produk;Komoditas;Cara pengambilan;Kabupaten/kota;Diambil pada;Uji selesai pada;Putusan\n"


def main(unit_slug: str, username: str) -> None:
    unit, user = Unit.objects.get(slug=unit_slug), User.objects.get(username=username)
    book = books_of(unit)["sample"]
    text = HEAD + "".join(
        f"S-{n};Tablet contoh;Obat;Acak;Alor;2023-02-01;2023-02-20;Memenuhi syarat\n" for n in range(ROWS)
    )
    batch = import_jobs.upload(unit, book, "sampel.csv", text.encode(), by=user)
    worker = begun()
    wait(lambda: now(batch).state == "staged")
    importing.tell_columns(unit, book, now(batch), now(batch).mapping)
    import_jobs.request(now(batch), "examine", by=user)
    wait(lambda: Job.objects.get(pk=now(batch).job_id).done > 0)
    print("progress is seen:", state_of(now(batch).job).step)
    os.kill(children_of(worker.pid)[0], signal.SIGKILL)
    wait(lambda: now(batch).is_mapped)
    wait(lambda: state_of(now(batch).job).state == State.DONE)
    print("examined, begun", attempts(batch), "times:", now(batch).new)

    import_jobs.request(now(batch), "keep", by=user, good_only=False)
    wait(lambda: Job.objects.get(pk=now(batch).job_id).done > 0)
    child = children_of(worker.pid)[0]
    worker.kill()
    worker.wait()
    wait(lambda: not lives(child))
    print("the child of a killed worker is gone, kept:", Sample.objects.count(), now(batch).state)
    print("alive:", Worker.objects.count(), state_of(now(batch).job).state)
    worker = begun()
    wait(lambda: state_of(now(batch).job).state == State.DONE)
    print(
        "kept, begun", attempts(batch), "times:", Sample.objects.count(), Sample.history.count(), now(batch).state
    )
    print("events:", Event.objects.filter(after__sha256=batch.sha256).count(), differences(unit, "sample", 2023))
    worker.terminate()
    print("stopped:", worker.wait(60), Worker.objects.count())


def begun() -> subprocess.Popen[bytes]:
    worker = subprocess.Popen([sys.executable, str(Path(__file__).with_name("slow_worker.py"))])
    atexit.register(worker.kill)  # also when something here goes wrong
    return worker


def now(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_related("job").get(pk=batch.pk)


def attempts(batch: ImportBatch) -> int:
    return len(DBTaskResult.objects.get(pk=now(batch).job_id).worker_ids)


def children_of(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
        return [int(one) for one in file.read().split()]


def lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait(what) -> None:
    end = time.monotonic() + WAIT
    while not what():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


if __name__ == "__main__":
    main(*sys.argv[1:])
