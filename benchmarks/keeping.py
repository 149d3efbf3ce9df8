"""Samples read from a CSV file, checked, stored with their history and counted: the seconds of each step.

    python benchmarks/keeping.py 100000

Made-up samples of one unit over one year, seed 42, in a new SQLite database of its own. Each line: the step, its
seconds, the bar of the whole and the number of records.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

YEAR, BAR = 2023, 30
SHOPS = 500


def made_up(rows: int, register):
    """A file of samples: most are tested, one in twenty does not comply, every second names its establishment."""
    from akuntabel.organisation.records.files import written_file

    source = random.Random(42)  # noqa: S311  # made-up records, no secret
    first = date(YEAR, 1, 1)

    def sample(number: int):
        taken = first + timedelta(days=int(source.random() * 300))
        values = {"number": f"S-{number:07}", "product": f"Produk contoh {number}", "district": "Kota Kupang",
                  "commodity": source.choice(["drug", "cosmetic", "food"]), "taken_on": taken,
                  "draw": source.choice(["random", "targeted"])}  # fmt: skip
        if number % 2:
            values["establishment"] = f"A-{number % SHOPS:04}"
        if source.random() < 0.9:
            bad = source.random() < 0.05
            values |= {"sent_on": taken + timedelta(days=1), "received_on": taken + timedelta(days=2),
                       "examined_on": taken + timedelta(days=2), "completed_on": taken + timedelta(days=20),
                       "licence_check": "ok", "expiry_check": "ok", "packaging_check": "ok", "label_check": "ok",
                       "verdict": "non_compliant" if bad else "compliant", "ground": "Kadar" if bad else None}  # fmt: skip
        return values

    return written_file(register, (sample(number) for number in range(rows))).encode()


def shops(register) -> bytes:
    """The establishments that the samples name."""
    from akuntabel.organisation.records.files import written_file

    return written_file(register, ({"number": f"A-{number:04}", "title": f"Apotek Contoh {number:03}",
                                    "category": "distribution", "facility": "pharmacy", "district": "Kota Kupang",
                                    "status": "active"} for number in range(SHOPS))).encode()  # fmt: skip


def main() -> int:
    """0 when the whole is inside the bar."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"AKUNTABEL_VAR": folder, "AKUNTABEL_DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
                       "DJANGO_SETTINGS_MODULE": "akuntabel.settings"}  # fmt: skip
        return keep(rows)


def keep(rows: int) -> int:
    """Read, draft, write and count, each timed."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.lookup import catalogue
    from akuntabel.measurement.recording import count_again, keep_many
    from akuntabel.organisation.models import Unit, UnitVersion
    from akuntabel.organisation.records import bulk, drafting
    from akuntabel.organisation.records.files import read_file
    from akuntabel.registers.kinds import KINDS
    from akuntabel.registers.models import Sample

    by = Actor("benchmark", "cli")
    unit = Unit.objects.create(slug="benchmark", scheme="bpom", is_example=True)
    UnitVersion.objects.create(
        unit=unit, valid_from=date(2020, 1, 1), name="Kantor contoh", time_zone="Asia/Makassar"
    )
    registers = catalogue().scheme("bpom").registers
    establishments, _ = read_file(
        registers["establishment"], "establishment.csv", shops(registers["establishment"])
    )
    assert establishments is not None
    keep_many(KINDS["establishment"], unit, establishments, by=by)
    register = registers["sample"]
    content = made_up(rows, register)
    steps: dict[str, float] = {}
    clock = time.perf_counter()

    def step(name: str) -> None:
        nonlocal clock
        steps[name], clock = time.perf_counter() - clock, time.perf_counter()

    with transaction.atomic():
        file, problems = read_file(register, "sample.csv", content)
        step("read the file")
        assert file is not None
        made, found = drafting.draft(KINDS["sample"], register, file, unit=unit)
        assert problems + found == []
        step("read values, check, resolve references")
        bulk.write(made, unit, by=by)
        step("store, with history and event")
        count_again(unit, register, {YEAR})
        step("count the year's figures again")
    step("commit")
    assert Sample.objects.count() == Sample.history.count() == rows
    whole = sum(steps.values())
    for name, seconds in steps.items():
        print(f"{name:<42} {seconds:6.2f} s")
    print(f"{'all':<42} {whole:6.2f} s  bar {BAR} s  ratio {whole / BAR:4.2f}  {rows:,} records, "
          f"{len(content) / 1e6:.1f} MB, {Path('/proc/loadavg').read_text().split()[0]} load")  # fmt: skip
    return whole > BAR


if __name__ == "__main__":
    sys.exit(main())
