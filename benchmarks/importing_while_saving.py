"""One file of many records comes in while people keep saving: how long, how many saves, the slowest, what failed.

    python benchmarks/importing_while_saving.py 100000 20

Records of the file, then people, each a process of its own that thinks half a second between saves: half of them in the
unit whose file it is, half in another one. The database is that of AKUNTABEL_DATABASE_URL, else a new SQLite file;
it must be empty. The bars: 30 s, and no save that fails.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import keeping

BAR, THINKING = 30, 0.5
UNITS = ("own", "other")


@dataclass
class Saves:
    """What one person met: the seconds of each save, and the sentences of those that failed."""

    unit: str
    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def prepare() -> None:
    """Two empty units, and the establishments that the file names."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.lookup import catalogue
    from akuntabel.measurement.recording import keep_many
    from akuntabel.organisation.models import Unit, UnitVersion
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS

    for slug in UNITS:
        unit = Unit.objects.create(slug=slug, scheme="bpom", is_example=True)
        UnitVersion.objects.create(
            unit=unit, valid_from=date(2020, 1, 1), name=f"Kantor contoh {slug}", time_zone="Asia/Makassar"
        )
    register = catalogue().scheme("bpom").registers["establishment"]
    file, problems = read_file(register, "establishment.csv", keeping.shops(register))
    assert file is not None, problems
    keep_many(KINDS["establishment"], Unit.objects.get(slug="own"), file, by=Actor("benchmark", "cli"))


def save_on(person: int, slug: str, stop: Event, answer: Any) -> None:
    """Keep samples, one after another, until told to stop."""
    import django

    django.setup()
    from akuntabel.audit.services import Actor
    from akuntabel.measurement.recording import keep
    from akuntabel.organisation.models import Unit
    from akuntabel.registers.kinds import KINDS

    unit, by, found = Unit.objects.get(slug=slug), Actor(f"orang {person}", "web"), Saves(slug)
    while not stop.is_set():
        number = f"P-{person}-{len(found.seconds) + len(found.errors)}"
        values = {"number": number, "product": "Produk contoh", "commodity": "drug", "draw": "random",
                  "district": "Kota Kupang", "taken_on": date(2023, 5, 1)}  # fmt: skip
        start = time.perf_counter()
        try:
            keep(KINDS["sample"], unit, values, by=by)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is counted and printed
            found.errors.append(f"{type(error).__name__}: {error}".splitlines()[0])
        else:
            found.seconds.append(time.perf_counter() - start)
        stop.wait(THINKING)
    answer.put(found)


def bring_in(rows: int) -> tuple[float, dict[str, float]]:
    """Keep a file of samples in the unit `own`: the seconds of all, and of what others may have to wait for."""
    from django.db import connection

    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.lookup import catalogue
    from akuntabel.measurement.recording import keep_many
    from akuntabel.organisation.models import Unit
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS

    register = catalogue().scheme("bpom").registers["sample"]
    content = keeping.made_up(rows, register)
    locked: list[float] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        begun = execute(sql, *rest)
        if connection.in_atomic_block and not locked:
            locked.append(time.perf_counter())
        return begun

    start = time.perf_counter()
    file, problems = read_file(register, "sample.csv", content)
    assert file is not None, problems
    read = time.perf_counter()
    with connection.execute_wrapper(watch):
        keep_many(KINDS["sample"], Unit.objects.get(slug="own"), file, by=Actor("benchmark", "cli"))
    end = time.perf_counter()
    return end - start, {"read": read - start, "check": locked[0] - read, "lock": end - locked[0]}


def main(rows: int, people: int) -> int:
    """0 when the file came in within the bar and no save failed."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("AKUNTABEL_DATABASE_URL", f"sqlite:///{folder}/db.sqlite3")
        os.environ |= {"AKUNTABEL_VAR": folder, "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}
        prepare()
        return measure(rows, people)


def measure(rows: int, people: int) -> int:
    """The people start, the file comes in, the people stop; printed, and judged."""
    from django.db import connection

    from akuntabel.measurement.counting import differences
    from akuntabel.organisation.models import Unit
    from akuntabel.registers.models import Sample

    connection.close()
    context = get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    crowd = [context.Process(target=save_on, args=(one, UNITS[one % 2], stop, answers)) for one in range(people)]
    for one in crowd:
        one.start()
    while Sample.objects.count() < people:  # everybody has begun
        time.sleep(0.2)
    whole, parts = bring_in(rows)
    stop.set()
    found: list[Saves] = [answers.get() for _ in crowd]
    for one in crowd:
        one.join()
    errors = [error for one in found for error in one.errors]
    kept = sum(len(one.seconds) for one in found)
    assert Sample.objects.count() == Sample.history.count() == rows + kept, "an acknowledged record is missing"
    assert not [d for slug in UNITS for d in differences(Unit.objects.get(slug=slug), "sample", 2023)], (
        "a count is off"
    )
    print(f"{connection.vendor}: {rows:,} records in {whole:.1f} s (bar {BAR} s, ratio {whole / BAR:.2f}): read "
          f"{parts['read']:.1f} s, checked {parts['check']:.1f} s, unit locked {parts['lock']:.1f} s; {people} people, "
          f"{kept} saves, {len(errors)} errors")  # fmt: skip
    for slug, words in zip(UNITS, ("the unit of the file", "another unit"), strict=True):
        seconds = sorted(second for one in found if one.unit == slug for second in one.seconds)
        if seconds:
            print(
                f"  {words}: {len(seconds)} saves, median {seconds[len(seconds) // 2]:.2f} s, slowest {seconds[-1]:.2f} s"
            )
    for error in sorted(set(errors)):
        print(f"  {errors.count(error)} × {error}")
    return int(bool(errors) or whole > BAR)


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:3] or (100_000, 20))))
