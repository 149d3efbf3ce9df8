"""Run by test_real_workers.py in a process of its own: a worker keeps a file while three people save in the same unit.

The small dose of benchmarks/importing_while_saving.py. Prints what stands at the end.
"""

from __future__ import annotations

import sys
import threading
from datetime import date

import django

django.setup()

from django.db import connection  # noqa: E402

from akuntabel.audit.services import Actor  # noqa: E402
from akuntabel.jobs.queries import State, state_of  # noqa: E402
from akuntabel.measurement import import_jobs, importing  # noqa: E402
from akuntabel.measurement.counting import differences  # noqa: E402
from akuntabel.measurement.record_queries import books_of  # noqa: E402
from akuntabel.measurement.recording import keep  # noqa: E402
from akuntabel.organisation.models import Unit, User  # noqa: E402
from akuntabel.organisation.queries import actor_of  # noqa: E402
from akuntabel.registers.kinds import KINDS  # noqa: E402
from akuntabel.registers.models import Sample  # noqa: E402
from jobs.kill_workers import HEAD, begun, now, wait  # noqa: E402

ROWS, PEOPLE = 2000, 3


def main(unit_slug: str, username: str) -> None:
    unit, user = Unit.objects.get(slug=unit_slug), User.objects.get(username=username)
    book = books_of(unit)["sample"]
    text = HEAD + "".join(
        f"S-{n};Tablet contoh;Obat;Acak;Alor;2023-02-01;2023-02-20;Memenuhi syarat\n" for n in range(ROWS)
    )
    batch = importing.receive(unit, book, "sampel.csv", text.encode(), by=actor_of(user))
    importing.read(unit, book, batch)
    importing.tell_columns(unit, book, batch, batch.mapping)
    importing.examine(unit, book, batch, by=actor_of(user))

    stop, saved, errors = threading.Event(), [0] * PEOPLE, list[str]()
    crowd = [threading.Thread(target=save_on, args=(unit, one, stop, saved, errors)) for one in range(PEOPLE)]
    worker = begun()
    for one in crowd:
        one.start()
    wait(lambda: all(saved))
    import_jobs.request(batch, "keep", by=user, good_only=False)
    wait(lambda: state_of(now(batch).job).state == State.DONE)
    stop.set()
    for one in crowd:
        one.join()
    worker.terminate()
    worker.wait(60)
    print("errors:", errors, now(batch).refusal)
    print("kept:", now(batch).kept, "all there:", Sample.objects.count() == ROWS + sum(saved))
    print("histories:", Sample.history.count() == Sample.objects.count(), differences(unit, "sample", 2023))


def save_on(unit: Unit, person: int, stop: threading.Event, saved: list[int], errors: list[str]) -> None:
    by = Actor(f"orang {person}", "web")
    while not stop.wait(0.1):
        values = {"number": f"P-{person}-{saved[person]}", "product": "Produk contoh", "commodity": "drug", "draw": "random",
                  "district": "Alor", "taken_on": date(2023, 5, 1)}  # fmt: skip
        try:
            keep(KINDS["sample"], unit, values, by=by)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is printed
            errors.append(repr(error))
            break
        saved[person] += 1
    connection.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
